package model

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"
)

// explained is an explanation in a line: each condition with its first letter as it
// stands, the one that decides in brackets, then what would have to change.
func explained(e TrustExplanation) string {
	signs := map[Outcome]string{Held: "+", NotHeld: "x", NotKnown: "?"}
	var words []string
	for i, c := range e.Conditions {
		word := signs[c.Outcome] + string(c.Kind)
		if i == e.Deciding {
			word = "[" + word + "]"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ") + " | " + toldChanges(e.Changes)
}

func toldChanges(changes []Change) string {
	var words []string
	for _, c := range changes {
		word := string(c.Kind)
		switch c.Kind {
		case ChangeKnowledge:
			word += " of " + string(c.Condition)
		case ChangeValidity:
			word += " after " + c.After.UTC().Format("01-02 15:04")
		case ChangeTime:
			word += " " + c.Opens.Format("01-02 15:04") + " to " + c.Until.UTC().Format("01-02 15:04")
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}

// The clock in these scenarios is Monday 2026-11-23 14:03 UTC.
func TestExplainTrust(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-23T14:03:00Z")
	unknownMe := func(c *Caller) { c.UserID = "" }
	unknownAddress := func(c *Caller) { c.SourceIP = netip.Addr{} }
	unknownGroups := func(c *Caller) { c.GroupsKnown, c.GroupIDs = false, nil }
	same := func(*Caller) {}
	evening := func(t *Trust) { t.Schedule = NewSchedule("", 0, 18*60, 22*60) }
	emptyWindow := func(t *Trust) { t.Schedule = NewSchedule("", 0, 60, 60) }
	claims := func(t *Trust) { t.Unknown = []RawCondition{{Name: "mfa"}} }
	const all = "+validity +trusted_entity +trust_type +source_ip +schedule | "
	for _, scenario := range []struct {
		name   string
		trust  Trust
		caller func(*Caller)
		want   string
	}{
		{"open", trusting(officeHours), same, all},
		{"open, with a condition that actas does not know", trusting(claims), same, "+validity +trusted_entity +trust_type +source_ip +schedule ?unknown_condition | "},
		{"closed", trusting(evening), same, "+validity +trusted_entity +trust_type +source_ip [xschedule] | time 11-23 18:00 to 11-23 22:00"},
		{"closed, and lapses within its next window", trusting(evening, validUntil(t, "2026-11-23T19:00:00Z")), same, "+validity +trusted_entity +trust_type +source_ip [xschedule] | time 11-23 18:00 to 11-23 19:00"},
		{"closed, and lapses before its next window", trusting(evening, validUntil(t, "2026-11-23T18:00:00Z")), same, "+validity +trusted_entity +trust_type +source_ip [xschedule] | valid_until after 11-23 18:00, time 11-23 18:00 to 11-23 22:00"},
		{"never opens", trusting(emptyWindow), same, "+validity +trusted_entity +trust_type +source_ip [xschedule] | schedule"},
		{"lapsed", trusting(validUntil(t, "2026-11-20T14:03:00Z")), same, "[xvalidity] +trusted_entity +trust_type +source_ip +schedule | valid_until after 11-23 14:03"},
		{"lapsed, and closed", trusting(evening, validUntil(t, "2026-11-20T14:03:00Z")), same, "[xvalidity] +trusted_entity +trust_type +source_ip xschedule | valid_until after 11-23 18:00, time 11-23 18:00 to 11-23 22:00"},
		{"another address", trusting(fromIPs("10.0.0.0/8")), same, "+validity +trusted_entity +trust_type [xsource_ip] +schedule | source_ip"},
		{"another address, and closed", trusting(evening, fromIPs("10.0.0.0/8")), same, "+validity +trusted_entity +trust_type [xsource_ip] xschedule | source_ip, time 11-23 18:00 to 11-23 22:00"},
		{"another user", trusting(toEntity(EntityUser, "user-bob")), same, "+validity [xtrusted_entity] +trust_type +source_ip +schedule | trusted_entity"},
		{"a group that I am not in", trusting(toEntity(EntityGroup, "group-db")), same, "+validity [xtrusted_entity] +trust_type +source_ip +schedule | membership"},
		{"an issuer must call assume", trusting(toEntity(EntityIssuer, "i")), same, "+validity [xtrusted_entity] +trust_type +source_ip +schedule | trusted_entity"},
		{"automatic for an issuer", trusting(ofType(FederatedAssumption), toEntity(EntityIssuer, "i")), same, "+validity [xtrusted_entity] xtrust_type +source_ip +schedule | never"},
		{"automatic for me", trusting(ofType(IAMAssumption)), same, "+validity +trusted_entity [xtrust_type] +source_ip +schedule | never"},
		{"automatic for another user", trusting(ofType(IAMAssumption), toEntity(EntityUser, "user-bob")), same, "+validity [xtrusted_entity] xtrust_type +source_ip +schedule | never"},
		{"a trust type that is not known", trusting(ofType("QuantumAssumption")), same, "+validity +trusted_entity [?trust_type] +source_ip +schedule | knowledge of trust_type"},
		{"a caller who is not known", trusting(), unknownMe, "+validity [?trusted_entity] +trust_type +source_ip +schedule | knowledge of trusted_entity"},
		{"groups that are not known", trusting(toEntity(EntityGroup, "group-db")), unknownGroups, "+validity [?trusted_entity] +trust_type +source_ip +schedule | knowledge of trusted_entity"},
		{"groups that are not known, and those in them would be automatic", trusting(ofType(IAMAssumption), toEntity(EntityGroup, "group-db")), unknownGroups, "+validity [?trusted_entity] xtrust_type +source_ip +schedule | never"},
		{"an address that is not known, and closed", trusting(evening, fromIPs("10.0.0.0/8")), unknownAddress, "+validity +trusted_entity +trust_type [?source_ip] xschedule | knowledge of source_ip, time 11-23 18:00 to 11-23 22:00"},
		{"addresses that are not readable", trusting(fromIPs("office")), same, "+validity +trusted_entity +trust_type [?source_ip] +schedule | knowledge of source_ip"},
		{"an address that is not in the list counts before groups that are not known", trusting(toEntity(EntityGroup, "group-db"), fromIPs("10.0.0.0/8")), unknownGroups, "+validity ?trusted_entity +trust_type [xsource_ip] +schedule | source_ip, knowledge of trusted_entity"},
		{"a schedule that is not readable", trusting(badSchedule), same, "+validity +trusted_entity +trust_type +source_ip [?schedule] | knowledge of schedule"},
		{"an end that is not readable", trusting(badValidity), same, "[?validity] +trusted_entity +trust_type +source_ip +schedule | knowledge of validity"},
	} {
		t.Run(scenario.name, func(t *testing.T) {
			t.Parallel()
			caller := ada()
			scenario.caller(&caller)
			e := ExplainTrust(scenario.trust, caller, now)
			if got := explained(e); got != scenario.want {
				t.Errorf("\n%s, want\n%s", got, scenario.want)
			}
			if want := JudgeTrust(scenario.trust, caller, now); e.Verdict != want {
				t.Errorf("verdict %+v, want %+v", e.Verdict, want)
			}
		})
	}
}

// TestExplainTrustWhereTheClockChanges: the same hours on either side of a
// change are other instants.
func TestExplainTrustWhereTheClockChanges(t *testing.T) {
	t.Parallel()
	hours := func(zone string, days DaySet, start, end int) Trust {
		return trusting(func(t *Trust) { t.Schedule = NewSchedule(zone, days, start, end) })
	}
	sunday := NewDaySet(time.Sunday)
	for _, scenario := range []struct {
		name         string
		trust        Trust
		now          string
		opens, until string
	}{
		{"Berlin, the Friday before winter time", hours("Europe/Berlin", workdays, 540, 1020), "2026-10-23T14:00:00Z", "", "2026-10-23T15:00:00Z"},
		{"Berlin, the evening before winter time", hours("Europe/Berlin", workdays, 540, 1020), "2026-10-23T15:00:00Z", "2026-10-26T08:00:00Z", "2026-10-26T16:00:00Z"},
		{"Berlin, the weekend before summer time", hours("Europe/Berlin", workdays, 540, 1020), "2027-03-26T16:00:00Z", "2027-03-29T07:00:00Z", "2027-03-29T15:00:00Z"},
		{"New York, the weekend before summer time", hours("America/New_York", workdays, 540, 1020), "2027-03-12T22:00:00Z", "2027-03-15T13:00:00Z", "2027-03-15T21:00:00Z"},
		{"New York, the weekend before winter time", hours("America/New_York", workdays, 540, 1020), "2026-10-30T21:00:00Z", "2026-11-02T14:00:00Z", "2026-11-02T22:00:00Z"},
		{"Berlin, the hour that is left out begins a window", hours("Europe/Berlin", sunday, 150, 300), "2027-03-28T00:00:00Z", "2027-03-28T01:00:00Z", "2027-03-28T03:00:00Z"},
		{"Berlin, a window within the hour that is left out", hours("Europe/Berlin", sunday, 135, 165), "2027-03-28T00:00:00Z", "2027-04-04T00:15:00Z", "2027-04-04T00:45:00Z"},
		{"Berlin, and the first look is a day before", hours("Europe/Berlin", sunday, 135, 165), "2027-03-21T02:00:00Z", "2027-04-04T00:15:00Z", "2027-04-04T00:45:00Z"},
		{"Berlin, the hour that comes twice", hours("Europe/Berlin", sunday, 120, 180), "2026-10-25T00:30:00Z", "", "2026-10-25T02:00:00Z"},
	} {
		t.Run(scenario.name, func(t *testing.T) {
			t.Parallel()
			schedule := ExplainTrust(scenario.trust, ada(), at(t, scenario.now)).Condition(ConditionSchedule)
			opens := ""
			if !schedule.Opens.IsZero() {
				opens = schedule.Opens.Format(time.RFC3339)
			}
			if until := schedule.Closes.Format(time.RFC3339); opens != scenario.opens || until != scenario.until {
				t.Errorf("%s to %s, want %s to %s", opens, until, scenario.opens, scenario.until)
			}
		})
	}
}

func TestExplainRole(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-23T14:03:00Z")
	id := func(id string) func(*Trust) { return func(t *Trust) { t.ID = id } }
	evening := func(t *Trust) { t.Schedule = NewSchedule("", 0, 18*60, 22*60) }
	night := func(t *Trust) { t.Schedule = NewSchedule("", 0, 22*60, 23*60) }
	open, lapsed := trusting(id("open")), trusting(id("lapsed"), validUntil(t, "2026-11-20T14:03:00Z"))
	foreign, foreignToo := trusting(id("foreign"), toEntity(EntityUser, "user-bob")), trusting(id("foreign-too"), toEntity(EntityUser, "user-eve"))
	soon, later := trusting(id("soon"), evening), trusting(id("later"), night)
	for _, scenario := range []struct {
		name   string
		kind   RoleType
		trusts []Trust
		order  string
		change string
	}{
		{"the open one decides", RoleAssumable, []Trust{open, lapsed, soon}, "lapsed soon open", ""},
		{"the one that opens first decides", RoleAssumable, []Trust{foreign, soon, later, lapsed}, "foreign lapsed later soon", "time 11-23 18:00 to 11-23 22:00"},
		{"the first of equals decides", RoleAssumable, []Trust{foreign, foreignToo}, "foreign-too foreign", "trusted_entity"},
		{"no trust", RoleAssumable, nil, "", "trust"},
		{"assignable", RoleAssignable, []Trust{open}, "open", "never"},
	} {
		t.Run(scenario.name, func(t *testing.T) {
			t.Parallel()
			role := Role{ID: "role-1", Type: scenario.kind}
			given := slices.Clone(scenario.trusts)
			e := ExplainRole(role, given, ada(), now)
			var order []string
			for _, trust := range e.Trusts {
				order = append(order, trust.Trust.ID)
			}
			if got := strings.Join(order, " "); got != scenario.order {
				t.Errorf("order %q, want %q", got, scenario.order)
			}
			if got := toldChanges(e.Changes); got != scenario.change {
				t.Errorf("changes %q, want %q", got, scenario.change)
			}
			if want := JudgeRole(role, scenario.trusts, ada(), now); e.Verdict != want {
				t.Errorf("verdict %+v, want %+v", e.Verdict, want)
			}
			deciding := e.Deciding()
			if decides := scenario.kind == RoleAssumable && len(scenario.trusts) > 0; decides != (deciding != nil) {
				t.Errorf("deciding: %v", deciding)
			} else if decides && deciding.Verdict.TrustID != e.Verdict.TrustID {
				t.Errorf("%s decides, the verdict says %s", deciding.Trust.ID, e.Verdict.TrustID)
			}
			if fmt.Sprint(given) != fmt.Sprint(scenario.trusts) {
				t.Error("the trusts that were given have changed")
			}
		})
	}
}
