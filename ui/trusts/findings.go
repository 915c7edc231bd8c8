package trusts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/theme"
	"actas/ui/browse"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/words"
)

// findings are why trusts are worth a look, by the trust's id, the gravest first.
// A trust without an id has none here: it cannot be told from another.
type findings struct {
	byTrust map[string][]model.Finding
	// in is what they were found in, asked what is being looked at beside the event
	// loop.
	in, asked looked
}

// atOnce is for how many trusts a look fits between two keys: 10 ms.
const atOnce = 2000

// AuditedMsg is what a look beside the event loop found. The root hands it back.
type AuditedMsg struct{ found findings }

// looked is what findings rest on: with the same, nothing else is found.
type looked struct {
	directory *model.Directory
	version   int
	known     model.Known
	minute    time.Time
}

// anew are the findings as they are now: the ones from before while nothing that
// they rest on has changed. Those of a long list stay until the command has looked
// at it anew.
func (f findings) anew(s scene.Scene) (findings, tea.Cmd) {
	now := looked{s.Directory, s.Directory.Version(), s.Known, s.Now.Wall.Truncate(time.Minute)}
	if s.Loading.Active {
		// What a trust names may be on its way.
		return findings{}, nil
	}
	if now == f.in || now == f.asked {
		return f, nil
	}
	directory, known, wall := s.Directory, s.Known, s.Now.Wall
	if len(directory.Trusts()) <= atOnce {
		return find(directory, known, wall, now), nil
	}
	directory = directory.Snapshot()
	f.asked = now
	return f, func() tea.Msg { return AuditedMsg{find(directory, known, wall, now)} }
}

// find looks at all trusts.
func find(d *model.Directory, known model.Known, now time.Time, in looked) findings {
	f := findings{byTrust: map[string][]model.Finding{}, in: in}
	for _, found := range model.Audit(d, known, now) {
		if id := found.Trust.ID; id != "" {
			f.byTrust[id] = append(f.byTrust[id], found)
		}
	}
	return f
}

// missing reports that the first look at a list is not over.
func (f findings) missing() bool { return f.byTrust == nil && f.asked != looked{} }

// audited takes in what was found, unless something else is looked at meanwhile.
func (m Model) audited(msg AuditedMsg, s scene.Scene) (Model, tea.Cmd) {
	if msg.found.in != m.rows.findings.asked {
		return m, nil
	}
	m.rows.findings = msg.found
	return m.Sync(s)
}

// of are the findings of a trust, the gravest first; nil for none.
func (f findings) of(id string) []model.Finding { return f.byTrust[id] }

// kinds names the kinds of a trust's findings, for the filter.
func (f findings) kinds(id string) string {
	var b strings.Builder
	for i, found := range f.of(id) {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(words.FindingKind(found.Kind))
	}
	return b.String()
}

// compare puts the gravest finding first, of those that lapse the soonest, and of
// two alike the trust with more.
func (f findings) compare(a, b string) int {
	x, y := f.of(a), f.of(b)
	if len(x) == 0 || len(y) == 0 {
		return cmp.Compare(len(y), len(x))
	}
	return cmp.Or(cmp.Compare(gravity(x[0]), gravity(y[0])), soonest(x[0], y[0]), cmp.Compare(len(y), len(x)))
}

// soonest orders two trusts that lapse by when they do.
func soonest(a, b model.Finding) int {
	if a.Kind != model.FindingLapsing || b.Kind != model.FindingLapsing {
		return 0
	}
	return a.At.Compare(b.At)
}

func gravity(f model.Finding) int { return slices.Index(model.FindingKinds(), f.Kind) }

// paint is the gravest finding of a trust, with how many more there are where
// there is room for that.
func (f findings) paint(id string, s scene.Scene, width int, pens theme.Pens) string {
	all := f.of(id)
	if len(all) == 0 {
		return ""
	}
	told := words.FindingShort(all[0], s.Now.Wall)
	more := ""
	if len(all) > 1 {
		more = fmt.Sprintf("  +%d", len(all)-1)
	}
	if line.Width(told+more) > width {
		more = ""
	}
	return findingPen(all[0].Kind, pens).On(told) + pens.Muted.On(more)
}

// findingPen is amber for what somebody ought to mend.
func findingPen(k model.FindingKind, pens theme.Pens) theme.Pen {
	switch k {
	case model.FindingCovered, model.FindingLapsed:
		return pens.Muted
	case model.FindingEveryAddress, model.FindingWideRange, model.FindingAssignable:
		return pens.Text
	}
	return pens.Warn
}

// narrow leaves the trusts that are worth a look, where only those are wanted,
// and counts them.
func (r rows) narrow() rows {
	plain := func(t model.Trust) bool { return len(r.findings.of(t.ID)) == 0 }
	for _, t := range r.trusts {
		if !plain(t) {
			r.found++
		}
	}
	if r.worth {
		r.trusts = slices.DeleteFunc(slices.Clone(r.trusts), plain)
	}
	return r
}

// worthALook are the findings of the trust in full, in width columns.
func (d detail) worthALook(width int) []string {
	if len(d.findings) == 0 {
		return nil
	}
	out := []string{"", browse.Heading("WORTH A LOOK", "", width, d.s)}
	for _, f := range d.findings {
		told := words.Finding(f, d.s.Directory.EntityName, d.s.Now.Wall, d.s.Theme.Glyphs)
		for _, l := range line.Wrap(told, width) {
			out = append(out, findingPen(f.Kind, d.s.Theme.Page).On(l))
		}
	}
	return out
}

// blockedLook says why what is worth a look cannot be shown; empty when it can.
func (m Model) blockedLook(s scene.Scene) string {
	switch {
	case s.Loading.Active:
		return "the trusts are being read"
	case m.rows.findings.missing():
		return "the trusts are being looked at"
	case !m.worth && m.rows.found == 0:
		return "no trust is worth a look"
	}
	return ""
}
