package model

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// everybody knows the whole organisation of these tests.
var everybody = Known{Roles: true, Users: true, Groups: true, Issuers: true}

// audited is an organisation with some trusts.
func audited(trusts ...Trust) *Directory {
	d := &Directory{}
	d.AddRoles([]Role{
		{ID: "role-1", Name: "Deploy", Type: RoleAssumable}, {ID: "role-2", Name: "Audit", Type: RoleAssumable},
		{ID: "role-held", Name: "Viewer", Type: RoleAssignable},
	})
	d.AddUsers([]User{{ID: "user-ada"}, {ID: "user-bob"}})
	d.AddGroups([]Group{
		{ID: "group-ops", MemberIDs: []string{"user-ada"}}, {ID: "group-all", MemberIDs: []string{"user-ada", "user-bob"}},
	})
	d.AddIssuers([]Issuer{{ID: "issuer-1"}})
	d.AddTrusts(trusts)
	return d
}

// named sets a trust's id.
func named(id string) func(*Trust) { return func(t *Trust) { t.ID = id } }

func onRole(id string) func(*Trust) { return func(t *Trust) { t.RoleID = id } }

func hours(zone string, start, end int, days ...time.Weekday) func(*Trust) {
	return func(t *Trust) { t.Schedule = NewSchedule(zone, NewDaySet(days...), start*60, end*60) }
}

// foundIn are findings as text: the kind, the cause, the trust, and what covers it.
func foundIn(findings []Finding) []string {
	var out []string
	for _, f := range findings {
		text := string(f.Kind)
		if f.Cause != "" {
			text += " " + string(f.Cause)
		}
		for _, r := range f.Ranges {
			text += " " + r.Raw
		}
		if f.Cover != nil {
			text += " by " + f.Cover.ID
		}
		if f.Same {
			text += " same"
		}
		out = append(out, text)
	}
	return out
}

