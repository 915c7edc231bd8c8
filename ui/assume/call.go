package assume

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/action"
	"actas/ui/form"
	"actas/ui/scene"
	"actas/ui/words"
)

// callNames are the dialects to choose from; the second is STS.
var callNames = []string{"native", "STS, AWS keys"}

func (m Model) callAt() int {
	if m.sts {
		return 1
	}
	return 0
}

// checkCall says why the chosen call cannot be made.
func (m Model) checkCall(s scene.Scene) string {
	if m.sts && s.OrganizationID == "" {
		return s.WhyNoOrganization
	}
	return ""
}

// checkSTSPrincipal says that the call names nobody: over STS the key's own user
// assumes, and a token's bearer.
func (m Model) checkSTSPrincipal(s scene.Scene) string {
	userID, issuerID := m.principal()
	switch {
	case !m.sts || userID == s.Me.ID && issuerID == "":
	case m.authMethod() == model.AuthKey:
		return "over STS the key's own user assumes: choose yourself"
	}
	return ""
}

// Unwilling says that the STS endpoint refused without a reason of its own, and
// offers the native call.
func (m Model) Unwilling(text string) Model {
	m = m.Refused("", text)
	m.unwilling = true
	return m
}

// unwillingKey takes a key while the native call is offered.
func (m Model) unwillingKey(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	switch {
	case msg.Paste || msg.Alt:
	case msg.Type == tea.KeyEsc:
		m.unwilling = false
	case msg.Type == tea.KeyRunes && string(msg.Runes) == "n":
		m.sts, m.unwilling = false, false
		return m.enter(s)
	}
	return m, nil
}

func unwillingKeys() (keys, back []action.Hint) {
	return []action.Hint{form.Hint("n", "n", "send the native call", "Send the native call")},
		[]action.Hint{form.Hint("esc", "esc", "back", "Back to the form")}
}

// unwillingSheet says what the endpoint is known for.
func (m Model) unwillingSheet(body []string, s scene.Scene) []string {
	pens := s.Theme.Page
	return form.Question(body, "Refused over STS", []form.Paragraph{
		{Text: m.Answer, Pen: pens.Text},
		{Text: words.STSWarning, Pen: pens.Text},
		{Text: "The native call may do what it refuses; its session has no AWS keys.", Pen: pens.Strong},
	}, s)
}
