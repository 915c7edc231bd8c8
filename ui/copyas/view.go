package copyas

import (
	"slices"
	"strings"

	"actas/ui/action"
	"actas/ui/line"
	"actas/ui/list"
	"actas/ui/scene"
	"actas/ui/sheet"
	"actas/ui/words"
)

const (
	// fewestPreview and mostPreview bound the lines of the preview: what lies
	// below the sheet stays in sight.
	fewestPreview = 3
	mostPreview   = 9
	// keptRows is how many rows of the screen below stay where there is room.
	keptRows = 4
)

// Over draws the sheet over the lowest rows of the screen's frame.
func (m Model) Over(f scene.Frame, s scene.Scene) scene.Frame {
	if m.question != nil {
		return m.ask(f, s)
	}
	lines := m.rows(s)
	lines = append(lines, m.preview(s, len(lines))...)
	f.Body = sheet.Over(f.Body, s.Width, f.Split, "Copy "+m.src.Name+" as", lines, s.Theme)
	f.Position, f.Quiet = "", true
	f.Status = m.status(s)
	f.Keys = []action.Hint{{Action: action.New("enter", "enter", "copy", "Copy the selected form", nil)}}
	if slices.ContainsFunc(m.src.Choices, func(c Choice) bool { return c.Secret }) {
		show := action.New("v", "v", m.verb(s), "Show the token for ten seconds, or mask it", nil)
		f.Keys = append(f.Keys, action.Hint{Action: show, Blocked: m.whyNotShown()})
	}
	f.Back = []action.Hint{{Action: action.New("esc", "esc", "back", "Close the sheet", nil)}}
	return f
}

func (m Model) verb(s scene.Scene) string {
	if m.Shown(s) {
		return "mask"
	}
	return "show the token"
}

func (m Model) whyNotShown() string {
	if c := m.src.Choices[m.at]; !c.Secret || c.Blocked != "" {
		return "nothing to show"
	}
	return ""
}

// The columns of the rows.
const (
	columnNumber = iota
	columnName
	columnHint
	columnTag
)

// roomy is the width from which the numbers stand further in; below it an id is whole.
const roomy = 72

func columns(width int) []list.Column {
	number := 3
	if width < roomy {
		number = 2
	}
	return []list.Column{
		columnNumber: {Min: number, Max: number},
		columnName:   {Min: 14, Max: 14},
		columnHint:   {Min: 10, Max: 1000},
		columnTag:    {Min: 5, Max: 5, Drop: 1},
	}
}

func (m Model) rows(s scene.Scene) []string {
	spans := list.Layout(columns(s.Width), 2, s.Width-4)
	// In the lowest windows the rows move so that the selected one is in sight.
	height := min(len(m.src.Choices), max(1, s.Height-1))
	first := max(0, m.at-height+1)
	lines := make([]string, 0, height)
	for i := first; i < first+height; i++ {
		lines = append(lines, m.row(i, slices.Clone(spans), s))
	}
	return lines
}

func (m Model) row(i int, spans []list.Span, s scene.Scene) string {
	c, r := m.src.Choices[i], list.NewRow(s.Theme, i == m.at)
	name, key, hint, tag := r.Pens.Text, r.Pens.Accent, c.Hint, ""
	if i == m.at {
		name = r.Pens.Strong
	}
	if c.Blocked != "" {
		name, key, hint = r.Pens.Muted, r.Pens.Muted, c.Blocked
	} else if c.Secret {
		tag = "token"
	}
	r.Right(spans[columnNumber], choiceKeys[i:i+1], key)
	r.Cell(spans[columnName], c.Name, name)
	if tag == "" {
		// What stands before it has its room.
		end := spans[columnTag]
		spans[columnHint].Width = max(spans[columnHint].Width, end.Start+end.Width-spans[columnHint].Start)
		spans[columnTag].Width = 0
	}
	r.Cell(spans[columnHint], hint, r.Pens.Muted)
	r.Cell(spans[columnTag], tag, r.Pens.Warn)
	return r.Line(s.Width)
}

// preview is what the selected form looks like, in lines of a number that stays
// the same, so that the sheet's edge stands still.
func (m Model) preview(s scene.Scene, rows int) []string {
	height := previewRows(s, rows)
	if height == 0 {
		return nil
	}
	out := []string{""}
	text := m.lines(s, max(1, s.Width-8))
	for i, piece := range text {
		if i == height-1 && len(text) > height {
			more := words.MoreLines(len(text) - i)
			out = append(out, "      "+s.Theme.Page.Muted.On(more))
			break
		}
		out = append(out, "      "+s.Theme.Page.Text.On(piece))
	}
	for len(out) < height+1 {
		out = append(out, "")
	}
	return out
}

// previewRows is the height of the preview below so many rows; 0 where there is
// no room for one.
func previewRows(s scene.Scene, rows int) int {
	room := s.Height - rows - 2
	return max(0, min(max(fewestPreview, room-keptRows), mostPreview, room))
}

// lines are the selected form as it may be shown now, or why it cannot be copied.
func (m Model) lines(s scene.Scene, width int) []string {
	c := m.src.Choices[m.at]
	if c.Blocked != "" {
		return line.Wrap("Not as "+c.Name+": "+c.Blocked+".", width)
	}
	secrets := masks(s, m.src.Storage)
	if m.Shown(s) && c.Secret {
		secrets = m.src.secrets()
	}
	return pieces(c.Write(secrets), width)
}

// pieces are the lines of a text, broken where they are too long for the screen.
// Nothing is left out, so that what is shown can be read off.
func pieces(text string, width int) []string {
	var out []string
	for l := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		out = append(out, line.Break(l, width)...)
	}
	return out
}

// status says what is at stake, or why the selected form cannot be copied.
func (m Model) status(s scene.Scene) string {
	page, c := s.Theme.Page, m.src.Choices[m.at]
	switch {
	case m.refusal != "":
		return page.Warn.On("Not now: " + m.refusal + ".")
	case m.Shown(s):
		return page.Warn.On("The token is in sight, for 10 seconds at most.")
	case c.Blocked == "" && c.Note != "":
		return page.Text.On("Nothing is copied yet. ") + page.Muted.On(c.Note)
	case c.Secret:
		return page.Text.On("Nothing is copied yet. ") + page.Muted.On("Lines with token hold a secret.")
	}
	return page.Text.On("Nothing is copied yet.")
}
