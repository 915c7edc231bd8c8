package trustform

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"actas/model"
	"actas/ui/pick"
	"actas/ui/scene"
	"actas/ui/zones"
)

// roleOption is the role of a trust. govultr's trusts carry its name alone.
func roleOption(s scene.Scene, t model.Trust) pick.Option {
	if t.RoleID == "" {
		return pick.Option{Label: t.RoleName}
	}
	if _, known := s.Directory.Role(t.RoleID); !known && t.RoleName != "" {
		return pick.Option{ID: t.RoleID, Label: t.RoleName}
	}
	return pick.Option{ID: t.RoleID, Label: s.RoleName(t.RoleID)}
}

// The machines that a trust can name, by the API's names.
var sources = []pick.Option{
	{ID: "source/instance", Label: "source instance", Note: "every cloud instance"},
	{ID: "source/baremetal", Label: "source baremetal", Note: "every bare-metal machine"},
}

// unknownEntity stands for one that cannot be read.
const unknownEntity = "unknown/"

// entityOptions are whom a trust can trust: me, the other users, the groups,
// the OIDC issuers and the sources of machines.
func entityOptions(s scene.Scene) []pick.Option {
	var users, groups, issuers []pick.Option
	for _, u := range pick.Users(s) {
		users = append(users, entityOption(s, model.Entity{Kind: model.EntityUser, ID: u.ID}))
	}
	for _, g := range s.Directory.Groups() {
		if g.ID != "" {
			groups = append(groups, entityOption(s, model.Entity{Kind: model.EntityGroup, ID: g.ID}))
		}
	}
	for _, i := range s.Directory.Issuers() {
		if i.ID != "" {
			issuers = append(issuers, entityOption(s, model.Entity{Kind: model.EntityIssuer, ID: i.ID}))
		}
	}
	for _, list := range [][]pick.Option{groups, issuers} {
		slices.SortStableFunc(list, pick.ByLabel)
	}
	return slices.Concat(users, groups, issuers, sources)
}

// entityOption is an entity as it is chosen, with a note on who that is.
func entityOption(s scene.Scene, e model.Entity) pick.Option {
	o := pick.Option{ID: string(e.Kind) + "/" + e.ID, Label: s.Directory.EntityName(e)}
	switch e.Kind {
	case model.EntityUser:
		o.Note = userNote(s, e.ID)
	case model.EntityGroup:
		if g, ok := s.Directory.Group(e.ID); ok {
			o.Note = counted(len(g.MemberIDs), "member", "members")
		}
	case model.EntityIssuer:
		if i, ok := s.Directory.Issuer(e.ID); ok {
			o.Note = strings.TrimSuffix("source "+i.Source, "source ")
		}
	case model.EntitySource:
		for _, known := range sources {
			if known.ID == o.ID {
				return known
			}
		}
	default:
		if e == (model.Entity{}) {
			return pick.Option{}
		}
		o.ID = unknownEntity
	}
	return o
}

func userNote(s scene.Scene, id string) string {
	u, _ := s.Directory.User(id)
	if id == s.Me.ID {
		return strings.TrimSpace("(me) " + cmp.Or(u.Email, s.Me.Email))
	}
	if u.Email == u.DisplayName() {
		return ""
	}
	return u.Email
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// entityOf is the entity of an option. That of before, if it is the same, keeps
// what the API said of it.
func (m Model) entityOf(o pick.Option) model.Entity {
	kind, id, _ := strings.Cut(o.ID, "/")
	if m.before != nil && (o.ID == unknownEntity || o.ID == string(m.before.Entity.Kind)+"/"+m.before.Entity.ID) {
		return m.before.Entity
	}
	return model.Entity{Kind: model.EntityKind(kind), ID: id}
}

// zoneOptions are UTC, my zone, and all others by name; that of the trust is
// always among them.
func (m Model) zoneOptions(s scene.Scene) []pick.Option {
	options := []pick.Option{zoneOption(s, zones.UTC)}
	mine := zones.Named(s.Local)
	for _, name := range [...]string{mine, m.zone.Chosen.ID} {
		if name != "" && !slices.ContainsFunc(options, func(o pick.Option) bool { return o.ID == name }) {
			options = append(options, zoneOption(s, name))
		}
	}
	first := len(options)
	for _, name := range zones.Names() {
		if !slices.ContainsFunc(options[:first], func(o pick.Option) bool { return o.ID == name }) {
			options = append(options, zoneOption(s, name))
		}
	}
	return options
}

// zoneOption is a zone with its offset at present. Every spelling of UTC is the
// same choice.
func zoneOption(s scene.Scene, name string) pick.Option {
	label := zones.Label(name)
	if label == "UTC" {
		return pick.Option{ID: zones.UTC, Label: label}
	}
	o := pick.Option{ID: name, Label: label, Note: zones.Offset(name, s.Now.Wall)}
	if name == zones.Named(s.Local) {
		o.Note += ", yours"
	}
	return o
}

// goneText says that what a field chose is not there any more; empty otherwise.
// A trust that there is already may stay what it is, whoever that was.
func (m Model) goneText(s scene.Scene, id fieldID) string {
	e := m.entityOf(m.entity.Chosen)
	switch {
	case id == roleField && m.before == nil:
		return pick.RoleGone(s, m.role.Chosen.ID)
	case id == entityField && (m.before == nil || e != m.before.Entity):
		return pick.EntityGone(s, e)
	}
	return ""
}
