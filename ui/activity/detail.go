package activity

import (
	"strings"
	"time"

	"actas/model"
	"actas/ui/browse"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/words"
)

// labelWidth is the column of the labels.
const labelWidth = 13

// detailLines is everything about the selected entry, in width columns.
func (m Model) detailLines(s scene.Scene, width int) []string {
	a, ok := m.Selected()
	if !ok {
		return nil
	}
	d := detail{s: s, a: a, width: width}
	out := d.head()
	out = append(out, d.problem()...)
	out = append(out, browse.Heading(subject(a), "", width, s))
	out = append(out, d.lines(d.asked())...)
	out = append(out, "", browse.Heading("FROM WHERE", "", width, s))
	out = append(out, d.lines(d.where())...)
	out = append(out, "", browse.Heading("IDS", "", width, s))
	return append(out, d.lines(d.ids())...)
}

// detail draws one entry.
type detail struct {
	s     scene.Scene
	a     model.Activity
	width int
}

// subject is the heading of what was acted on.
func subject(a model.Activity) string {
	if a.Kind.OnTrust() {
		return "TRUST"
	}
	return "SESSION"
}

// head is the session or trust with what became of it, the role, and when.
func (d detail) head() []string {
	t, a := d.s.Theme, d.a
	what, pen := words.Done(a), t.Page.OK
	if a.Problem != "" {
		what, pen = what+" failed", t.Page.WarnStrong
	}
	what = line.Fit(what, min(line.Width(what), max(0, d.width)), t.Glyphs)
	name := line.Fit(nameOf(a), min(line.Width(nameOf(a)), d.width-line.Width(what)-2), t.Glyphs)
	gap := line.Pad(d.width - line.Width(name) - line.Width(what))
	return []string{
		t.Page.Strong.On(name) + gap + pen.On(what),
		t.Page.Muted.On(line.Fit(roleOf(d.s, a), d.width, t.Glyphs)),
		"",
		t.Page.Text.On(a.At.UTC().Format("Mon 2006-01-02 15:04:05")+" UTC") + t.Page.Muted.On(", "+words.Ago(d.s.Now.Wall.Sub(a.At))),
		"",
	}
}

// problem is why it failed, in full.
func (d detail) problem() []string {
	if d.a.Problem == "" {
		return nil
	}
	out := []string{browse.Heading("WHY IT FAILED", "", d.width, d.s)}
	for _, l := range line.Wrap(d.a.Problem, d.width) {
		out = append(out, d.s.Theme.Page.Warn.On(l))
	}
	return append(out, "")
}

// fact is a label and its value; an empty value is left out.
type fact struct{ label, value string }

func (d detail) asked() []fact {
	a := d.a
	if a.Kind.OnTrust() {
		return []fact{{"entity", a.Trust}, {"role", roleOf(d.s, a)}, {"change", a.Change}}
	}
	who := "user"
	if a.IssuerID != "" {
		who = "issuer"
	}
	facts := []fact{
		{"name", a.Session}, {"replaces", a.Replaces}, {"role", roleOf(d.s, a)}, {who, principalOf(d.s, a)},
		{"IP context", a.ContextIP},
	}
	if a.Duration > 0 {
		facts = append(facts, fact{"length", words.Length(a.Duration)})
	}
	return append(facts, fact{"until", d.until()})
}

// until is the end that the API gave the session.
func (d detail) until() string {
	if d.a.Expires.IsZero() {
		return ""
	}
	end := d.a.Expires.UTC().Round(time.Second)
	return end.Format("2006-01-02 15:04:05") + " UTC"
}

func (d detail) where() []fact {
	return []fact{{"by", d.a.By}, {"from", d.a.From}, {"API", d.a.Endpoint}}
}

func (d detail) ids() []fact {
	id := idOf(d.a)
	if id == "" {
		id = "none was told"
	}
	return []fact{{strings.ToLower(subject(d.a)), id}, {"role", d.a.RoleID}, {"user", d.a.UserID}, {"issuer", d.a.IssuerID}}
}

// lines draws labels and values, values that are too long on further lines.
func (d detail) lines(facts []fact) []string {
	t := d.s.Theme
	var out []string
	for _, f := range facts {
		label := f.label
		for _, part := range line.Wrap(f.value, max(8, d.width-labelWidth)) {
			out = append(out, t.Page.Muted.On(line.Fit(label, labelWidth, t.Glyphs))+t.Page.Text.On(part))
			label = ""
		}
	}
	return out
}