// The clock in these scenarios is Monday 2026-11-23 14:03 UTC.
func TestAuditOfOneTrust(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-23T14:03:00Z")
	home := fromIPs("203.0.113.0/24")
	for _, c := range []struct {
		name  string
		trust Trust
		want  string
	}{
		{"nothing to find", trusting(home), ""},
		{"lapsed: nothing else counts", trusting(validUntil(t, "2026-11-23T14:03:00Z"), toEntity(EntityUser, "gone")), "lapsed"},
		{"lapses in 14 days", trusting(home, validUntil(t, "2026-12-07T14:03:00Z")), "lapsing"},
		{"lapses after 14 days", trusting(home, validUntil(t, "2026-12-07T14:03:01Z")), ""},
		{"an empty window", trusting(hours("utc", 9, 9)), "never_open window"},
		{"lapses before it opens", trusting(home, hours("utc", 9, 17, time.Tuesday), validUntil(t, "2026-11-24T09:00:00Z")), "never_open validity"},
		{"opens before it lapses", trusting(home, hours("utc", 9, 17, time.Tuesday), validUntil(t, "2026-11-24T09:00:01Z")), "lapsing"},
		{"is open, and lapses before it opens again", trusting(home, hours("utc", 9, 17, time.Monday), validUntil(t, "2026-11-24T00:00:00Z")), "lapsing"},
		{"no address can be read", trusting(fromIPs("here", "10.0.0.256")), "never_open addresses here 10.0.0.256"},
		{"an address cannot be read", trusting(fromIPs("here", "203.0.113.7")), "unreadable addresses here"},
		{"the schedule cannot be read", trusting(home, badSchedule), "unreadable schedule"},
		{"the validity cannot be read", trusting(home, badValidity), "unreadable validity"},
		{"the entity cannot be read", trusting(home, toEntity(EntityUnknown, "")), "unreadable entity"},
		{"the type is not known", trusting(home, ofType("Later")), "unreadable type"},
		{"no type", trusting(home, ofType("")), ""},
		{"every address", trusting(), "every_address"},
		{"every address, written", trusting(fromIPs("0.0.0.0/0", "::/0", "10.0.0.0/8")), "every_address 0.0.0.0/0 ::/0"},
		{"a wide range", trusting(fromIPs("198.0.0.0/15", "2a00::/31")), "wide_range 198.0.0.0/15 2a00::/31"},
		{"a range just not wide", trusting(fromIPs("198.1.0.0/16", "2a00::/32")), ""},
		{"a private range may be wide", trusting(fromIPs("10.0.0.0/8", "fc00::/7")), ""},
		{"its role is gone", trusting(home, onRole("gone")), "role_gone"},
		{"its role's name is gone", trusting(home, onRole(""), func(t *Trust) { t.RoleName = "Gone" }), "role_gone"},
		{"its role is known by name", trusting(home, onRole(""), func(t *Trust) { t.RoleName = "Deploy" }), ""},
		{"its role was not told", trusting(home, onRole("")), ""},
		{"its role is assignable", trusting(home, onRole("role-held")), "assignable"},
		{"its user is gone", trusting(home, toEntity(EntityUser, "gone")), "entity_gone"},
		{"its group is gone", trusting(home, toEntity(EntityGroup, "gone")), "entity_gone"},
		{"its issuer is gone", trusting(home, toEntity(EntityIssuer, "gone"), ofType(IAMAssumption)), "entity_gone"},
		{"a machine is no entity of a list", trusting(home, toEntity(EntitySource, "instance")), ""},
		{"the gravest comes first", trusting(badSchedule, validUntil(t, "2026-11-30T00:00:00Z"), toEntity(EntityUser, "gone"), onRole("role-held")),
			"unreadable schedule, entity_gone, assignable, lapsing, every_address"},
	} {
		if got := strings.Join(foundIn(Audit(audited(c.trust), everybody, now)), ", "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A list that was not read says nothing about what it lacks.
func TestAuditOfAListThatIsNotKnown(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-23T14:03:00Z")
	home := fromIPs("203.0.113.0/24")
	d := audited(
		trusting(home, onRole("gone")), trusting(home, toEntity(EntityUser, "gone")),
		trusting(home, toEntity(EntityGroup, "gone")), trusting(home, toEntity(EntityIssuer, "gone")),
	)
	for _, c := range []struct {
		known Known
		want  int
	}{
		{Known{}, 0}, {Known{Roles: true}, 1}, {Known{Users: true}, 1}, {Known{Groups: true}, 1}, {Known{Issuers: true}, 1}, {everybody, 4},
	} {
		if got := Audit(d, c.known, now); len(got) != c.want {
			t.Errorf("%+v: %q, want %d", c.known, foundIn(got), c.want)
		}
	}
}

// The week of 29 March skips the only window of the trust in Berlin; it opens
// a week later.
func TestAWindowThatTheClockSkipsIsNotAnEmptyOne(t *testing.T) {
	t.Parallel()
	night := trusting(fromIPs("203.0.113.7"), func(t *Trust) {
		t.Schedule = NewSchedule("Europe/Berlin", NewDaySet(time.Sunday), 2*60, 2*60+30)
	})
	for _, c := range []struct{ until, want string }{
		{"2026-04-03T00:00:00Z", "never_open validity"}, {"2026-04-06T00:00:00Z", "lapsing"},
	} {
		night.ValidUntil = at(t, c.until)
		if got := foundIn(Audit(audited(night), everybody, at(t, "2026-03-25T12:00:00Z"))); !slices.Equal(got, []string{c.want}) {
			t.Errorf("until %s: %q, want %s", c.until, got, c.want)
		}
	}
}

func TestOverlappingTrusts(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-23T14:03:00Z")
	ops, all, bob := toEntity(EntityGroup, "group-ops"), toEntity(EntityGroup, "group-all"), toEntity(EntityUser, "user-bob")
	work := []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	mfa := func(t *Trust) { t.Unknown = append(t.Unknown, RawCondition{Name: "mfa", JSON: "true"}) }
	year := validUntil(t, "2027-11-23T00:00:00Z")
	for _, c := range []struct {
		name string
		a, b Trust
		want string // of b by a
	}{
		{"the same twice", trusting(), trusting(), "b by a same"},
		{"of another role", trusting(), trusting(onRole("role-2")), ""},
		{"of another user", trusting(), trusting(bob), ""},
		{"of a user in the group", trusting(ops), trusting(), "b by a"},
		{"of a user not in the group", trusting(ops), trusting(bob), ""},
		{"of a group, by that of its one member", trusting(), trusting(ops), "a by b"},
		{"of a group within another one: members change", trusting(all), trusting(ops), ""},
		{"of another type", trusting(), trusting(ofType(IAMAssumption)), ""},
		{"without a type", trusting(), trusting(ofType("")), "b by a same"},
		{"sooner over", trusting(), trusting(year), "b by a"},
		{"both with an end", trusting(year), trusting(validUntil(t, "2027-01-01T00:00:00Z")), "b by a"},
		{"fewer hours", trusting(hours("utc", 8, 18)), trusting(hours("utc", 9, 17)), "b by a"},
		{"other hours", trusting(hours("utc", 8, 16)), trusting(hours("utc", 9, 17)), ""},
		{"fewer days", trusting(hours("utc", 9, 17)), trusting(hours("utc", 9, 17, work...)), "b by a"},
		{"all seven days and none named", trusting(hours("utc", 9, 17)), trusting(hours("utc", 9, 17, append(work, 0, 6)...)), "b by a same"},
		{"past midnight", trusting(hours("utc", 18, 10)), trusting(hours("utc", 22, 6, work...)), "b by a"},
		{"past midnight, from a day that is not in it", trusting(hours("utc", 18, 10, work[1:]...)), trusting(hours("utc", 22, 6, work...)), ""},
		{"the same hours in the zone of London, in summer another hour", trusting(hours("Europe/London", 9, 17)), trusting(hours("utc", 9, 17)), ""},
		{"enough in summer alone", trusting(hours("utc", 8, 16)), trusting(hours("Europe/London", 9, 17)), ""},
		{"enough for summer and winter", trusting(hours("utc", 8, 17)), trusting(hours("Europe/London", 9, 17)), "b by a"},
		{"what is left of it is in a window that is open now",
			trusting(hours("utc", 9, 17)), trusting(validUntil(t, "2026-11-23T17:00:00Z")), "b by a"},
		{"what is left of it is a minute too long",
			trusting(hours("utc", 9, 17)), trusting(validUntil(t, "2026-11-23T17:01:00Z")), ""},
		{"fewer addresses", trusting(fromIPs("203.0.113.0/24")), trusting(fromIPs("203.0.113.7")), "b by a"},
		{"addresses of two ranges together", trusting(fromIPs("203.0.113.0/25", "203.0.113.128/25")), trusting(fromIPs("203.0.113.0/24")), "a by b same"},
		{"a gap in the ranges", trusting(fromIPs("203.0.113.0/25", "203.0.113.192/26")), trusting(fromIPs("203.0.113.0/24")), "a by b"},
		{"every address but of one family", trusting(fromIPs("0.0.0.0/0")), trusting(), "a by b"},
		{"every address, written", trusting(fromIPs("0.0.0.0/0", "::/0")), trusting(), "b by a same"},
		{"a condition that is not known", trusting(mfa), trusting(), "a by b"},
		{"both with it", trusting(mfa), trusting(mfa, year), "b by a"},
		{"a lapsed one covers nothing", trusting(validUntil(t, "2026-11-01T00:00:00Z")), trusting(validUntil(t, "2026-10-01T00:00:00Z")), ""},
		{"one that never opens", trusting(), trusting(hours("utc", 9, 9)), ""},
		{"one that cannot be read", trusting(), trusting(fromIPs("here", "203.0.113.7")), ""},
	} {
		named("a")(&c.a)
		named("b")(&c.b)
		var got []string
		for _, f := range Audit(audited(c.a, c.b), everybody, now) {
			if f.Kind == FindingCovered {
				text := f.Trust.ID + " by " + f.Cover.ID
				if f.Same {
					text += " same"
				}
				got = append(got, text)
			}
		}
		want := c.want
		if strings.HasPrefix(want, "a by b same") {
			// Of two that do the same the first stays.
			want = "b by a same"
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
	}
}

func TestOverlapsOfMany(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-23T14:03:00Z")
	d := audited(
		trusting(named("small"), hours("utc", 10, 12)), trusting(named("middle"), hours("utc", 9, 13)),
		trusting(named("other"), hours("utc", 20, 22)), trusting(named("large"), hours("utc", 8, 14)),
		trusting(named("group"), toEntity(EntityGroup, "group-all"), hours("utc", 19, 23)),
	)
	var got []string
	for _, f := range Audit(d, everybody, now) {
		if f.Kind == FindingCovered {
			got = append(got, f.Trust.ID+" by "+f.Cover.ID)
		}
	}
	if want := []string{"small by middle", "middle by large", "other by group"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// Roles that could not be read are told apart by what their trusts say.
func TestOverlapsOfRolesThatAreNotKnown(t *testing.T) {
	t.Parallel()
	d := &Directory{}
	named := func(id, role, name string) Trust {
		return trusting(fromIPs("203.0.113.7"), onRole(role), func(t *Trust) { t.ID, t.RoleName = id, name })
	}
	d.AddTrusts([]Trust{named("a", "r1", "Deploy"), named("b", "r2", "Deploy"), named("c", "", "Deploy"), named("d", "", "Deploy"), named("e", "", ""), named("f", "", "")})
	got := Audit(d, Known{}, at(t, "2026-11-23T14:03:00Z"))
	if len(got) != 1 || got[0].Trust.ID != "d" || got[0].Cover.ID != "c" {
		t.Errorf("%q", foundIn(got))
	}
}

func TestCoverOfRanges(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		by, covered string
		want        bool
	}{
		{"0.0.0.0/1 128.0.0.0/1", "0.0.0.0/0", true},
		{"0.0.0.0/1 128.0.0.0/2", "0.0.0.0/0", false},
		{"::/1 8000::/1", "::/0", true},
		{"::/0", "10.0.0.0/8", false},
		{"10.0.0.0/31", "10.0.0.1", true},
		{"10.0.0.0 10.0.0.1", "10.0.0.0/31", true},
		{"10.0.0.0", "10.0.0.0/31", false},
		{"10.0.0.0/9 10.128.0.0/10 10.192.0.0/11 10.224.0.0/11", "10.0.0.0/8 10.1.2.3", true},
		{"", "10.0.0.1", true},
	} {
		t.Run(fmt.Sprintf("%s by %s", c.covered, c.by), func(t *testing.T) {
			t.Parallel()
			by, covered := trusting(fromIPs(strings.Fields(c.by)...)), trusting(fromIPs(strings.Fields(c.covered)...))
			if got := coverAll(ranges(by.SourceIPs), ranges(covered.SourceIPs)); got != c.want {
				t.Errorf("covered: %v, want %v", got, c.want)
			}
		})
	}
}
