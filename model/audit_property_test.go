package model

import (
	"fmt"
	"net/netip"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// auditedTrust draws a trust of one role that is alike enough to others to be
// covered, or to cover.
func auditedTrust(t *rapid.T, now time.Time, id string) Trust {
	draw := func(name string, n int) int { return rapid.IntRange(0, n-1).Draw(t, id+" "+name) }
	days := []DaySet{0, NewDaySet(time.Monday, time.Tuesday), NewDaySet(time.Tuesday), NewDaySet(time.Sunday)}
	windows := [][2]int{{0, 0}, {9 * 60, 17 * 60}, {10 * 60, 16*60 + 30}, {22 * 60, 6 * 60}, {23 * 60, 5 * 60}, {8 * 60, 24 * 60}}
	ends := []time.Duration{0, 3 * time.Hour, 2 * 24 * time.Hour, 10 * 24 * time.Hour, 60 * 24 * time.Hour}
	lists := [][]string{
		nil, {"10.0.0.0/8"}, {"10.1.0.0/16", "10.2.3.4"}, {"10.0.0.0/9", "10.128.0.0/9"}, {"0.0.0.0/0", "::/0"},
		{"2001:db8::/32"}, {"2001:db8::/33", "10.0.0.0/8"},
	}
	entities := []Entity{{Kind: EntityUser, ID: "user-ada"}, {Kind: EntityUser, ID: "user-bob"}, {Kind: EntityGroup, ID: "group-ops"}}
	window := windows[draw("window", len(windows))]
	trust := trusting(named(id), fromIPs(lists[draw("addresses", len(lists))]...))
	trust.Entity = entities[draw("entity", len(entities))]
	zone := rapid.SampledFrom([]string{"utc", "Europe/Berlin", "Asia/Kolkata", "America/New_York"}).Draw(t, id+" zone")
	trust.Schedule = NewSchedule(zone, days[draw("days", len(days))], window[0], window[1])
	if end := ends[draw("end", len(ends))]; end > 0 {
		trust.ValidUntil = now.Add(end)
	}
	return trust
}

// edges are addresses at both sides of each border of the ranges.
func edges(trusts []Trust) []netip.Addr {
	addrs := []netip.Addr{netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("2a00::1")}
	for _, t := range trusts {
		for _, entry := range t.SourceIPs {
			first, last := entry.Prefix.Addr(), entry.Prefix.Addr()
			for bit := entry.Prefix.Bits(); bit < last.BitLen(); bit++ {
				bytes := last.AsSlice()
				bytes[bit/8] |= 0x80 >> (bit % 8)
				last, _ = netip.AddrFromSlice(bytes)
			}
			for _, a := range []netip.Addr{first, first.Prev(), last, last.Next()} {
				if a.IsValid() {
					addrs = append(addrs, a)
				}
			}
		}
	}
	return addrs
}

// sampled says by its answers alone whether one trust lets in whom, from where
// and when another does: at each half hour of more than a year, at which all
// windows begin and end.
func sampled(by, covered Trust, now time.Time, addrs []netip.Addr) bool {
	admits := func(t Trust, user string, addr netip.Addr, at time.Time) bool {
		c := Caller{UserID: user, GroupsKnown: true, GroupIDs: map[string]bool{"group-ops": user == "user-ada"}, SourceIP: addr}
		return JudgeTrust(t, c, at).State == VerdictOpen
	}
	group := covered.Entity.Kind == EntityGroup
	if group && by.Entity != covered.Entity {
		// A group may get another member.
		return false
	}
	for _, user := range []string{"user-ada", "user-bob"} {
		for _, addr := range addrs {
			if !covered.Entity.trusts(user) || !covered.allows(addr) {
				continue
			}
			if !by.Entity.trusts(user) || !by.allows(addr) {
				return false
			}
		}
		if !covered.Entity.trusts(user) {
			continue
		}
		by, covered := by, covered
		by.SourceIPs, covered.SourceIPs = nil, nil
		for at := now; at.Before(now.Add(aheadFor)); at = at.Add(30 * time.Minute) {
			if admits(covered, user, addrs[0], at) && !admits(by, user, addrs[0], at) {
				return false
			}
		}
	}
	return true
}

// trusts is what a group of one member and a user trust.
func (e Entity) trusts(user string) bool {
	return e.ID == user || e.ID == "group-ops" && user == "user-ada"
}

func (t Trust) allows(addr netip.Addr) bool {
	return len(t.SourceIPs) == 0 || slices.ContainsFunc(t.SourceIPs, func(c IPCondition) bool { return c.Contains(addr) })
}

// A trust is found to be covered if and only if each sampled instant and address
// at which it lets somebody in is one at which another trust does.
func TestOverlapsAreThoseOfTheSamples(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-23T14:00:00Z")
	rapid.Check(t, func(rt *rapid.T) {
		trusts := []Trust{auditedTrust(rt, now, "a"), auditedTrust(rt, now, "b"), auditedTrust(rt, now, "c")}
		addrs := edges(trusts)
		covered := map[string]bool{}
		for _, f := range Audit(audited(trusts...), everybody, now) {
			switch f.Kind {
			case FindingNeverOpen:
				// It lets nobody in: nothing is to be covered.
				covered[f.Trust.ID] = true
			case FindingCovered:
				covered[f.Trust.ID] = true
				if !sampled(*f.Cover, *f.Trust, now, addrs) {
					rt.Fatalf("%s is not covered by %s", f.Trust.ID, f.Cover.ID)
				}
				if same := sampled(*f.Trust, *f.Cover, now, addrs); f.Same != same && f.Trust.Entity == f.Cover.Entity {
					rt.Fatalf("%s and %s do the same: %v, found %v", f.Trust.ID, f.Cover.ID, same, f.Same)
				}
			}
		}
		for _, small := range trusts {
			for _, big := range trusts {
				if small.ID != big.ID && !covered[small.ID] && !covered[big.ID] && sampled(big, small, now, addrs) {
					rt.Fatalf("%s is covered by %s", small.ID, big.ID)
				}
			}
		}
	})
}

// BenchmarkAudit looks at ten thousand trusts: of ten thousand roles, of a
// hundred, and of one, and last all of one role and one user.
func BenchmarkAudit(b *testing.B) {
	now := time.Date(2026, 11, 23, 14, 3, 0, 0, time.UTC)
	for _, c := range []struct{ roles, entities int }{{10000, 2000}, {100, 2000}, {1, 2000}, {1, 1}} {
		b.Run(fmt.Sprintf("%d roles and %d users", c.roles, c.entities), func(b *testing.B) {
			d := manyTrusts(c.roles, c.entities)
			b.ReportAllocs()
			for b.Loop() {
				Audit(d, everybody, now)
			}
		})
	}
}

// manyTrusts is an organisation of ten thousand trusts on some roles, with all
// kinds of conditions and 100 groups of 50.
func manyTrusts(roles, users int) *Directory {
	d := &Directory{}
	zones := []string{"utc", "Europe/Berlin", "America/New_York", "Asia/Kolkata"}
	lists := [][]string{nil, {"203.0.113.0/24"}, {"203.0.113.7", "2001:db8::/48"}}
	text := func(kind string, n int) string { return kind + string(rune('a'+n%26)) + time.Duration(n).String() }
	for i := range 10000 {
		if i < roles {
			d.AddRoles([]Role{{ID: text("role", i), Name: text("Role", i), Type: RoleAssumable}})
		}
		if i < 2000 {
			d.AddUsers([]User{{ID: text("user", i)}})
		}
		if i < 100 {
			g := Group{ID: text("group", i)}
			for m := range 50 {
				g.MemberIDs = append(g.MemberIDs, text("user", (i*17+m*3)%2000))
			}
			d.AddGroups([]Group{g})
		}
		t := trusting(named(text("trust", i)), onRole(text("role", i%roles)), toEntity(EntityUser, text("user", i*7%users)), fromIPs(lists[i%3]...))
		if i%4 == 0 && users > 1 {
			t.Entity = Entity{Kind: EntityGroup, ID: text("group", i/4%100)}
		}
		t.Schedule = NewSchedule(zones[i/2%4], DaySet(i%128), i%20*60, (i%20+4)*60)
		d.AddTrusts([]Trust{t})
	}
	return d
}
