package trusts

import (
	"cmp"
	"fmt"
	"slices"

	"actas/model"
	"actas/ui/form"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/sheet"
	"actas/ui/words"
)

// drawAsking draws the question in front over the lowest rows of the body, and
// the selected trust above it.
func (m Model) drawAsking(f *scene.Frame, s scene.Scene) {
	if len(m.rows.trusts) == 0 {
		f.Body = m.none(s)
	} else {
		m.browse.DrawAbove(f, m.look(s), s, m.questionRows(s))
	}
	f.Body = m.question(f.Body, s)
	f.Keys, f.Back = m.deedKeys(s)
	f.Position, f.Quiet = "", true
}

// question puts the question in front over a body.
func (m Model) question(body []string, s scene.Scene) []string {
	if m.restoring {
		return sheet.Over(body, s.Width, s.DividerAt(), "Restore which trust?", deletedLines(s), s.Theme)
	}
	return form.Question(body, deleteTitle(s, *m.asking), consequence(s, *m.asking), s)
}

// questionRows is how many rows the question takes.
func (m Model) questionRows(s scene.Scene) int {
	asked := m.question(make([]string, s.Height), s)
	return len(asked) - max(0, slices.IndexFunc(asked, func(l string) bool { return l != "" }))
}

func deleteTitle(s scene.Scene, t model.Trust) string {
	return "Delete the trust of " + s.Directory.EntityName(t.Entity) + " for " + s.TrustRoleName(t) + "?"
}

// consequence says what a deletion comes to, and what the trust is called.
func consequence(s scene.Scene, t model.Trust) []form.Paragraph {
	page := s.Theme.Page
	role, _ := s.TrustRole(t)
	roleID := cmp.Or(role.ID, t.RoleID)
	loss := s.Directory.LoseTrust(t, s.Directory.TrustsOf(roleID), s.Caller, s.Now.Wall)
	told := lossTeller{s: s, trust: t, loss: loss}
	var out []form.Paragraph
	if loss.Me {
		out = append(out, form.Paragraph{Text: "You lock yourself out: no other trust of it names you.", Pen: page.CritStrong})
	}
	out = append(out, form.Paragraph{Text: told.people(), Pen: page.Text})
	if unsure := told.unsure(); unsure != "" {
		out = append(out, form.Paragraph{Text: unsure, Pen: page.Warn})
	}
	return append(out, form.Paragraph{Text: told.sessions(roleID), Pen: page.Text},
		form.Paragraph{Text: "id " + t.ID + ", u restores it", Pen: page.Muted})
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
