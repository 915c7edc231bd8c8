package cli

import "actas/model"

// whyJSON is an explanation for scripts.
type whyJSON struct {
	Role     string       `json:"role"`
	RoleID   string       `json:"role_id"`
	User     string       `json:"user"`
	UserID   string       `json:"user_id"`
	SourceIP *string      `json:"source_ip"`
	At       *string      `json:"at"`
	Open     bool         `json:"open"`
	Verdict  verdictJSON  `json:"verdict"`
	Decides  string       `json:"decides"`
	Changes  []changeJSON `json:"changes"`
	Trusts   []whyTrust   `json:"trusts"`
}

// whyTrust is a trust in an explanation.
type whyTrust struct {
	ID         string         `json:"id"`
	Trusted    string         `json:"trusted"`
	Verdict    verdictJSON    `json:"verdict"`
	Decides    bool           `json:"decides"`
	Changes    []changeJSON   `json:"changes"`
	Conditions []whyCondition `json:"conditions"`
}

// whyCondition is a condition in an explanation.
type whyCondition struct {
	Condition string  `json:"condition"`
	Outcome   string  `json:"outcome"`
	Decides   bool    `json:"decides"`
	Text      string  `json:"text"`
	Opens     *string `json:"opens"`
	Closes    *string `json:"closes"`
}

// changeJSON is something that would have to change.
type changeJSON struct {
	Change string  `json:"change"`
	About  *string `json:"about"`
	Text   string  `json:"text"`
	After  *string `json:"after"`
	Opens  *string `json:"opens"`
	Until  *string `json:"until"`
}

func (a *whyAnswer) json() whyJSON {
	out := whyJSON{
		Role: a.Role.Name, RoleID: a.Role.ID, User: a.person.DisplayName(), UserID: a.person.ID, At: date(a.At),
		Open: a.Verdict.State == model.VerdictOpen, Verdict: newVerdictJSON(a.Verdict),
		Decides: a.words.Decides(&a.RoleExplanation), Trusts: make([]whyTrust, len(a.Trusts)),
	}
	if ip := a.Caller.SourceIP; ip.IsValid() {
		from := ip.String()
		out.SourceIP = &from
	}
	var trust model.Trust
	deciding := a.Deciding()
	if deciding != nil {
		trust = deciding.Trust
		out.Verdict.Reason = a.reason(deciding)
	}
	out.Changes = a.changes(trust, a.Changes)
	for i := range a.Trusts {
		out.Trusts[i] = a.trustJSON(&a.Trusts[i], &a.Trusts[i] == deciding)
	}
	return out
}

// reason is the reason of a verdict in words that fit the person asked about.
func (a *whyAnswer) reason(t *model.TrustExplanation) string {
	if t.Deciding < 0 {
		return t.Verdict.Reason
	}
	return a.words.Condition(t.Trust, t.Conditions[t.Deciding])
}

func (a *whyAnswer) trustJSON(t *model.TrustExplanation, decides bool) whyTrust {
	out := whyTrust{
		ID: t.Trust.ID, Trusted: a.name(t.Trust.Entity), Verdict: newVerdictJSON(t.Verdict), Decides: decides,
		Changes: a.changes(t.Trust, t.Changes), Conditions: make([]whyCondition, len(t.Conditions)),
	}
	out.Verdict.Reason = a.reason(t)
	for i, c := range t.Conditions {
		out.Conditions[i] = whyCondition{
			Condition: string(c.Kind), Outcome: string(c.Outcome), Decides: i == t.Deciding,
			Text: a.words.Condition(t.Trust, c), Opens: date(c.Opens), Closes: date(c.Closes),
		}
	}
	return out
}

func (a *whyAnswer) changes(t model.Trust, changes []model.Change) []changeJSON {
	out := make([]changeJSON, len(changes))
	for i, c := range changes {
		out[i] = changeJSON{
			Change: string(c.Kind), Text: a.words.Change(t, c), After: date(c.After), Opens: date(c.Opens), Until: date(c.Until),
		}
		if about := string(c.Condition); about != "" {
			out[i].About = &about
		}
	}
	return out
}
