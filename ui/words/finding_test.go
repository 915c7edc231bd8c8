package words_test

import (
	"testing"
	"time"

	"actas/model"
	"actas/ui/words"
)

func TestFindings(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 14, 3, 27, 0, time.UTC)
	name := func(e model.Entity) string { return string(e.Kind) + " " + e.ID }
	ips := func(raws ...string) []model.IPCondition {
		var out []model.IPCondition
		for _, raw := range raws {
			out = append(out, model.ParseIPCondition(raw))
		}
		return out
	}
	trust := &model.Trust{
		ID: "349987b4-37c3-42e6", Type: "Later", ValidUntilProblem: "0000-00-00",
		Entity: model.Entity{Kind: model.EntityGroup, ID: "ops"},
		Conditions: model.Conditions{
			Schedule: model.NewSchedule("Europe/Munich", 0, 9*60, 9*60), SourceIPs: ips("here", "10.0.0.1", ""),
		},
	}
	wide := ips("198.0.0.0/15", "2a00::/31")
	for _, c := range []struct {
		f           model.Finding
		long, short string
	}{
		{model.Finding{Kind: model.FindingUnreadable, Cause: model.CauseSchedule},
			"its schedule cannot be read: unknown time zone Europe/Munich", "unreadable schedule"},
		{model.Finding{Kind: model.FindingUnreadable, Cause: model.CauseValidity},
			"its end of validity cannot be read: 0000-00-00", "unreadable end"},
		{model.Finding{Kind: model.FindingUnreadable, Cause: model.CauseEntity},
			"its trusted entity cannot be read", "unreadable entity"},
		{model.Finding{Kind: model.FindingUnreadable, Cause: model.CauseType},
			"its trust type is not known: Later", "unreadable type"},
		{model.Finding{Kind: model.FindingUnreadable, Cause: model.CauseAddresses, Ranges: ips("here", "")},
			`2 of its 3 addresses cannot be read: here, ""`, "unreadable addresses"},
		{model.Finding{Kind: model.FindingNeverOpen, Cause: model.CauseWindow},
			"never opens: its window is empty, 09:00–09:00", "never: empty window"},
		{model.Finding{Kind: model.FindingNeverOpen, Cause: model.CauseAddresses, Ranges: ips("here")},
			"lets nobody in: no address of its list can be read: here", "never: bad addresses"},
		{model.Finding{Kind: model.FindingNeverOpen, Cause: model.CauseValidity, At: now.Add(4 * time.Hour), Opens: now.Add(48 * time.Hour)},
			"never opens: it lapses 18:03 UTC, and would open Sun 14:03 UTC", "never: lapses first"},
		{model.Finding{Kind: model.FindingNeverOpen, Cause: model.CauseValidity, At: now.Add(4 * time.Hour)},
			"never opens: it lapses 18:03 UTC, and does not open before", "never: lapses first"},
		{model.Finding{Kind: model.FindingRoleGone}, "its role does not exist any more", "role gone"},
		{model.Finding{Kind: model.FindingEntityGone}, "its group does not exist any more", "group gone"},
		{model.Finding{Kind: model.FindingAssignable}, "its role is assignable: held, not assumed", "role is assignable"},
		{model.Finding{Kind: model.FindingLapsing, At: now.Add(36 * time.Hour)}, "lapses Sun 02:03 UTC, in 1d 12h", "lapses in 1d 12h"},
		{model.Finding{Kind: model.FindingEveryAddress}, "can be used from every address", "every address"},
		{model.Finding{Kind: model.FindingEveryAddress, Ranges: ips("::/0")}, "can be used from every IPv6 address: ::/0", "every IPv6 address"},
		{model.Finding{Kind: model.FindingEveryAddress, Ranges: ips("0.0.0.0/0", "::/0")},
			"can be used from every address: 0.0.0.0/0, ::/0", "every address"},
		{model.Finding{Kind: model.FindingWideRange, Ranges: wide},
			"lets in very many addresses: 198.0.0.0/15 (131,072), 2a00::/31 (2^97)", "wide 198.0.0.0/15"},
		{model.Finding{Kind: model.FindingCovered, Cover: trust},
			"does nothing: another trust of group ops lets in all that it does (349987b4)", "covered by another"},
		{model.Finding{Kind: model.FindingCovered, Cover: trust, Same: true},
			"does nothing: another trust of group ops does the same (349987b4)", "same as another"},
		{model.Finding{Kind: model.FindingCovered, Cover: &model.Trust{Entity: trust.Entity}},
			"does nothing: another trust of group ops lets in all that it does", "covered by another"},
		{model.Finding{Kind: model.FindingLapsed, At: now.Add(-72 * time.Hour)}, "lapsed 3d ago, 2026-11-17 14:03 UTC", "lapsed 3d ago"},
		{model.Finding{Kind: "later"}, "later", "later"},
	} {
		c.f.Trust = trust
		if got := words.Finding(c.f, name, now, plainTheme.Glyphs); got != c.long {
			t.Errorf("%s %s: %q, want %q", c.f.Kind, c.f.Cause, got, c.long)
		}
		if got := words.FindingShort(c.f, now); got != c.short || len(got) > 20 {
			t.Errorf("%s %s, short: %q, want %q", c.f.Kind, c.f.Cause, got, c.short)
		}
	}
}

func TestEveryKindOfFindingHasItsWords(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, kind := range model.FindingKinds() {
		name := words.FindingKind(kind)
		if seen[name] || len(name) > 24 {
			t.Errorf("%s is called %q", kind, name)
		}
		seen[name] = true
	}
}
