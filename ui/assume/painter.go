package assume

import (
	"fmt"
	"strings"

	"actas/theme"
	"actas/ui/field"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/words"
)

// Columns of the form.
const (
	// valueAt is where values begin, with one column for a bracket or as the
	// edge of the ground.
	valueAt = 16
	textAt  = valueAt + 1
	// inputWidth is how wide the ground of a focused field is.
	inputWidth = 44
	// matchRows is how many matches of a pick are shown.
	matchRows = 4
	// typedWidth is the room for a typed duration.
	typedWidth = 12
)

// painter draws the form of one model in one scene.
type painter struct {
	m     Model
	s     scene.Scene
	width int
}

// room is how wide a value may be, with its edge.
func (p painter) room() int { return max(0, p.width-valueAt) }

// field draws one field: its row, what is looked for in it, what is wrong
// with it.
func (p painter) field(id fieldID) []string {
	t := p.s.Theme
	focused := id == p.m.focus && p.m.outcome != sending
	pens, label, mark := t.Page, t.Page.Muted, " "
	if focused {
		pens, label, mark = t.Selected, t.Page.Strong, t.Page.Accent.On(t.Glyphs.Mark)
	}
	lines := []string{mark + " " + label.On(line.Fit(labels[id], valueAt-2, t.Glyphs)) + p.value(id, focused, pens)}
	if focused && id == roleField {
		lines = append(lines, p.found(p.m.role, p.openness)...)
	}
	if focused && id == asField {
		lines = append(lines, p.found(p.m.as, nil)...)
	}
	fault, pen := p.m.faults[id], t.Page.Warn
	if fault.refused {
		pen = t.Page.Crit
	}
	return append(lines, p.wrapped(fault.text, pen)...)
}

// wrapped is text below a value.
func (p painter) wrapped(text string, pen theme.Pen) []string {
	var lines []string
	for _, l := range line.Wrap(text, max(1, p.width-textAt-2)) {
		lines = append(lines, line.Pad(textAt)+pen.On(l))
	}
	return lines
}

func (p painter) value(id fieldID, focused bool, pens theme.Pens) string {
	switch id {
	case roleField:
		return p.picked(p.m.role, focused, pens)
	case asField:
		return p.picked(p.m.as, focused, pens)
	case nameField:
		return p.typed(p.m.name, focused, pens)
	case authField:
		names, at := p.m.methods()
		return p.grounded(p.choices(names, at, "", "", pens), focused, pens)
	case durationField:
		return p.grounded(p.duration(focused, pens), focused, pens)
	}
	return p.typed(p.m.address, focused, pens)
}

// typed is an input; the ground shows where it is.
func (p painter) typed(f field.Model, focused bool, pens theme.Pens) string {
	return pens.Text.On(" ") + f.View(min(inputWidth, p.room())-1, focused, pens, p.s.Theme)
}

// grounded pads a focused value to the width of an input.
func (p painter) grounded(value string, focused bool, pens theme.Pens) string {
	if focused {
		value += pens.Text.On(line.Pad(min(inputWidth, p.room()) - line.Width(value)))
	}
	return value
}

// picked is what a pick has chosen, or what is typed to find another.
func (p painter) picked(k pick, focused bool, pens theme.Pens) string {
	width := min(inputWidth, p.room())
	if k.looking() {
		return pens.AccentStrong.On("/") + k.query.View(width-1, focused, pens, p.s.Theme)
	}
	g := p.s.Theme.Glyphs
	count := ""
	if at := k.position(); focused && at >= 0 {
		count = fmt.Sprintf(" %d of %d ", at+1, len(k.options))
	}
	label, pen := k.chosen.label, pens.Text
	if k.chosen.id == "" {
		label, pen = "type to choose", pens.Muted
	}
	left := max(0, width-1-line.Width(count))
	label = line.Fit(label, min(line.Width(label), left), g)
	note := ""
	if free := left - line.Width(label) - 1; k.chosen.note != "" && free > 3 {
		note = " " + line.Fit(k.chosen.note, min(line.Width(k.chosen.note), free), g)
	}
	pad := line.Pad(left - line.Width(label) - line.Width(note))
	return pens.Text.On(" ") + pen.On(label) + pens.Muted.On(note) + pens.Text.On(pad) + pens.Muted.On(count)
}

