package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/model/text"
	"actas/ui/assume"
)

// TokenSource gives an identity token, read anew each time. Its error is in words for
// people.
type TokenSource = func(ctx context.Context) (model.Secret, error)

// claimsReadMsg is what the identity token in a file says of itself, or the one from
// elsewhere where file is empty, for the form that asked.
type claimsReadMsg struct {
	form   int
	file   string
	claims model.Claims
	err    error
}

// readToken reads an identity token and what it says of itself. The error is the
// API's own kind, at the field of the auth method.
func readToken(ctx context.Context, source TokenSource) (model.Secret, model.Claims, error) {
	token, err := source(ctx)
	if ctx.Err() != nil {
		return token, model.Claims{}, ctx.Err()
	}
	claims, err := model.ClaimsOf(token, err)
	if err != nil {
		err = &model.APIError{Kind: model.ErrInvalid, Call: "assume role", Field: "auth_method", Message: text.Clean(err.Error())}
	}
	return token, claims, err
}

// tokenIn is the source of the tokens in a file, or, for no file, the one that actas
// was told of; nil where there is none.
func (m Model) tokenIn(file string) TokenSource {
	switch {
	case file == "":
		return m.deps.Identity
	case m.deps.TokenFile == nil:
		return nil
	}
	return m.deps.TokenFile(file)
}

// sourceOf is where the identity token of a request is read; nil where none is, or
// the request brings it along.
func (m Model) sourceOf(r model.AssumeRequest) TokenSource {
	if !model.ByIdentityToken(r.AuthMethod) || !r.Token.Empty() {
		return nil
	}
	return m.tokenIn(r.TokenFile)
}

// readClaims reads the identity token that the form's assume would be sent with; nil
// where there is none.
func (m Model) readClaims(file string) tea.Cmd {
	source, form := m.tokenIn(file), m.assumeSeq
	if source == nil {
		return nil
	}
	return func() tea.Msg {
		_, claims, err := readToken(context.Background(), source)
		return claimsReadMsg{form: form, file: file, claims: claims, err: err}
	}
}

func (m Model) claimsRead(msg claimsReadMsg) (Model, tea.Cmd) {
	if m.assume == nil || msg.form != m.assumeSeq {
		return m, nil
	}
	problem := ""
	if msg.err != nil {
		problem = upperFirst(refusal(msg.err))
	}
	form := m.assume.Identified(msg.file, msg.claims, problem, m.scene())
	m.assume = &form
	return m, nil
}

// assumeBy sends a request, with the token of a source where there is one: nothing is
// sent where that says something else than was shown.
func assumeBy(ctx context.Context, api API, msg assume.SubmitMsg, source TokenSource) assumedMsg {
	out, sent := assumedMsg{request: msg.Request}, msg.Request
	if source != nil {
		token, claims, err := readToken(ctx, source)
		if err != nil {
			out.err = err
			return out
		}
		if msg.Shown == nil || !msg.Shown.SameBearer(claims) {
			out.another = &claims
			return out
		}
		sent.Token, sent.TokenOnce = token, true
	}
	out.session, out.err = api.Assume(ctx, sent)
	out.sent = true
	return out
}

// anotherToken shows the token that was not sent.
func (m Model) anotherToken(msg assumedMsg) (Model, tea.Cmd) {
	if m.assume == nil || msg.seq != m.assumeSeq {
		m.status = m.say(failed, "Not assumed: ", "the identity token is another one now; nothing was sent.")
		return m, nil
	}
	form := m.assume.Another(msg.request.TokenFile, *msg.another, m.scene())
	m.assume = &form
	return m, nil
}

// noOrganization says why the organisation's id is not known, and what to do.
func (m Model) noOrganization() string {
	if m.org.ID != "" {
		return "this key belongs to several organisations: give the id of one in ACTAS_ORG_ID"
	}
	return "the organisation is not known: give its id in ACTAS_ORG_ID"
}
