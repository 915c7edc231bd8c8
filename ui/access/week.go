package access

import (
	"fmt"

	"github.com/charmbracelet/x/ansi"

	"actas/model"
	"actas/ui/browse"
	"actas/ui/ipview"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/weekgrid"
	"actas/ui/words"
)

// factsAt is the column, counted from the week's first, at which the facts stand
// beside it, and factsWidth what they need.
const (
	factsAt    = weekgrid.Width + 3
	factsWidth = 20
)

// grid is the week of everyone, with one holder's windows thick.
func (m Model) grid(h model.Holder, s scene.Scene) weekgrid.Options {
	return weekgrid.Options{
		Schedule: h.Trust.Schedule, ValidUntil: h.Trust.ValidUntil, Union: m.rows.layers,
		Zone: m.zone(s), Now: s.Now.Wall, Margin: true, Theme: s.Theme,
	}
}

// week is the week below the list, with the facts beside it where there is room.
func (m Model) week(s scene.Scene) []string {
	row, ok := m.browse.Selected()
	if !ok {
		return nil
	}
	d := detail{s: s, m: m, row: row, holder: m.rows.holders[row], width: s.Width - 4}
	grid := weekgrid.Render(m.grid(d.holder, s))
	above := d.when()
	if d.width >= factsAt+factsWidth {
		grid = line.SideBySide(grid, d.facts(len(grid)), factsAt, d.width, s.Theme.Glyphs)
	}
	out := []string{"  " + line.FitPainted(above, d.width, s.Theme.Glyphs)}
	for _, l := range grid {
		out = append(out, "  "+l)
	}
	return out
}

// detail draws one holder.
type detail struct {
	s      scene.Scene
	m      Model
	row    int
	holder model.Holder
	width  int
}

// when is the schedule in words, with its end.
func (d detail) when() string {
	page := d.s.Theme.Page
	told := words.Schedule(d.holder.Trust.Schedule, d.s.Theme.Glyphs)
	switch until := words.ValidUntil(d.holder.Trust); {
	case d.holder.Trust.ValidUntilProblem != "":
		told += ", end not readable"
	case until != "":
		told += ", until " + until
	}
	return page.Text.On(told)
}

// facts are lines beside the week, at most height.
func (d detail) facts(height int) []string {
	page, g := d.s.Theme.Page, d.s.Theme.Glyphs
	width := d.width - factsAt
	out := []string{page.Heading.On("TRUST TYPE"), page.Text.On(line.Fit(string(d.holder.Trust.Type), width, g)), "", page.Heading.On("SOURCE IPS")}
	ips := d.holder.Trust.SourceIPs
	if len(ips) == 0 {
		return append(out, page.Text.On("every address"))
	}
	room := height - len(out)
	for i, entry := range ips {
		if i == room-1 && len(ips) > room {
			return append(out, page.Muted.On(fmt.Sprintf("and %d more", len(ips)-i)))
		}
		out = append(out, page.Text.On(line.Fit(entry.Raw, width, g)))
	}
	return out
}

// detailLines is everything about the selected holder, beside the list.
func (m Model) detailLines(s scene.Scene, width int) []string {
	row, ok := m.browse.Selected()
	if !ok {
		return nil
	}
	d := detail{s: s, m: m, row: row, holder: m.rows.holders[row], width: width}
	out := append(d.head(), "", d.headline())
	out = append(out, s.Theme.Page.Muted.On(line.Fit(d.estimate(), width, s.Theme.Glyphs)))
	for _, l := range line.Wrap(ansi.Strip(d.when()), width) {
		out = append(out, s.Theme.Page.Muted.On(l))
	}
	options := m.grid(d.holder, s)
	options.Margin = false
	out = append(out, "", browse.Heading("WEEK OF EVERYONE", "hours in "+m.zoneName(s), width, s))
	out = append(out, weekgrid.Render(options)...)
	for _, c := range weekgrid.Changes(options) {
		out = append(out, s.Theme.Page.Muted.On(line.Fit("clocks change: "+c, width, s.Theme.Glyphs)))
	}
	out = append(out, "")
	out = append(out, ipview.Render(d.holder.Trust.SourceIPs, s.Caller.SourceIP, width, s.Theme)...)
	return append(out, d.trust()...)
}

func (d detail) head() []string {
	page, g := d.s.Theme.Page, d.s.Theme.Glyphs
	kind := string(d.holder.Entity.Kind)
	who := line.Fit(d.m.rows.who[d.row], min(line.Width(d.m.rows.who[d.row]), d.width-line.Width(kind)-2), g)
	through := d.m.rows.through[d.row]
	if d.holder.Group.ID != "" {
		through = "through " + through
	}
	return []string{
		line.Join(page.Strong.On(who), page.Muted.On(kind), d.width),
		page.Muted.On(line.Fit(through, d.width, g)),
	}
}

func (d detail) headline() string {
	told := words.PaintVerdictHeadline(d.m.rows.verdicts[d.row], d.s.Now.Wall, d.s.Theme.Page)
	return line.FitPainted(told, d.width, d.s.Theme.Glyphs)
}

// estimate says what the verdict does not know.
func (d detail) estimate() string {
	if !mine(d.s, d.holder) && len(d.holder.Trust.SourceIPs) > 0 {
		return d.s.Estimate() + ", from an address in its list"
	}
	return d.s.EstimateOnly()
}

func (d detail) trust() []string {
	page, g := d.s.Theme.Page, d.s.Theme.Glyphs
	fact := func(label, value string) string {
		return page.Muted.On(line.Fit(label, 13, g)) + page.Text.On(line.Fit(value, max(0, d.width-13), g))
	}
	return []string{"", browse.Heading("TRUST", "", d.width, d.s), fact("type", string(d.holder.Trust.Type)), fact("id", d.holder.Trust.ID)}
}