// found are the matches around the one that enter takes, which stands in
// brackets. beside may tell more of each.
func (p painter) found(k pick, beside func(option) string) []string {
	t := p.s.Theme
	matches := k.matches()
	if !k.looking() || matches == nil {
		return nil
	}
	if len(matches) == 0 && p.m.faults[p.m.focus].text == "" {
		return p.wrapped("nothing matches", t.Page.Muted)
	}
	from := max(0, min(k.at-matchRows/2, len(matches)-matchRows))
	matches = matches[from:min(len(matches), from+matchRows)]
	width := 0
	for _, o := range matches {
		width = max(width, line.Width(o.label))
	}
	width = min(width, max(0, p.room()-3))
	var lines []string
	for i, o := range matches {
		pen, open, shut := t.Page.Text, " ", " "
		if from+i == k.at {
			pen, open, shut = t.Page.Strong, "[", "]"
		}
		note := t.Page.Muted.On(o.note)
		if beside != nil && o.note == "" {
			note = beside(o)
		}
		label := line.Fit(o.label, min(line.Width(o.label), width), t.Glyphs)
		lines = append(lines, line.Pad(valueAt)+pen.On(open+label+shut)+line.Pad(width-line.Width(label)+2)+note)
	}
	return lines
}

// openness says whether a role is open to me.
func (p painter) openness(o option) string {
	role, ok := p.s.Directory.Role(o.id)
	if !ok {
		return ""
	}
	return words.PaintVerdictShort(p.s.RoleVerdict(role), p.s.Now.Wall, p.s.Theme.Page)
}

// duration are the presets and what else can be typed.
func (p painter) duration(focused bool, pens theme.Pens) string {
	l := p.m.length
	var names []string
	for _, d := range l.presets {
		names = append(names, words.Length(d))
	}
	names = append(names, "other")
	input := ""
	if l.other() {
		input = pens.Text.On(" ") + l.typed.View(typedWidth, focused, pens, p.s.Theme)
	}
	return p.choices(names, l.at, input, l.limit(), pens)
}

// choices are values side by side, the chosen one in brackets, then an input
// and a note. The gaps shrink where the room does not do, then the note goes.
func (p painter) choices(names []string, at int, input, note string, pens theme.Pens) string {
	least := line.Width(input)
	for _, name := range names {
		least += line.Width(name) + 2
	}
	spare := p.room() - least
	gap := max(0, min(2, spare/max(1, len(names)-1)))
	var b strings.Builder
	for i, name := range names {
		if i > 0 {
			b.WriteString(pens.Text.On(line.Pad(gap)))
		}
		if i == at {
			b.WriteString(pens.Strong.On("[" + name + "]"))
			continue
		}
		b.WriteString(pens.Muted.On(" " + name + " "))
	}
	b.WriteString(input)
	free := spare - gap*(len(names)-1)
	for _, before := range [...]int{3, 2, 1} {
		if note != "" && free >= before+line.Width(note) {
			b.WriteString(pens.Muted.On(line.Pad(before) + note))
			break
		}
	}
	return b.String()
}

// ends is when the session would end.
func (p painter) ends() []string {
	t := p.s.Theme
	when, rest := p.m.ends(p.s)
	label := "  " + t.Page.Muted.On(line.Fit("ends", textAt-2, t.Glyphs))
	var lines []string
	for i, l := range line.Wrap(when+rest, max(1, p.width-textAt-1)) {
		painted := t.Page.Text.On(l)
		if after, ok := strings.CutPrefix(l, when); ok && i == 0 {
			painted = t.Page.Strong.On(when) + t.Page.Text.On(after)
		}
		if i > 0 {
			label = line.Pad(textAt)
		}
		lines = append(lines, label+painted)
	}
	return lines
}

// refused is what the API said that concerns no field.
func (p painter) refused() []string {
	t := p.s.Theme
	name, pen := "refused", t.Page.CritStrong
	switch p.m.outcome {
	case failed:
		name, pen = "failed", t.Page.WarnStrong
	case unanswered:
		name, pen = "no answer", t.Page.WarnStrong
	}
	lines := p.wrapped(p.m.refused, t.Page.Text)
	if len(lines) > 0 {
		lines[0] = "  " + pen.On(line.Fit(name, textAt-2, t.Glyphs)) + strings.TrimPrefix(lines[0], line.Pad(textAt))
	}
	return lines
}
