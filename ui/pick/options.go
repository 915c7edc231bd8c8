package pick

import (
	"slices"
	"strings"

	"actas/model"
	"actas/ui/scene"
)

// Roles are the roles to choose from that are wanted, by name. Roles that share
// a name are told apart by their ids.
func Roles(s scene.Scene, wanted func(model.Role) bool) []Option {
	var options []Option
	count := map[string]int{}
	for _, r := range s.Directory.Roles() {
		if r.ID == "" || !wanted(r) {
			continue
		}
		o := Option{ID: r.ID, Label: s.RoleName(r.ID)}
		count[o.Label]++
		options = append(options, o)
	}
	for i, o := range options {
		if count[o.Label] > 1 {
			options[i].Note = model.ShortID(o.ID)
		}
	}
	slices.SortStableFunc(options, ByLabel)
	return options
}

// Assumable are the roles to choose from that can be assumed, by name.
func Assumable(s scene.Scene) []Option {
	return Roles(s, func(r model.Role) bool { return !r.Type.Assignable() })
}

// Users are me and then the other users, by name.
func Users(s scene.Scene) []Option {
	var users []Option
	for _, u := range s.Directory.Users() {
		if u.ID != "" && u.ID != s.Me.ID {
			users = append(users, User(s, u))
		}
	}
	slices.SortStableFunc(users, ByLabel)
	if s.Me.ID != "" {
		users = slices.Insert(users, 0, User(s, s.Me))
	}
	return users
}

// User is one user to choose, with the e-mail address or that it is me.
func User(s scene.Scene, u model.User) Option {
	o := Option{ID: u.ID, Label: u.DisplayName(), Note: u.Email}
	switch {
	case u.ID == s.Me.ID:
		o.Note = "(me)"
	case o.Note == o.Label:
		o.Note = ""
	}
	return o
}

// ByLabel orders options by their labels, in whatever case.
func ByLabel(a, b Option) int {
	return strings.Compare(strings.ToLower(a.Label), strings.ToLower(b.Label))
}
