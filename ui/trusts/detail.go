package trusts

import (
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"actas/model"
	"actas/ui/browse"
	"actas/ui/ipview"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/weekgrid"
	"actas/ui/words"
)

// factsBeside is the width from which facts stand beside the week.
const factsBeside = 76

// detailLines is everything about the selected trust, in width columns.
func (m Model) detailLines(s scene.Scene, width int) []string {
	t, ok := m.Selected()
	if !ok {
		return nil
	}
	row, _ := m.browse.Selected()
	d := detail{s: s, trust: t, width: width, local: m.local, findings: m.rows.in.marks.Of(m.rows.place(row))}
	switch {
	case width >= factsBeside:
		return d.wide()
	case s.Split():
		return d.tall()
	default:
		return d.narrow()
	}
}

// detail draws one trust.
type detail struct {
	s     scene.Scene
	trust model.Trust
	width int
	local bool
	// findings are why the trust is worth a look; nil for nothing.
	findings []model.Finding
}

// tall is the detail beside a list.
func (d detail) tall() []string {
	out := d.head()
	headline := d.headline()
	out = append(out, "", headline)
	out = append(out, d.reason()...)
	if !strings.Contains(headline, d.s.Estimate()) {
		out = append(out, d.s.Theme.Page.Muted.On(line.Fit(d.s.EstimateOnly(), d.width, d.s.Theme.Glyphs)))
	}
	out = append(out, d.scheduleLine(""), "")
	out = append(out, browse.Heading("WEEK", "hours in "+d.zoneName()+d.offset(), d.width, d.s))
	out = append(out, weekgrid.Render(d.grid(true, false))...)
	out = append(out, d.changes()...)
	out = append(out, "")
	out = append(out, d.addresses(d.width)...)
	out = append(out, d.unknown(d.width)...)
	out = append(out, d.worthALook(d.width)...)
	out = append(out, "", browse.Heading("TRUST", "", d.width, d.s))
	return append(out, d.facts()...)
}

// wide is the detail in a window of 80 columns or more without a list: facts
// stand beside the week.
func (d detail) wide() []string {
	beside := d.besideWeek()
	grid := weekgrid.Render(d.grid(true, true))
	out := append(d.head(), d.headline())
	out = append(out, d.reason()...)
	out = append(out, "")
	out = append(out, line.SideBySide(grid, beside, d.width-22, d.width, d.s.Theme.Glyphs)...)
	out = append(out, "")
	below := append(d.addresses(weekgrid.Width), d.unknown(weekgrid.Width)...)
	below = append(below, d.worthALook(weekgrid.Width)...)
	return append(out, line.SideBySide(below, d.idLines(), d.width-22, d.width, d.s.Theme.Glyphs)...)
}

// narrow is the detail in a window of less: the facts in a line, and the rest
// scrolls.
func (d detail) narrow() []string {
	out := append(d.head(), d.headline())
	out = append(out, d.reason()...)
	out = append(out, d.scheduleAndZone()...)
	out = append(out, weekgrid.Render(d.grid(false, d.width > weekgrid.Width))...)
	out = append(out, d.changes()...)
	out = append(out, d.addresses(d.width)...)
	out = append(out, d.unknown(d.width)...)
	out = append(out, d.worthALook(d.width)...)
	return append(append(out, ""), d.facts()...)
}

func (d detail) head() []string {
	t := d.s.Theme
	kind := string(d.trust.Type)
	role := roleOf(d.s, d.trust.RoleID, d.trust.RoleName)
	entity := d.s.Directory.EntityName(d.trust.Entity)
	if d.s.Split() {
		role = line.Fit(role, min(line.Width(role), d.width-line.Width(kind)-2), t.Glyphs)
		return []string{
			t.Page.Strong.On(role) + line.Pad(d.width-line.Width(role)-line.Width(kind)) + t.Page.Muted.On(kind),
			t.Page.Muted.On(line.Fit(entity, d.width, t.Glyphs)),
		}
	}
	left := t.Page.Strong.On(role) + "  " + t.Page.Muted.On(entity)
	room := d.width - line.Width(kind) - 2
	if ansi.StringWidth(left) > room {
		left = line.FitPainted(left, max(0, room), t.Glyphs)
	}
	return []string{left + line.Pad(d.width-ansi.StringWidth(left)-line.Width(kind)) + t.Page.Muted.On(kind)}
}

// headline is the verdict, with what it is worth where there is room.
func (d detail) headline() string {
	v := d.s.TrustVerdict(d.trust)
	if line.Width(words.VerdictHeadline(v, d.s.Now.Wall)) > d.width {
		v.Reason = ""
	}
	told := words.PaintVerdictHeadline(v, d.s.Now.Wall, d.s.Theme.Page)
	if estimate := "   " + d.s.Estimate(); ansi.StringWidth(told)+line.Width(estimate) <= d.width {
		told += d.s.Theme.Page.Muted.On(estimate)
	}
	return line.FitPainted(told, d.width, d.s.Theme.Glyphs)
}

// reason tells why, where the headline had no room for all of it.
func (d detail) reason() []string {
	t := d.s.Theme
	v := d.s.TrustVerdict(d.trust)
	if line.Width(words.VerdictHeadline(v, d.s.Now.Wall)) <= d.width || v.Reason == "" {
		return nil
	}
	var out []string
	for _, l := range line.Wrap(v.Reason, d.width) {
		out = append(out, t.Page.Muted.On(l))
	}
	return out
}

