package trusts

import (
	"cmp"
	"fmt"

	"actas/model"
	"actas/theme"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/sheet"
	"actas/ui/words"
)

// over draws the question in front over the lowest rows of the body.
func (m Model) over(f *scene.Frame, s scene.Scene) {
	if m.restoring {
		f.Body = sheet.Over(f.Body, s.Width, s.DividerAt(), "Restore which trust?", deletedLines(s), s.Theme)
	} else {
		f.Body = sheet.Over(f.Body, s.Width, s.DividerAt(), deleteTitle(s, *m.asking), deleteLines(s, *m.asking), s.Theme)
	}
	f.Keys, f.Back = m.deedKeys(s)
	f.Position, f.Quiet = "", true
}

func deleteTitle(s scene.Scene, t model.Trust) string {
	return "Delete the trust of " + s.Directory.EntityName(t.Entity) + " for " + s.TrustRoleName(t) + "?"
}

// deleteLines say what a deletion comes to, and what the trust is called.
func deleteLines(s scene.Scene, t model.Trust) []string {
	page := s.Theme.Page
	var lines []string
	add := func(text string, pen theme.Pen) {
		for _, l := range line.Wrap(text, max(1, s.Width-4)) {
			lines = append(lines, "  "+pen.On(l))
		}
	}
	role, _ := s.TrustRole(t)
	roleID := cmp.Or(role.ID, t.RoleID)
	loss := s.Directory.LoseTrust(t, s.Directory.TrustsOf(roleID), s.Caller, s.Now.Wall)
	told := lossTeller{s: s, trust: t, loss: loss}
	if loss.Me {
		add("You lock yourself out: no other trust of "+s.TrustRoleName(t)+" names you.", page.CritStrong)
	}
	add(told.people(), page.Text)
	add(told.unsure(), page.Warn)
	add(told.sessions(roleID), page.Text)
	return append(lines, "  "+page.Muted.On("id "+t.ID+"; u brings it back"))
}

// deletedLines are the trusts to choose from, newest first.
func deletedLines(s scene.Scene) []string {
	page, now := s.Theme.Page, s.Now.Wall
	shown := s.Trusts.Deleted[:min(len(s.Trusts.Deleted), mostOffered)]
	when := 0
	for _, a := range shown {
		when = max(when, line.Width(words.Past(a.At, now)))
	}
	var lines []string
	for i, a := range shown {
		at := words.Past(a.At, now)
		lines = append(lines, "  "+page.Accent.On(fmt.Sprint(i+1))+"  "+
			page.Muted.On(line.Pad(when-line.Width(at))+at)+"  "+page.Text.On(words.Trust(a.Role, a.Trust)))
	}
	if more := len(s.Trusts.Deleted) - len(shown); more > 0 {
		lines = append(lines, "  "+page.Muted.On(fmt.Sprintf("and %d older", more)))
	}
	return lines
}
