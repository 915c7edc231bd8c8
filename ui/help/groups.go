package help

import (
	"strings"

	"actas/model"
	"actas/theme"
	"actas/ui/countdown"
	"actas/ui/line"
	"actas/ui/scene"
)

const (
	margin = 2
	// columnWidth is the least width of a column: "restore, none yet" and its
	// key fit.
	columnWidth = 25
	// maxColumns is how many groups stand side by side at most.
	maxColumns = 3
	// keyWidth is the column that the keys end at; longer keys reach beyond it.
	keyWidth = 5
	keyGap   = 2
)

// entry is one key, or one sign, with its words.
type entry struct {
	key, word       string
	keyPen, wordPen theme.Pen
}

// block is a titled list of entries.
type block struct {
	title   string
	entries []entry
}

// lines are all groups in columns, whatever the height.
func (m Model) lines(s scene.Scene) []string {
	blocks := m.blocks(s.Theme)
	n := max(1, min(maxColumns, (s.Width-margin)/columnWidth))
	w := max(0, (s.Width-margin)/n)
	var bands [][]string
	total := 0
	for first := 0; first < len(blocks); first += n {
		band := beside(blocks[first:min(first+n, len(blocks))], w, s)
		bands = append(bands, band)
		total += len(band)
	}
	air := 1
	if total+2*(len(bands)-1) <= s.Height && s.Width >= scene.SplitAt {
		air = 2
	}
	var out []string
	for i, band := range bands {
		if i > 0 {
			for range air {
				out = append(out, blank(s.Width))
			}
		}
		out = append(out, band...)
	}
	return out
}

// beside draws blocks in columns of w columns each.
func beside(blocks []block, w int, s scene.Scene) []string {
	columns := make([][]string, len(blocks))
	height := 0
	for i, b := range blocks {
		columns[i] = b.lines(w, s.Theme)
		height = max(height, len(columns[i]))
	}
	out := make([]string, height)
	for i := range out {
		var row strings.Builder
		row.WriteString(line.Pad(margin))
		for _, column := range columns {
			cell := ""
			if i < len(column) {
				cell = column[i]
			}
			row.WriteString(line.FitPainted(cell, w, s.Theme.Glyphs))
		}
		out[i] = line.FitPainted(row.String(), s.Width, s.Theme.Glyphs)
	}
	return out
}

// lines draws one block in at most w columns. Words that are too long go on
// below their first one.
func (b block) lines(w int, t theme.Theme) []string {
	out := []string{t.Page.Heading.On(b.title)}
	for _, e := range b.entries {
		used := max(keyWidth, line.Width(e.key))
		key := line.Pad(used-line.Width(e.key)) + e.keyPen.On(e.key)
		words := line.Wrap(e.word, max(1, w-used-2*keyGap))
		for i, word := range words {
			if i > 0 {
				key = line.Pad(used)
			}
			out = append(out, key+line.Pad(keyGap)+e.wordPen.On(word))
		}
	}
	return out
}

// blocks are the groups as they stand now, and the signs.
func (m Model) blocks(t theme.Theme) []block {
	blocks := make([]block, 0, len(m.groups)+1)
	for _, g := range m.groups {
		b := block{title: g.Title}
		told := map[string]string{}
		for _, h := range g.Hints {
			shown := h.Keys.Help()
			switch {
			case shown.Key == "":
			case h.Blocked != "":
				b.entries = append(b.entries, entry{shown.Key, shown.Desc + ", " + once(h.Blocked, shown.Key, told), t.Page.Muted, t.Page.Muted})
			default:
				b.entries = append(b.entries, entry{shown.Key, shown.Desc, t.Page.AccentStrong, t.Page.Text})
			}
		}
		blocks = append(blocks, b)
	}
	return append(blocks, signs(t))
}

// once is the reason why a key can do nothing now, and "as r" where it is that of the
// key r before it, which told remembers.
func once(reason, key string, told map[string]string) string {
	if first := told[reason]; first != "" && len("as "+first) < len(reason) {
		return "as " + first
	}
	told[reason] = key
	return reason
}

// signs are the theme's signs in the colours that the other screens give them.
func signs(t theme.Theme) block {
	page, g := t.Page, t.Glyphs
	warning := countdown.Sign(model.StateExpiring, model.UrgencyWarn)
	critical := countdown.Sign(model.StateExpiring, model.UrgencyCritical)
	return block{title: "SIGNS", entries: []entry{
		{warning, "under 10 minutes", countdown.StrongPen(model.UrgencyWarn, page), page.Text},
		{critical, "under 2 minutes", countdown.StrongPen(model.UrgencyCritical, page), page.Text},
		{g.OpenNow + g.OpenNow, "open now or next", page.OK, page.Text},
		{g.OpenOther + g.OpenOther, "open, other days", page.Fill, page.Text},
		{g.Now, "now", page.Accent, page.Text},
		{g.PastMidnight, "past midnight", page.Muted, page.Text},
	}}
}

func blank(width int) string { return line.Pad(width) }
