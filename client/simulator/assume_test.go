package simulator_test

import (
	"maps"
	"net/http"
	"testing"
	"time"

	"actas/client/simulator"
	"actas/model"
)

// assume asks for a session of Ada's on a role, with the body changed by the fields.
func (b *bench) assume(role string, fields map[string]any) reply {
	b.t.Helper()
	body := map[string]any{
		"user_id": b.user("Ada Byron").ID, "role_id": b.role(role).ID,
		"session_name": "test", "auth_method": "api_key", "duration": 600,
	}
	maps.Copy(body, fields)
	return b.do(http.MethodPost, "/v2/assumed-roles/assume", body)
}

// one is an organisation with one role that one trust, changed by the function,
// opens to Ada.
func one(t *testing.T, change func(*bench, *model.Trust)) *bench {
	t.Helper()
	b := start(t, simulator.Config{Empty: true})
	role := b.AddRole(model.Role{Name: "R"})
	trust := model.Trust{RoleID: role.ID, Entity: model.Entity{Kind: model.EntityUser, ID: b.user("Ada Byron").ID}}
	change(b, &trust)
	b.AddTrust(trust)
	return b
}

const (
	noTrust = "No trust relationship exists between this role and user"
	notMet  = "Role trust conditions not met: "
)

func weekday(zone string, start, end int, days ...time.Weekday) model.Schedule {
	return model.NewSchedule(zone, model.NewDaySet(days...), start, end)
}

func TestTrustsDecideOnAssume(t *testing.T) {
	t.Parallel()
	group := func(member bool) func(*bench, *model.Trust) {
		return func(b *bench, trust *model.Trust) {
			g := model.Group{Name: "g"}
			if member {
				g.MemberIDs = []string{b.user("Ada Byron").ID}
			}
			trust.Entity = model.Entity{Kind: model.EntityGroup, ID: b.AddGroup(g).ID}
		}
	}
	schedule := func(s model.Schedule) func(*bench, *model.Trust) {
		return func(_ *bench, trust *model.Trust) { trust.Schedule = s }
	}
	ips := func(raw ...string) func(*bench, *model.Trust) {
		return func(_ *bench, trust *model.Trust) {
			for _, r := range raw {
				trust.SourceIPs = append(trust.SourceIPs, model.ParseIPCondition(r))
			}
		}
	}
	valid := func(d time.Duration) func(*bench, *model.Trust) {
		return func(_ *bench, trust *model.Trust) { trust.ValidUntil = friday.Add(d) }
	}
	ofType := func(kind model.TrustType) func(*bench, *model.Trust) {
		return func(_ *bench, trust *model.Trust) { trust.Type = kind }
	}
	for name, c := range map[string]struct {
		change  func(*bench, *model.Trust)
		refusal string
	}{
		"no conditions":       {func(*bench, *model.Trust) {}, ""},
		"a group I am in":     {group(true), ""},
		"a group I am not in": {group(false), noTrust},
		"another user":        {func(_ *bench, trust *model.Trust) { trust.Entity.ID = "x" }, noTrust},
		"an instance": {func(_ *bench, trust *model.Trust) {
			trust.Entity = model.Entity{Kind: model.EntitySource, ID: "instance"}
		}, noTrust},
		"automatic through IAM":          {ofType(model.IAMAssumption), noTrust},
		"automatic and federated":        {ofType(model.FederatedAssumption), noTrust},
		"valid for a second more":        {valid(time.Second), ""},
		"lapsed at this instant":         {valid(0), "Role trust is no longer valid"},
		"hours that are open":            {schedule(weekday("utc", 9*60, 17*60)), ""},
		"hours that ended this minute":   {schedule(weekday("utc", 9*60, 14*60+3)), notMet + "time_of_day"},
		"hours open in another zone":     {schedule(weekday("America/New_York", 9*60, 10*60)), ""},
		"hours closed in another zone":   {schedule(weekday("Europe/Berlin", 9*60, 15*60)), notMet + "time_of_day"},
		"today":                          {schedule(weekday("utc", 0, 0, time.Friday)), ""},
		"another day":                    {schedule(weekday("utc", 0, 0, time.Monday)), notMet + "time_of_day"},
		"a window since yesterday":       {schedule(weekday("utc", 20*60, 15*60, time.Thursday)), ""},
		"a zone that does not exist":     {schedule(weekday("Europe/Munich", 0, 0)), notMet + "time_of_day"},
		"an address that is mine":        {ips("192.0.2.1", "203.0.113.7"), ""},
		"a range that I am in":           {ips("203.0.113.0/24"), ""},
		"a range that I am not in":       {ips("198.51.100.0/24", "2001:db8::/32"), notMet + "ip_address"},
		"only an address that is broken": {ips("300.1.1.1"), notMet + "ip_address"},
		"time and address are wrong": {func(b *bench, trust *model.Trust) {
			schedule(weekday("utc", 0, 60))(b, trust)
			ips("10.0.0.0/8")(b, trust)
		}, notMet + "time_of_day, ip_address"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := one(t, c.change)
			if c.refusal == "" {
				b.assume("R", nil).want(http.StatusCreated)
				return
			}
			b.assume("R", nil).refused(http.StatusForbidden, c.refusal)
			if s := b.get("/v2/assumed-roles/users/" + b.user("Ada Byron").ID + "/sessions").items("sessions"); len(s) != 0 {
				t.Errorf("a refusal left %v", s)
			}
		})
	}
}

