package model

import (
	"testing"
	"time"
)

func TestASessionOfAnIssuerIsJudgedByItsIssuersTrusts(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC)
	ends := now.Add(4 * time.Hour)
	by := func(issuer string, kind TrustType, s Schedule) Trust {
		return Trust{ID: "t", Type: kind, Entity: Entity{Kind: EntityIssuer, ID: issuer}, Conditions: Conditions{Schedule: s}}
	}
	office := NewSchedule("utc", workdays, 9*60, 17*60)
	lapsed := by("ci", TemporaryAssumption, Schedule{})
	lapsed.ValidUntil = now.Add(-time.Hour)
	mine := Trust{ID: "u", Type: TemporaryAssumption, Entity: Entity{Kind: EntityUser, ID: "ada"}}
	notMine := Trust{ID: "u", Type: TemporaryAssumption, Entity: Entity{Kind: EntityUser, ID: "bob"}}
	ci := Session{IssuerID: "ci", AuthMethod: AuthOIDC}
	for _, c := range []struct {
		name    string
		session Session
		trusts  []Trust
		state   VerdictState
		until   time.Time
	}{
		{"its issuer's trust", ci, []Trust{by("ci", TemporaryAssumption, Schedule{})}, VerdictOpen, ends},
		{"its issuer's automatic trust", ci, []Trust{by("ci", FederatedAssumption, Schedule{})}, VerdictOpen, ends},
		{"its issuer's trust for a user", ci, []Trust{by("ci", IAMAssumption, Schedule{})}, VerdictUnknown, ends},
		{"its issuer's window closes first", ci, []Trust{by("ci", TemporaryAssumption, office)}, VerdictOpen, now.Add(3 * time.Hour)},
		{"a trust of another issuer", ci, []Trust{by("vke", TemporaryAssumption, Schedule{})}, VerdictUnknown, ends},
		{"a trust of another person", ci, []Trust{notMine}, VerdictUnknown, ends},
		{"no trust", ci, nil, VerdictUnknown, ends},
		{"lapsed", ci, []Trust{lapsed, by("vke", FederatedAssumption, Schedule{})}, VerdictLapsed, time.Time{}},
		{"the issuer is not known", Session{AuthMethod: AuthJWT}, []Trust{by("ci", IAMAssumption, Schedule{})}, VerdictUnknown, ends},
		{"the user's own trust", Session{UserID: "ada", AuthMethod: AuthJWT}, []Trust{mine}, VerdictOpen, ends},
		{"by a key, an automatic trust", Session{UserID: "ada", AuthMethod: AuthKey}, []Trust{by("ci", IAMAssumption, Schedule{})}, VerdictAutomatic, time.Time{}},
	} {
		got := JudgeSession(c.session, Role{ID: "r1"}, c.trusts, Caller{UserID: "ada", GroupsKnown: true}, now, ends)
		if got.Now.State != c.state || !got.Until.Equal(c.until) {
			t.Errorf("%s: %+v", c.name, got)
		}
		if got.Now.State == VerdictUnknown && got.Now.Reason == "" {
			t.Errorf("%s: it does not say why", c.name)
		}
	}
}
