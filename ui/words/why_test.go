package words_test

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"actas/model"
	"actas/theme"
	"actas/ui/screentest"
	"actas/ui/words"
)

// berlin is an hour ahead of UTC in winter, two in summer.
var berlin = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	return zone
}()

// why explains Ada's trusts of a role, and tells it to her or of her.
func why(me bool, caller model.Caller, now time.Time, role model.Role, trusts ...model.Trust) (words.Why, model.RoleExplanation) {
	names := map[string]string{"u-ada": "Ada", "u-bob": "Bob", "g-ops": "ops"}
	return words.Why{
		Me: me, Person: "Ada", Local: berlin, Caller: caller, At: now, Glyphs: theme.New(theme.Options{}).Glyphs,
		Name: func(e model.Entity) string { return string(e.Kind) + " " + names[e.ID] },
	}, model.ExplainRole(role, trusts, caller, now)
}

func knownCaller() model.Caller {
	return model.Caller{UserID: "u-ada", GroupsKnown: true, SourceIP: netip.MustParseAddr("203.0.113.7")}
}

func trustFor(edit func(*model.Trust)) model.Trust {
	t := model.Trust{ID: "t-1", Type: model.TemporaryAssumption, Entity: model.Entity{Kind: model.EntityUser, ID: "u-ada"}}
	edit(&t)
	return t
}

func entity(kind model.EntityKind, id string) func(*model.Trust) {
	return func(t *model.Trust) { t.Entity = model.Entity{Kind: kind, ID: id} }
}

func ips(raw ...string) func(*model.Trust) {
	return func(t *model.Trust) {
		for _, r := range raw {
			t.SourceIPs = append(t.SourceIPs, model.ParseIPCondition(r))
		}
	}
}

