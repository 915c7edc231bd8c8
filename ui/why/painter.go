package why

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"actas/model"
	"actas/theme"
	"actas/ui/browse"
	"actas/ui/field"
	"actas/ui/ipview"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/weekgrid"
	"actas/ui/words"
)

// painter draws the page of one model in one scene.
type painter struct {
	m     Model
	s     scene.Scene
	width int
	q     asked
	// e is the answer, where there is one.
	e        model.RoleExplanation
	answered bool
	words    words.Why
}

func (m Model) painter(s scene.Scene) painter {
	p := painter{m: m, s: s, width: s.ListWidth()}
	q, now := m.question(s)
	p.q = q
	p.e, p.answered = m.explanation(s)
	p.words = words.Why{
		Me: q.me, Person: m.person.Chosen.Label, Name: s.Directory.EntityName, Local: s.Local,
		Caller: q.caller, At: now.Wall, Glyphs: s.Theme.Glyphs,
	}
	return p
}

// from is the field of the address, with the one that counts while it is empty.
func (p painter) from() field.Model {
	f := p.m.from
	f.Placeholder = "not known"
	if ip := p.q.caller.SourceIP; ip.IsValid() && p.m.from.Value() == "" {
		f.Placeholder = ip.String()
	}
	return f
}

// answer are the trusts with their conditions, the one that decides last, and the
// lines at which each begins; and the week below, where room has lines for all.
func (p painter) answer(room int) (lines []string, heads []int) {
	if !p.answered {
		return nil, nil
	}
	for i := range p.e.Trusts {
		if i > 0 {
			lines = append(lines, "")
		}
		heads = append(heads, len(lines))
		lines = append(lines, p.trust(&p.e.Trusts[i])...)
	}
	if grid := p.week(p.width - 4); !p.s.Split() && len(grid) > 0 && len(lines)+len(grid)+1 <= room {
		lines = append(append(lines, ""), indented(grid)...)
	}
	return lines, heads
}

// conditionAt is the column at which the text of a condition begins.
const conditionAt = 15

// trust is one trust with its conditions. A mark stands before what decides.
func (p painter) trust(t *model.TrustExplanation) []string {
	pens, g := p.s.Theme.Page, p.s.Theme.Glyphs
	out := []string{p.trustHead(t)}
	for i, c := range t.Conditions {
		mark := " "
		if t == p.e.Deciding() && i == t.Deciding {
			mark = pens.Accent.On(g.Decides)
		}
		sign, label, text := p.pensOf(c)
		head := mark + " " + sign.On(words.OutcomeSign(c.Outcome, g)) + " " + label.On(line.Fit(words.ConditionLabel(c.Kind), conditionAt-4, g))
		for _, l := range line.Wrap(p.words.Condition(t.Trust, c), max(1, p.width-conditionAt-2)) {
			out = append(out, head+text.On(l))
			head = line.Pad(conditionAt)
		}
	}
	return out
}

// pensOf are the pens of a condition's sign, label and text: what holds is quiet.
func (p painter) pensOf(c model.Condition) (sign, label, text theme.Pen) {
	pens := p.s.Theme.Page
	switch c.Outcome {
	case model.Held:
		return pens.OK, pens.Muted, pens.Muted
	case model.NotHeld:
		return pens.Strong, pens.Strong, pens.Text
	}
	return pens.WarnStrong, pens.Strong, pens.Text
}

// trustHead is whom a trust trusts, with the verdict on it at the right.
func (p painter) trustHead(t *model.TrustExplanation) string {
	g, pens := p.s.Theme.Glyphs, p.s.Theme.Page
	verdict := p.words.PaintVerdict(t, pens)
	room := p.width - 4 - ansi.StringWidth(verdict) - 2
	name := p.s.Directory.EntityName(t.Trust.Entity)
	if room < min(line.Width(name), 12) {
		verdict, room = "", p.width-4
	}
	return "  " + pens.Strong.On(line.Fit(name, max(0, room), g)) + "  " + verdict
}

