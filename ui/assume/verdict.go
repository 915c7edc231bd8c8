package assume

import (
	"time"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/words"
)

// verdict estimates whether the request would be let through: for whom the form
// says, from the address that it says.
func (m Model) verdict(s scene.Scene) (model.Verdict, bool) {
	role, known := s.Directory.Role(m.role.Chosen.ID)
	switch {
	case !known:
		return model.Verdict{}, false
	case !s.TrustsKnown():
		return s.RoleVerdict(role), true
	}
	userID, issuerID := m.principal()
	if m.as.Chosen.ID == byTokenID {
		return model.Verdict{State: model.VerdictUnknown, Reason: "the trusts tell nothing of who the token names"}, true
	}
	addr, _ := m.sourceIP()
	trusts := s.Directory.TrustsOf(role.ID)
	caller := s.Caller
	switch {
	case userID == s.Me.ID && issuerID == "" && !addr.IsValid():
		return s.RoleVerdict(role), true
	case issuerID != "":
		trusts, caller.UserID = trustsOfIssuer(s, trusts, issuerID), issuerID
		if len(trusts) == 0 && !role.Type.Assignable() {
			return model.Verdict{State: model.VerdictNoTrust, Reason: "no trust of this role names this issuer"}, true
		}
	case userID != s.Me.ID:
		caller = s.CallerOf(userID)
		// The call comes from here, whoever it is for.
		caller.SourceIP = s.Caller.SourceIP
	}
	if addr.IsValid() {
		caller.SourceIP = addr
	}
	return model.JudgeRole(role, trusts, caller, s.Now.Wall), true
}

// trustsOfIssuer are the trusts that name an issuer, by itself or by its
// source, as if they named a user with the issuer's id: verdicts are made for
// users, and the conditions are the same.
func trustsOfIssuer(s scene.Scene, trusts []model.Trust, id string) []model.Trust {
	issuer, _ := s.Directory.Issuer(id)
	var named []model.Trust
	for _, t := range trusts {
		e := t.Entity
		if e.Kind == model.EntityIssuer && e.ID == id ||
			e.Kind == model.EntitySource && e.ID == issuer.Source && issuer.Source != "" {
			t.Entity = model.Entity{Kind: model.EntityUser, ID: id}
			named = append(named, t)
		}
	}
	return named
}

// headline is the verdict in words and colours.
func (m Model) headline(s scene.Scene) string {
	v, known := m.verdict(s)
	pens := s.Theme.Page
	switch {
	case !known && m.role.Chosen.ID != "":
		return pens.Warn.On("unknown: the role is not among those that were read")
	case !known:
		return pens.Muted.On("choose a role to see whether it is open")
	}
	userID, issuerID := m.principal()
	if other := issuerID != "" || userID != s.Me.ID; other && v.State == model.VerdictNotForMe {
		return pens.Muted.On("not for " + m.as.Chosen.Label)
	}
	return words.PaintVerdictHeadline(v, s.Now.Wall, pens)
}

// ends says when the session would end: the time, and how that is to the end of
// the window. A session outlasts its window, but cannot be renewed then.
func (m Model) ends(s scene.Scene) (when, rest string) {
	d, problem := m.length.value()
	if problem != "" {
		return "", "not known yet"
	}
	end := s.Now.Wall.Add(d)
	when = words.When(end, s.Now.Wall, nil) + " UTC"
	v, known := m.verdict(s)
	switch {
	case !known || v.State != model.VerdictOpen:
		return when, ", if it is assumed now"
	case v.Until.IsZero():
		return when, ", and can be renewed: no end in sight"
	case end.After(v.Until):
		return when, ", after the window closes at " + words.When(v.Until, s.Now.Wall, nil) +
			": the session lasts, renewing it will not work"
	}
	return when, ", " + before(v.Until.Sub(end)) + closing(s, v)
}

func before(d time.Duration) string {
	if d < time.Minute {
		return "just before "
	}
	return words.ApproxDown(d) + " before "
}

// closing says what the end of a verdict is: of the window, or of the trust.
func closing(s scene.Scene, v model.Verdict) string {
	if t, ok := s.Directory.Trust(v.TrustID); ok && t.ValidUntil.Equal(v.Until) {
		return "the trust lapses"
	}
	return "the window closes"
}
