package pick

import (
	"actas/model"
	"actas/ui/scene"
)

// What is said of a choice that is not there any more.
const (
	GoneRole   = "This role is gone: it was deleted meanwhile. Your input is kept."
	GoneEntity = "No longer in the organisation. Your input is kept."
)

// RoleGone says that a role is not there any more; empty when it is, without an
// id, and while the roles are not known.
func RoleGone(s scene.Scene, id string) string {
	if _, known := s.Directory.Role(id); known || id == "" || s.Loading.Active || len(s.Directory.Roles()) == 0 {
		return ""
	}
	return GoneRole
}

// EntityGone says that a user, a group or an issuer is not there any more; empty
// when it is, without an id, and while the lists are not known.
func EntityGone(s scene.Scene, e model.Entity) string {
	if e.ID == "" || s.Loading.Active {
		return ""
	}
	known := true
	switch d := s.Directory; {
	case e.Kind == model.EntityUser && e.ID != s.Me.ID && len(d.Users()) > 0:
		_, known = d.User(e.ID)
	case e.Kind == model.EntityGroup && len(d.Groups()) > 0:
		_, known = d.Group(e.ID)
	case e.Kind == model.EntityIssuer && len(d.Issuers()) > 0:
		_, known = d.Issuer(e.ID)
	}
	if known {
		return ""
	}
	return GoneEntity
}

// AssumableFault says what is wrong with the choice of a role that is to be
// assumed; empty when nothing is. held is said behind that it is assignable.
func (m Model) AssumableFault(s scene.Scene, held string) string {
	switch role, known := s.Directory.Role(m.Chosen.ID); {
	case m.Looking():
		return "no role that can be assumed matches"
	case m.Chosen.ID == "":
		return "choose a role"
	case known && role.Type.Assignable():
		return "this role is assignable: it is held, " + held
	}
	return RoleGone(s, m.Chosen.ID)
}
