package simulator

func (s *Server) listRoles(c *call) answer {
	return paged(c, "roles", s.roles, s.cfg.Variant.roles)
}

func (s *Server) getRole(c *call) answer {
	r, found := s.roles.get(c.PathValue("id"))
	if !found {
		return notFound("Role")
	}
	return ok(map[string]any{"role": s.cfg.Variant.role(r)})
}

func (s *Server) listRolePolicies(c *call) answer {
	r, found := s.roles.get(c.PathValue("id"))
	if !found {
		return notFound("Role")
	}
	return paged(c, "policies", slice[wirePolicy](wirePolicies(r.Policies)), same)
}