// TestWhy tells what decides and what would have to change. It is Friday,
// 14:03 UTC.
func TestWhy(t *testing.T) {
	t.Parallel()
	officeHours := func(t *model.Trust) { t.Schedule = model.NewSchedule("utc", 0b0111110, 540, 1020) }
	night := func(t *model.Trust) { t.Schedule = model.NewSchedule("Europe/Berlin", 0, 30, 120) }
	never := func(t *model.Trust) { t.Schedule = model.NewSchedule("utc", 0, 60, 60) }
	until := func(text string) func(*model.Trust) { return func(t *model.Trust) { t.ValidUntil = at(text) } }
	both := func(edits ...func(*model.Trust)) func(*model.Trust) {
		return func(t *model.Trust) {
			for _, edit := range edits {
				edit(t)
			}
		}
	}
	ofType := func(kind model.TrustType) func(*model.Trust) { return func(t *model.Trust) { t.Type = kind } }
	nobody := func(c *model.Caller) { c.UserID = "" }
	nowhere := func(c *model.Caller) { c.SourceIP = netip.Addr{} }
	noGroups := func(c *model.Caller) { c.GroupsKnown = false }
	same := func(*model.Caller) {}
	for _, c := range []struct {
		name      string
		trust     func(*model.Trust)
		caller    func(*model.Caller)
		condition model.ConditionKind
		says      string
		decides   string
	}{
		{"open", officeHours, same, model.ConditionSchedule, "Mon–Fri 09:00–17:00 UTC: open until 17:00 UTC",
			"Open through the trust of user Ada until Fri 2026-11-20 17:00 UTC (18:00 Europe/Berlin), 2h 57m left."},
		{"open without an end", func(*model.Trust) {}, same, model.ConditionSchedule, "always",
			"Open through the trust of user Ada, with no end in sight."},
		{"closed", night, same, model.ConditionSchedule, "every day 00:30–02:00 Europe/Berlin: opens 23:30 UTC",
			"Closed by the schedule of the trust of user Ada. Its window opens Fri 2026-11-20 23:30 UTC (Sat 00:30 Europe/Berlin), in 9h 27m, until Sat 01:00 UTC."},
		{"never open", never, same, model.ConditionSchedule, "never (01:00–01:00)",
			"Closed by the schedule of the trust of user Ada. Its schedule would have to be another: this one never opens."},
		{"a schedule that is not readable", func(t *model.Trust) { t.Schedule = model.NewSchedule("Europe/Munich", 0, 0, 0) }, same, model.ConditionSchedule, "unreadable: unknown time zone Europe/Munich",
			"Not known: when the trust of user Ada is open."},
		{"valid for a while", until("2026-11-21 14:03"), same, model.ConditionValidity, "until 2026-11-21 14:03 UTC, 1d left",
			"Open through the trust of user Ada until Sat 2026-11-21 14:03 UTC (15:03 Europe/Berlin), 1d left."},
		{"lapsed", until("2026-11-17 14:03"), same, model.ConditionValidity, "lapsed 3d ago, 2026-11-17 14:03 UTC",
			"Closed: the trust of user Ada has lapsed. Its valid until would have to be later than 2026-11-20 14:03 UTC."},
		{"lapsed and closed", both(night, until("2026-11-17 14:03")), same, model.ConditionValidity, "lapsed 3d ago, 2026-11-17 14:03 UTC",
			"Closed: the trust of user Ada has lapsed. Its valid until would have to be later than 2026-11-20 23:30 UTC. Its window opens Fri 2026-11-20 23:30 UTC (Sat 00:30 Europe/Berlin), in 9h 27m, until Sat 01:00 UTC."},
		{"an end that is not readable", func(t *model.Trust) { t.ValidUntilProblem = "soon" }, same, model.ConditionValidity, "its end cannot be read: soon",
			"Not known: when the trust of user Ada ends."},
		{"another user", entity(model.EntityUser, "u-bob"), same, model.ConditionEntity, "user Bob, not you",
			"Closed: the trust of user Bob does not trust you. It, or another trust, would have to name you."},
		{"a group", entity(model.EntityGroup, "g-ops"), same, model.ConditionEntity, "group ops: you are not in it",
			"Closed: the trust of group ops does not trust you. You would have to be in group ops."},
		{"a group of which nothing is known", entity(model.EntityGroup, "g-ops"), noGroups, model.ConditionEntity, "group ops; whether you are in it cannot be read",
			"Not known: whether the trust of group ops trusts you. It would have to be known whether you are in group ops."},
		{"nobody", entity("", ""), same, model.ConditionEntity, "it names nobody that actas can read",
			"Not known: whether the trust of   trusts you. It would have to be known whom it trusts."},
		{"a person who is not known", func(*model.Trust) {}, nobody, model.ConditionEntity, "user Ada; it is not known who you are",
			"Not known: whether the trust of user Ada trusts you. It would have to be known who you are."},
		{"automatic", both(ofType(model.FederatedAssumption), entity(model.EntityIssuer, "u-bob")), same, model.ConditionType, "FederatedAssumption: taken on through OIDC, without a call",
			"Closed to a call: the trust of issuer Bob is automatic. Nothing changes that: it is taken on through OIDC, and no assume call is made."},
		{"a type that is not known", ofType("Quantum"), same, model.ConditionType, "Quantum: a type that actas does not know",
			"Not known: what the type of the trust of user Ada asks for."},
		{"no type", ofType(""), same, model.ConditionType, "the type is not told; taken for TemporaryAssumption",
			"Open through the trust of user Ada, with no end in sight."},
		{"an address in a range", ips("203.0.113.0/24"), same, model.ConditionAddress, "203.0.113.7 is in 203.0.113.0/24",
			"Open through the trust of user Ada, with no end in sight."},
		{"the address itself", ips("203.0.113.7"), same, model.ConditionAddress, "203.0.113.7",
			"Open through the trust of user Ada, with no end in sight."},
		{"another address", ips("10.0.0.0/8", "192.0.2.1", "::/0", "198.51.100.0/24", "198.51.100.7"), same, model.ConditionAddress, "203.0.113.7 is not in 10.0.0.0/8, 192.0.2.1, ::/0 or 2 more",
			"Closed: the trust of user Ada does not allow 203.0.113.7. The call would have to come from 10.0.0.0/8, 192.0.2.1, ::/0 or 2 more."},
		{"an address that is not known", ips("10.0.0.0/8", "192.0.2.1"), nowhere, model.ConditionAddress, "10.0.0.0/8 or 192.0.2.1; the address is not known",
			"Not known: whether the trust of user Ada allows the address. It would have to be known that the call comes from 10.0.0.0/8 or 192.0.2.1."},
		{"addresses that are not readable", ips("office"), same, model.ConditionAddress, "no entry can be read: office",
			"Not known: whether the trust of user Ada allows the address. It would have to be known which addresses the trust allows."},
		{"a condition that actas does not know", func(t *model.Trust) { t.Unknown = []model.RawCondition{{Name: "mfa", JSON: "true"}} }, same, model.ConditionUnknown, "mfa, which actas does not judge",
			"Open through the trust of user Ada, with no end in sight."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			caller := knownCaller()
			c.caller(&caller)
			w, e := why(true, caller, at("2026-11-20 14:03"), model.Role{ID: "r"}, trustFor(c.trust))
			trust := e.Deciding()
			if got := w.Condition(trust.Trust, trust.Condition(c.condition)); got != c.says {
				t.Errorf("condition %q, want %q", got, c.says)
			}
			if got := strings.Join(append([]string{w.Decides(&e)}, w.Changes(&e)...), " "); got != c.decides {
				t.Errorf("told\n%q, want\n%q", got, c.decides)
			}
		})
	}
}