func TestTheBestOfSeveralTrustsDecides(t *testing.T) {
	t.Parallel()
	b := one(t, func(_ *bench, trust *model.Trust) { trust.ValidUntil = friday.Add(-time.Hour) })
	trust := model.Trust{RoleID: b.role("R").ID, Entity: model.Entity{Kind: model.EntityUser, ID: b.user("Ada Byron").ID}}
	trust.SourceIPs = []model.IPCondition{model.ParseIPCondition("10.0.0.0/8")}
	b.AddTrust(trust)
	b.assume("R", nil).refused(http.StatusForbidden, notMet+"ip_address")
	trust.SourceIPs = nil
	b.AddTrust(trust)
	b.assume("R", nil).want(http.StatusCreated)
}

func TestAssumeFollowsTheClock(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	b.assume("Production Deploy", nil).want(http.StatusCreated)
	b.assume("On-call Operator", nil).refused(http.StatusForbidden, notMet+"time_of_day")
	b.clock.Advance(3 * time.Hour)
	b.assume("Production Deploy", nil).refused(http.StatusForbidden, notMet+"time_of_day")
	b.assume("On-call Operator", nil).want(http.StatusCreated)
}

func TestDemoRefusalsForAda(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	for role, want := range map[string]string{
		"Registry Publisher": noTrust, "Backup Restore": noTrust, "Support Tier 2": noTrust,
		"Network Admin":     notMet + "ip_address",
		"Contractor Access": "Role trust is no longer valid",
		"Edge Deploy":       notMet + "time_of_day",
	} {
		b.assume(role, nil).refused(http.StatusForbidden, want)
	}
	b.assume("Billing Viewer", nil).refused(http.StatusUnprocessableEntity, "role_id: the role is assignable and cannot be assumed")
}

func TestAssumeBodiesThatAreRefusedNameTheField(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	for name, c := range map[string]struct {
		fields map[string]any
		status int
		text   string
	}{
		"no role":            {map[string]any{"role_id": ""}, 400, "role_id is required"},
		"no name":            {map[string]any{"session_name": " "}, 400, "session_name is required"},
		"nobody":             {map[string]any{"user_id": nil}, 400, "user_id is required"},
		"both":               {map[string]any{"oidc_issuer_id": "x"}, 422, "oidc_issuer_id: give either user_id or oidc_issuer_id"},
		"unknown method":     {map[string]any{"auth_method": "telepathy"}, 422, "auth_method: must be api_key, jwt or oidc"},
		"no time":            {map[string]any{"duration": 0}, 422, "duration: must be a whole number of seconds, 1 or more"},
		"half a second":      {map[string]any{"duration": 1.5}, 422, "duration: must be a whole number of seconds, 1 or more"},
		"longer than can be": {map[string]any{"duration": 28801}, 422, "duration: is longer than the role's max_session_duration of 28800 seconds"},
		"no address":         {map[string]any{"context": map[string]any{"ip_address": "here"}}, 422, "context.ip_address: is not an IP address"},
		"number as name":     {map[string]any{"session_name": 7}, 400, "session_name: a number was not expected"},
		"unknown role":       {map[string]any{"role_id": "x"}, 404, "Role not found"},
	} {
		t.Run(name, func(t *testing.T) {
			b.assume("Log Reader", c.fields).refused(c.status, c.text)
		})
	}
	b.do(http.MethodPost, "/v2/assumed-roles/assume", "{").refused(http.StatusBadRequest, "The body is not a JSON object")
}

