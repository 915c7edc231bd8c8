package trustform

import (
	"actas/ui/form"
	"actas/ui/line"
)

// ipWidth is the room for one of them; what is to be known of it stands beside.
const ipWidth = 17

// addresses are the source IPs around the line that is edited, each with what is
// to be known of it.
func (p painter) addresses() []string {
	focused := p.focused(ipField)
	all := p.m.entries()
	from, end := form.Shown(p.m.ips, focused)
	var lines []string
	for n := from; n < end; n++ {
		label := ""
		if n == from {
			label = labels[ipField]
		}
		edited := focused && n == p.m.ips.At()
		lines = append(lines, p.Row(label, p.address(all, n, edited), edited))
	}
	lines = append(lines, p.Unseen(p.m.ips, focused)...)
	return append(lines, p.ipNotes(focused)...)
}

// address is one line of the source IPs.
func (p painter) address(all []entry, n int, edited bool) string {
	pens, page, text := p.Pens(edited), p.Theme.Page, all[n].text
	width := line.Width(text) + 1
	if edited {
		// The cursor may stand behind the text.
		width++
	}
	width = min(max(ipWidth, width), form.InputWidth, p.Room())
	note, pen := noteOf(all, n), page.Muted
	if all[n].wrong() {
		pen = page.Warn
	}
	value := ""
	switch {
	case edited && text == "":
		input := p.m.ips.Input()
		if n > 0 {
			input.Placeholder = "another"
		}
		return p.Typed(input, true)
	case edited:
		value = pens.Text.On(" ") + p.m.ips.Input().View(width-1, true, pens, p.Theme)
	case text == "" && n == 0:
		return " " + page.Muted.On("every address")
	default:
		value = " " + page.Text.On(line.Fit(text, max(0, width-1), p.Theme.Glyphs))
	}
	room := max(0, p.Room()-width-3)
	return value + "  " + pen.On(line.Fit(note, min(line.Width(note), room), p.Theme.Glyphs))
}

// ipNotes are said below the source IPs.
func (p painter) ipNotes(focused bool) []string {
	var lines []string
	if focused && p.roomy() && len(p.trust.SourceIPs) > 0 {
		lines = append(lines, p.Below("a comma begins the next; backspace takes an empty line out", p.Theme.Page.Muted)...)
	}
	if mine := p.s.Caller.SourceIP; outside(p.trust.SourceIPs, mine) && p.m.faults[ipField].Text == "" {
		lines = append(lines, p.Below("my address "+mine.String()+" is not inside", p.Theme.Page.Warn)...)
	}
	return lines
}
