package simulator_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"actas/client/simulator"
	"actas/model"
)

// What explanations say must be what the API decides, for trusts, people,
// addresses and times drawn at random. A verdict that is not unknown agrees
// with the API when it is open and the API lets the person in, or is anything
// else and the API refuses; the conditions that it calls not held must be those
// that the API names. Unknown agrees with either answer: it says that actas
// cannot tell, and it may be called only where a condition is not known. So must
// it be where some of what a verdict rests on is withheld; whatever is certain
// even then has to agree as well. Conditions that actas does not know are no
// part of it, since nobody knows what the API makes of them.

// lottery draws trusts for the people of an organisation.
type lottery struct {
	*bench
	*rand.Rand
	users  []model.User
	groups []model.Group
}

func newLottery(t *testing.T, seed uint64, begin time.Time) *lottery {
	t.Helper()
	l := &lottery{bench: startAt(t, begin, simulator.Config{Empty: true, Seed: seed}), Rand: rand.New(rand.NewPCG(seed, 1))}
	l.users = []model.User{l.user("Ada Byron")}
	for _, name := range []string{"Bob", "Eve", "Mallory"} {
		l.users = append(l.users, l.AddUser(model.User{Name: name}))
	}
	for _, name := range []string{"ops", "db", "nobody"} {
		g := model.Group{Name: name}
		for _, u := range l.users {
			if name != "nobody" && l.IntN(2) == 0 {
				g.MemberIDs = append(g.MemberIDs, u.ID)
			}
		}
		l.groups = append(l.groups, l.AddGroup(g))
	}
	return l
}

func draw[T any](l *lottery, from ...T) T { return from[l.IntN(len(from))] }

// addresses are those that people come from, and entries of trusts.
var (
	callers = []string{"203.0.113.7", "10.1.2.3", "2001:db8::7", "::ffff:203.0.113.7"}
	entries = []string{"203.0.113.0/24", "203.0.113.7", "10.0.0.0/8", "2001:db8::/32", "::/0", "192.0.2.1", "office", "10.0.0.1/40", "fe80::1%eth0"}
)

// trust draws a trust of a role.
func (l *lottery) trust(roleID string, now time.Time) model.Trust {
	t := model.Trust{RoleID: roleID, Type: model.TemporaryAssumption}
	if l.IntN(5) == 0 {
		t.Type = draw(l, model.IAMAssumption, model.FederatedAssumption, "QuantumAssumption")
	}
	switch l.IntN(8) {
	case 0:
		t.Entity = draw(l, model.Entity{Kind: model.EntitySource, ID: "instance"}, model.Entity{Kind: model.EntityIssuer, ID: "issuer-1"}, model.Entity{})
	case 1, 2, 3:
		t.Entity = model.Entity{Kind: model.EntityGroup, ID: draw(l, l.groups...).ID}
	default:
		t.Entity = model.Entity{Kind: model.EntityUser, ID: draw(l, l.users...).ID}
	}
	if l.IntN(3) > 0 {
		t.Schedule = l.schedule()
	}
	for range l.IntN(3) * l.IntN(3) {
		t.SourceIPs = append(t.SourceIPs, model.ParseIPCondition(draw(l, entries...)))
	}
	if l.IntN(3) == 0 {
		t.ValidUntil = now.Add(draw(l, -72*time.Hour, -time.Second, 0, time.Second, time.Hour, 40*time.Hour))
	}
	if l.IntN(6) == 0 {
		t.Unknown = []model.RawCondition{{Name: "mfa", JSON: "true"}}
	}
	return t
}

