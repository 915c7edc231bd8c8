package trustform

import (
	"fmt"

	"actas/ui/form"
	"actas/ui/line"
)

// ipRows is how many lines of source IPs are shown at most.
const ipRows = 5

// ipWidth is the room for one of them; what is to be known of it stands beside.
const ipWidth = 17

// addresses are the source IPs around the line that is edited, each with what is
// to be known of it.
func (p painter) addresses() []string {
	focused := p.focused(ipField)
	all := p.m.ips.all()
	shown, from := len(all), 0
	if focused {
		from = max(0, min(p.m.ips.at-ipRows/2, shown-ipRows))
	} else if shown > 1 && all[shown-1] == "" {
		shown--
	}
	end := min(shown, from+ipRows)
	var lines []string
	for n := from; n < end; n++ {
		label := ""
		if n == from {
			label = labels[ipField]
		}
		edited := focused && n == p.m.ips.at
		lines = append(lines, p.Row(label, p.address(n, all[n], edited), edited))
	}
	lines = append(lines, p.Below(unseen(from, shown-end), p.Theme.Page.Muted)...)
	return append(lines, p.ipNotes(focused)...)
}

// unseen counts the lines that are not shown; empty for none.
func unseen(above, below int) string {
	switch {
	case above > 0 && below > 0:
		return fmt.Sprintf("%d more above, %d below", above, below)
	case above > 0:
		return fmt.Sprintf("%d more above", above)
	case below > 0:
		return fmt.Sprintf("and %d more", below)
	}
	return ""
}

// address is one line of the source IPs.
func (p painter) address(n int, text string, edited bool) string {
	pens, page := p.Pens(edited), p.Theme.Page
	width := line.Width(text) + 1
	if edited {
		// The cursor may stand behind the text.
		width++
	}
	width = min(max(ipWidth, width), form.InputWidth, p.Room())
	note, wrong := p.m.entryNote(n)
	pen := page.Muted
	if wrong {
		pen = page.Warn
	}
	value := ""
	switch {
	case edited && text == "":
		input := p.m.ips.input
		if n > 0 {
			input.Placeholder = "another"
		}
		return p.Typed(input, true)
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
		lines = append(lines, p.Below("a comma begins the next; backspace takes an empty line out", p.Theme.Page.Muted)...)
	}
	if mine := p.s.Caller.SourceIP; outside(entries, mine) && p.m.faults[ipField].text == "" {
		lines = append(lines, p.Below("my address "+mine.String()+" is not inside", p.Theme.Page.Warn)...)
	}
	return lines
}
