package assume

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/field"
	"actas/ui/form"
	"actas/ui/scene"
	"actas/ui/words"
)

// tokenLimit is one character more than any identity token has, so that one which is
// too long is told as that.
const tokenLimit = 64<<10 + 1

// ReadTokenMsg asks the root to read the identity token in a file. It answers by
// Identified.
type ReadTokenMsg struct{ File string }

// token is what is known of the identity token that an assume by oidc or jwt would
// be sent with. The zero value: there is none, or it was not read yet.
type token struct {
	// file is where it was read; empty for one that was pasted, or that comes from
	// where actas was told at its start.
	file   string
	read   bool
	claims model.Claims
	// problem says why it could not be read; empty where it was.
	problem string
}

// known reports that the token's claims are there.
func (t token) known() bool { return t.read && t.problem == "" }

// fault says why a token is not sent, in the scene's time.
func (t token) fault(s scene.Scene) string {
	switch {
	case t.problem != "":
		return t.problem
	case !t.read:
		return ""
	case t.claims.Expired(s.Now.Wall):
		return "It has expired: a new one is needed."
	case t.claims.Early(s.Now.Wall):
		return "Its time has not come."
	}
	return ""
}

// newTokenField is the empty field that a token is pasted into.
func newTokenField() field.Model {
	f := field.New(tokenLimit)
	f.Masked, f.Placeholder = true, "paste it or its path; empty: the key asks"
	return f
}

// typeToken edits the token. The first sign decides whether it is a path, which is
// shown, or a token, which is not; a token that is pasted takes the place of what
// was there, so that none stands in the open behind a path.
func (m Model) typeToken(msg tea.KeyMsg) Model {
	if msg.Paste && strings.HasPrefix(string(msg.Runes), "eyJ") {
		m.pasted = newTokenField()
	}
	was := m.pasted.Value()
	m.pasted = m.pasted.Update(msg)
	switch now := m.pasted.Value(); {
	case now == was:
		return m
	case now == "":
		m.pasted.Masked = true
	case was == "":
		m.pasted.Masked = !isPath(now)
	}
	m.token = token{}
	if value := m.pastedToken(); !value.Empty() {
		if claims, err := model.ReadClaims(value); err == nil {
			m.token = token{read: true, claims: claims}
		}
	}
	return m
}

// isPath tells a path from a token, which begins with none of these.
func isPath(s string) bool {
	return strings.HasPrefix(s, "/") || strings.HasPrefix(s, "~") || strings.HasPrefix(s, ".") || strings.HasPrefix(s, `\`) || len(s) > 1 && s[1] == ':'
}

// pastedToken is the token in the field, tokenPath the path in it; one at most.
func (m Model) pastedToken() model.Secret {
	if !m.shows(tokenField) || !m.pasted.Masked {
		return model.Secret{}
	}
	return model.NewSecret(m.pasted.Value())
}

func (m Model) tokenPath() string {
	if !m.shows(tokenField) || m.pasted.Masked {
		return ""
	}
	return strings.TrimSpace(m.pasted.Value())
}

// askToken asks for what the file says whose path was typed, once.
func (m Model) askToken() (Model, tea.Cmd) {
	path := m.tokenPath()
	if path == "" || path == m.token.file {
		return m, nil
	}
	m.token = token{file: path}
	return m, func() tea.Msg { return ReadTokenMsg{File: path} }
}

// Identified takes in what an identity token says of itself, or why that is not
// known: of the token in a file whose path was typed, or, where file is empty, of the
// one that comes from elsewhere. What is not wanted any more is left alone.
func (m Model) Identified(file string, claims model.Claims, problem string, s scene.Scene) Model {
	if file != m.tokenPath() || file == "" && !m.sourced {
		return m
	}
	m.token = token{file: file, read: true, claims: claims, problem: problem}
	if file != "" {
		m.faults[tokenField] = form.Fault{Text: m.token.fault(s)}
	}
	return m.derive(s)
}

// Another says that the token which was about to be sent is another one than was
// shown, or was not shown at all: nothing was sent, and enter sends it.
func (m Model) Another(file string, claims model.Claims, s scene.Scene) Model {
	m = m.Identified(file, claims, "", s)
	m.Outcome, m.wait, m.another = form.Filling, waiting{}, true
	return m
}

// checkToken says what is wrong with the token in the field.
func (m Model) checkToken(s scene.Scene) string {
	value := m.pasted.Value()
	switch {
	case !m.shows(tokenField):
		return ""
	case value == "" && m.sts:
		return "over STS a token is needed: paste it, or type the path of its file"
	case value == "" || m.tokenPath() != "":
		return m.token.fault(s)
	}
	if _, err := model.ReadClaims(model.NewSecret(value)); err != nil {
		return "it cannot be used: " + err.Error()
	}
	return m.token.fault(s)
}

// said is what the identity token says of itself.
func (p painter) token() []string {
	t, pens := p.m.token, p.Theme.Page
	if !t.known() {
		return nil
	}
	return p.Below("unverified: "+words.Claims(t.claims, p.s.Now.Wall), pens.Muted)
}

// sourced is what the identity token from elsewhere says, below the auth method that
// sends it.
func (p painter) sourced() []string {
	t, pens := p.m.token, p.Theme.Page
	switch {
	case !p.m.sourced || !t.read || !model.ByIdentityToken(p.m.authMethod()):
		return nil
	case t.problem != "":
		return p.Below(t.problem, pens.Warn)
	}
	lines := p.Below("token, unverified: "+words.Claims(t.claims, p.s.Now.Wall), pens.Muted)
	return append(lines, p.Below(t.fault(p.s), pens.Warn)...)
}
