package roles

import (
	"cmp"
	"fmt"

	"github.com/charmbracelet/x/ansi"

	"actas/model"
	"actas/ui/browse"
	"actas/ui/countdown"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/words"
)

// detailLines is everything about the selected role, in width columns.
func (m Model) detailLines(s scene.Scene, width int) []string {
	r, ok := m.Selected()
	if !ok {
		return nil
	}
	d := detail{s: s, role: r, width: width, trusts: s.Directory.TrustsOf(r.ID)}
	if s.Storage {
		return d.storage()
	}
	out := d.head()
	out = append(out, d.verdict()...)
	out = append(out, d.sessions()...)
	out = append(out, d.trustLines()...)
	out = append(out, d.policies()...)
	return append(out, d.facts()...)
}

// detail draws one role.
type detail struct {
	s      scene.Scene
	role   model.Role
	width  int
	trusts []model.Trust
}

func (d detail) head() []string {
	t := d.s.Theme
	kind := string(d.role.Type)
	name := line.Fit(d.role.Name, min(line.Width(d.role.Name), d.width-len(kind)-2), t.Glyphs)
	out := []string{t.Page.Strong.On(name) + line.Pad(d.width-line.Width(name)-line.Width(kind)) + t.Page.Muted.On(kind)}
	if d.role.Description != "" {
		for _, l := range line.Wrap(d.role.Description, d.width) {
			out = append(out, t.Page.Muted.On(l))
		}
	}
	return append(out, "")
}

func (d detail) verdict() []string {
	t := d.s.Theme
	if d.role.Type.Assignable() {
		return []string{t.Page.Muted.On("assignable: held by whom it is given to, not assumed"), ""}
	}
	if !d.s.Loading.Trusts.Done {
		return []string{t.Page.Muted.On("reading its trusts"), ""}
	}
	v := d.s.RoleVerdict(d.role)
	out := []string{line.FitPainted(words.PaintVerdictHeadline(v, d.s.Now.Wall, t.Page), d.width, t.Glyphs)}
	if trust, ok := d.s.Directory.Trust(v.TrustID); ok && v.State != model.VerdictNotForMe {
		through := "through " + d.s.Directory.EntityName(trust.Entity)
		if d.s.Caller.SourceIP.IsValid() && len(trust.SourceIPs) > 0 {
			through += ", from " + d.s.Caller.SourceIP.String()
		}
		out = append(out, t.Page.Muted.On(line.Fit(through, d.width, t.Glyphs)))
	}
	return append(out, t.Page.Muted.On(line.Fit(d.s.EstimateOnly(), d.width, t.Glyphs)), "")
}

// holders are the live sessions on a role.
func holders(s scene.Scene, roleID string) []model.LiveSession {
	var on []model.LiveSession
	for l := range s.Roster.All() {
		if l.RoleID == roleID && l.Gone == "" {
			on = append(on, l)
		}
	}
	return on
}

func (d detail) sessions() []string {
	t, boot := d.s.Theme, d.s.Now.Boot
	on := holders(d.s, d.role.ID)
	if len(on) == 0 {
		return nil
	}
	title := "MY SESSIONS ON IT"
	if d.s.Everyone {
		title = "SESSIONS ON IT"
	}
	out := []string{browse.Heading(title, fmt.Sprint(len(on)), d.width, d.s)}
	for _, l := range on {
		digits := words.Left(l.Countdown.Left(boot))
		who := l.Name
		if d.s.Everyone && l.UserID != "" {
			who = d.s.UserName(l.UserID) + "  " + l.Name
		}
		name := line.Fit(who, d.width-len(digits)-2, t.Glyphs)
		out = append(out, t.Page.Text.On(name)+"  "+countdown.StrongPen(l.Level(boot), t.Page).On(digits))
	}
	return append(out, "")
}

func (d detail) trustLines() []string {
	t := d.s.Theme
	count := fmt.Sprint(len(d.trusts))
	if !d.s.TrustsKnown() {
		count = "not read"
	}
	out := []string{browse.Heading("TRUSTS", count, d.width, d.s)}
	widest := 0
	for _, trust := range d.trusts {
		widest = max(widest, line.Width(d.s.Directory.EntityName(trust.Entity)))
	}
	widest = min(widest, d.width/2-2)
	for _, trust := range d.trusts {
		entity := line.Fit(d.s.Directory.EntityName(trust.Entity), widest, t.Glyphs)
		v := words.PaintVerdictShort(d.s.TrustVerdict(trust), d.s.Now.Wall, t.Page)
		l := t.Page.Text.On(entity) + "  " + v
		if room := d.width - ansi.StringWidth(l) - 2; room >= 12 && trust.Schedule.Kind() != model.ScheduleAlways {
			l += "  " + t.Page.Muted.On(line.Fit(words.ScheduleIn(trust.Schedule, t.Glyphs, room, d.s.Now.Wall), room, t.Glyphs))
		}
		out = append(out, line.FitPainted(l, d.width, t.Glyphs))
	}
	return append(out, "")
}

func (d detail) policies() []string {
	t := d.s.Theme
	out := []string{browse.Heading("POLICIES", fmt.Sprint(len(d.role.Policies)), d.width, d.s)}
	for _, p := range d.role.Policies {
		out = append(out, t.Page.Text.On(line.Fit(cmp.Or(p.Name, p.ID), d.width, t.Glyphs)))
		for _, st := range p.Statements {
			out = append(out, "  "+line.FitPainted(words.PaintPolicyActions(st, t.Page), d.width-2, t.Glyphs))
		}
	}
	return append(out, "")
}

func (d detail) facts() []string {
	t := d.s.Theme
	fact := func(label, value string) string {
		return t.Page.Muted.On(line.Fit(label, 13, t.Glyphs)) + t.Page.Text.On(line.Fit(value, d.width-13, t.Glyphs))
	}
	longest := "not told"
	if d.role.MaxSession > 0 {
		longest = words.Length(d.role.MaxSession)
	}
	out := []string{d.heading("ROLE"), fact("longest", longest), fact("id", d.role.ID)}
	if !d.role.Created.IsZero() {
		out = append(out, fact("created", d.role.Created.UTC().Format("2006-01-02")))
	}
	return out
}

func (d detail) heading(title string) string { return browse.Heading(title, "", d.width, d.s) }
