package scene

import "actas/model"

// Mine reports that a session is mine, or nobody's and so assumed from here.
func (s Scene) Mine(l model.LiveSession) bool {
	return l.Owner() == "" || l.Owner() == s.Me.ID || l.UserID == s.Me.ID && l.UserID != ""
}

// SessionState is the state of a session as its row says it.
func (s Scene) SessionState(l model.LiveSession) model.SessionState {
	state := l.State(s.Now.Boot, s.Unverified)
	if l.Gone == "" && state != model.StateEnding && s.IsRenewing(l) {
		return model.StateRenewing
	}
	return state
}

// IsRenewing reports that a session is being renewed, by me or by itself.
func (s Scene) IsRenewing(l model.LiveSession) bool {
	return s.Renewing[l.Key()] || s.Renewal(l).Renewing
}

// Renewal is what the renewal engine says of a session; the zero value where it
// says nothing.
func (s Scene) Renewal(l model.LiveSession) model.SessionRenewal {
	if s.Renewals == nil {
		return model.SessionRenewal{}
	}
	return s.Renewals.Sessions[l.Key()]
}

// Renewable says until when a session can be renewed, by what is known of its
// role. Where the trusts are not known nothing limits it: the server decides.
func (s Scene) Renewable(l model.LiveSession) model.Renewable {
	ends := l.Countdown.EndsAt(s.Now)
	role, known := s.Directory.Role(l.RoleID)
	if !s.TrustsKnown() || s.Loading.Active || !known {
		return model.Renewable{Now: model.Verdict{State: model.VerdictUnknown, Reason: "trusts not readable"}, Until: ends}
	}
	return model.JudgeSession(l.Session, role, s.Directory.TrustsOf(l.RoleID), s.Caller, s.Now.Wall, ends)
}

// Tokenless reports that the session is that of an OIDC issuer, and that no identity
// token is there to renew it with. One of a user is renewed with the key as well.
func (s Scene) Tokenless(l model.LiveSession) bool {
	if !s.NoToken || l.UserID != "" || l.IssuerID == "" && !model.ByIdentityToken(l.AuthMethod) {
		return false
	}
	return l.Asked == nil || l.Asked.Token.Empty() && l.Asked.TokenFile == ""
}
