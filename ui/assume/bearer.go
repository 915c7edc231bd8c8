package assume

import (
	"slices"

	"actas/model"
	"actas/ui/pick"
	"actas/ui/scene"
)

// byTokenID is the option of somebody whom the identity token alone names: neither a
// user nor an issuer is sent.
const byTokenID = "token"

// settlePrincipal chooses who assumes as long as nobody was chosen by hand: me, or
// whose identity token it is, where one is sent.
func (m Model) settlePrincipal(s scene.Scene) Model {
	switch {
	case m.principalChosen:
	case m.byToken():
		m.as.Chosen = bearer(s, m.token.claims)
	case s.Me.ID != "":
		m.as.Chosen = userOption(s, s.Me)
	default:
		// Whoever was me by what an earlier run knew is not.
		m.as.Chosen = pick.Option{}
	}
	return m
}

// byToken reports that an identity token is sent, of which it is known what it says.
func (m Model) byToken() bool {
	return model.ByIdentityToken(m.authMethod()) && m.token.known()
}

// bearer is for whom a token asks: the one OIDC issuer that it is of, or, where none
// has its address, whoever it names. It is nobody where several have it.
func bearer(s scene.Scene, c model.Claims) pick.Option {
	found := c.IssuersOf(s.Directory.Issuers())
	switch {
	case c.OfMachine(s.Directory.Issuers()):
		return pick.Option{ID: byTokenID, Label: "the machine of the token"}
	case len(found) == 1:
		return issuerOption(s, found[0])
	case len(found) > 1:
		return pick.Option{}
	}
	return pick.Option{ID: byTokenID, Label: "whoever the token names"}
}

// bearerNote says why somebody was chosen by the token, or that somebody else was
// chosen; warn marks what the API may well refuse.
func (m Model) bearerNote(s scene.Scene) (note string, warn bool) {
	if !m.byToken() {
		return "", false
	}
	issuers := s.Directory.Issuers()
	found := m.token.claims.IssuersOf(issuers)
	userID, issuerID := m.principal()
	switch {
	case userID != "":
	case issuerID != "":
		i, known := s.Directory.Issuer(issuerID)
		if known && i.URI != "" && !slices.ContainsFunc(found, func(of model.Issuer) bool { return of.ID == issuerID }) {
			return "The token is not of this issuer.", true
		}
		if !m.principalChosen {
			return "chosen by the token's issuer", false
		}
	case len(found) > 1:
		return "Several OIDC issuers have the token's address: choose one.", true
	case m.token.claims.OfMachine(issuers):
		return "neither a user nor an issuer is sent", false
	case m.as.Chosen.ID == byTokenID:
		return "No OIDC issuer of the organisation has the token's address.", true
	}
	return "", false
}
