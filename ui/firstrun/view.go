package firstrun

import (
	"strings"

	"actas/theme"
	"actas/ui/line"
	"actas/ui/scene"
)

const (
	// margin is the left margin, where there is room for it.
	margin, narrowMargin = 6, 2
	// textWidth is the width from which text is easier to read in two lines.
	textWidth = 72
	// air is the number of blank lines above, where there is room for them.
	air = 4
	// inputWidth shows the mask of a whole key of Vultr's, and the cursor.
	inputWidth = 40
	label      = "key  "
)

// View draws the screen.
func (m Model) View(s scene.Scene) scene.Frame {
	left := margin
	if s.Width < 72 {
		left = narrowMargin
	}
	width := min(textWidth, s.Width-left-2)
	lines := m.lines(width, s.Theme)
	above := max(0, min(air, (s.Height-len(lines))/2))
	body := make([]string, 0, max(0, s.Height))
	for i := range max(0, s.Height) {
		text := ""
		if at := i - above; at >= 0 && at < len(lines) {
			text = line.Pad(left) + lines[at]
		}
		body = append(body, line.FitPainted(text, s.Width, s.Theme.Glyphs))
	}
	f := scene.Frame{Body: body, Status: m.statusLine(s.Theme)}
	f.Keys, f.Back = m.hints()
	return f
}

// lines are the text, in at most width columns.
func (m *Model) lines(width int, t theme.Theme) []string {
	title, text := "No API key found.", m.offer
	switch m.step {
	case typing, connecting:
		text = m.question
	case resting:
		title, text = "The key works.", m.choices
	case naming, keeping:
		title, text = "Keep the key.", m.profile
	}
	lines := append([]string{t.Page.Strong.On(title), ""}, text(width, t)...)
	if m.failure != "" {
		lines = append(lines, "")
		lines = append(lines, paragraph(m.failure, width, t.Page.Warn)...)
	}
	return lines
}

// offer says where a key was looked for and what can be done without one.
func (m *Model) offer(width int, t theme.Theme) []string {
	var lines []string
	if len(m.lookedIn) > 0 {
		lines = append(paragraph(lookedIn(m.lookedIn), min(width, 60), t.Page.Text), "")
	}
	lines = append(lines, choice("d", "look around in a made-up organisation, nothing leaves this machine", width, t)...)
	paste := "paste a key for this run only"
	if m.rest != nil {
		paste = "paste a key, for this run or to keep it"
	}
	lines = append(lines, choice("k", paste, width, t)...)
	dots := t.Glyphs.Ellipsis
	if t.Glyphs.ASCII {
		dots = "..."
	}
	return append(lines, "", t.Page.Muted.On("or")+"  "+t.Page.Text.On("export VULTR_API_KEY="+dots))
}

// question is the field for a key.
func (m *Model) question(width int, t theme.Theme) []string {
	said := "Paste an API key. It is kept in memory for this run and written nowhere."
	if m.rest != nil {
		said = "Paste an API key. It stays in memory, unless you want it kept."
	}
	lines := paragraph(said, width, t.Page.Text)
	input := m.input.View(min(inputWidth, width-line.Width(label)), m.step == typing, t.Selected, t)
	return append(lines, "", t.Page.Strong.On(label)+input)
}

// choices are where a key that works may rest.
func (m *Model) choices(width int, t theme.Theme) []string {
	var lines []string
	if m.whose != "" {
		lines = append(paragraph("It is "+m.whose+".", width, t.Page.Text), "")
	}
	if m.keepless == "" {
		keep := "keep it in this system's keyring, and write a profile"
		if m.rest.Profile != "" {
			keep = "keep it in this system's keyring, for the profile " + m.rest.Profile
		}
		lines = append(lines, choice("k", keep, width, t)...)
	}
	lines = append(lines, choice("r", "use it for this run only", width, t)...)
	if m.keepless != "" {
		lines = append(lines, "")
		lines = append(lines, paragraph("It cannot be kept here: "+m.keepless+".", width, t.Page.Warn)...)
		lines = append(lines, paragraph("actas writes no key into a file.", width, t.Page.Text)...)
	}
	return lines
}

// profile is the field for the name of the profile, and what becomes of it.
func (m *Model) profile(width int, t theme.Theme) []string {
	if m.rest.Profile != "" {
		return paragraph("It goes into this system's keyring, for the profile "+m.rest.Profile+".", width, t.Page.Text)
	}
	const label = "profile  "
	name := m.name.View(min(inputWidth, width-line.Width(label)), m.step == naming, t.Selected, t)
	written := "The profile is written into " + m.rest.File + ", a new file."
	if m.rest.IsThere {
		written = m.rest.File + " is there already: the profile is added, and the rest stays as it is."
	}
	lines := append(paragraph("It goes into this system's keyring, and into no file.", width, t.Page.Text), "", t.Page.Strong.On(label)+name, "")
	lines = append(lines, paragraph(written, width, t.Page.Text)...)
	if m.rest.Default != "" {
		lines = append(lines, paragraph("The default profile stays "+m.rest.Default+"; P changes profiles.", width, t.Page.Muted)...)
	}
	return lines
}

func (m *Model) statusLine(t theme.Theme) string {
	switch {
	case m.mistake != "":
		return t.Page.WarnStrong.On(m.mistake)
	case m.step == starting:
		return t.Page.Text.On("Starting the made-up organisation.")
	case m.step == connecting:
		return t.Page.Text.On("Connecting.")
	case m.step == keeping:
		return t.Page.Text.On("Keeping the key.")
	}
	return ""
}

// lookedIn is a sentence: "Looked in VULTR_API_KEY, in the keyring and in x."
func lookedIn(places []string) string {
	last := len(places) - 1
	if last == 0 {
		return "Looked in " + places[0] + "."
	}
	return "Looked in " + strings.Join(places[:last], ", in ") + " and in " + places[last] + "."
}

// choice is a key with its words, which go on below their first one.
func choice(key, words string, width int, t theme.Theme) []string {
	var lines []string
	lead := t.Page.AccentStrong.On(key) + "  "
	for _, l := range line.Wrap(words, width-3) {
		lines = append(lines, lead+t.Page.Text.On(l))
		lead = "   "
	}
	return lines
}

func paragraph(text string, width int, pen theme.Pen) []string {
	var lines []string
	for _, l := range line.Wrap(text, width) {
		lines = append(lines, pen.On(l))
	}
	return lines
}
