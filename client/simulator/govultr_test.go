package simulator_test

import (
	"net/http"
	"testing"

	"github.com/vultr/govultr/v3"

	"actas/client/simulator"
)

// bearer adds a key, as Vultr's Terraform provider does through oauth2.
type bearer struct {
	key  string
	next http.RoundTripper
}

func (t bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+t.key)
	return t.next.RoundTrip(r)
}

func vultr(t *testing.T, b *bench) *govultr.Client {
	t.Helper()
	c := govultr.NewClient(&http.Client{Transport: bearer{b.key, b.http.Transport}})
	if err := c.SetBaseURL(b.URL()); err != nil {
		t.Fatal(err)
	}
	c.SetRetryLimit(0)
	c.SetRateLimit(0)
	return c
}

func TestGovultrReadsEveryListOfTheDemo(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Roles: 700})
	c, ctx := vultr(t, b).Organization, t.Context()
	roles, meta, _, err := c.ListRoles(ctx, &govultr.ListOptions{PerPage: 500})
	if err != nil || len(roles) != 500 || meta.Total != 700 || meta.Links.Next == "" {
		t.Fatalf("roles: %d, %+v, %v", len(roles), meta, err)
	}
	if roles[0].Policies[0].Document.Statement[1].Effect != "Deny" {
		t.Errorf("policies: %+v", roles[0].Policies)
	}
	trusts, _, _, err := c.ListRoleTrusts(ctx, &govultr.ListOptions{PerPage: 500})
	if err != nil || len(trusts) != 500 || trusts[0].Conditions.TimeOfDay.End != 17 {
		t.Fatalf("trusts: %d, %v", len(trusts), err)
	}
	ada := b.user("Ada Byron").ID
	assumable, _, _, err := c.ListRoleTrustsByUser(ctx, ada)
	if err != nil || len(assumable) == 0 || assumable[0].RoleName != "Production Deploy" {
		t.Errorf("assumable: %d, %v", len(assumable), err)
	}
	sessions, _, _, err := c.ListRoleSessions(ctx, ada)
	if err != nil || len(sessions) != 5 || sessions[0].RemainingDuration != 94 {
		t.Errorf("sessions: %+v, %v", sessions, err)
	}
	groups, _, _, err := c.ListGroups(ctx, nil)
	if err != nil || len(groups) != 7 || len(groups[0].Members) != 5 {
		t.Errorf("groups: %+v, %v", groups, err)
	}
	if orgs, _, _, err := c.ListOrganizations(ctx, nil); err != nil || len(orgs) != 1 {
		t.Errorf("organizations: %+v, %v", orgs, err)
	}
	if users, _, _, err := vultr(t, b).User.List(ctx, nil); err != nil || len(users) != 7 {
		t.Errorf("users: %+v, %v", users, err)
	}
	if issuers, _, err := vultr(t, b).OIDC.ListOIDCIssuers(ctx); err != nil || len(issuers) != 2 {
		t.Errorf("issuers: %+v, %v", issuers, err)
	}
}

func TestGovultrTrustsAssumesAndRevokes(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	c, ctx := vultr(t, b).Organization, t.Context()
	ada, role := b.user("Ada Byron").ID, b.role("Support Tier 2").ID
	trust, _, err := c.CreateRoleTrust(ctx, &govultr.OrganizationRoleTrustCreateReq{
		RoleID: role, UserID: ada, Type: "TemporaryAssumption",
		Conditions: &govultr.OrganizationRoleTrustReqCondition{
			TimeOfDay: &govultr.OrganizationRoleTrustReqConditionTime{Start: 9, End: 17},
			IPRanges:  []string{"203.0.113.0/24"},
		},
	})
	if err != nil || trust.ID == "" || trust.Conditions.TimeOfDay.Start != 9 {
		t.Fatalf("trust: %+v, %v", trust, err)
	}
	session, _, err := c.CreateRoleSession(ctx, &govultr.OrganizationRoleSessionReq{
		UserID: ada, RoleID: role, SessionName: "terraform", Duration: 900,
	})
	if err != nil || session.RemainingDuration != 900 || len(session.ConditionsMet) != 2 {
		t.Fatalf("session: %+v, %v", session, err)
	}
	if read, _, err := c.GetRoleSession(ctx, session.Token); err != nil || read.SessionName != "terraform" {
		t.Errorf("read: %+v, %v", read, err)
	}
	if err := c.RevokeRoleSession(ctx, session.Token); err != nil {
		t.Error(err)
	}
	if err := c.DeleteRoleTrust(ctx, trust.ID); err != nil {
		t.Error(err)
	}
	if _, _, err := c.CreateRoleSession(ctx, &govultr.OrganizationRoleSessionReq{UserID: ada, RoleID: role, SessionName: "late"}); err == nil {
		t.Error("assumed through a deleted trust")
	}
}
