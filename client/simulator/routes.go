package simulator

import "net/http"

// table lists every call, with the actions that it needs.
func (s *Server) table() *http.ServeMux {
	mux := http.NewServeMux()
	on := func(pattern string, handle func(*call) answer, actions ...string) {
		mux.HandleFunc(pattern, s.route(handle, actions...))
	}
	s.people(on)
	s.access(on)
	// Go's AWS SDK puts a slash behind every path.
	mux.HandleFunc("POST "+stsPath, s.sts)
	mux.HandleFunc("POST "+stsPath+"/{$}", s.sts)
	mux.HandleFunc("POST "+ecsPath, s.ecs)
	mux.HandleFunc("POST "+ecsPath+"/{$}", s.ecs)
	mux.HandleFunc("/", s.unknown)
	return mux
}

// register adds a call with the actions that it needs.
type register func(pattern string, handle func(*call) answer, actions ...string)

// people are the calls about who there is.
func (s *Server) people(on register) {
	on("GET /v2/account", s.getAccount, actionAccountRead)
	on("GET /v2/organizations", s.listOrganizations, actionOrgRead)

	on("GET /v2/users", s.listUsers, actionUserRead)
	on("GET /v2/users/{id}", s.getUser, actionUserRead)
	on("GET /v2/users/{id}/groups", s.listUserGroups, actionGroupRead)
	on("GET /v2/users/{id}/roles", s.listUserRoles, actionRoleRead)
	// What one is oneself needs no permission.
	on("GET /v2/users/me/groups", s.listMyGroups)
	on("GET /v2/users/me/roles", s.listMyRoles)
	on("GET /v2/groups", s.listGroups, actionGroupRead)
	on("GET /v2/groups/{id}", s.getGroup, actionGroupRead)
	on("GET /v2/oidc/issuer", s.listIssuers, actionIssuerRead)
	on("GET /v2/oidc/issuer/{id}", s.getIssuer, actionIssuerRead)
}

// access are the calls about who may become what.
func (s *Server) access(on register) {
	on("GET /v2/roles", s.listRoles, actionRoleRead)
	on("GET /v2/roles/{id}", s.getRole, actionRoleRead)
	on("GET /v2/roles/{id}/policies", s.listRolePolicies, actionPolicyRead)

	on("GET /v2/role-trusts", s.listTrusts, actionTrustRead)
	on("GET /v2/role-trusts/{id}", s.getTrust, actionTrustRead)
	on("GET /v2/role-trusts/by-role/{id}", s.listTrustsByRole, actionTrustRead)
	on("GET /v2/role-trusts/assumable/{id}", s.listAssumable, actionTrustRead)
	on("POST /v2/role-trusts", s.createTrust, actionTrustCreate)
	on("PUT /v2/role-trusts/{id}", s.updateTrust, actionTrustUpdate)
	on("DELETE /v2/role-trusts/{id}", s.deleteTrust, actionTrustDelete)
	on("PATCH /v2/role-trusts/{id}/restore", s.restoreTrust, actionTrustRestore)

	on("POST /v2/assumed-roles/assume", s.assume, assumeActions...)
	on("GET /v2/assumed-roles/{token}", s.getSession, actionSessionRead)
	on("DELETE /v2/assumed-roles/{token}", s.revokeSession, actionSessionDelete)
	on("GET /v2/assumed-roles/users/{id}/sessions", s.listSessions, actionSessionRead)
}
