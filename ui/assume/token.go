package assume

import (
	"slices"

	"actas/model"
	"actas/ui/words"
)

// token is what is known of the identity token that an assume by oidc or jwt would
// be sent with. The zero value: there is none, or it was not read yet.
type token struct {
	read   bool
	claims model.Claims
	// problem says why it could not be read; empty where it was.
	problem string
}

// Identified takes in what an identity token says of itself, or why that is not
// known. It is shown where an assume would be sent with it.
func (m Model) Identified(claims model.Claims, problem string) Model {
	m.token = token{read: true, claims: claims, problem: problem}
	return m
}

// token is what the identity token says, below the auth method that sends it.
func (p painter) token() []string {
	t, pens := p.m.token, p.Theme.Page
	switch {
	case !t.read || !model.ByIdentityToken(p.m.authMethod()):
		return nil
	case t.problem != "":
		return p.Below(t.problem, pens.Warn)
	}
	lines := p.Below("token, unverified: "+words.Claims(t.claims, p.s.Now.Wall), pens.Muted)
	switch _, issuerID := p.m.principal(); {
	case t.claims.Expired(p.s.Now.Wall):
		lines = append(lines, p.Below("It has expired: a new one is needed.", pens.Warn)...)
	case t.claims.Early(p.s.Now.Wall):
		lines = append(lines, p.Below("Its time has not come.", pens.Warn)...)
	case issuerID != "" && !p.ofIssuer(issuerID):
		lines = append(lines, p.Below("It is not of the issuer that is chosen.", pens.Warn)...)
	}
	return lines
}

// ofIssuer reports that the token can be of an issuer; what is not known does not
// speak against it.
func (p painter) ofIssuer(id string) bool {
	i, known := p.s.Directory.Issuer(id)
	return !known || i.URI == "" ||
		slices.ContainsFunc(p.m.token.claims.IssuersOf(p.s.Directory.Issuers()), func(of model.Issuer) bool { return of.ID == id })
}
