package simulator

import (
	"time"

	"actas/model"
)

// Trusted entities of the demo.
func user(u model.User) model.Entity {
	return model.Entity{Kind: model.EntityUser, ID: u.ID, Name: u.Name}
}

func inGroup(g model.Group) model.Entity {
	return model.Entity{Kind: model.EntityGroup, ID: g.ID, Name: g.Name}
}

func issuer(i model.Issuer) model.Entity { return model.Entity{Kind: model.EntityIssuer, ID: i.ID} }

func machine(source string) model.Entity { return model.Entity{Kind: model.EntitySource, ID: source} }

// trustOption changes a trust of the demo before it is added.
type trustOption func(*model.Trust)

func ofType(t model.TrustType) trustOption { return func(to *model.Trust) { to.Type = t } }

func until(t time.Time) trustOption {
	return func(to *model.Trust) { to.ValidUntil = t.Truncate(time.Second) }
}

// hours opens from one whole hour to another, on the days or on every day.
func hours(zone string, start, end int, days ...time.Weekday) trustOption {
	return func(to *model.Trust) {
		to.Schedule = model.NewSchedule(zone, model.NewDaySet(days...), start*60, end*60)
	}
}

func onDays(zone string, days ...time.Weekday) trustOption { return hours(zone, 0, 0, days...) }

func from(ranges ...string) trustOption {
	return func(to *model.Trust) {
		for _, r := range ranges {
			to.SourceIPs = append(to.SourceIPs, model.ParseIPCondition(r))
		}
	}
}

func (d *demo) trust(role string, entity model.Entity, age int, options ...trustOption) {
	t := model.Trust{RoleID: d.roles[role].ID, Entity: entity, Type: model.TemporaryAssumption, Created: d.months(age)}
	for _, option := range options {
		option(&t)
	}
	d.AddTrust(t)
}

const (
	newYork = "America/New_York"
	berlin  = "Europe/Berlin"
)

var workdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}

func (d *demo) addTrusts() {
	now := d.start.Wall
	zone, opens, closes := closingSoon(now)
	office := from("203.0.113.0/24", "10.20.0.0/16", "2001:db8:40::/48")

	d.trust("Production Deploy", inGroup(d.deployers), 7, hours("utc", 9, 17, workdays...), from("203.0.113.0/24", "2001:db8:40::/48"))
	d.trust("Production Deploy", issuer(d.vke), 7, ofType(model.FederatedAssumption))
	d.trust("Database Admin", user(d.ada), 5, hours(zone, opens, closes), office)
	d.trust("Auditor", inGroup(d.everyone), 19)
	d.trust("Log Reader", inGroup(d.everyone), 19)
	d.trust("Log Reader", user(d.ada), 1, until(now.Add(36*time.Hour)))
	d.trust("Log Reader", machine("baremetal"), 4, hours("utc", 0, 6))
	d.trust("Registry Publisher", issuer(d.vke), 6, ofType(model.IAMAssumption))
	d.trust("Registry Publisher", issuer(d.pipeline), 3, ofType(model.FederatedAssumption), claims, until(now.AddDate(0, 4, 0)))
	// On the wire hours are whole numbers in govultr's shape, so the window
	// ends at eight and not at half past.
	d.trust("On-call Operator", inGroup(d.onCall), 6, hours(berlin, 18, 8, workdays...), office, until(now.AddDate(0, 0, 41)))
	d.trust("On-call Operator", user(d.grace), 1, until(now.Add(3*time.Hour)))
	d.trust("Payments Operator", inGroup(d.payments), 9, hours("utc", 9, 17, workdays[:4]...))
	d.trust("Network Admin", inGroup(d.net), 12, from("198.51.100.0/24", "192.0.2.10", "2001:db8:77::/64"))
	d.trust("Contractor Access", user(d.ada), 3, until(now.AddDate(0, 0, -3)), hours(newYork, 8, 20))
	d.trust("Backup Restore", inGroup(d.storage), 14, onDays(newYork, time.Saturday, time.Sunday))
	d.trust("Backup Restore", user(d.grace), 10)
	d.trust("Backup Restore", user(d.linus), 10, from("2001:db8:90::17"), until(now.AddDate(0, 0, 9)))
	d.trust("Backup Restore", machine("instance"), 2)
	// "Europe/Munich" is a mistake that people make; no such zone exists.
	d.trust("Edge Deploy", inGroup(d.eng), 3, hours("Europe/Munich", 7, 19, workdays...))
	d.trust("Edge Deploy", machine("instance"), 3)
	d.trust("Change Approver", inGroup(d.deployers), 4, onDays(newYork, time.Tuesday, time.Thursday))
}

// pipelineSubject is whom the pipeline's tokens are about.
const pipelineSubject = "repo:northwind/registry"

// claims is a condition that actas does not know.
func claims(to *model.Trust) {
	to.Unknown = []model.RawCondition{{Name: conditionClaims, JSON: `{"aud":"` + audience + `","sub":"` + pipelineSubject + `"}`}}
}

// closingSoon is a daily window of six whole hours that closes 20 to 49 minutes
// after the start, whatever the hour. Zones whose offset is no whole hour make
// it end at a quarter or half past in UTC.
func closingSoon(start time.Time) (zone string, opens, closes int) {
	soonest := start.Add(20 * time.Minute)
	end := soonest.Truncate(15 * time.Minute)
	if end.Before(soonest) {
		end = end.Add(15 * time.Minute)
	}
	zones := map[int]string{0: "utc", 15: "Asia/Kathmandu", 30: "Asia/Kolkata"}
	for zones[end.Minute()] == "" {
		end = end.Add(15 * time.Minute)
	}
	zone = zones[end.Minute()]
	closes = end.In(model.NewSchedule(zone, 0, 0, 0).Location()).Hour()
	if closes == 0 {
		closes = 24
	}
	opens = closes - 6
	if opens < 0 {
		opens += 24
	}
	return zone, opens, closes
}
