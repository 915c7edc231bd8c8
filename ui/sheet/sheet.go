// Package sheet draws a question or a menu over the lowest rows of a screen's
// body, under a titled rule. A sheet keeps the row that it is about in view,
// which a box floating in the middle would cover.
package sheet

import (
	"strings"

	"actas/theme"
	"actas/ui/line"
)

// Over replaces the lowest lines of body by a titled rule and the sheet's own
// lines, which are painted already. The body keeps its height. split is the
// column of a divider that ends at the rule, 0 for none.
func Over(body []string, width, split int, title string, lines []string, t theme.Theme) []string {
	out := make([]string, len(body))
	copy(out, body)
	start := len(out) - len(lines) - 1
	if start < 0 {
		lines = lines[:max(0, len(out)-1)]
		start = 0
	}
	if len(out) == 0 {
		return out
	}
	out[start] = Rule(width, split, title, t)
	for i, l := range lines {
		out[start+1+i] = line.FitPainted(l, width, t.Glyphs)
	}
	return out
}

// Rule is a rule with a title near its left end, and a joint where a divider
// ends at column split; 0 for none.
func Rule(width, split int, title string, t theme.Theme) string {
	g := t.Glyphs
	title = line.Fit(title, min(line.Width(title), max(0, width-6)), g)
	from := 4 + line.Width(title)
	rest := strings.Repeat(g.Horizontal, max(0, width-from))
	if split >= from && split < width {
		rest = strings.Repeat(g.Horizontal, split-from) + g.TeeUp + strings.Repeat(g.Horizontal, width-split-1)
	}
	return line.FitPainted(t.Page.Rule.On(strings.Repeat(g.Horizontal, 2))+" "+
		t.Page.Strong.On(title)+" "+t.Page.Rule.On(rest), width, g)
}