// bottom says what decides, and what would have to change.
func (p painter) bottom() []string {
	pens := p.s.Theme.Page
	if !p.answered {
		return p.said(p.unanswered(), pens.Muted)
	}
	lines := p.said(p.words.Decides(&p.e), pens.Strong)
	return append(lines, p.said(strings.Join(p.words.Changes(&p.e), " "), pens.Text)...)
}

// about says for when the answer is, and where there is room that it is an
// estimate; nil where there is none.
func (p painter) about() []string {
	if !p.answered {
		return nil
	}
	at, room := "at "+p.words.Time(p.words.At), max(0, p.width-4)
	told := line.Fit(at, room, p.s.Theme.Glyphs)
	for _, more := range p.s.Estimates() {
		if line.Width(at+", "+more) <= room {
			told = at + ", " + more
		}
	}
	return []string{"  " + p.s.Theme.Page.Muted.On(told)}
}

// said is a paragraph between the margins.
func (p painter) said(text string, pen theme.Pen) []string {
	var out []string
	for _, l := range line.Wrap(text, max(1, p.width-4)) {
		out = append(out, "  "+pen.On(l))
	}
	return p.fitted(out)
}

// unanswered says why there is no answer.
func (p painter) unanswered() string {
	unclear := p.m.unclear(p.s)
	switch {
	case unclear != "":
		return unclear
	case p.m.role.Chosen.ID == "":
		return "Choose a role: type a part of its name."
	case !p.q.known && p.s.Loading.Active:
		return "Reading the roles."
	case !p.q.known:
		return "This role is gone: it was deleted meanwhile."
	case p.s.Loading.Active && p.s.Failed["role trusts"] == "":
		return "Reading the role trusts."
	}
	if failed := p.s.Failed["role trusts"]; failed != "" {
		return "The role trusts could not be read: " + failed
	}
	return "The role trusts were not read in full, so that nothing can be said."
}

// beside is the week of the trust that decides, and its addresses beside mine.
func (p painter) beside() []string {
	t := p.e.Deciding()
	if t == nil {
		return nil
	}
	out := p.week(weekgrid.Width)
	if len(t.Trust.SourceIPs) > 0 && p.q.me {
		if len(out) > 0 {
			out = append(out, "")
		}
		out = append(out, ipview.Render(t.Trust.SourceIPs, p.q.caller.SourceIP, scene.DetailWidth, p.s.Theme)...)
	}
	return out
}

// week is the week of the trust that decides; nil for one that has no schedule,
// and where it does not fit into the width.
func (p painter) week(width int) []string {
	t := p.e.Deciding()
	if t == nil || width < weekgrid.Width || t.Trust.Schedule.Problem != "" || t.Trust.Schedule.Kind() == model.ScheduleAlways {
		return nil
	}
	o := weekgrid.Options{
		Schedule: t.Trust.Schedule, Zone: t.Trust.Schedule.Location(), Other: p.s.Local, SecondRuler: p.s.Local != nil,
		Now: p.words.At, Mark: p.mark(), ValidUntil: t.Trust.ValidUntil, Theme: p.s.Theme,
	}
	zone := words.Zone(t.Trust.Schedule)
	if offset := weekgrid.Offset(o); offset != "UTC" {
		zone += " (" + offset + ")"
	}
	out := []string{browse.Heading("WEEK", "hours in "+zone, weekgrid.Width, p.s)}
	out = append(out, weekgrid.Render(o)...)
	for _, c := range weekgrid.Changes(o) {
		out = append(out, p.s.Theme.Page.Muted.On(line.Fit("clocks change: "+c, weekgrid.Width, p.s.Theme.Glyphs)))
	}
	return out
}

// mark is what the time of the answer is called in the week.
func (p painter) mark() string {
	if p.words.At.Equal(p.s.Now.Wall) {
		return ""
	}
	return "at"
}

// indented are lines behind the left margin.
func indented(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = "  " + l
	}
	return out
}
