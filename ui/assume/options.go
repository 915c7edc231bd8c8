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
	rest, _ := strings.CutPrefix(strings.TrimPrefix(id, byTokenID), issuerPrefix)
	return "", rest
}

// goneText says that what a field chose is not there any more; empty otherwise.
func (m Model) goneText(s scene.Scene, id fieldID) string {
	userID, issuerID := m.principal()
	switch {
	case id == roleField:
		return pick.RoleGone(s, m.role.Chosen.ID)
	case id == asField && m.as.Chosen.ID == byTokenID:
		return ""
	case id == asField && issuerID != "":
		return pick.EntityGone(s, model.Entity{Kind: model.EntityIssuer, ID: issuerID})
	case id == asField:
		return pick.EntityGone(s, model.Entity{Kind: model.EntityUser, ID: userID})
	}
	return ""
}
