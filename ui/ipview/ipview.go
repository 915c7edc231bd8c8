// Package ipview draws the addresses from which a trust can be used: each with
// its family, size and kind, and whether one's own address is inside.
package ipview

import (
	"net/netip"

	"actas/model"
	"actas/theme"
	"actas/ui/line"
)

const (
	// gap is the space between columns.
	gap = 2
	// roomy is the width at which the table looks right; it only grows for
	// ranges that need more.
	roomy = 52
	// stateWidth is "outside", stateGap the space before it.
	stateWidth, stateGap = 7, 1
	familyWidth          = 4
	indent               = 2
)

// Render draws the table in lines of exactly width columns: a heading with one's
// own address, which is invalid where it is not known, then the entries. A range
// that is too long for its column stands on a line of its own. Narrow widths lose
// the family, then the size, then the kind. At large widths the table keeps its
// own width. It is nil when width is not positive.
func Render(conds []model.IPCondition, mine netip.Addr, width int, t theme.Theme) []string {
	if width <= 0 {
		return nil
	}
	v := view{mine: mine.Unmap().WithZone(""), pens: t.Page, glyphs: t.Glyphs}
	v.arrange(conds, width)
	lines := v.heading()
	if len(conds) == 0 {
		lines = append(lines, v.pens.Text.On(line.Fit("every address", v.width, v.glyphs)))
	}
	for _, c := range conds {
		lines = append(lines, v.entry(c)...)
	}
	for i := range lines {
		lines[i] = line.FitPainted(lines[i], width, v.glyphs)
	}
	return lines
}

// view is a table with its columns worked out.
type view struct {
	mine   netip.Addr
	pens   theme.Pens
	glyphs theme.Glyphs
	// width is the table's own, at most the caller's.
	width int
	// span is the range column. The columns after it are 0 where they are not
	// shown.
	span, family, size, kind int
}

// arrange chooses the columns. All entries but the longest decide, so that one
// range of IPv6 does not cost the others their columns.
func (v *view) arrange(conds []model.IPCondition, width int) {
	longest, ordinary := 0, 0
	for _, c := range conds {
		if c.Problem != "" {
			continue
		}
		n := line.Width(rangeText(c))
		longest = max(longest, n)
		if n <= len("255.255.255.255/32") {
			ordinary = max(ordinary, n)
		}
		v.size = max(v.size, line.Width(c.Size()))
		v.kind = max(v.kind, line.Width(c.Category()))
	}
	v.family = familyWidth
	v.width = max(roomy, longest+v.facts())
	if v.width > width {
		v.width = min(width, max(roomy, ordinary+v.facts()))
	}
	for _, column := range []*int{&v.family, &v.size, &v.kind} {
		if ordinary+v.facts() <= v.width {
			break
		}
		*column = 0
	}
	v.span = v.width - v.facts()
}

// facts is the width of all that follows the range.
func (v *view) facts() int {
	w := stateWidth + stateGap
	if v.kind > 0 {
		w += gap + v.kind
	} else {
		w++
	}
	if v.family > 0 || v.size > 0 {
		w += gap + v.family + v.size
	}
	if v.family > 0 && v.size > 0 {
		w++
	}
	return w
}

// heading names the table and one's own address, below it where both do not fit.
func (v *view) heading() []string {
	title, own := "SOURCE IPS", "my address is not known"
	if v.mine.IsValid() {
		own = "mine is " + v.mine.String()
	}
	if len(title)+gap+len(own) <= v.width {
		return []string{line.Join(v.pens.Heading.On(title), v.pens.Muted.On(own), v.width)}
	}
	return []string{
		v.pens.Heading.On(line.Fit(title, v.width, v.glyphs)),
		v.pens.Muted.On(line.FitRight(own, v.width, v.glyphs)),
	}
}

// entry draws one entry, with a second line where it needs one.
func (v *view) entry(c model.IPCondition) []string {
	if c.Problem != "" {
		return v.malformed(c)
	}
	text := rangeText(c)
	var lines []string
	if line.Width(text) <= v.span {
		lines = append(lines, v.pens.Text.On(line.Fit(text, v.span, v.glyphs))+v.rest(c))
	} else {
		for _, row := range line.Wrap(text, v.width) {
			lines = append(lines, v.pens.Text.On(row))
		}
		lines = append(lines, line.Pad(v.span)+v.rest(c))
	}
	if c.HostBits {
		lines = append(lines, v.notes("host bits ignored, written "+c.Raw, v.pens.Muted)...)
	}
	return lines
}

// rest draws the columns after the range.
func (v *view) rest(c model.IPCondition) string {
	facts := ""
	if v.family > 0 || v.size > 0 {
		facts = line.Pad(gap)
	}
	if v.family > 0 {
		facts += line.Fit(c.Family(), v.family, v.glyphs)
	}
	if v.family > 0 && v.size > 0 {
		facts += " "
	}
	if v.size > 0 {
		facts += line.FitRight(c.Size(), v.size, v.glyphs)
	}
	if v.kind > 0 {
		facts += line.Pad(gap) + line.Fit(c.Category(), v.kind, v.glyphs)
	} else {
		facts += " "
	}
	return v.pens.Muted.On(facts+line.Pad(stateGap)) + v.state(c)
}

// state says whether one's own address is in the range.
func (v *view) state(c model.IPCondition) string {
	text, pen := "outside", v.pens.Muted
	switch {
	case !v.mine.IsValid():
		text = "?"
	case c.Contains(v.mine):
		text, pen = "inside", v.pens.OKStrong
	}
	return line.Pad(stateWidth-len(text)) + pen.On(text)
}

// malformed shows an entry that cannot be read as the API sent it, and why.
func (v *view) malformed(c model.IPCondition) []string {
	raw, why := c.Raw, "malformed: "+c.Problem
	if raw == "" {
		raw = `""`
	}
	used := max(line.Width(raw), min(v.span, v.width-gap-line.Width(why)))
	if used+gap+line.Width(why) <= v.width {
		return []string{v.pens.Text.On(line.Fit(raw, used, v.glyphs)) + line.Pad(gap) + v.pens.Warn.On(why)}
	}
	return append([]string{v.pens.Text.On(line.Fit(raw, v.width, v.glyphs))}, v.notes(why, v.pens.Warn)...)
}

// notes wraps a remark below an entry.
func (v *view) notes(text string, pen theme.Pen) []string {
	var lines []string
	for _, row := range line.Wrap(text, max(1, v.width-indent)) {
		lines = append(lines, line.Pad(indent)+pen.On(row))
	}
	return lines
}

// rangeText is the range without the length of a single address.
func rangeText(c model.IPCondition) string {
	if c.Prefix.IsSingleIP() {
		return c.Prefix.Addr().String()
	}
	return c.Prefix.String()
}