func (d detail) scheduleLine(offset string) string {
	text := words.Schedule(d.trust.Schedule, d.s.Theme.Glyphs) + offset
	return d.s.Theme.Page.Muted.On(line.Fit(text, d.width, d.s.Theme.Glyphs))
}

// scheduleAndZone is the schedule with the offset of its zone. The hours' zone
// stands on a line of its own where it is another one or there is no room.
func (d detail) scheduleAndZone() []string {
	whole := words.Schedule(d.trust.Schedule, d.s.Theme.Glyphs) + d.offset()
	if !d.local && line.Width(whole) <= d.width {
		return []string{d.scheduleLine(d.offset())}
	}
	zone := "hours in " + d.zoneName() + d.offset()
	pen := d.s.Theme.Page.Muted
	if d.local {
		pen = d.s.Theme.Page.Accent
	}
	return []string{d.scheduleLine(""), pen.On(line.Fit(zone, d.width, d.s.Theme.Glyphs))}
}

// grid is the week as it is to be drawn: in the trust's zone, with UTC or the
// person's zone as the second ruler, or the other way round.
func (d detail) grid(second, margin bool) weekgrid.Options {
	o := weekgrid.Options{
		Schedule: d.trust.Schedule, Zone: d.trust.Schedule.Location(), Other: time.UTC,
		SecondRuler: second, Now: d.s.Now.Wall, ValidUntil: d.trust.ValidUntil,
		Margin: margin, Theme: d.s.Theme,
	}
	if d.local {
		o.Zone, o.Other = d.s.Local, d.trust.Schedule.Location()
	}
	return o
}

func (d detail) zoneName() string {
	switch {
	case d.local:
		return words.OwnZone(d.s.Local)
	case d.trust.Schedule.Problem != "":
		return "UTC"
	}
	return words.Zone(d.trust.Schedule)
}

// offset is the offset of the grid's zone in brackets; nothing for UTC.
func (d detail) offset() string {
	if offset := weekgrid.Offset(d.grid(false, false)); offset != "UTC" {
		return " (" + offset + ")"
	}
	return ""
}

// changes are the week's clock changes, where the notes do not stand beside.
func (d detail) changes() []string {
	var out []string
	for _, c := range weekgrid.Changes(d.grid(false, false)) {
		out = append(out, d.s.Theme.Page.Muted.On(line.Fit("clocks change: "+c, d.width, d.s.Theme.Glyphs)))
	}
	return out
}

// besideWeek are the facts that stand at the right of the week.
func (d detail) besideWeek() []string {
	page := d.s.Theme.Page
	out := []string{page.Heading.On("SCHEDULE")}
	for i, l := range words.ScheduleLines(d.trust.Schedule, d.s.Theme.Glyphs) {
		pen := page.Text
		if i == 2 {
			pen = page.Muted
		}
		out = append(out, pen.On(l))
	}
	if d.local {
		out = append(out, page.Accent.On("drawn in "+words.OwnZone(d.s.Local)))
	}
	out = append(out, weekgrid.Notes(d.grid(true, true))...)
	if until := words.ValidUntil(d.trust); until != "" {
		out = append(out, "", page.Heading.On("VALID UNTIL"), page.Text.On(until))
		if in := d.validIn(); in != "" {
			out = append(out, page.Muted.On(in))
		}
	}
	return out
}

func (d detail) idLines() []string {
	page, id := d.s.Theme.Page, d.trust.ID
	if r := []rune(id); len(r) > 20 {
		id = string(r[:8]) + "-" + d.s.Theme.Glyphs.Ellipsis + "-" + string(r[len(r)-6:])
	}
	return []string{page.Heading.On("ID"), page.Text.On(id), page.Accent.On("y") + page.Muted.On(" copies it")}
}

func (d detail) addresses(width int) []string {
	return ipview.Render(d.trust.SourceIPs, d.s.Caller.SourceIP, width, d.s.Theme)
}

// unknown are the conditions that actas does not know, as the API sent them.
func (d detail) unknown(width int) []string {
	if len(d.trust.Unknown) == 0 {
		return nil
	}
	page := d.s.Theme.Page
	out := []string{"", browse.Heading("OTHER CONDITIONS", "not judged by actas", width, d.s)}
	for _, c := range d.trust.Unknown {
		for _, l := range line.Wrap(c.Name+" "+c.JSON, width) {
			out = append(out, page.Text.On(l))
		}
	}
	return out
}

func (d detail) facts() []string {
	page, g := d.s.Theme.Page, d.s.Theme.Glyphs
	fact := func(label, value string) string {
		return page.Muted.On(line.Fit(label, 13, g)) + page.Text.On(line.Fit(value, max(0, d.width-13), g))
	}
	until := "no end"
	switch {
	case d.trust.ValidUntilProblem != "":
		until = "unreadable: " + d.trust.ValidUntilProblem
	case !d.trust.ValidUntil.IsZero():
		until = d.trust.ValidUntil.UTC().Format("2006-01-02 15:04") + " UTC, " + d.validIn()
	}
	out := []string{fact("valid until", until), fact("id", d.trust.ID)}
	if !d.trust.Created.IsZero() {
		out = append(out, fact("created", d.trust.Created.UTC().Format("2006-01-02")))
	}
	return out
}

// validIn is how far away the end of the trust is.
func (d detail) validIn() string {
	switch left := d.trust.ValidUntil.Sub(d.s.Now.Wall); {
	case d.trust.ValidUntil.IsZero():
		return ""
	case left < 0:
		return "lapsed " + words.Ago(-left)
	case left >= 48*time.Hour:
		return "in " + words.Length(left.Truncate(24*time.Hour))
	default:
		return "in " + words.ApproxDown(left)
	}
}
