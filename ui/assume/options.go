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

// roleOptions are the roles that can be assumed, by name. Roles that share a
// name are told apart by their ids.
func roleOptions(s scene.Scene) []pick.Option {
	var options []pick.Option
	count := map[string]int{}
	for _, r := range s.Directory.Roles() {
		if r.Type.Assignable() || r.ID == "" {
			continue
		}
		o := roleOption(s, r.ID)
		count[o.Label]++
		options = append(options, o)
	}
	for i, o := range options {
		if count[o.Label] > 1 {
			options[i].Note = model.ShortID(o.ID)
		}
	}
	slices.SortStableFunc(options, byLabel)
	return options
}

func roleOption(s scene.Scene, id string) pick.Option {
	return pick.Option{ID: id, Label: s.RoleName(id)}
}

// roleNamed is the id of the role with a name, empty when there is none.
func roleNamed(s scene.Scene, name string) string {
	for _, r := range s.Directory.Roles() {
		if r.Name == name && name != "" {
			return r.ID
		}
	}
	return ""
}

// principalOptions are me, the other users, and the OIDC issuers.
func principalOptions(s scene.Scene) []pick.Option {
	var users, issuers []pick.Option
	for _, u := range s.Directory.Users() {
		if u.ID != "" && u.ID != s.Me.ID {
			users = append(users, userOption(s, u))
		}
	}
	for _, i := range s.Directory.Issuers() {
		if i.ID != "" {
			issuers = append(issuers, issuerOption(s, i))
		}
	}
	slices.SortStableFunc(users, byLabel)
	slices.SortStableFunc(issuers, byLabel)
	if s.Me.ID != "" {
		users = slices.Insert(users, 0, userOption(s, s.Me))
	}
	return append(users, issuers...)
}

func userOption(s scene.Scene, u model.User) pick.Option {
	o := pick.Option{ID: userPrefix + u.ID, Label: u.DisplayName(), Note: u.Email}
	switch {
	case u.ID == s.Me.ID:
		o.Note = "(me)"
	case o.Note == o.Label:
		o.Note = ""
	}
	return o
}

func issuerOption(s scene.Scene, i model.Issuer) pick.Option {
	name := s.Directory.EntityName(model.Entity{Kind: model.EntityIssuer, ID: i.ID})
	return pick.Option{ID: issuerPrefix + i.ID, Label: name, Note: i.Source}
}

func byLabel(a, b pick.Option) int {
	return strings.Compare(strings.ToLower(a.Label), strings.ToLower(b.Label))
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
