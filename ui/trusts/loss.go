package trusts

import (
	"fmt"
	"strings"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/words"
)

// mostNamed is how many people, or groups, a consequence names.
const mostNamed = 4

// lossTeller says in words what a deletion of a trust comes to.
type lossTeller struct {
	s     scene.Scene
	trust model.Trust
	loss  model.TrustLoss
}

func (l lossTeller) role() string { return l.s.TrustRoleName(l.trust) }

// people says who loses the role, and who keeps it.
func (l lossTeller) people() string {
	loss, entity := l.loss, l.s.Directory.EntityName(l.trust.Entity)
	switch n := len(loss.Losing); {
	case loss.Lapsed:
		return "It lapsed " + words.Ago(l.s.Now.Wall.Sub(l.trust.ValidUntil)) + ": nobody loses anything."
	case loss.Machine:
		return l.machines()
	case n == 0 && loss.MembersUnknown:
		return "Who loses " + l.role() + " is not known: the members of " + entity + " were not told."
	case n == 0 && len(loss.Keeping) == 0:
		return "Who loses " + l.role() + " is not known: whom it trusts cannot be read."
	case n == 0 && len(loss.Keeping) == 1:
		return "Nobody loses " + l.role() + ": " + l.name(loss.Keeping[0]) + keep(loss.Keeping[0], l.s) + " it through another trust."
	case n == 0:
		return fmt.Sprintf("Nobody loses %s: all %d keep it through other trusts.", l.role(), len(loss.Keeping))
	}
	return l.losing() + l.keeping()
}

// losing names those who lose the role: "Ada Byron loses Auditor."
func (l lossTeller) losing() string {
	ids := l.loss.Losing
	switch {
	case len(ids) > 1:
		return fmt.Sprintf("%d people lose %s: %s.", len(ids), l.role(), l.names(ids))
	case ids[0] == l.s.Me.ID:
		return "You lose " + l.role() + "."
	}
	return l.name(ids[0]) + " loses " + l.role() + "."
}

// keeping says how many keep it, behind those who do not.
func (l lossTeller) keeping() string {
	switch n := len(l.loss.Keeping); n {
	case 0:
		return ""
	case 1:
		id := l.loss.Keeping[0]
		return " " + upperFirst(l.name(id)) + keep(id, l.s) + " it through another trust."
	default:
		return fmt.Sprintf(" %d keep it through others.", n)
	}
}

func keep(id string, s scene.Scene) string {
	if id == s.Me.ID {
		return " keep"
	}
	return " keeps"
}

// machines says what becomes of what is no person.
func (l lossTeller) machines() string {
	who := "whoever has a token of " + l.s.Directory.EntityName(l.trust.Entity)
	switch {
	case l.trust.Entity.Kind == model.EntitySource && l.trust.Entity.ID == "baremetal":
		who = "every bare-metal machine"
	case l.trust.Entity.Kind == model.EntitySource:
		who = "every instance"
	}
	if l.loss.MachineKeeps {
		return "Nothing is lost: " + who + " keeps " + l.role() + " through another trust."
	}
	return strings.ToUpper(who[:1]) + who[1:] + " loses " + l.role() + "."
}

// unsure says what is not known; empty where all is.
func (l lossTeller) unsure() string {
	var parts []string
	if l.loss.MembersUnknown && len(l.loss.Losing) > 0 {
		parts = append(parts, "Others may lose it too: the members of "+l.s.Directory.EntityName(l.trust.Entity)+" were not told.")
	}
	if ids := l.loss.UnknownGroups; len(ids) > 0 && len(l.loss.Losing) > 0 {
		group := func(id string) string {
			return l.s.Directory.EntityName(model.Entity{Kind: model.EntityGroup, ID: id})
		}
		parts = append(parts, "Some may keep it: the members of "+firstOf(ids, group)+" were not told.")
	}
	if !l.loss.Lapsed && !l.s.TrustsKnown() {
		parts = append(parts, "Not all trusts are read: another one may do the same.")
	}
	return strings.Join(parts, " ")
}

// sessions says which live sessions on the role last on, as far as they are read.
func (l lossTeller) sessions(roleID string) string {
	of, unread := " of yours", "; those of others are not read"
	if l.s.Everyone {
		of, unread = "", ""
	}
	var on []model.LiveSession
	for live := range l.s.Roster.All() {
		if live.RoleID == roleID && live.Gone == "" {
			on = append(on, live)
		}
	}
	if len(on) == 0 {
		return "No live session" + of + " is on it" + unread + "."
	}
	last := on[0].Countdown.EndsAt(l.s.Now)
	for _, live := range on[1:] {
		if ends := live.Countdown.EndsAt(l.s.Now); ends.After(last) {
			last = ends
		}
	}
	until := words.When(last, l.s.Now.Wall, nil) + " UTC"
	if len(on) == 1 {
		return "1 live session" + of + " stays until " + until + unread + "."
	}
	return fmt.Sprintf("%d live sessions%s stay, the last until %s%s.", len(on), of, until, unread)
}

// name is a person within a sentence: "you" for me, the start of the id for who
// is not known.
func (l lossTeller) name(id string) string {
	if id == l.s.Me.ID {
		return "you"
	}
	if name := l.s.UserName(id); name != id {
		return name
	}
	return model.ShortID(id)
}

// names are the first of some people: "you, Mei Tanaka and 3 more".
func (l lossTeller) names(ids []string) string { return firstOf(ids, l.name) }

// firstOf names the first of what has these ids, one at least, and counts the rest.
func firstOf(ids []string, name func(id string) string) string {
	var names []string
	for _, id := range ids[:min(len(ids), mostNamed)] {
		names = append(names, name(id))
	}
	if len(ids) == 1 {
		return names[0]
	}
	last := names[len(names)-1]
	if more := len(ids) - len(names); more > 0 {
		names, last = append(names, ""), fmt.Sprintf("%d more", more)
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + last
}

// upperFirst begins a sentence with a name or "you".
func upperFirst(s string) string {
	if s == "you" {
		return "You"
	}
	return s
}