func TestSourceIPOfTheContextCounts(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	context := map[string]any{"context": map[string]any{"ip_address": "198.51.100.9"}}
	made := b.assume("Network Admin", context).want(http.StatusCreated).object()
	if made["source_ip"] != "198.51.100.9" {
		t.Errorf("source %v", made["source_ip"])
	}
	b.assume("Production Deploy", context).refused(http.StatusForbidden, notMet+"ip_address")
}

func TestRealSourceIPWithoutAConfiguredOne(t *testing.T) {
	t.Parallel()
	server, err := simulator.Start(simulator.Config{Empty: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	b := &bench{Server: server, t: t, http: http.DefaultClient, key: server.Key()}
	b.AddTrust(model.Trust{RoleID: b.AddRole(model.Role{Name: "R"}).ID, Entity: model.Entity{Kind: model.EntityUser, ID: b.user("Ada Byron").ID}})
	if made := b.assume("R", nil).want(http.StatusCreated).object(); made["source_ip"] != "127.0.0.1" {
		t.Errorf("source %v", made["source_ip"])
	}
}

func TestAssumingForOthersNeedsARight(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	grace := map[string]any{"user_id": b.user("Grace Hopper").ID}
	b.assume("Auditor", grace).refused(http.StatusForbidden, "Not authorized to perform action iam.role.AssumeRoleForUser")
	admin := b.as(b.Keys()["Grace Hopper"])
	made := admin.assume("Auditor", nil).want(http.StatusCreated).object()
	if made["user_id"] != b.user("Ada Byron").ID {
		t.Errorf("session of %v", made["user_id"])
	}
	admin.assume("Auditor", map[string]any{"user_id": "x"}).refused(http.StatusUnprocessableEntity, "user_id: there is no such user")
}

func TestAssumingAsAnIssuer(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Empty: true})
	role := b.AddRole(model.Role{Name: "R"})
	issuer := b.AddIssuer(model.Issuer{Source: "vke", URI: "https://vke"})
	as := map[string]any{"user_id": nil, "oidc_issuer_id": issuer.ID, "auth_method": "oidc"}
	b.assume("R", as).refused(http.StatusForbidden, "No trust relationship exists between this role and OIDC issuer")
	b.AddTrust(model.Trust{RoleID: role.ID, Entity: model.Entity{Kind: model.EntityIssuer, ID: issuer.ID}})
	made := b.assume("R", as).want(http.StatusCreated).object()
	if made["oidc_issuer_id"] != issuer.ID || made["user_id"] != nil || made["auth_method"] != "oidc" {
		t.Errorf("%v", made)
	}
	as["oidc_issuer_id"] = "x"
	b.assume("R", as).refused(http.StatusUnprocessableEntity, "oidc_issuer_id: there is no such issuer")
}

func TestNewTrustDoesNotCountUntilItIsVisible(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{TrustLag: time.Minute})
	b.createTrust(nil)
	b.assume("Support Tier 2", nil).refused(http.StatusForbidden, noTrust)
	b.clock.Advance(time.Minute)
	b.assume("Support Tier 2", nil).want(http.StatusCreated)
}

func TestSessionChainUsesTheSessionsOwnRights(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	token, _ := b.assume("Auditor", nil).want(http.StatusCreated).object()["session_token"].(string)
	b.as(token).assume("Log Reader", nil).refused(http.StatusForbidden, "Not authorized to perform action iam.role.AssumeRole")
}
