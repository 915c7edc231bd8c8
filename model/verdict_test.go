package model

import (
	"net/netip"
	"strings"
	"testing"
	"time"
)

// ada is a caller about whom everything is known.
func ada() Caller {
	return Caller{
		UserID:      "user-ada",
		GroupIDs:    map[string]bool{"group-ops": true},
		GroupsKnown: true,
		SourceIP:    netip.MustParseAddr("203.0.113.9"),
	}
}

// trusting is a trust that is always open to Ada, changed by edits.
func trusting(edits ...func(*Trust)) Trust {
	t := Trust{ID: "trust-1", RoleID: "role-1", Type: TemporaryAssumption, Entity: Entity{Kind: EntityUser, ID: "user-ada"}}
	for _, edit := range edits {
		edit(&t)
	}
	return t
}

func officeHours(t *Trust) { t.Schedule = NewSchedule("utc", workdays, 9*60, 17*60) }

func toEntity(kind EntityKind, id string) func(*Trust) {
	return func(t *Trust) { t.Entity = Entity{Kind: kind, ID: id} }
}

func ofType(kind TrustType) func(*Trust) { return func(t *Trust) { t.Type = kind } }

func fromIPs(entries ...string) func(*Trust) {
	return func(t *Trust) {
		for _, entry := range entries {
			t.SourceIPs = append(t.SourceIPs, ParseIPCondition(entry))
		}
	}
}

func validUntil(tb testing.TB, text string) func(*Trust) {
	return func(t *Trust) { t.ValidUntil = at(tb, text) }
}

func badValidity(t *Trust) { t.ValidUntilProblem = "0000-00-00" }

func badSchedule(t *Trust) { t.Schedule = NewSchedule("Europe/Atlantis", 0, 0, 0) }

