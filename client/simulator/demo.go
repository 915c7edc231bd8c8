package simulator

import (
	"time"

	"actas/model"
)

// ada is the person of the demo: the first user, whose key the demo uses.
var ada = model.User{Name: "Ada Byron", Email: "ada@northwind.example", APIEnabled: true}

// demo builds the demo organisation step by step.
type demo struct {
	*Organization
	start                                                    model.Moment
	ada, grace, mei, linus, katherine, alan, ci              model.User
	everyone, deployers, onCall, payments, net, storage, eng model.Group
	vke, pipeline                                            model.Issuer
	roles                                                    map[string]model.Role
}

// Demo is the organisation "Northwind Labs". All its dates are told from the
// start, which should be a reading of the server's clock.
//
// Its story, told from Ada's side: she may read audits and logs at any hour,
// deploy in office hours, and administer the database for some minutes more.
// The other roles each show one reason why not: closed until tonight, until
// Monday or until Tuesday, the wrong address, a lapsed contract, somebody
// else's, automatic, nobody's, a time zone that does not exist.
func Demo(seed uint64, start model.Moment) *Organization {
	d := &demo{Organization: NewOrganization(seed, start), start: start, roles: map[string]model.Role{}}
	d.people()
	d.addRoles()
	d.addTrusts()
	d.addSessions()
	return d.Organization
}

// months is a date before the start.
func (d *demo) months(n int) time.Time { return d.start.Wall.AddDate(0, -n, 0).Truncate(time.Hour) }

func (d *demo) people() {
	reader := Allow("iam-read", "iam.*.Read", "account.Read")
	d.ada = d.AddUser(ada, reader,
		Allow("assume-roles", actionAssume, actionRoleRead, "iam.assumedrole.*"),
		Allow("manage-role-trusts", "iam.roletrust.*"))
	self := func(name, email string, more ...model.Policy) model.User {
		return d.AddUser(model.User{Name: name, Email: email, APIEnabled: true}, more...)
	}
	assume := Allow("assume-roles", actionAssume, actionRoleRead, "iam.assumedrole.*")
	d.grace = self("Grace Hopper", "grace@northwind.example", Allow("administrator", "*"))
	d.mei = self("Mei Tanaka", "mei@northwind.example", reader, assume)
	d.linus = self("Linus Berg", "linus@northwind.example", reader, assume, Deny("no-trust-changes", "iam.roletrust.Create", "iam.roletrust.Update", "iam.roletrust.Delete"))
	d.katherine = self("Katherine Okoye", "katherine@northwind.example", reader, assume)
	// The contractor's key reads neither users nor trusts: what actas does
	// without them can be tried with it.
	d.alan = self("Alan Reyes", "alan@contractor.example", Allow("assume-only", actionAssume, actionRoleRead, actionSessionRead))
	d.ci = d.AddUser(model.User{Name: "ci-runner", Email: "ci@northwind.example", APIEnabled: true, Service: true},
		Allow("ci", actionRoleRead, actionSessionRead, actionSessionDelete, "iam.role.AssumeRole*"))
	d.groups()
	d.vke = d.AddIssuer(model.Issuer{Source: "vke", URI: "https://vke-prod",
		KeyID: "vke-prod-2026-09", KeyType: "RSA", Algorithm: "RS256", Use: "sig"})
	d.pipeline = d.AddIssuer(model.Issuer{Source: "external", URI: "https://ci.example",
		KeyID: "ci-1", KeyType: "RSA", Algorithm: "RS256", Use: "sig"})
	d.pipelineID = d.pipeline.ID
}

func (d *demo) groups() {
	group := func(name, description string, members ...model.User) model.Group {
		g := model.Group{Name: name, Description: description, Created: d.months(14)}
		for _, m := range members {
			g.MemberIDs = append(g.MemberIDs, m.ID)
		}
		return d.AddGroup(g)
	}
	d.everyone = group("everyone", "All people of Northwind Labs.", d.ada, d.grace, d.mei, d.linus, d.katherine)
	d.deployers = group("deployers", "People who ship releases.", d.ada, d.mei)
	d.onCall = group("on-call", "This week's on-call rotation.", d.ada, d.grace)
	d.payments = group("payments", "The payments team.", d.ada, d.katherine)
	d.net = group("network", "The network team.", d.ada, d.linus)
	d.storage = group("storage", "The storage team.", d.mei, d.linus)
	d.eng = group("edge", "The edge team.", d.ada, d.mei)
}

func (d *demo) addSessions() {
	d.session(d.ada, "Database Admin", "ada-migrate-2b9e", 30*time.Minute, 94*time.Second, "time_of_day")
	d.session(d.ada, "Production Deploy", "ada-deploy-7f3c", time.Hour, 9*time.Minute+41*time.Second, "time_of_day", "ip_address")
	d.session(d.ada, "Log Reader", "ada-logs-c01d", time.Hour, 47*time.Minute+12*time.Second)
	d.issued(d.ada, d.vke, "Registry Publisher", "ci-publish-11fa", 4*time.Hour, 3*time.Hour+9*time.Minute+41*time.Second)
	d.session(d.ada, "Auditor", "ada-audit-90aa", 12*time.Hour, 7*time.Hour+41*time.Minute+5*time.Second)

	d.session(d.grace, "On-call Operator", "grace-oncall-5d20", 12*time.Hour, 5*time.Hour+26*time.Minute)
	d.session(d.grace, "Backup Restore", "grace-drill-a1c4", time.Hour, 21*time.Minute+30*time.Second)
	d.session(d.mei, "Production Deploy", "mei-rollback-08e7", time.Hour, 33*time.Minute+10*time.Second, "time_of_day", "ip_address")
	d.session(d.katherine, "Log Reader", "katherine-trace-f2b6", 8*time.Hour, 6*time.Hour+2*time.Minute)
}

// session opens a session that has been running for what of its life is not left.
func (d *demo) session(who model.User, role, name string, life, left time.Duration, met ...string) {
	d.AddSession(model.Session{
		Name: name, RoleID: d.roles[role].ID, UserID: who.ID, SourceIP: DemoSourceIP().String(),
		Assumed: d.start.Wall.Add(left - life), Remaining: left,
		Met: model.ConditionsMet{Known: true, Met: true, Names: met},
	})
}

// issued opens a session through an IAMAssumption trust: the issuer vouched for
// it, and the platform user stays the principal.
func (d *demo) issued(who model.User, by model.Issuer, role, name string, life, left time.Duration) {
	d.AddSession(model.Session{
		Name: name, RoleID: d.roles[role].ID, UserID: who.ID, IssuerID: by.ID, AuthMethod: "oidc",
		SourceIP: "198.51.100.24", Assumed: d.start.Wall.Add(left - life), Remaining: left,
		Met: model.ConditionsMet{Known: true, Met: true},
	})
}
