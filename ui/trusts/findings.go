package trusts

import (
	"fmt"
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

// findings say which trusts are worth a look.
type findings struct {
	// marks say why; nil while nobody has looked.
	marks *model.Marks
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
	lists     int
	known     model.Known
	minute    time.Time
}

// anew are the findings as they are now: the ones from before while nothing that
// they rest on has changed. Those of a long list stay until the command has looked
// at it anew.
func (f findings) anew(s scene.Scene) (findings, tea.Cmd) {
	now := looked{s.Directory, s.Directory.ListsVersion(), s.Known, s.Now.Wall.Truncate(time.Minute)}
	if s.Loading.Active {
		// What a trust names may be on its way.
		return findings{}, nil
	}
	if now == f.in || now == f.asked {
		return f, nil
	}
	known, wall := s.Known, s.Now.Wall
	if len(s.Directory.Trusts()) <= atOnce {
		return findings{marks: model.Mark(s.Directory, known, wall), in: now}, nil
	}
	directory := s.Directory.Snapshot()
	f.asked = now
	if f.in.directory != now.directory || f.in.lists != now.lists {
		// What was found is of other trusts, and nothing else may hold them.
		f.marks, f.in = nil, looked{}
	}
	return f, func() tea.Msg { return AuditedMsg{findings{marks: model.Mark(directory, known, wall), in: now}} }
}

// audited takes in what was found, unless something else is looked at meanwhile.
func (m Model) audited(msg AuditedMsg, s scene.Scene) (Model, tea.Cmd) {
	if msg.found.in != m.findings.asked {
		return m, nil
	}
	m.findings = msg.found
	return m.Sync(s)
}

// kinds names the kinds of the findings of the trust at a place, for the filter.
func kinds(marks *model.Marks, place int) string {
	var b strings.Builder
	for i, kind := range marks.Kinds(place) {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(words.FindingKind(kind))
	}
	return b.String()
}

// paintFindings is the gravest finding of a trust, with how many more there are where
// there is room for that.
func paintFindings(all []model.Finding, s scene.Scene, width int, pens theme.Pens) string {
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
	case m.findings.marks == nil && len(s.Directory.Trusts()) > 0:
		return "the trusts are being looked at"
	case !m.worth && (m.rows.bare() || m.rows.in.marks != m.findings.marks):
		return "the trusts are being put in order"
	case !m.worth && m.rows.found == 0:
		return "no trust is worth a look"
	}
	return ""
}
