package trustform

import (
	"fmt"

	"actas/ui/form"
	"actas/ui/line"
)

// ipRows is how many lines of source IPs are shown at most.
const ipRows = 5

// ipWidth is the room for one of them; what is to be known of it stands beside.
const ipWidth = 24

// addresses are the source IPs around the line that is edited, each with what is
// to be known of it.
func (p painter) addresses() []string {
	focused := p.focused(ipField)
	all := p.m.ips.all()
	shown := len(all)
	if !focused && shown > 1 && all[shown-1] == "" {
		shown--
	}
	from := max(0, min(p.m.ips.at-ipRows/2, shown-ipRows))
	if !focused {
		from = 0
	}
	end := min(shown, from+ipRows)
	var lines []string
	for n := from; n < end; n++ {
		label := ""
		if n == from {
			label = labels[ipField]
		}
		lines = append(lines, p.Row(label, p.address(n, all[n], focused && n == p.m.ips.at), focused && n == from))
	}
	if more := shown - end + from; more > 0 {
		lines = append(lines, p.Below(fmt.Sprintf("and %d more", more), p.Theme.Page.Muted)...)
	}
	return append(lines, p.ipNotes(focused)...)
}

// address is one line of the source IPs.
func (p painter) address(n int, text string, edited bool) string {
	pens, page := p.Pens(edited), p.Theme.Page
	width := min(max(ipWidth, line.Width(text)+2), form.InputWidth, p.Room())
	note, wrong := p.m.entryNote(n)
	pen := page.Muted
	if wrong {
		pen = page.Warn
	}
	value := ""
	switch {
	case edited && text == "":
		return p.Typed(p.m.ips.input, true)
	case edited:
		value = pens.Text.On(" ") + p.m.ips.input.View(width-1, true, pens, p.Theme)
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
	entries := p.m.entries()
	var lines []string
	if focused && p.roomy() && len(entries) > 0 {
		lines = append(lines, p.Below("a comma or space begins the next; backspace in an empty line takes it out", p.Theme.Page.Muted)...)
	}
	if mine := p.s.Caller.SourceIP; outside(entries, mine) && p.m.faults[ipField].text == "" {
		lines = append(lines, p.Below("my address "+mine.String()+" is not inside", p.Theme.Page.Warn)...)
	}
	return lines
}
