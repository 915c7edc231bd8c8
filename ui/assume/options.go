package assume

import (
	"slices"
	"strings"

	"actas/model"
	"actas/ui/pick"
	"actas/ui/scene"
)

// Prefixes of a principal's option id.
const (
	userPrefix   = "user/"
	issuerPrefix = "issuer/"
)

const (
	goneRole      = "This role is gone: it was deleted meanwhile. Your input is kept."
	gonePrincipal = "No longer in the organisation. Your input is kept."
)

// roleOptions are the roles that can be assumed, by name.
func roleOptions(s scene.Scene) []pick.Option {
	return pick.Roles(s, func(r model.Role) bool { return !r.Type.Assignable() })
}

func roleOption(s scene.Scene, id string) pick.Option {
	return pick.Option{ID: id, Label: s.RoleName(id)}
}

// principalOptions are me, the other users, and the OIDC issuers.
func principalOptions(s scene.Scene) []pick.Option {
	users := pick.Users(s)
	for i := range users {
		users[i].ID = userPrefix + users[i].ID
	}
	var issuers []pick.Option
	for _, i := range s.Directory.Issuers() {
		if i.ID != "" {
			issuers = append(issuers, issuerOption(s, i))
		}
	}
	slices.SortStableFunc(issuers, pick.ByLabel)
	return append(users, issuers...)
}

func userOption(s scene.Scene, u model.User) pick.Option {
	o := pick.User(s, u)
	o.ID = userPrefix + o.ID
	return o
}

func issuerOption(s scene.Scene, i model.Issuer) pick.Option {
	name := s.Directory.EntityName(model.Entity{Kind: model.EntityIssuer, ID: i.ID})
	return pick.Option{ID: issuerPrefix + i.ID, Label: name, Note: i.Source}
}

// principal is who assumes: one of the two ids, or none.
func (m Model) principal() (userID, issuerID string) {
	id := m.as.Chosen.ID
	if rest, ok := strings.CutPrefix(id, userPrefix); ok {
		return rest, ""
	}
	return "", strings.TrimPrefix(id, issuerPrefix)
}

// goneText says that what a field chose is not there any more; empty when it
// is, when nothing was chosen, or while the lists are not known.
func (m Model) goneText(s scene.Scene, id fieldID) string {
	if s.Loading.Active {
		return ""
	}
	userID, issuerID := m.principal()
	switch {
	case id == roleField && m.role.Chosen.ID != "" && len(s.Directory.Roles()) > 0:
		if _, ok := s.Directory.Role(m.role.Chosen.ID); !ok {
			return goneRole
		}
	case id == asField && userID != "" && userID != s.Me.ID && len(s.Directory.Users()) > 0:
		if _, ok := s.Directory.User(userID); !ok {
			return gonePrincipal
		}
	case id == asField && issuerID != "" && len(s.Directory.Issuers()) > 0:
		if _, ok := s.Directory.Issuer(issuerID); !ok {
			return gonePrincipal
		}
	}
	return ""
}
