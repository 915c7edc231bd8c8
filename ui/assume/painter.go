package assume

import (
	"strings"

	"actas/ui/form"
	"actas/ui/line"
	"actas/ui/pick"
	"actas/ui/scene"
	"actas/ui/words"
)

// typedWidth is the room for a typed duration.
const typedWidth = 12

// painter draws the form of one model in one scene.
type painter struct {
	form.Painter
	m Model
	s scene.Scene
}

// field draws one field: its row, what is looked for in it, what is wrong
// with it.
func (p painter) field(id fieldID) []string {
	focused := id == p.m.focus && p.m.outcome != sending
	lines := []string{p.Row(labels[id], p.value(id, focused), focused)}
	if focused && id == roleField {
		lines = append(lines, p.found(p.m.role, p.openness)...)
	}
	if focused && id == asField {
		lines = append(lines, p.found(p.m.as, nil)...)
	}
	if id == authField {
		lines = append(lines, p.token()...)
	}
	fault, pen := p.m.faults[id], p.Theme.Page.Warn
	if fault.refused {
		pen = p.Theme.Page.Crit
	}
	return append(lines, p.Below(fault.text, pen)...)
}

// found are the matches; that there are none is left to the field's fault.
func (p painter) found(k pick.Model, beside func(pick.Option) string) []string {
	if len(k.Matches()) == 0 && p.m.faults[p.m.focus].text != "" {
		return nil
	}
	return p.Found(k, beside)
}

func (p painter) value(id fieldID, focused bool) string {
	pens := p.Pens(focused)
	switch id {
	case roleField:
		return p.Picked(p.m.role, focused)
	case asField:
		return p.Picked(p.m.as, focused)
	case nameField:
		return p.Typed(p.m.name, focused)
	case authField:
		names, at := p.m.methods()
		return p.Grounded(p.Choices(names, at, "", "", pens), focused)
	case durationField:
		return p.Grounded(p.duration(focused), focused)
	}
	return p.Typed(p.m.address, focused)
}

// openness says whether a role is open to me.
func (p painter) openness(o pick.Option) string {
	role, ok := p.s.Directory.Role(o.ID)
	if !ok {
		return ""
	}
	return words.PaintVerdictShort(p.s.RoleVerdict(role), p.s.Now.Wall, p.Theme.Page)
}

// duration are the presets and what else can be typed.
func (p painter) duration(focused bool) string {
	l, pens := p.m.length, p.Pens(focused)
	var names []string
	for _, d := range l.presets {
		names = append(names, words.Length(d))
	}
	names = append(names, "other")
	input := ""
	if l.other() {
		input = pens.Text.On(" ") + l.typed.View(typedWidth, focused, pens, p.Theme)
	}
	return p.Choices(names, l.at, input, l.limit(), pens)
}

// ends is when the session would end.
func (p painter) ends() []string {
	pens := p.Theme.Page
	when, rest := p.m.ends(p.s)
	return p.Said("ends", pens.Muted, when+rest, func(i int, text string) string {
		if after, ok := strings.CutPrefix(text, when); ok && i == 0 {
			return pens.Strong.On(when) + pens.Text.On(after)
		}
		return pens.Text.On(text)
	})
}

// refused is what the API said that concerns no field.
func (p painter) refused() []string {
	pens := p.Theme.Page
	name, pen := "refused", pens.CritStrong
	switch p.m.outcome {
	case failed:
		name, pen = "failed", pens.WarnStrong
	case unanswered:
		name, pen = "no answer", pens.WarnStrong
	}
	return p.Said(name, pen, p.m.refused, func(_ int, text string) string { return pens.Text.On(text) })
}

// head is what is assumed, and the verdict on it.
func (p painter) head() []string {
	t := p.Theme
	title := "Assume a role"
	if p.m.role.Chosen.ID != "" {
		title = "Assume " + p.m.role.Chosen.Label
	}
	estimate := "   an estimate"
	if _, known := p.m.verdict(p.s); !known {
		estimate = ""
	}
	verdict := p.m.headline(p.s)
	room := max(0, p.Width-2-line.Width(estimate))
	if line.Width(verdict) > room {
		verdict = line.FitPainted(verdict, room, t.Glyphs)
	}
	return []string{"  " + t.Page.Strong.On(line.Fit(title, max(0, p.Width-2), t.Glyphs)), "  " + verdict + t.Page.Muted.On(estimate)}
}
