package assume

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/form"
	"actas/ui/scene"
)

// enter takes what is looked for, or sends the form if every field is valid.
// Otherwise it goes to the first that is not.
func (m Model) enter(s scene.Scene) (Model, tea.Cmd) {
	if m.looking() {
		return m.leave(s), nil
	}
	m = m.settle(s)
	m.Outcome, m.Answer, m.wait, m.another = form.Filling, "", waiting{}, false
	first := form.Check(m.faults[:], func(id fieldID) string { return m.check(s, id) })
	if first < fields {
		m.focus, m.Outcome = first, form.Incomplete
		return m, nil
	}
	m.Outcome = form.Sending
	submit := SubmitMsg{Request: m.request(s)}
	if m.token.known() {
		claims := m.token.claims
		submit.Shown = &claims
	}
	return m, func() tea.Msg { return submit }
}

// request is what the form asks for as it stands. Fields that are not valid are
// left out.
func (m Model) request(s scene.Scene) model.AssumeRequest {
	r := model.AssumeRequest{
		RoleID: m.role.Chosen.ID, Name: m.sessionName(), AuthMethod: m.authMethod(),
		Token: m.pastedToken(), TokenFile: m.tokenPath(),
	}
	if m.sts {
		r.Dialect, r.OrganizationID = model.DialectSTS, s.OrganizationID
	}
	r.UserID, r.IssuerID = m.principal()
	r.Duration, _ = m.length.value()
	if addr, _ := m.sourceIP(); addr.IsValid() {
		r.SourceIP = addr.String()
	}
	return r
}

// Refused says that the API refused the request. The text stands at the field
// that it names, by the API's name of it, or else below the form. The input is
// kept, and can be sent again.
func (m Model) Refused(field, text string) Model {
	m.Outcome, m.wait = form.Refused, waiting{}
	if id, ok := apiFields[field]; ok {
		if id == authField && m.pasted.Value() != "" && m.shows(tokenField) {
			id = tokenField
		}
		m.faults[id] = form.Fault{Text: text, Refused: true}
		m.focus = id
		return m
	}
	m.Answer = text
	return m
}

// Failed says why no session was made although nobody refused it: the API could
// not be reached, or could not do it.
func (m Model) Failed(text string) Model {
	m.Outcome, m.Answer, m.wait = form.Failed, text, waiting{}
	return m
}

// Unanswered says that the answer to the request was lost, so that a session
// may exist.
func (m Model) Unanswered(text string) Model {
	m.Outcome, m.Answer, m.wait = form.Unanswered, text, waiting{}
	return m
}

// Asks reports that the question whether to leave is open.
func (m Model) Asks() bool { return m.asking }