func (l *lottery) schedule() model.Schedule {
	zone := draw(l, "", "utc", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Europe/Atlantis")
	start, end := 0, 0
	if l.IntN(4) > 0 {
		start, end = l.IntN(48)*30, l.IntN(48)*30
	}
	return model.NewSchedule(zone, model.DaySet(l.IntN(128)), start, end)
}

// member is somebody in a group; false for a group of nobody.
func (l *lottery) member(groupID string) (model.User, bool) {
	at := slices.IndexFunc(l.groups, func(g model.Group) bool { return g.ID == groupID })
	if at < 0 || len(l.groups[at].MemberIDs) == 0 {
		return model.User{}, false
	}
	return model.User{ID: l.groups[at].MemberIDs[0]}, true
}

// caller is a person, with all that is known about them.
func (l *lottery) caller(userID, from string) model.Caller {
	c := model.Caller{UserID: userID, SourceIP: netip.MustParseAddr(from), GroupsKnown: true, GroupIDs: map[string]bool{}}
	for _, g := range l.groups {
		if slices.Contains(g.MemberIDs, userID) {
			c.GroupIDs[g.ID] = true
		}
	}
	return c
}

// withheld is a caller of whom something is not known.
func (l *lottery) withheld(c model.Caller) model.Caller {
	switch l.IntN(3) {
	case 0:
		c.UserID, c.GroupIDs, c.GroupsKnown = "", nil, false
	case 1:
		c.GroupIDs, c.GroupsKnown = nil, false
	default:
		c.SourceIP = netip.Addr{}
	}
	return c
}

// decide asks the API: the text of its refusal, empty for none.
func (l *lottery) decide(roleID, userID, from string) string {
	l.t.Helper()
	r := l.do(http.MethodPost, "/v2/assumed-roles/assume", map[string]any{
		"user_id": userID, "role_id": roleID, "session_name": "why", "auth_method": "api_key", "duration": 60,
		"context": map[string]any{"ip_address": from},
	})
	if r.status == http.StatusCreated {
		return ""
	}
	said, _ := r.want(http.StatusForbidden).object()["error"].(string)
	return said
}

// agree compares an explanation with what the API said.
func (l *lottery) agree(e model.RoleExplanation, refusal string) {
	l.t.Helper()
	if e.Verdict.State == model.VerdictUnknown {
		deciding := e.Deciding()
		if deciding == nil || deciding.Deciding < 0 || deciding.Conditions[deciding.Deciding].Outcome != model.NotKnown {
			l.t.Errorf("unknown, although every condition is known: %+v", e)
		}
		return
	}
	if open := e.Verdict.State == model.VerdictOpen; open != (refusal == "") && e.Uncertain() == 0 {
		l.t.Errorf("the API says %q to %+v at %v\n%s", refusal, e.Caller, e.At, described(e))
	}
	if open := e.Verdict.State == model.VerdictOpen; open != (len(e.Changes) == 0) {
		l.t.Errorf("%s with the changes %+v", e.Verdict.State, e.Changes)
	}
}

func described(e model.RoleExplanation) string {
	var b strings.Builder
	for _, t := range e.Trusts {
		fmt.Fprintf(&b, "%+v\n  %+v\n  %+v\n", t.Trust, t.Conditions, t.Changes)
	}
	return b.String()
}

// refusal is what the API says to a person whom a trust explained so.
func refusal(e model.TrustExplanation) string {
	holds := func(kind model.ConditionKind) bool { return e.Condition(kind).Outcome == model.Held }
	var failed []string
	if !holds(model.ConditionSchedule) {
		failed = append(failed, "time_of_day")
	}
	if !holds(model.ConditionAddress) {
		failed = append(failed, "ip_address")
	}
	switch {
	case !holds(model.ConditionEntity) || !holds(model.ConditionType):
		return noTrust
	case !holds(model.ConditionValidity):
		return "Role trust is no longer valid"
	case len(failed) > 0:
		return notMet + strings.Join(failed, ", ")
	}
	return ""
}

// visit is somebody who comes from somewhere, at some time; zero is at once.
type visit struct {
	userID, from string
	at           time.Time
}

// changed is the visit of somebody whom the trust will let in, when all is as it
// would have to be; false for what nobody can change here, such as a trust for a
// machine.
func (l *lottery) changed(e model.RoleExplanation, trust model.Trust, v visit) (visit, bool) {
	l.t.Helper()
	for _, change := range e.Changes {
		switch change.Kind {
		case model.ChangeNever, model.ChangeKnowledge, model.ChangeSchedule:
			return v, false
		case model.ChangeEntity:
			v.userID = trust.Entity.ID
			if trust.Entity.Kind != model.EntityUser {
				return v, false
			}
		case model.ChangeMembership:
			member, ok := l.member(trust.Entity.ID)
			if v.userID = member.ID; !ok {
				return v, false
			}
		case model.ChangeAddress:
			for _, entry := range trust.SourceIPs {
				if entry.Problem == "" {
					v.from = entry.Prefix.Addr().String()
				}
			}
		case model.ChangeTime:
			v.at = change.Opens
		}
	}
	return v, true
}

// change does what an explanation says would have to change, and expects the
// person to be let in then, and not a second before the window opens.
func (l *lottery) change(e model.RoleExplanation, trust model.Trust, v visit) {
	l.t.Helper()
	v, ok := l.changed(e, trust, v)
	if !ok {
		return
	}
	for _, change := range e.Changes {
		if change.Kind == model.ChangeValidity {
			l.do(http.MethodPut, "/v2/role-trusts/"+trust.ID, map[string]any{
				"valid_until": change.After.Add(time.Second).Format(time.RFC3339),
			}).want(http.StatusOK)
		}
	}
	if !v.at.IsZero() {
		l.clock.Advance(v.at.Sub(l.clock.Now().Wall) - time.Second)
		if said := l.decide(trust.RoleID, v.userID, v.from); said != notMet+"time_of_day" {
			l.t.Errorf("a second before %v the API says %q\n%s", v.at, said, described(e))
		}
		l.clock.Advance(time.Second)
	}
	if said := l.decide(trust.RoleID, v.userID, v.from); said != "" {
		l.t.Errorf("all is as it would have to be at %v, and the API says %q\n%s", l.clock.Now().Wall, said, described(e))
	}
}

// round is one role, with one trust or several, and one person.
func (l *lottery) round() {
	l.t.Helper()
	l.clock.Advance(time.Duration(l.IntN(6*60*60)) * time.Second)
	now := l.clock.Now().Wall
	role := l.AddRole(model.Role{Name: "R"})
	var trusts []model.Trust
	for range 1 + l.IntN(2)*l.IntN(3) {
		trusts = append(trusts, l.AddTrust(l.trust(role.ID, now)))
	}
	person, from := draw(l, l.users...), draw(l, callers...)
	caller := l.caller(person.ID, from)
	e := model.ExplainRole(role, trusts, caller, now)
	said := l.decide(role.ID, person.ID, from)
	l.agree(e, said)
	l.agree(model.ExplainRole(role, trusts, l.withheld(caller), now), said)
	if len(trusts) == 1 {
		if want := refusal(e.Trusts[0]); said != want {
			l.t.Errorf("the API says %q, the explanation %q\n%s", said, want, described(e))
		}
		if e.Verdict.State != model.VerdictOpen {
			l.change(e, trusts[0], visit{userID: person.ID, from: from})
		}
	}
	l.DeleteRole(role.ID)
}

func TestWhyAgreesWithTheAPI(t *testing.T) {
	t.Parallel()
	batches, rounds := 20, 500
	if testing.Short() {
		rounds = 50
	}
	for batch := range batches {
		t.Run(fmt.Sprint("seed ", batch), func(t *testing.T) {
			t.Parallel()
			begin := draw(&lottery{Rand: rand.New(rand.NewPCG(uint64(batch), 2))},
				time.Date(2026, time.March, 7, 0, 0, 0, 0, time.UTC), time.Date(2026, time.March, 28, 0, 0, 0, 0, time.UTC),
				time.Date(2026, time.October, 24, 0, 0, 0, 0, time.UTC), time.Date(2028, time.December, 28, 0, 0, 0, 0, time.UTC))
			l := newLottery(t, uint64(batch), begin)
			for range rounds {
				l.round()
				if t.Failed() {
					return
				}
			}
		})
	}
}
