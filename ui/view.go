package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/line"
	"actas/ui/scene"
)

// The smallest window that is drawn in, and the heights from which there is
// room for more.
const (
	smallestWidth  = 40
	smallestHeight = 10
	ruledHeight    = 24
	tallHeight     = 30
)

// View draws everything. It reads the model only: no clock, no I/O.
func (m Model) View() string {
	switch {
	case m.width == 0 || m.height == 0:
		return ""
	case m.width < smallestWidth || m.height < smallestHeight:
		return m.tooSmall()
	}
	s := m.scene()
	f := m.frame(s)
	lines := make([]string, 0, m.height)
	lines = append(lines, m.header(s, f)...)
	lines = append(lines, m.banner(s)...)
	lines = append(lines, f.Body...)
	if m.height >= ruledHeight {
		lines = append(lines, m.lowerRule(f))
	}
	lines = append(lines, m.statusLine(s, f), m.keyLine(s, f))
	if !m.deps.Cells {
		lines = browse.Fill(lines, m.height, m.width)
		for i, l := range lines {
			lines[i] = line.Compact(l)
		}
	}
	return strings.Join(lines[:min(len(lines), m.height)], "\n")
}

// tooSmall says which window is needed, in as many words as fit.
func (m Model) tooSmall() string {
	said := ""
	for _, said = range [...]string{"actas needs 40x10 or more", "needs 40x10 or more", "needs 40x10", "40x10"} {
		if line.Width(said) <= m.width {
			break
		}
	}
	return ansi.Truncate(said, m.width, "")
}

// frame is the screen in front, with what lies over it.
func (m Model) frame(s scene.Scene) scene.Frame {
	switch {
	case m.firstRun != nil:
		return m.firstRun.View(s)
	case m.leave != nil:
		return m.leave.Over(m.under(s), s)
	case m.profiles != nil:
		return m.profiles.Over(m.under(s), s)
	case m.help != nil:
		return m.help.View(s)
	case m.assume != nil:
		return m.assume.View(s)
	}
	f := m.under(s)
	switch {
	case m.copyAs != nil:
		return m.copyAs.Over(f, s)
	case m.palette != nil:
		return m.palette.Over(f, s)
	case m.identity != nil:
		return m.identity.Over(f, s)
	}
	return f
}

// under is what the question on leaving lies over.
func (m Model) under(s scene.Scene) scene.Frame {
	switch {
	case m.assume != nil:
		return m.assume.View(s)
	case m.page != nil:
		return m.page.view(s)
	}
	return m.screenFrame(s)
}

func (m Model) screenFrame(s scene.Scene) scene.Frame {
	switch m.tab {
	case rolesTab:
		return m.roles.View(s)
	case trustsTab:
		return m.trusts.View(s)
	case activityTab:
		return m.activity.View(s)
	}
	return m.sessions.View(s)
}

// bodyHeight is what the header, the rules and the status leave.
func (m Model) bodyHeight() int {
	chrome := 4
	switch {
	case m.height >= tallHeight:
		chrome = 7
	case m.height >= ruledHeight:
		chrome = 5
	}
	return max(0, m.height-chrome-m.bannerHeight())
}

// lowerRule is the rule below the body, with the position in it.
func (m Model) lowerRule(f scene.Frame) string {
	g, t := m.deps.Theme.Glyphs, m.deps.Theme
	cells := strings.Repeat(g.Horizontal, m.width)
	joint := f.Split > 0 && !f.Quiet
	if f.Position == "" {
		if joint {
			return t.Page.Rule.On(strings.Repeat(g.Horizontal, f.Split) + g.TeeUp + strings.Repeat(g.Horizontal, max(0, m.width-f.Split-1)))
		}
		return t.Page.Rule.On(cells)
	}
	// The position ends two columns before the end of the list.
	end := m.width - 2
	if joint {
		end = f.Split - 2
	}
	label := " " + f.Position + " "
	start := max(0, end-line.Width(label))
	rest := strings.Repeat(g.Horizontal, 2)
	if joint {
		rest += g.TeeUp + strings.Repeat(g.Horizontal, max(0, m.width-f.Split-1))
	}
	return t.Page.Rule.On(strings.Repeat(g.Horizontal, start)) + t.Page.Muted.On(label) + t.Page.Rule.On(rest)
}

// statusLine is the screen's own status, or the last result or error.
func (m Model) statusLine(s scene.Scene, f scene.Frame) string {
	painted := f.Status
	if m.held > 0 && !m.covered() && !m.captured() {
		painted = s.Theme.Page.Warn.On("Too many requests: ") + s.Theme.Page.Text.On("the API asks for "+inSeconds(m.held)+". ^r tries now.")
		return m.said(painted, f)
	}
	if progress := m.everyoneLine(s); progress != "" && !f.Quiet && !m.covered() && !m.captured() {
		return "  " + line.FitPainted(progress, max(0, m.width-4), s.Theme.Glyphs)
	}
	if m.status != (status{}) && !f.Quiet && (painted == "" || f.Yields || m.status.leaving || !m.covered() && !m.captured()) {
		painted = m.status.paint(s.Theme)
	}
	if painted == "" && !f.Quiet {
		painted = m.everyoneNote(s)
	}
	return m.said(painted, f)
}

// said is the status as it stands in its row. In a low window, which has no rule, where
// one is in what goes on out of sight stands beside it, if there is room for both.
func (m Model) said(painted string, f scene.Frame) string {
	t, room := m.deps.Theme, max(0, m.width-4)
	if m.height < ruledHeight && f.Beyond && line.Width(painted)+2+line.Width(f.Position) <= room {
		position := t.Page.Muted.On(f.Position)
		return "  " + painted + line.Pad(room-line.Width(painted)-line.Width(position)) + position
	}
	return "  " + line.FitSentence(painted, room, t.Glyphs)
}

// keyLine shows the actions that fit, and at the right what always works.
func (m Model) keyLine(s scene.Scene, f scene.Frame) string {
	back := f.Back
	if back == nil {
		back = m.usualBack()
	}
	gap := "  "
	if m.width >= scene.SplitAt {
		gap = "   "
	}
	right := hints(back, "  ", s)
	room := m.width - 4 - line.Width(right) - 2
	var left strings.Builder
	used := 0
	for i, h := range f.Keys {
		one := hint(h, s)
		if i > 0 {
			one = gap + one
		}
		if used += line.Width(one); used > room {
			used -= line.Width(one)
			break
		}
		left.WriteString(one)
	}
	return "  " + left.String() + line.Pad(m.width-4-used-line.Width(right)) + right
}

func hints(all []action.Hint, gap string, s scene.Scene) string {
	painted := make([]string, len(all))
	for i, h := range all {
		painted[i] = hint(h, s)
	}
	return strings.Join(painted, gap)
}

// hint is one key with its word; what can do nothing now is muted.
func hint(h action.Hint, s scene.Scene) string {
	help := h.Keys.Help()
	if h.Blocked != "" {
		return s.Theme.Page.Muted.On(help.Key + " " + help.Desc)
	}
	return s.Theme.Page.Accent.On(help.Key) + " " + s.Theme.Page.Muted.On(help.Desc)
}
