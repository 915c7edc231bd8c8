package copyas

import (
	"cmp"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/action"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/sheet"
	"actas/ui/shellenv"
)

// What the sheet asks of the root.
type (
	// ProfileMsg asks what a profile is in AWS's credentials file; [Model.Ask] asks
	// the person then.
	ProfileMsg struct{ Profile string }
	// WriteMsg asks to write the session's keys into a profile. Theirs is set where
	// the person was told that somebody else wrote it.
	WriteMsg struct {
		Profile string
		Theirs  bool
	}
)

// forAWS are the forms for AWS's tools, and the way into their files. A session
// without AWS keys has a row that says so: most have none, and the room is small.
func forAWS(s scene.Scene, l model.LiveSession, api API) []Choice {
	if l.AWS == (model.AWSKeys{}) {
		return []Choice{{Name: "for AWS", Blocked: "it has no AWS keys; assuming over STS makes some"}}
	}
	role, _ := s.Directory.Role(l.RoleID)
	name := model.AWSProfileName(cmp.Or(role.Name, l.RoleID))
	section := func(secrets Secrets) string {
		b := "[" + name + "]\n"
		for i, value := range [...]string{secrets.KeyID, secrets.SecretKey, secrets.Token} {
			b += model.AWSProfileKeys[i] + " = " + value + "\n"
		}
		return b
	}
	keys := Choice{Name: "AWS keys", What: "the AWS keys", Hint: "for AWS's credentials file", Write: section}
	file := Choice{Name: "AWS profile", What: "the AWS profile", Hint: "into AWS's credentials file", Write: section, Profile: name}
	if api.AWSFile == "" {
		file.Blocked = "no file is written from here"
	}
	process := Choice{Name: "AWS process", What: "the credential_process", Hint: "for AWS's config file",
		Write: fixed("[profile " + name + "]\n" + process(l, api) + "\n")}
	if l.RoleID == "" {
		process.Blocked = "the API did not tell its role"
	}
	return append(secret([]Choice{keys, file}, l), process)
}

// process is the line that lets AWS's tools assume the session's role by
// themselves. An id stands in it, since names change.
func process(l model.LiveSession, api API) string {
	parts := []string{"credential_process = actas credential-process"}
	switch {
	case api.Profile != "":
		parts = append(parts, "--profile", shellenv.Sh.Quote(api.Profile))
	case api.Elsewhere:
		parts = append(parts, "--api-url", shellenv.Sh.Quote(api.URL))
	}
	return strings.Join(append(parts, shellenv.Sh.Quote(l.RoleID)), " ")
}

// Question is what is asked before a profile is written.
type Question struct {
	Profile, Path string
	State         model.AWSProfileState
}

// Ask is the sheet with a question over its forms.
func (m Model) Ask(q Question) *Model {
	m.question = &q
	return &m
}

// answer takes y or n. Enter is no answer: what is overwritten is overwritten on
// purpose.
func (m Model) answer(pressed string) (Model, tea.Cmd) {
	switch pressed {
	case "y":
		msg := WriteMsg{Profile: m.question.Profile, Theirs: m.question.State == model.AWSProfileTheirs}
		m.question = nil
		return m, func() tea.Msg { return msg }
	case "n", "esc":
		m.question = nil
	}
	return m, nil
}

// ask draws the question over the lowest rows of the frame.
func (m Model) ask(f scene.Frame, s scene.Scene) scene.Frame {
	page, q := s.Theme.Page, m.question
	var lines []string
	for _, l := range line.Wrap("The keys of "+m.src.Name+", into "+q.Path, max(1, s.Width-4)) {
		lines = append(lines, "  "+page.Text.On(l))
	}
	what, pen := "The profile is new there. All else stays as it is.", page.Text
	switch q.State {
	case model.AWSProfileOurs:
		what = "What actas wrote there before is replaced."
	case model.AWSProfileTheirs:
		what, pen = "Somebody else wrote this profile. What it says now is lost.", page.Warn
	}
	for _, l := range line.Wrap(what, max(1, s.Width-4)) {
		lines = append(lines, "  "+pen.On(l))
	}
	f.Body = sheet.Over(f.Body, s.Width, f.Split, "Write AWS profile "+q.Profile+"?", lines, s.Theme)
	f.Position, f.Quiet = "", true
	f.Status = page.Muted.On("Nothing is written yet. The keys rest there in the open.")
	f.Keys = []action.Hint{
		{Action: action.New("y", "y", "write", "Write the profile", nil)},
		{Action: action.New("n", "n", "write nothing", "Write nothing", nil)},
	}
	f.Back = []action.Hint{{Action: action.New("esc", "esc", "back", "Write nothing", nil)}}
	return f
}