func TestWhyOfSomebodyElse(t *testing.T) {
	t.Parallel()
	w, e := why(false, knownCaller(), at("2026-11-20 14:03"), model.Role{ID: "r"},
		trustFor(entity(model.EntityUser, "u-bob")), trustFor(entity(model.EntityGroup, "g-ops")))
	if got := w.Condition(e.Trusts[0].Trust, e.Trusts[0].Conditions[1]); got != "group ops: Ada is not in it" {
		t.Errorf("%q", got)
	}
	if got := w.Decides(&e) + " " + w.Changes(&e)[0]; got != "Closed: the trust of user Bob, the closest of 2, does not trust Ada. It, or another trust, would have to name Ada." {
		t.Errorf("%q", got)
	}
	if got := w.Verdict(e.Deciding()); got != "not for them" {
		t.Errorf("%q", got)
	}
	w, e = why(false, knownCaller(), at("2026-11-20 14:03"), model.Role{ID: "r"}, trustFor(func(*model.Trust) {}))
	if got := w.Condition(e.Trusts[0].Trust, e.Trusts[0].Conditions[1]); got != "user Ada" {
		t.Errorf("%q", got)
	}
}

// TestVerdictsOnSomebodyElseAreNotAboutMe: neither of the address nor of who it
// is, in whatever a trust says.
func TestVerdictsOnSomebodyElseAreNotAboutMe(t *testing.T) {
	t.Parallel()
	nowhere, nobody, noGroups := knownCaller(), knownCaller(), knownCaller()
	nowhere.SourceIP, nobody.UserID, noGroups.GroupsKnown = netip.Addr{}, "", false
	for _, c := range []struct {
		caller         model.Caller
		trust          func(*model.Trust)
		ofMe, ofOthers string
	}{
		{nowhere, ips("10.0.0.0/8"), "unknown: my address is not known", "unknown: the address is not known"},
		{nowhere, ips("office"), "unknown: allowed addresses not readable", "unknown: allowed addresses not readable"},
		{nobody, func(*model.Trust) {}, "unknown: not known who I am", "unknown: not known who this is"},
		{noGroups, entity(model.EntityGroup, "g-ops"), "unknown: group membership not readable", "unknown: group membership not readable"},
		{knownCaller(), func(*model.Trust) {}, "open, no end", "open, no end"},
	} {
		for me, want := range map[bool]string{true: c.ofMe, false: c.ofOthers} {
			w, e := why(me, c.caller, at("2026-11-20 14:03"), model.Role{ID: "r"}, trustFor(c.trust))
			if got := w.Verdict(e.Deciding()); got != want {
				t.Errorf("me %v: %q, want %q", me, got, want)
			}
			if got := ansi.Strip(w.PaintVerdict(e.Deciding(), screentest.Coloured.Page)); got != want {
				t.Errorf("painted, me %v: %q, want %q", me, got, want)
			}
		}
	}
}

func TestWhyOfARoleThatNobodyAssumes(t *testing.T) {
	t.Parallel()
	for want, role := range map[string]model.Role{
		"Closed: no trust names this role. Somebody would have to make one that names you.":                  {Type: model.RoleAssumable},
		"Closed to a call: the role is assignable. Nothing changes that: it is held, and nobody assumes it.": {Type: model.RoleAssignable},
	} {
		w, e := why(true, knownCaller(), at("2026-11-20 14:03"), role)
		if got := w.Decides(&e) + " " + w.Changes(&e)[0]; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestWhyTellsThatAnotherTrustMayLetThemIn: the role's verdict is that of the
// trust that comes closest among those of which all is known.
func TestWhyTellsThatAnotherTrustMayLetThemIn(t *testing.T) {
	t.Parallel()
	caller := knownCaller()
	caller.GroupsKnown = false
	group := trustFor(entity(model.EntityGroup, "g-ops"))
	elsewhere := trustFor(ips("10.0.0.0/8"))
	for want, trusts := range map[string][]model.Trust{
		"Closed: the trust of user Ada, the closest of 2, does not allow 203.0.113.7. Whether another one lets you in is not known.": {group, elsewhere},
		"Closed: the trust of user Ada, the closest of 3, does not allow 203.0.113.7. Whether 2 others let you in is not known.":     {group, elsewhere, group},
	} {
		w, e := why(true, caller, at("2026-11-20 14:03"), model.Role{}, trusts...)
		if got := w.Decides(&e); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestWhyInTheZoneOfWhoAsks: the offset is that of the day, and UTC is said once.
func TestWhyInTheZoneOfWhoAsks(t *testing.T) {
	t.Parallel()
	w, _ := why(true, knownCaller(), at("2026-11-20 14:03"), model.Role{})
	for text, want := range map[string]string{
		"2026-10-23 08:00": "Fri 2026-10-23 08:00 UTC (10:00 Europe/Berlin)",
		"2026-10-26 08:00": "Mon 2026-10-26 08:00 UTC (09:00 Europe/Berlin)",
		"2026-10-26 23:30": "Mon 2026-10-26 23:30 UTC (Tue 00:30 Europe/Berlin)",
	} {
		if got := w.Time(at(text)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for _, zone := range []*time.Location{nil, time.UTC} {
		w.Local = zone
		if got := w.Time(at("2026-10-26 08:00")); got != "Mon 2026-10-26 08:00 UTC" {
			t.Errorf("%q", got)
		}
	}
}
