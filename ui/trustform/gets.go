package trustform

import (
	"fmt"
	"strings"
	"time"

	"actas/model"
	"actas/ui/browse"
	"actas/ui/export"
	"actas/ui/form"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/weekgrid"
	"actas/ui/words"
	"actas/ui/zones"
)

// gets is what the trust would be: its week, and how the same call is made by
// hand, as far as there is room.
func (m Model) gets(t model.Trust, s scene.Scene) []string {
	out := append(week(t, s), "", browse.Heading("SAME CALL, BY HAND", "", scene.DetailWidth, s))
	out = append(out, m.byHand(t, s)...)
	if more := len(out) - s.Height + 1; more > 1 && s.Height > 0 {
		out = append(out[:s.Height-1], s.Theme.Page.Muted.On(fmt.Sprintf("and %d more lines", more)))
	}
	return out
}

// week is the week grid below a heading.
func week(t model.Trust, s scene.Scene) []string {
	note := words.Zone(t.Schedule)
	o := weekgrid.Options{
		Schedule: t.Schedule, Other: otherZone(s, t.Schedule), SecondRuler: true, Now: s.Now.Wall, ValidUntil: t.ValidUntil, Theme: s.Theme,
	}
	if t.Schedule.Problem != "" {
		note = t.Schedule.Problem
	} else if offset := zones.Offset(t.Schedule.Zone, s.Now.Wall); offset != "" {
		note += " (" + offset + ")"
	}
	lines := []string{browse.Heading("WEEK", note, scene.DetailWidth, s)}
	lines = append(lines, weekgrid.Render(o)...)
	for _, c := range weekgrid.Changes(o) {
		lines = append(lines, s.Theme.Page.Muted.On(line.Fit("clocks change: "+c, scene.DetailWidth, s.Theme.Glyphs)))
	}
	return lines
}

// otherZone is mine, or UTC where the schedule's shows the same time as mine.
func otherZone(s scene.Scene, schedule model.Schedule) *time.Location {
	if s.Local == nil {
		return time.UTC
	}
	_, mine := s.Now.Wall.In(s.Local).Zone()
	if _, its := s.Now.Wall.In(schedule.Location()).Zone(); its == mine {
		return time.UTC
	}
	return s.Local
}

// weekBelow is the week for the place below the fields; nil where it stands
// beside them, where it has no room, and for a trust without a schedule.
func (m Model) weekBelow(t model.Trust, s scene.Scene) []string {
	if s.Split() || s.Width < scene.DetailWidth+4 || !m.when.hasZone() {
		return nil
	}
	lines := week(t, s)
	for i, l := range lines {
		lines[i] = "  " + l
	}
	return lines
}

// byHand is the call that makes or changes the trust, as Vultr's guides have it.
// It holds no credential. actas itself sends back all that came of a trust; what
// it does not know of one cannot stand here, so that is said.
func (m Model) byHand(t model.Trust, s scene.Scene) []string {
	body := export.NewTrustBody(t, m.before)
	if m.before == nil {
		return form.ByHand("POST /v2/role-trusts", body.Members, s.Theme)
	}
	pen := s.Theme.Page.Muted
	if len(body.Left) > 0 {
		pen = s.Theme.Page.Warn
	}
	missing := strings.Join(append(body.Left, "fields that actas does not know"), ", ")
	var lines []string
	for _, l := range line.Wrap("Missing here: "+missing+".", scene.DetailWidth) {
		lines = append(lines, pen.On(l))
	}
	return append(lines, form.ByHand("PUT /v2/role-trusts/"+m.before.ID, body.Members, s.Theme)...)
}

// minutes is so many minutes.
func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }
