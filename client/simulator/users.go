package simulator

import (
	"net/http"

	"actas/model"
)

// getAccount tells whose credential is in use.
func (s *Server) getAccount(c *call) answer {
	if c.user == nil {
		// What Vultr says to a session without a user is not known.
		return refuse(http.StatusForbidden, "This session does not belong to a user")
	}
	return ok(map[string]any{"account": map[string]any{
		"name": c.user.Name, "email": c.user.Email,
		"balance": 0, "pending_charges": 0, "last_payment_date": "", "last_payment_amount": 0,
		"acls": []string{},
	}})
}

type wireOrganization struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Type    string `json:"type"`
	Created string `json:"date_created"`
}

func (s *Server) listOrganizations(c *call) answer {
	list := slice[wireOrganization]{{
		ID: s.about.ID, Name: s.about.Name, Type: "business", Created: s.cfg.Variant.date(s.start.AddDate(-2, 0, 0)),
	}}
	return paged(c, "orgs", list, same)
}

// same is the wire form of what is in wire form already.
func same[T any](items []T) []T { return items }

// each turns a function on one item into one on all of them.
func each[T, W any](wire func(T) W) func([]T) []W {
	return func(items []T) []W {
		out := make([]W, len(items))
		for i, item := range items {
			out[i] = wire(item)
		}
		return out
	}
}

func (s *Server) listUsers(c *call) answer {
	return paged(c, "users", slice[*account](s.users), each(wireUserOf))
}

func (s *Server) getUser(c *call) answer {
	u := s.user(c.PathValue("id"))
	if u == nil {
		return notFound("User")
	}
	return ok(map[string]any{"user": wireUserOf(u)})
}

func (s *Server) listUserGroups(c *call) answer { return s.groupsAnswer(c, s.user(c.PathValue("id"))) }
func (s *Server) listMyGroups(c *call) answer   { return s.groupsAnswer(c, c.user) }
func (s *Server) listUserRoles(c *call) answer  { return s.rolesAnswer(s.user(c.PathValue("id"))) }
func (s *Server) listMyRoles(c *call) answer    { return s.rolesAnswer(c.user) }

func (s *Server) groupsAnswer(c *call, u *account) answer {
	if u == nil {
		return notFound("User")
	}
	return paged(c, "groups", slice[*group](s.groupsOf(u.ID)), each(s.wireGroup))
}

func (s *Server) rolesAnswer(u *account) answer {
	if u == nil {
		return notFound("User")
	}
	direct, inherited := s.rolesHeld(u)
	v := s.cfg.Variant
	all := append(v.roles(direct), v.roles(inherited)...)
	return ok(map[string]any{
		"roles": map[string]any{"all": all, "direct": v.roles(direct), "inherited": v.roles(inherited)},
		"meta":  wireMeta{Total: len(all)},
	})
}

func (s *Server) wireGroup(g *group) wireGroup { return s.groupAnswer(g, s.cfg.Variant) }

func (s *Server) listGroups(c *call) answer {
	return paged(c, "groups", slice[*group](s.groups), each(s.wireGroup))
}

func (s *Server) getGroup(c *call) answer {
	g := s.group(c.PathValue("id"))
	if g == nil {
		return notFound("Group")
	}
	return ok(map[string]any{"group": s.wireGroup(g)})
}

// wireIssuer shows the public half of the key that the issuer signs with.
func (s *Server) wireIssuer(i model.Issuer) wireIssuer {
	return wireIssuer{
		ID: i.ID, Source: i.Source, URI: i.URI, KeyID: i.KeyID, KeyType: i.KeyType,
		Modulus: s.modulus(i), Exponent: wireExponent,
		Algorithm: i.Algorithm, Use: i.Use,
	}
}

func (s *Server) listIssuers(c *call) answer {
	return paged(c, "issuers", slice[model.Issuer](s.issuers), each(s.wireIssuer))
}

func (s *Server) getIssuer(c *call) answer {
	i, found := s.issuer(c.PathValue("id"))
	if !found {
		return notFound("OIDC issuer")
	}
	return ok(map[string]any{"issuer": s.wireIssuer(i)})
}
