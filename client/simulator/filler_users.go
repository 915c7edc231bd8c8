package simulator

import (
	"fmt"
	"strings"
	"time"

	"actas/model"
)

// The words that the names of users are made of.
var (
	firstNames = strings.Fields("Ines Tomas Aisha Yuki Olu Priya Lars Noor Chen Marta Ivo Leila Sven Amara Diego Hana Pavel Zoe Femi Ruth Omar Elsa Kofi Nadia")
	lastNames  = strings.Fields("Okafor Silva Khan Sato Adeyemi Nair Holm Haddad Liu Kowal Novak Rahimi Dahl Diallo Ramos Kim Orlov Martin Bello Cohen Farouk Berg Mensah Petrova")
)

// oneInActive is how many of the users that make up numbers there are for each
// that has a session.
const oneInActive = 12

// FillUsers fills the organisation up to n users. Those that make up numbers may
// assume roles, and one in twelve of them has a session.
// It may be called once, before the organisation is served.
func (o *Organization) FillUsers(n int) {
	assume := Allow("assume-roles", actionAssume, actionRoleRead, "iam.assumedrole.*")
	for i := 0; len(o.users) < n; i++ {
		first, last := firstNames[i%len(firstNames)], lastNames[i/len(firstNames)%len(lastNames)]
		mail := strings.ToLower(fmt.Sprintf("%s.%s.%04d@northwind.example", first, last, i+1))
		u := o.AddUser(model.User{Name: first + " " + last, Email: mail, APIEnabled: true}, assume)
		if r := o.seed.draw("extra session", mail); r.IntN(oneInActive) == 0 && o.roles.len() > 0 {
			o.extraSession(u, i, r.IntN(o.roles.len()), r.Float64())
		}
	}
}

// extraSession is a session of a user on the role at a place, or the next one that
// can be assumed; used is the part of its life that is over.
func (o *Organization) extraSession(u model.User, number, place int, used float64) {
	for range o.roles.len() {
		role := o.roles.at(place)
		if role.Type == model.RoleAssumable {
			over := time.Duration(used * float64(role.MaxSession)).Truncate(time.Second)
			o.AddSession(model.Session{
				Name:   fmt.Sprintf("%s-%04d", strings.ToLower(strings.Fields(u.Name)[0]), number+1),
				RoleID: role.ID, UserID: u.ID, SourceIP: fmt.Sprintf("198.51.100.%d", 1+number%254),
				Assumed: o.start.Add(-over), Remaining: max(time.Minute, role.MaxSession-over),
				Met: model.ConditionsMet{Known: true, Met: true},
			})
			return
		}
		place = (place + 1) % o.roles.len()
	}
}
