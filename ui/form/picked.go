package form

import (
	"actas/ui/line"
	"actas/ui/pick"
	"actas/ui/words"
)

// matchRows is how many matches of a pick are shown.
const matchRows = 4

// Picked is what a pick has chosen, or what is typed to find another.
func (p Painter) Picked(k pick.Model, focused bool) string {
	width, pens := p.inputWidth(), p.Pens(focused)
	if k.Looking() {
		return pens.AccentStrong.On("/") + k.Query().View(width-1, focused, pens, p.Theme)
	}
	g := p.Theme.Glyphs
	count := ""
	if at := k.Position(); focused && at >= 0 {
		count = " " + words.Of(at+1, k.Count()) + " "
	}
	if line.Width(k.Chosen.Label)+line.Width(count) > width-1 {
		count = ""
	}
	label, pen := k.Chosen.Label, pens.Text
	if k.Chosen.ID == "" {
		label, pen = "type to choose", pens.Muted
	}
	left := max(0, width-1-line.Width(count))
	label = line.Fit(label, min(line.Width(label), left), g)
	note := ""
	if free := left - line.Width(label) - 1; k.Chosen.Note != "" && free > 3 {
		note = " " + line.Fit(k.Chosen.Note, min(line.Width(k.Chosen.Note), free), g)
	}
	pad := line.Pad(left - line.Width(label) - line.Width(note))
	return pens.Text.On(" ") + pen.On(label) + pens.Muted.On(note) + pens.Text.On(pad) + pens.Muted.On(count)
}

// Found are the matches of a pick around the one that enter takes, which stands
// in brackets; nil while nothing is looked for. beside may tell more of those
// without a note, and is nil where it does not.
func (p Painter) Found(k pick.Model, beside func(pick.Option) string) []string {
	t := p.Theme
	matches := k.Matches()
	switch {
	case matches == nil:
		return nil
	case len(matches) == 0:
		return p.Below("nothing matches", t.Page.Muted)
	}
	from := max(0, min(k.At()-matchRows/2, len(matches)-matchRows))
	matches = matches[from:min(len(matches), from+matchRows)]
	width := 0
	for _, o := range matches {
		width = max(width, line.Width(o.Label))
	}
	width = min(width, max(0, p.Room()-3))
	var lines []string
	for i, o := range matches {
		pen, open, shut := t.Page.Text, " ", " "
		if from+i == k.At() {
			pen, open, shut = t.Page.Strong, "[", "]"
		}
		note := t.Page.Muted.On(o.Note)
		if beside != nil && o.Note == "" {
			note = beside(o)
		}
		label := line.Fit(o.Label, min(line.Width(o.Label), width), t.Glyphs)
		lines = append(lines, line.Pad(p.valueAt())+pen.On(open+label+shut)+line.Pad(width-line.Width(label)+2)+note)
	}
	return lines
}
