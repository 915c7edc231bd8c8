package assume

import (
	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/sheet"
)

// View draws the form, with what it would bring at its right where there is
// room.
func (m Model) View(s scene.Scene) scene.Frame {
	f := scene.Frame{
		Split: s.DividerAt(), Body: m.form(s),
		Status: m.status(s), Keys: m.keys(), Back: m.backKeys(),
	}
	if s.Split() {
		f.Body = browse.Beside(f.Body, m.gets(s), 0, s)
	}
	if m.asking {
		f.Body = m.leaveSheet(f.Body, s)
		f.Quiet = true
	}
	return f
}

// status is the status line while the form has something to say.
func (m Model) status(s scene.Scene) string {
	pens := s.Theme.Page
	switch m.outcome {
	case incomplete:
		return pens.WarnStrong.On("Not sent.") + pens.Text.On(" "+labels[m.focus]+": "+m.faults[m.focus].text)
	case sending:
		dots := " " + s.Theme.Glyphs.Ellipsis
		if s.Theme.Glyphs.ASCII {
			dots = " ..."
		}
		return pens.Text.On("Assuming " + m.role.chosen.label + dots)
	case notAssumed, failed:
		return pens.CritStrong.On("Not assumed.") + pens.Text.On(" Nothing has changed; your input is kept.")
	case unanswered:
		return pens.WarnStrong.On("No answer.") + pens.Text.On(" A session may exist: see Sessions before you try again.")
	}
	return ""
}

func hint(pressed, shown, word, name string) action.Hint {
	return action.Hint{Action: action.New(pressed, shown, word, name, nil)}
}

// keys are the hints of the key line: those that do something now.
func (m Model) keys() []action.Hint {
	switch {
	case m.asking:
		return []action.Hint{hint("y", "y", "leave", "Leave the form"), hint("n", "n", "stay", "Stay in the form")}
	case m.outcome == sending:
		return []action.Hint{}
	case m.looking():
		return []action.Hint{hint("enter", "enter", "take", "Take the match"), hint("right", "up down", "choose", "Choose a match")}
	}
	keys := []action.Hint{hint("enter", "enter", "assume", "Assume the role"), hint("tab", "tab", "next", "Next field")}
	if m.focus.chooses() {
		keys = append(keys, hint("right", "left right", "choose", "Choose"))
	}
	return keys
}

func (m Model) backKeys() []action.Hint {
	switch {
	case m.asking:
		return []action.Hint{}
	case m.outcome != sending && m.looking():
		return []action.Hint{hint("esc", "esc", "clear", "Clear what was typed")}
	}
	return []action.Hint{hint("esc", "esc", "back", "Leave the form")}
}

// leaveSheet asks whether to leave.
func (m Model) leaveSheet(body []string, s scene.Scene) []string {
	text := "What you typed is lost."
	if m.outcome == sending {
		text = "The call is under way: the session may be made all the same, and then stands under Sessions."
	}
	var lines []string
	for _, l := range line.Wrap(text, max(1, s.Width-4)) {
		lines = append(lines, "  "+s.Theme.Page.Text.On(l))
	}
	return sheet.Over(body, s.Width, s.DividerAt(), "Leave the form?", lines, s.Theme)
}

// form draws the fields in exactly s.Height lines of the list's width.
func (m Model) form(s scene.Scene) []string {
	p := painter{m: m, s: s, width: s.ListWidth()}
	head := p.head()
	blocks := make([][]string, 0, int(fields)+2)
	for id := roleField; id < fields; id++ {
		blocks = append(blocks, p.field(id))
	}
	blocks = append(blocks, p.ends())
	if m.refused != "" {
		blocks = append(blocks, p.refused())
	}
	lines := arrange(head, blocks, int(m.focus), s.Height)
	for i, l := range lines {
		lines[i] = line.FitPainted(l, p.width, s.Theme.Glyphs)
	}
	return browse.Fill(lines, s.Height, p.width)
}

// head is what is assumed, and the verdict on it.
func (p painter) head() []string {
	t := p.s.Theme
	title := "Assume a role"
	if p.m.role.chosen.id != "" {
		title = "Assume " + p.m.role.chosen.label
	}
	estimate := "   an estimate"
	if _, known := p.m.verdict(p.s); !known {
		estimate = ""
	}
	verdict := p.m.headline(p.s)
	room := max(0, p.width-2-line.Width(estimate))
	if line.Width(verdict) > room {
		verdict = line.FitPainted(verdict, room, t.Glyphs)
	}
	return []string{"  " + t.Page.Strong.On(line.Fit(title, max(0, p.width-2), t.Glyphs)), "  " + verdict + t.Page.Muted.On(estimate)}
}

// roomForHead is the height from which the head stays while the fields scroll.
const roomForHead = 6

// spacing is how many blank lines the form can afford.
type spacing int

const (
	// tight has none.
	tight spacing = iota
	// grouped has one below the head and one below the fields.
	grouped
	// airy has one below every field.
	airy
)

// arrange puts the blocks below the head: with blank lines between them where
// they fit, without where they do not, and then around the one that has the
// focus.
func arrange(head []string, blocks [][]string, focus, height int) []string {
	for _, blanks := range [...]spacing{airy, grouped} {
		if lines, _, _ := stack(head, blocks, focus, blanks); len(lines) <= height {
			return lines
		}
	}
	lines, first, end := stack(head, blocks, focus, tight)
	if len(lines) <= height {
		return lines
	}
	kept := len(head)
	if height < roomForHead {
		kept = 0
	}
	// The field itself matters more than what stands below it.
	top := min(max(kept, end-height+kept), first)
	return append(lines[:kept:kept], lines[top:min(len(lines), top+height-kept)]...)
}

// stack sets the blocks one below the other, and tells where the focused one
// is. In an airy form, what stands below a field takes the place of the blank
// line there, so that a line on what is wrong moves no other field.
func stack(head []string, blocks [][]string, focus int, blanks spacing) (lines []string, first, end int) {
	lines = append(lines, head...)
	if blanks > tight {
		lines = append(lines, "")
	}
	for i, b := range blocks {
		if i == focus {
			first, end = len(lines), len(lines)+len(b)
		}
		lines = append(lines, b...)
		belowFields := i == int(fields)-1
		if blanks == grouped && belowFields || blanks == airy && i < len(blocks)-1 && (len(b) == 1 || belowFields) {
			lines = append(lines, "")
		}
	}
	return lines, first, end
}