// The clock in these scenarios is Monday 2026-11-23 14:03 UTC.
func TestJudgeTrust(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-23T14:03:00Z")
	unknownMe := func(c *Caller) { c.UserID = "" }
	unknownAddress := func(c *Caller) { c.SourceIP = netip.Addr{} }
	unknownGroups := func(c *Caller) { c.GroupsKnown, c.GroupIDs = false, nil }
	same := func(*Caller) {}
	weekend := func(t *Trust) { t.Schedule = NewSchedule("", NewDaySet(time.Saturday), 0, 0) }
	evening := func(t *Trust) { t.Schedule = NewSchedule("", 0, 18*60, 22*60) }
	saturdayEvening := func(t *Trust) { t.Schedule = NewSchedule("", NewDaySet(time.Saturday), 18*60, 22*60) }
	emptyWindow := func(t *Trust) { t.Schedule = NewSchedule("", 0, 60, 60) }
	claims := func(t *Trust) { t.Unknown = []RawCondition{{Name: "mfa"}, {Name: "oidc_claims"}} }
	for _, scenario := range []struct {
		name    string
		trust   Trust
		caller  func(*Caller)
		state   VerdictState
		reason  string
		when    string // Until, Opens or Since, by the state
		recheck string
	}{
		{"no conditions", trusting(), same, VerdictOpen, "", "", ""},
		{"no type told", trusting(ofType("")), same, VerdictOpen, "", "", ""},
		{"inside its window", trusting(officeHours), same, VerdictOpen, "", "2026-11-23T17:00:00Z", "2026-11-23T17:00:00Z"},
		{"lapses before the window ends", trusting(officeHours, validUntil(t, "2026-11-23T15:00:00Z")), same, VerdictOpen, "", "2026-11-23T15:00:00Z", "2026-11-23T15:00:00Z"},
		{"window ends before it lapses", trusting(officeHours, validUntil(t, "2027-11-23T15:00:00Z")), same, VerdictOpen, "", "2026-11-23T17:00:00Z", "2026-11-23T17:00:00Z"},
		{"only validity limits it", trusting(validUntil(t, "2026-12-24T00:00:00Z")), same, VerdictOpen, "", "2026-12-24T00:00:00Z", "2026-12-24T00:00:00Z"},
		{"conditions that actas does not know", trusting(claims), same, VerdictOpen, "not judged: mfa, oidc_claims", "", ""},
		{"a group that I am in", trusting(toEntity(EntityGroup, "group-ops")), same, VerdictOpen, "", "", ""},
		{"my address is in its list", trusting(fromIPs("10.0.0.0/8", "203.0.113.0/24")), same, VerdictOpen, "", "", ""},
		{"a malformed entry beside mine", trusting(fromIPs("office", "203.0.113.9")), same, VerdictOpen, "", "", ""},

		{"outside its hours", trusting(evening), same, VerdictClosed, "outside its hours", "2026-11-23T18:00:00Z", "2026-11-23T18:00:00Z"},
		{"not one of its days", trusting(weekend), same, VerdictClosed, "not one of its days", "2026-11-28T00:00:00Z", "2026-11-28T00:00:00Z"},
		{"outside its days and hours", trusting(saturdayEvening), same, VerdictClosed, "outside its days and hours", "2026-11-28T18:00:00Z", "2026-11-28T18:00:00Z"},
		{"an empty window", trusting(emptyWindow), same, VerdictClosed, "its window is empty", "", "2026-11-24T14:03:00Z"},
		{"an empty window that lapses soon", trusting(emptyWindow, validUntil(t, "2026-11-23T15:00:00Z")), same, VerdictClosed, "its window is empty", "", "2026-11-23T15:00:00Z"},
		{"lapses before its next opening", trusting(evening, validUntil(t, "2026-11-23T18:00:00Z")), same, VerdictClosed, "lapses before its next opening", "", "2026-11-23T18:00:00Z"},
		{"lapses just after its next opening", trusting(evening, validUntil(t, "2026-11-23T18:00:01Z")), same, VerdictClosed, "outside its hours", "2026-11-23T18:00:00Z", "2026-11-23T18:00:00Z"},

		{"lapsed", trusting(validUntil(t, "2026-11-20T14:03:00Z")), same, VerdictLapsed, "", "2026-11-20T14:03:00Z", ""},
		{"lapses this instant", trusting(validUntil(t, "2026-11-23T14:03:00Z")), same, VerdictLapsed, "", "2026-11-23T14:03:00Z", ""},
		{"lapsed counts before not for me", trusting(validUntil(t, "2026-11-20T14:03:00Z"), toEntity(EntityUser, "user-bob")), same, VerdictLapsed, "", "2026-11-20T14:03:00Z", ""},
		{"lapsed counts even if I am not known", trusting(validUntil(t, "2026-11-20T14:03:00Z")), unknownMe, VerdictLapsed, "", "2026-11-20T14:03:00Z", ""},
		{"lapsed and automatic", trusting(validUntil(t, "2026-11-20T14:03:00Z"), ofType(IAMAssumption), toEntity(EntityIssuer, "i")), same, VerdictLapsed, "", "2026-11-20T14:03:00Z", ""},

		{"another user", trusting(toEntity(EntityUser, "user-bob")), same, VerdictNotForMe, "it trusts another user", "", ""},
		{"another user, lapses later", trusting(toEntity(EntityUser, "user-bob"), validUntil(t, "2026-11-24T00:00:00Z")), same, VerdictNotForMe, "it trusts another user", "", "2026-11-24T00:00:00Z"},
		{"a group that I am not in", trusting(toEntity(EntityGroup, "group-db")), same, VerdictNotForMe, "it trusts a group that I am not in", "", ""},
		{"an issuer must call assume", trusting(toEntity(EntityIssuer, "i")), same, VerdictNotForMe, "it trusts an OIDC issuer, not a user", "", ""},
		{"an instance must call assume", trusting(toEntity(EntitySource, "instance")), same, VerdictNotForMe, "it trusts an instance, not a user", "", ""},
		{"bare metal must call assume", trusting(toEntity(EntitySource, "baremetal")), unknownMe, VerdictNotForMe, "it trusts a bare-metal machine, not a user", "", ""},
		{"not for me counts before a schedule that is not readable", trusting(badSchedule, toEntity(EntityUser, "user-bob")), same, VerdictNotForMe, "it trusts another user", "", ""},
		{"not for me counts before a closed window", trusting(weekend, toEntity(EntityUser, "user-bob")), same, VerdictNotForMe, "it trusts another user", "", ""},

		{"automatic for an issuer", trusting(ofType(FederatedAssumption), toEntity(EntityIssuer, "i")), unknownMe, VerdictAutomatic, "taken on through OIDC, without a call", "", ""},
		{"automatic for an instance", trusting(ofType(IAMAssumption), toEntity(EntitySource, "instance")), same, VerdictAutomatic, "taken on through OIDC, without a call", "", ""},
		{"automatic for me", trusting(ofType(IAMAssumption)), same, VerdictAutomatic, "taken on through OIDC, without a call", "", ""},
		{"automatic for another user", trusting(ofType(IAMAssumption), toEntity(EntityUser, "user-bob")), same, VerdictNotForMe, "it trusts another user", "", ""},

		{"my address is not in its list", trusting(fromIPs("10.0.0.0/8", "::/0")), same, VerdictIPNotAllowed, "203.0.113.9 is not in its list", "", ""},
		{"nor in the part that is readable", trusting(fromIPs("10.0.0.0/8", "office")), same, VerdictIPNotAllowed, "203.0.113.9 is not in its list, of which a part is not readable", "", ""},
		{"address counts before a closed window", trusting(weekend, fromIPs("10.0.0.0/8")), same, VerdictIPNotAllowed, "203.0.113.9 is not in its list", "", ""},
		{"address counts before unknown groups", trusting(toEntity(EntityGroup, "group-db"), fromIPs("10.0.0.0/8")), unknownGroups, VerdictIPNotAllowed, "203.0.113.9 is not in its list", "", ""},

		{"a trust type that is not known", trusting(ofType("QuantumAssumption")), same, VerdictUnknown, "trust type not known", "", ""},
		{"no entity that is readable", trusting(toEntity(EntityUnknown, "")), same, VerdictUnknown, "trusted entity not readable", "", ""},
		{"an entity without an id", trusting(toEntity(EntityUser, "")), same, VerdictUnknown, "trusted entity not readable", "", ""},
		{"I am not known", trusting(), unknownMe, VerdictUnknown, "not known who I am", "", ""},
		{"group membership is not known", trusting(toEntity(EntityGroup, "group-ops")), unknownGroups, VerdictUnknown, "group membership not readable", "", ""},
		{"group membership is not known, and those in it would be automatic", trusting(ofType(IAMAssumption), toEntity(EntityGroup, "group-ops")), unknownGroups, VerdictUnknown, "group membership not readable", "", ""},
		{"my address is not known", trusting(fromIPs("10.0.0.0/8")), unknownAddress, VerdictUnknown, "my address is not known", "", ""},
		{"unknown counts before a closed window", trusting(weekend, fromIPs("10.0.0.0/8")), unknownAddress, VerdictUnknown, "my address is not known", "", ""},
		{"my address does not matter without a list", trusting(), unknownAddress, VerdictOpen, "", "", ""},
		{"nothing in its list is readable", trusting(fromIPs("office", "10.0.0.0/33")), same, VerdictUnknown, "allowed addresses not readable", "", ""},
		{"validity is not readable", trusting(badValidity), same, VerdictUnknown, "end of validity not readable", "", ""},
		{"not for me counts before a validity that is not readable", trusting(badValidity, toEntity(EntityUser, "user-bob")), same, VerdictNotForMe, "it trusts another user", "", ""},
		{"schedule is not readable", trusting(badSchedule, validUntil(t, "2026-12-01T00:00:00Z")), same, VerdictUnknown, "schedule not readable", "", "2026-12-01T00:00:00Z"},
	} {
		t.Run(scenario.name, func(t *testing.T) {
			t.Parallel()
			caller := ada()
			scenario.caller(&caller)
			want := Verdict{State: scenario.state, Reason: scenario.reason, TrustID: "trust-1", Recheck: optional(t, scenario.recheck)}
			switch when := optional(t, scenario.when); scenario.state {
			case VerdictOpen:
				want.Until = when
			case VerdictClosed:
				want.Opens = when
			default:
				want.Since = when
			}
			if got := JudgeTrust(scenario.trust, caller, now); got != want {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
		})
	}
}

func TestJudgeTrustWithLimitsButNoEndInSight(t *testing.T) {
	t.Parallel()
	// All days but the Friday that Samoa skipped: open across it, for longer than
	// the horizon.
	days := everyDay &^ NewDaySet(time.Friday)
	trust := trusting(func(t *Trust) { t.Schedule = NewSchedule("Pacific/Apia", days, 0, 0) })
	now := at(t, "2011-12-26T10:00:00Z")
	verdict := JudgeTrust(trust, ada(), now)
	if verdict.State != VerdictOpen || !verdict.Until.IsZero() || !verdict.Recheck.Equal(now.Add(24*time.Hour)) {
		t.Errorf("got %+v", verdict)
	}
}

func TestJudgeRoleTakesTheBestTrust(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-23T14:03:00Z")
	named := func(id string) func(*Trust) { return func(t *Trust) { t.ID = id } }
	from := func(hour int) func(*Trust) {
		return func(t *Trust) { t.Schedule = NewSchedule("", 0, hour*60, 23*60) }
	}
	until := func(hour int) func(*Trust) {
		return func(t *Trust) { t.Schedule = NewSchedule("", 0, 8*60, hour*60) }
	}
	emptyWindow := func(t *Trust) { t.Schedule = NewSchedule("", 0, 60, 60) }
	ranking := []Trust{
		trusting(named("open without end")),
		trusting(named("open until evening"), until(20)),
		trusting(named("open until five"), until(17)),
		trusting(named("closed until evening"), from(18)),
		trusting(named("closed until night"), from(22)),
		trusting(named("closed for good"), emptyWindow),
		trusting(named("address"), fromIPs("10.0.0.0/8")),
		trusting(named("unknown"), badSchedule),
		trusting(named("automatic"), ofType(IAMAssumption)),
		trusting(named("lapsed yesterday"), validUntil(t, "2026-11-22T14:03:00Z")),
		trusting(named("lapsed last year"), validUntil(t, "2025-11-22T14:03:00Z")),
		trusting(named("not for me"), toEntity(EntityUser, "user-bob")),
	}
	for i := range ranking {
		for j := i; j < len(ranking); j++ {
			for _, pair := range [][]Trust{{ranking[i], ranking[j]}, {ranking[j], ranking[i]}} {
				got := JudgeRole(Role{ID: "role-1", Type: RoleAssumable}, pair, ada(), now)
				if got.TrustID != ranking[i].ID {
					t.Errorf("of %q and %q: %q decides", pair[0].ID, pair[1].ID, got.TrustID)
				}
			}
		}
	}
}

func TestJudgeRole(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-23T14:03:00Z")
	if got := JudgeRole(Role{Type: RoleAssumable}, nil, ada(), now); got != (Verdict{State: VerdictNoTrust, Reason: "no trust names this role"}) {
		t.Errorf("without trusts: %+v", got)
	}
	for _, kind := range []RoleType{RoleAssignable, "user"} {
		got := JudgeRole(Role{Type: kind}, []Trust{trusting()}, ada(), now)
		if got.State != VerdictNoTrust || !strings.HasPrefix(got.Reason, "assignable") {
			t.Errorf("role type %q: %+v", kind, got)
		}
	}
	if got := JudgeRole(Role{Type: "new"}, []Trust{trusting()}, ada(), now); got.State != VerdictOpen {
		t.Errorf("a role type that is not known: %+v", got)
	}
	lapsesSoon := trusting(validUntil(t, "2026-11-23T14:30:00Z"), toEntity(EntityUser, "user-bob"))
	got := JudgeRole(Role{}, []Trust{trusting(officeHours), lapsesSoon}, ada(), now)
	if got.State != VerdictOpen || !got.Until.Equal(at(t, "2026-11-23T17:00:00Z")) {
		t.Errorf("open by one of two: %+v", got)
	}
	if !got.Recheck.Equal(at(t, "2026-11-23T14:30:00Z")) {
		t.Errorf("recheck at %v, want the first change of any trust", got.Recheck)
	}
}

// trustsAre gives one trust, where a role is judged.
func trustsAre(t Trust) func() []Trust { return func() []Trust { return []Trust{t} } }

func TestAccessJudgesAgainOnlyWhenTimeChangesSomething(t *testing.T) {
	t.Parallel()
	access, role := NewAccess(), Role{ID: "role-1"}
	now, five := at(t, "2026-11-23T14:03:00Z"), at(t, "2026-11-23T17:00:00Z")
	trust, bobs := trusting(officeHours), trusting(toEntity(EntityUser, "user-bob"))
	expect := func(name string, t2 Trust, when time.Time, want VerdictState) {
		t.Helper()
		if got := access.Trust(t2, ada(), when).State; got != want {
			t.Errorf("%s: trust %s, want %s", name, got, want)
		}
		if got := access.Role(role, trustsAre(t2), ada(), when).State; got != want {
			t.Errorf("%s: role %s, want %s", name, got, want)
		}
	}
	expect("judged", trust, now, VerdictOpen)
	expect("remembered", bobs, five.Add(-time.Nanosecond), VerdictOpen)
	expect("the window ends", trust, five, VerdictClosed)
	expect("the clock is set back", trust, now, VerdictOpen)
	access.Reset()
	expect("reset", bobs, now, VerdictNotForMe)
	access.Forget("trust-1")
	if got := access.Trust(trust, ada(), now).State; got != VerdictOpen {
		t.Errorf("a forgotten trust is %s", got)
	}
	if got := access.Role(role, trustsAre(trust), ada(), now).State; got != VerdictNotForMe {
		t.Errorf("another role was forgotten: %s", got)
	}
	access.Forget("role-1")
	if got := access.Role(role, trustsAre(trust), ada(), now).State; got != VerdictOpen {
		t.Errorf("a forgotten role is %s", got)
	}
}

func TestAccessDoesNotMixUpThingsWithoutAnID(t *testing.T) {
	t.Parallel()
	access, now := NewAccess(), at(t, "2026-11-23T14:03:00Z")
	noID := func(t *Trust) { t.ID = "" }
	mine, bobs := trusting(noID), trusting(noID, toEntity(EntityUser, "user-bob"))
	if got := access.Trust(mine, ada(), now).State; got != VerdictOpen {
		t.Errorf("mine: %s", got)
	}
	if got := access.Trust(bobs, ada(), now).State; got != VerdictNotForMe {
		t.Errorf("Bob's: %s", got)
	}
	if got := access.Role(Role{}, trustsAre(mine), ada(), now).State; got != VerdictOpen {
		t.Errorf("my role: %s", got)
	}
	if got := access.Role(Role{}, trustsAre(bobs), ada(), now).State; got != VerdictNotForMe {
		t.Errorf("Bob's role: %s", got)
	}
}
