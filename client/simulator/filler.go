package simulator

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"actas/model"
)

// Fill fills the organisation up to n roles and n trusts that make up numbers.
// They are made when they are looked at: filling costs next to nothing.
// It may be called once, before the organisation is served.
func (o *Organization) Fill(n int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	f := &extras{o: o, start: o.start, policies: extraPolicies(o)}
	if more := n - o.roles.live(); more > 0 {
		o.roles.fill(more, f.roleID, f.role)
	}
	if more := n - o.trusts.live(); more > 0 {
		o.trusts.fill(more, f.trustID, f.trust)
	}
}

// extras makes roles and trusts by number. Number i always gives the same.
type extras struct {
	o     *Organization
	start time.Time
	// policies are shared by all roles of an area.
	policies [][]model.Policy
}

// The words that names are made of.
var (
	areas = []string{"Payments", "Ledger", "Checkout", "Catalogue", "Search", "Media", "Mail", "Identity",
		"Analytics", "Billing", "Warehouse", "Shipping", "Support", "Sandbox", "Staging", "Telemetry",
		"Backup", "Registry", "Gateway", "Partner", "Mobile", "Research", "Compliance", "Edge"}
	jobs = []string{"Operator", "Reader", "Deployer", "Auditor", "Admin", "Restorer", "Approver", "Migrator",
		"Publisher", "Observer", "Responder"}
	extraZones = []string{"utc", berlin, newYork, "Asia/Kolkata"}
	longest    = []time.Duration{30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 12 * time.Hour}
)

func extraPolicies(o *Organization) [][]model.Policy {
	all := make([][]model.Policy, len(areas))
	for i, area := range areas {
		all[i] = o.named([]model.Policy{Allow(strings.ToLower(area)+"-operate", strings.ToLower(area)+".*")})
	}
	return all
}

func (f *extras) roleID(i int) string  { return f.o.seed.uuid("extra role", strconv.Itoa(i)) }
func (f *extras) trustID(i int) string { return f.o.seed.uuid("extra trust", strconv.Itoa(i)) }

func (f *extras) role(i int) model.Role {
	r := f.o.seed.draw("extra role facts", strconv.Itoa(i))
	area := r.IntN(len(areas))
	job := jobs[r.IntN(len(jobs))]
	return model.Role{
		ID:          f.roleID(i),
		Name:        fmt.Sprintf("%s %s %04d", areas[area], job, i+1),
		Description: job + " of the " + strings.ToLower(areas[area]) + " services.",
		Type:        model.RoleAssumable,
		MaxSession:  longest[r.IntN(len(longest))],
		Policies:    f.policies[area],
		Created:     f.ago(r, 700),
	}
}

// trust is the trust of role i. About one in eight is always open to everyone,
// one in ten has lapsed.
func (f *extras) trust(i int) trust {
	r := f.o.seed.draw("extra trust facts", strconv.Itoa(i))
	t := trust{ID: f.trustID(i), RoleID: f.roleID(i), Created: f.ago(r, 300)}
	t.Type, t.Entity = f.entity(r)
	f.schedule(r, &t)
	if r.IntN(4) == 0 {
		t.IPs = []string{fmt.Sprintf("10.%d.%d.0/24", r.IntN(256), r.IntN(256))}
		if r.IntN(2) == 0 {
			t.IPs = append(t.IPs, "203.0.113.0/24", fmt.Sprintf("2001:db8:%x::/48", r.IntN(1<<16)))
		}
	}
	switch r.IntN(10) {
	case 0:
		t.ValidUntil = f.start.Add(-time.Duration(1+r.IntN(60*24)) * time.Hour)
	case 1, 2:
		t.ValidUntil = f.start.Add(time.Duration(1+r.IntN(200*24)) * time.Hour)
	}
	return t
}

func (f *extras) ago(r *rand.Rand, days int) time.Time {
	return f.start.Add(-time.Duration(r.IntN(days*24)) * time.Hour)
}

func (f *extras) entity(r *rand.Rand) (model.TrustType, model.Entity) {
	kind, pick := r.IntN(10), r.Uint64()
	switch {
	case kind < 2 && len(f.o.issuers) > 0:
		return model.FederatedAssumption, issuer(f.o.issuers[pick%uint64(len(f.o.issuers))])
	case kind < 7 && len(f.o.groups) > 0:
		return model.TemporaryAssumption, inGroup(f.o.groups[pick%uint64(len(f.o.groups))].Group)
	case len(f.o.users) > 0:
		return model.TemporaryAssumption, user(f.o.users[pick%uint64(len(f.o.users))].User)
	default:
		return model.TemporaryAssumption, machine("instance")
	}
}

// schedule draws one of the four kinds of schedule.
func (f *extras) schedule(r *rand.Rand, t *trust) {
	kind, zone, start := r.IntN(4), extraZones[r.IntN(len(extraZones))], r.IntN(24)
	length, days := 4+r.IntN(12), model.DaySet(1+r.IntN(1<<7-1))
	if kind == 0 {
		return
	}
	t.Zone = zone
	if kind != 1 {
		t.Days = days
	}
	if kind != 2 {
		t.Start, t.End = start*60, (start+length)%24*60
	}
}
