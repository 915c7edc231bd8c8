package browse

import (
	"fmt"
	"slices"
	"strings"

	"actas/model/text"
	"actas/theme"
	"actas/ui/action"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/words"
)

// Fill brings lines to exactly height lines of width columns.
func Fill(lines []string, height, width int) []string {
	out := lines[:min(len(lines), max(0, height))]
	for i, l := range out {
		switch w := line.Width(l); {
		case w < width:
			out[i] = l + line.Pad(width-w)
		case w > width:
			// Narrower than anything that is drawn in: no sign says so.
			out[i] = line.FitPainted(l, width, theme.NoGlyphs())
		}
	}
	for len(out) < height {
		out = append(out, line.Pad(width))
	}
	return out
}

// Beside puts a detail at the right of a list, with the divider between them.
// detail is drawn from its line scroll on.
func Beside(listed, detail []string, scroll int, s scene.Scene) []string {
	divider := " " + s.Theme.Page.Rule.On(s.Theme.Glyphs.Vertical) + " "
	blank := line.Pad(scene.DetailWidth + 2)
	out := make([]string, len(listed))
	scroll = inReach(scroll, len(detail), len(listed))
	for i, l := range listed {
		right := blank
		if at := i + scroll; at < len(detail) {
			right = line.FitPainted(detail[at], scene.DetailWidth, s.Theme.Glyphs) + "  "
		}
		out[i] = l + divider + right
	}
	return out
}

// alone shows a detail in the place of the list, from its line scroll on.
func alone(detail []string, scroll int, s scene.Scene) []string {
	out := make([]string, 0, len(detail))
	for _, l := range detail[inReach(scroll, len(detail), s.Height):] {
		out = append(out, "  "+line.FitPainted(l, max(0, s.Width-4), s.Theme.Glyphs))
	}
	return Fill(out, s.Height, s.Width)
}

// inReach is the first line to show of a detail that may have become shorter,
// or its window higher, since it was scrolled.
func inReach(scroll, lines, height int) int { return max(0, min(scroll, lines-height)) }

// Hints are actions for the key line, with the reasons why they can do nothing
// now. The way in and the way back are left out where they lead nowhere.
func Hints(actions []action.Action, blocked func(action.Action) string) []action.Hint {
	hints := make([]action.Hint, 0, len(actions))
	for _, a := range actions {
		why := blocked(a)
		switch a.Intent.(type) {
		case OpenMsg, BackMsg:
			if why != "" {
				continue
			}
		}
		hint := action.Hint{Action: a, Blocked: why}
		if _, back := a.Intent.(BackMsg); back {
			// The way back must not be what a narrow window has no room for.
			hints = slices.Insert(hints, 0, hint)
			continue
		}
		hints = append(hints, hint)
	}
	return hints
}

// Decorate puts the filter line and its keys on the frame while one is typed,
// and says what the list is filtered by afterwards.
func (m Model) Decorate(f *scene.Frame, s scene.Scene) {
	t := s.Theme
	if !m.filter.On() {
		return
	}
	count := words.Of(m.Shown(), m.rows)
	typed := line.Width(m.filter.Query()) + len("/  ")
	if old := age(s, s.Width-8-typed-len(count)); old != "" {
		count += "  " + old
	}
	f.Status = m.filter.View(max(0, min(s.Width-6-len(count), typed)), t) + "  " + t.Page.Muted.On(count)
	if m.filter.Typing() {
		f.Position = ""
		f.Keys = []action.Hint{{Action: action.New("enter", "enter", "keep", "Keep the filter", nil)}}
		f.Back = []action.Hint{{Action: action.New("esc", "esc", "clear", "Clear the filter", nil)}}
	}
}

// nothing is the body of a list whose filter leaves nothing.
func (m Model) nothing(what string, s scene.Scene) []string {
	before, query := `      No `+what+` matches "`, text.Clean(m.filter.Query())
	room := max(0, s.Width-2-line.Width(before)-len(`".`))
	said := before + line.Fit(query, min(line.Width(query), room), s.Theme.Glyphs) + `".`
	lines := []string{"", "", s.Theme.Page.Text.On(said)}
	return Fill(lines, s.Height, s.Width)
}

// Heading is a title in a detail with a count or a note at its right.
func Heading(title, note string, width int, s scene.Scene) string {
	gap := width - line.Width(title) - line.Width(note)
	if gap < 1 {
		return s.Theme.Page.Heading.On(line.Fit(title, width, s.Theme.Glyphs))
	}
	return s.Theme.Page.Heading.On(title) + strings.Repeat(" ", gap) + s.Theme.Page.Muted.On(note)
}

// roomForCounts is the width from which the age of what is shown leaves room for how
// far it has been read again.
const roomForCounts = 72

// Reading says how far the first reading has come: "2s, 100 of 214 trusts", and how
// old is what is shown meanwhile.
func Reading(s scene.Scene) string {
	since := fmt.Sprintf("%ds", int(s.Loading.Since.Seconds()))
	count := func(c scene.Count, what string) string {
		switch {
		case c.Total > 0:
			return words.Of(c.Have, c.Total) + " " + what
		case c.Have > 0:
			return words.Count(c.Have) + " " + what
		case c.Done && s.Loading.AsOf.IsZero():
			return "no " + what
		}
		return what + " asked for"
	}
	if !s.Loading.AsOf.IsZero() {
		since = "As read " + words.Past(s.Loading.AsOf, s.Now.Wall) + "; reading again: " + since
		if s.Width < roomForCounts {
			return since
		}
	}
	return since + ", " + count(s.Loading.Roles, "roles") + ", " + count(s.Loading.Trusts, "trusts")
}
