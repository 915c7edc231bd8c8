package simulator

import (
	"net/http"

	"actas/model"
)

func (s *Server) wireTrusts(ts []trust) []any { return s.trustAnswers(ts, s.cfg.Variant) }

func (s *Server) listTrusts(c *call) answer {
	return paged(c, "role_trusts", s.trusts, s.wireTrusts)
}

func (s *Server) getTrust(c *call) answer {
	t, found := s.trusts.get(c.PathValue("id"))
	if !found {
		return refuse(http.StatusNotFound, textTrustNotFound)
	}
	return s.wrappedTrust(t)
}

func (s *Server) wrappedTrust(t trust) answer {
	return ok(map[string]any{"role_trust": s.trustAnswer(t, s.cfg.Variant)})
}

// changedTrust is the answer to create and update: bare in govultr's shape.
func (s *Server) changedTrust(status int, t trust) answer {
	w := s.trustAnswer(t, s.cfg.Variant)
	if s.cfg.Variant.WrappedTrust {
		return answer{status, map[string]any{"role_trust": w}}
	}
	return answer{status, w}
}

func (s *Server) listTrustsByRole(c *call) answer {
	id := c.PathValue("id")
	if _, found := s.roles.get(id); !found {
		return notFound("Role")
	}
	return paged(c, "role_trusts", slice[trust](s.trustsOf(id)), s.wireTrusts)
}

// listAssumable answers the trusts through which a user may assume, whatever
// their conditions say at the moment.
func (s *Server) listAssumable(c *call) answer {
	id := c.PathValue("id")
	if s.user(id) == nil {
		return notFound("User")
	}
	groups := s.groupsOf(id)
	var trusts slice[trust]
	var roles slice[model.Role]
	seen := map[string]bool{}
	for pos := range s.trusts.len() {
		if !s.trusts.alive(pos) {
			continue
		}
		t := s.trusts.at(pos)
		if t.Type != model.TemporaryAssumption || !t.names(id, groups, model.Issuer{}) {
			continue
		}
		trusts = append(trusts, t)
		if r, found := s.roles.get(t.RoleID); found && !seen[r.ID] {
			seen[r.ID] = true
			roles = append(roles, r)
		}
	}
	if s.cfg.Variant.AssumableRoles {
		return paged(c, "roles", roles, s.cfg.Variant.roles)
	}
	return paged(c, "assumable_roles", trusts, s.wireTrusts)
}

func (s *Server) createTrust(c *call) answer {
	t := trust{Created: c.now.Wall, visible: c.now.Boot + s.cfg.TrustLag}
	if refused := s.applyBody(&t, c.body); refused != nil {
		return *refused
	}
	t.ID = s.next("trust", t.RoleID+" "+string(t.Entity.Kind)+" "+t.Entity.ID)
	s.trusts.add(t.ID, t)
	return s.changedTrust(http.StatusCreated, t)
}

// updateTrust replaces the fields that the body has and keeps the others, unless
// the variant takes those away. An edited trust lags as a new one does.
func (s *Server) updateTrust(c *call) answer {
	id := c.PathValue("id")
	t, found := s.trusts.get(id)
	if !found {
		return refuse(http.StatusNotFound, textTrustNotFound)
	}
	if s.cfg.Variant.WholeUpdate {
		t = trust{ID: t.ID, Created: t.Created}
	}
	if refused := s.applyBody(&t, c.body); refused != nil {
		return *refused
	}
	t.visible = c.now.Boot + s.cfg.TrustLag
	s.trusts.keep(id).value = t
	return s.changedTrust(http.StatusOK, t)
}

// deleteTrust is a soft delete: the trust can be restored.
func (s *Server) deleteTrust(c *call) answer {
	if !s.trusts.remove(c.PathValue("id")) {
		return refuse(http.StatusNotFound, textTrustNotFound)
	}
	return answer{status: http.StatusNoContent}
}

// restoreTrust brings back a deleted trust. Restoring one that is there is no
// error: what Vultr does then is not documented, and the outcome is the same.
func (s *Server) restoreTrust(c *call) answer {
	id := c.PathValue("id")
	s.trusts.restore(id)
	t, found := s.trusts.get(id)
	if !found {
		return refuse(http.StatusNotFound, textTrustNotFound)
	}
	if _, there := s.roles.get(t.RoleID); !there {
		s.trusts.remove(id)
		return refuse(http.StatusConflict, "The role of this trust has been deleted")
	}
	return s.wrappedTrust(t)
}
