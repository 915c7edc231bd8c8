package model

import "time"

// JudgeSession says until when a session can be renewed, as [JudgeRenewal] does. One
// that an identity token made is judged by the trusts of its OIDC issuer as well, and
// is there because of an assume: where no trust is seen that allowed it, whether one
// does is not known.
func JudgeSession(s Session, role Role, trusts []Trust, c Caller, now, ends time.Time) Renewable {
	r := JudgeRenewal(role, s.TrustsOfBearer(trusts, c), c, now, ends)
	if !s.byToken() || role.Type.Assignable() {
		return r
	}
	switch r.Now.State {
	case VerdictNoTrust, VerdictNotForMe, VerdictAutomatic:
		if r.Until.IsZero() {
			return Renewable{Now: Verdict{State: VerdictUnknown, Reason: "the trusts do not tell for an identity token"}, Until: ends}
		}
	}
	return r
}

// TrustsOfBearer are a role's trusts as they count for whoever renews the session. An
// identity token says who asks for one that was made with it: a trust of its OIDC
// issuer counts as one of the caller's, and of the automatic ones FederatedAssumption,
// through which Vultr's guide to the STS dialect lets a token assume. Those of other
// issuers are left out.
func (s Session) TrustsOfBearer(trusts []Trust, c Caller) []Trust {
	if !s.byToken() || s.IssuerID == "" {
		return trusts
	}
	var out []Trust
	for _, t := range trusts {
		switch {
		case t.Entity.Kind != EntityIssuer:
		case t.Entity.ID != s.IssuerID:
			continue
		case t.Type != IAMAssumption:
			t.Entity = Entity{Kind: EntityUser, ID: c.UserID}
			if t.Type == FederatedAssumption {
				t.Type = TemporaryAssumption
			}
		}
		out = append(out, t)
	}
	return out
}

// byToken reports that an identity token said who asked for the session.
func (s Session) byToken() bool { return s.IssuerID != "" || ByIdentityToken(s.AuthMethod) }
