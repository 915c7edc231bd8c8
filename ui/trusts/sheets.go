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
	if m.rows.Len() == 0 {
		f.Body = m.none(s)
	} else {
		m.browse.DrawAbove(f, m.look(s), s, m.questionRows(s))
	}
	f.Body = m.question(f.Body, s)
	f.Keys, f.Back = m.deedKeys()
	f.Position, f.Quiet = "", true
}

// question puts the question in front over a body.
func (m Model) question(body []string, s scene.Scene) []string {
	switch {
	case m.choices != nil:
		return sheet.Over(body, s.Width, s.DividerAt(), "Restore which trust?", choiceLines(s, m.choices), s.Theme)
	case m.returning != nil:
		return form.Question(body, "Restore "+words.Trust(m.returning.Role, m.returning.Trust)+"?", comeback(s, *m.returning), s)
	}
	return form.Question(body, deleteTitle(s, m.asking.trust), consequence(s, *m.asking), s)
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
func consequence(s scene.Scene, d deletion) []form.Paragraph {
	page := s.Theme.Page
	told := lossTeller{s: s, trust: d.trust, loss: d.loss}
	var out []form.Paragraph
	if d.loss.Me {
		out = append(out, form.Paragraph{Text: "You lock yourself out: no other trust of it names you.", Pen: page.CritStrong})
	}
	out = append(out, form.Paragraph{Text: told.people(), Pen: page.Text})
	if unsure := told.unsure(); unsure != "" {
		out = append(out, form.Paragraph{Text: unsure, Pen: page.Warn})
	}
	return append(out, form.Paragraph{Text: told.sessions(roleID(s, d.trust)), Pen: page.Text},
		form.Paragraph{Text: "id " + d.trust.ID + ", u restores it", Pen: page.Muted})
}

// comeback says what a restore comes to, and what the trust is called.
func comeback(s scene.Scene, a model.Activity) []form.Paragraph {
	page := s.Theme.Page
	when := words.Past(a.At, s.Now.Wall)
	if a.From != "" {
		when += " from " + a.From
	}
	if a.Failure == model.FailureNoAnswer {
		when += ", and no answer came"
	}
	role := cmp.Or(a.Role, s.RoleName(a.RoleID), "its role")
	return []form.Paragraph{
		{Text: "Whom it trusts can assume " + role + " again.", Pen: page.Text},
		{Label: "deleted", Text: when, Pen: page.Text},
		{Label: "id", Text: a.TrustID, Pen: page.Muted},
	}
}

// choiceLines are the trusts to choose from, newest first.
func choiceLines(s scene.Scene, choices []model.Activity) []string {
	page, now := s.Theme.Page, s.Now.Wall
	shown := choices[:min(len(choices), mostOffered)]
	when := 0
	for _, a := range shown {
		when = max(when, line.Width(words.Past(a.At, now)))
	}
	var lines []string
	for i, a := range shown {
		at, pen, name := words.Past(a.At, now), page.Text, words.Trust(a.Role, a.Trust)
		if !offered(s, a) {
			pen, name = page.Muted, name+", not any more"
		}
		lines = append(lines, "  "+page.Accent.On(fmt.Sprint(i+1))+"  "+page.Muted.On(line.Pad(when-line.Width(at))+at)+"  "+pen.On(name))
	}
	if more := len(choices) - len(shown); more > 0 {
		lines = append(lines, "  "+page.Muted.On(fmt.Sprintf("and %d older", more)))
	}
	return lines
}
