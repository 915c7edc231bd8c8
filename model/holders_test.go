package model

import (
	"slices"
	"testing"
)

func TestHolders(t *testing.T) {
	t.Parallel()
	d := audited(
		trusting(named("me")), trusting(named("all"), toEntity(EntityGroup, "group-all")),
		trusting(named("empty"), toEntity(EntityGroup, "group-none")), trusting(named("gone"), toEntity(EntityGroup, "group-gone")),
		trusting(named("ci"), toEntity(EntityIssuer, "issuer-1"), ofType(IAMAssumption)), trusting(named("machine"), toEntity(EntitySource, "instance")),
		trusting(named("nobody"), toEntity(EntityUnknown, "")), trusting(named("other role"), onRole("role-2")),
	)
	d.AddGroups([]Group{{ID: "group-none"}})
	var got []string
	for _, h := range d.Holders("role-1") {
		text := h.Trust.ID + ": " + string(h.Entity.Kind) + " " + h.Entity.ID
		if h.Group.ID != "" {
			text += " through " + h.Group.ID
		}
		got = append(got, text)
	}
	want := []string{
		"me: user user-ada", "all: user user-ada through group-all", "all: user user-bob through group-all",
		"empty: group group-none", "gone: group group-gone", "ci: issuer issuer-1", "machine: source instance",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := d.Holders("none"); got != nil {
		t.Errorf("of no role: %v", got)
	}
}

// The clock in these scenarios is Monday 2026-11-23 14:03 UTC.
func TestVerdictsOfHolders(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-23T14:03:00Z")
	for _, c := range []struct {
		name  string
		trust Trust
		want  VerdictState
	}{
		{"open", trusting(officeHours), VerdictOpen},
		{"of a group", trusting(toEntity(EntityGroup, "group-x")), VerdictOpen},
		{"automatic", trusting(toEntity(EntityIssuer, "issuer-1"), ofType(FederatedAssumption)), VerdictOpen},
		{"from some addresses", trusting(fromIPs("203.0.113.0/24", "here")), VerdictOpen},
		{"from no address that can be read", trusting(fromIPs("here")), VerdictUnknown},
		{"closed", trusting(hours("utc", 20, 22)), VerdictClosed},
		{"lapsed", trusting(validUntil(t, "2026-11-01T00:00:00Z")), VerdictLapsed},
		{"not readable", trusting(badSchedule), VerdictUnknown},
	} {
		trust, caller := Holder{Trust: c.trust}.AnyCaller()
		if got := JudgeTrust(trust, caller, now); got.State != c.want {
			t.Errorf("%s: %s, want %s", c.name, got.State, c.want)
		}
	}
}
