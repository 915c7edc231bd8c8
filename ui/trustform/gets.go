package trustform

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"actas/model"
	"actas/ui/browse"
	"actas/ui/form"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/weekgrid"
	"actas/ui/words"
	"actas/ui/zones"
)

// gets is what the trust would be: its week, and how the same call is made by
// hand, as far as there is room.
func (m Model) gets(s scene.Scene) []string {
	out := append(m.week(s), "", browse.Heading("SAME CALL, BY HAND", "", scene.DetailWidth, s))
	out = append(out, m.byHand(s)...)
	if more := len(out) - s.Height + 1; more > 1 && s.Height > 0 {
		out = append(out[:s.Height-1], s.Theme.Page.Muted.On(fmt.Sprintf("and %d more lines", more)))
	}
	return out
}

// week is the week grid below a heading.
func (m Model) week(s scene.Scene) []string {
	t := m.draft(s)
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
func (m Model) weekBelow(s scene.Scene) []string {
	if s.Split() || s.Width < scene.DetailWidth+4 || !m.when.hasZone() {
		return nil
	}
	lines := m.week(s)
	for i, l := range lines {
		lines[i] = "  " + l
	}
	return lines
}

// byHand is the call that makes or changes the trust, as Vultr's guides have it.
// It holds no credential.
func (m Model) byHand(s scene.Scene) []string {
	call := "POST /v2/role-trusts"
	if m.before != nil {
		call = "PUT /v2/role-trusts/" + m.before.ID
	}
	return form.ByHand(call, bodyMembers(m.draft(s), m.before != nil), s.Theme)
}

// entityMembers are the names of the members that name a trusted entity.
var entityMembers = map[model.EntityKind]string{
	model.EntityUser: "trusted_user_id", model.EntityGroup: "trusted_group_id",
	model.EntityIssuer: "trusted_oidc_issuer_id", model.EntitySource: "trusted_oidc_issuer_source",
}

// bodyMembers are the members of the body, in the order of the guides. Of what
// does not apply a new trust says nothing, and a change says that it is gone.
func bodyMembers(t model.Trust, change bool) []form.Member {
	var out []form.Member
	add := func(name, value string) {
		if name != "" && value != "" {
			out = append(out, form.Member{Name: name, Value: form.Quoted(value)})
		}
	}
	add("role_id", t.RoleID)
	add("trust_type", string(t.Type))
	add(entityMembers[t.Entity.Kind], t.Entity.ID)
	if conditions := conditionMembers(t); len(conditions) > 0 {
		out = append(out, form.Member{Name: "conditions", Members: conditions})
	}
	switch {
	case !t.ValidUntil.IsZero():
		// As in the guides: +00:00 and not Z.
		add("valid_until", t.ValidUntil.UTC().Format("2006-01-02T15:04:05-07:00"))
	case change && t.ValidUntilProblem == "":
		out = append(out, form.Member{Name: "valid_until", Value: "null"})
	default:
		add("valid_until", t.ValidUntilProblem)
	}
	return out
}

// conditionMembers are the conditions; a machine's trust without any has none,
// since the API sets its own.
func conditionMembers(t model.Trust) []form.Member {
	var out []form.Member
	if schedule := scheduleMembers(t.Schedule); len(schedule) > 0 {
		out = append(out, form.Member{Name: "time_of_day", Members: schedule})
	}
	if len(t.SourceIPs) > 0 || len(out) > 0 || t.Entity.Kind != model.EntitySource {
		var raw []string
		for _, c := range t.SourceIPs {
			raw = append(raw, form.Quoted(strings.TrimSpace(c.Raw)))
		}
		out = append(out, form.Member{Name: "ip_address", Value: list(raw)})
	}
	for _, c := range t.Unknown {
		if !strings.Contains(c.Name, ".") && json.Valid([]byte(c.JSON)) {
			out = append(out, form.Member{Name: c.Name, Value: c.JSON})
		}
	}
	return out
}

func scheduleMembers(s model.Schedule) []form.Member {
	kind := s.Kind()
	if s.Problem != "" || kind == model.ScheduleAlways {
		return nil
	}
	zone := s.Zone
	if zones.Label(zone) == "UTC" {
		zone = zones.UTC
	}
	out := []form.Member{{Name: "timezone", Value: form.Quoted(zone)}}
	if kind == model.ScheduleDays || kind == model.ScheduleDaysAndHours {
		var names []string
		for _, day := range s.Days.Days() {
			names = append(names, form.Quoted(strings.ToLower(day.String())))
		}
		out = append(out, form.Member{Name: "days_of_week", Value: list(names)})
	}
	if kind == model.ScheduleHours || kind == model.ScheduleDaysAndHours {
		out = append(out, form.Member{Name: "start", Value: hour(s.Start)}, form.Member{Name: "end", Value: hour(s.End)})
	}
	return out
}

func list(values []string) string { return "[" + strings.Join(values, ", ") + "]" }

// hour is a whole hour as a number, as the API's own clients send it, and any
// other time as text.
func hour(minutes int) string {
	if minutes%60 == 0 {
		return fmt.Sprint(minutes / 60)
	}
	return form.Quoted(clock(minutes))
}

// minutes is so many minutes.
func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }
