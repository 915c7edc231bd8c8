package simulator_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/netip"
	"testing"
	"time"

	"actas/client/simulator"
	"actas/model"
)

// wireTrust reads a trust as a client would, without the client.
type wireTrust struct {
	ID         string  `json:"id"`
	RoleID     string  `json:"role_id"`
	RoleName   string  `json:"role_name"`
	Type       string  `json:"trust_type"`
	User       *string `json:"trusted_user_id"`
	Group      *string `json:"trusted_group_id"`
	Issuer     *string `json:"trusted_oidc_issuer_id"`
	Source     *string `json:"trusted_oidc_issuer_source"`
	ValidUntil string  `json:"valid_until"`
	Conditions struct {
		Time *struct {
			Zone  string   `json:"timezone"`
			Days  []string `json:"days_of_week"`
			Start int      `json:"start"`
			End   int      `json:"end"`
		} `json:"time_of_day"`
		IPs []string `json:"ip_address"`
	} `json:"conditions"`
}

func (w wireTrust) model(t *testing.T) model.Trust {
	t.Helper()
	out := model.Trust{ID: w.ID, RoleID: w.RoleID, Type: model.TrustType(w.Type)}
	switch {
	case w.User != nil:
		out.Entity = model.Entity{Kind: model.EntityUser, ID: *w.User}
	case w.Group != nil:
		out.Entity = model.Entity{Kind: model.EntityGroup, ID: *w.Group}
	case w.Issuer != nil:
		out.Entity = model.Entity{Kind: model.EntityIssuer, ID: *w.Issuer}
	case w.Source != nil:
		out.Entity = model.Entity{Kind: model.EntitySource, ID: *w.Source}
	}
	if at := w.Conditions.Time; at != nil {
		var days []time.Weekday
		for _, name := range at.Days {
			day, ok := model.ParseDay(name)
			if !ok {
				t.Fatalf("day %q", name)
			}
			days = append(days, day)
		}
		out.Schedule = model.NewSchedule(at.Zone, model.NewDaySet(days...), at.Start*60, at.End*60)
	}
	for _, ip := range w.Conditions.IPs {
		out.SourceIPs = append(out.SourceIPs, model.ParseIPCondition(ip))
	}
	if w.ValidUntil != "" {
		until, err := time.Parse(time.RFC3339, w.ValidUntil)
		if err != nil {
			t.Fatal(err)
		}
		out.ValidUntil = until
	}
	return out
}

// verdicts judges every role of the demo for the user, from what the API says.
func (b *bench) verdicts(userID string) map[string]model.Verdict {
	b.t.Helper()
	var groups struct{ Groups []struct{ ID string } }
	b.get("/v2/users/" + userID + "/groups").want(http.StatusOK).into(&groups)
	caller := model.Caller{UserID: userID, GroupIDs: map[string]bool{}, GroupsKnown: true, SourceIP: simulator.DemoSourceIP()}
	for _, g := range groups.Groups {
		caller.GroupIDs[g.ID] = true
	}
	var list struct {
		Trusts []wireTrust `json:"role_trusts"`
	}
	b.get("/v2/role-trusts?per_page=500").want(http.StatusOK).into(&list)
	trusts := map[string][]model.Trust{}
	for _, w := range list.Trusts {
		trusts[w.RoleID] = append(trusts[w.RoleID], w.model(b.t))
	}
	var roles struct {
		Roles []struct {
			ID, Name string
			Type     model.RoleType `json:"role_type"`
		}
	}
	b.get("/v2/roles").want(http.StatusOK).into(&roles)
	now := b.clock.Now().Wall
	verdicts := map[string]model.Verdict{}
	for _, r := range roles.Roles {
		verdicts[r.Name] = model.JudgeRole(model.Role{ID: r.ID, Name: r.Name, Type: r.Type}, trusts[r.ID], caller, now)
	}
	return verdicts
}

// summary is a verdict with its next instant.
func summary(v model.Verdict) string {
	at := v.Until
	if !v.Opens.IsZero() {
		at = v.Opens
	}
	if !v.Since.IsZero() {
		at = v.Since
	}
	if at.IsZero() {
		return string(v.State)
	}
	return fmt.Sprintf("%s %s", v.State, at.UTC().Format("Mon 2 15:04"))
}

func TestDemoTellsItsStoryOnAFridayAfternoon(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	want := map[string]string{
		"Production Deploy":  "open Fri 20 17:00",
		"Database Admin":     "open Fri 20 14:30",
		"Auditor":            "open",
		"Log Reader":         "open",
		"Registry Publisher": "automatic",
		"On-call Operator":   "closed Fri 20 17:00",
		"Payments Operator":  "closed Mon 23 09:00",
		"Change Approver":    "closed Tue 24 05:00",
		"Network Admin":      "ip_not_allowed",
		"Contractor Access":  "lapsed Tue 17 14:03",
		"Backup Restore":     "not_for_me",
		"Support Tier 2":     "no_trust",
		"Edge Deploy":        "unknown",
		"Billing Viewer":     "no_trust",
	}
	verdicts := b.verdicts(b.user("Ada Byron").ID)
	for name, v := range verdicts {
		if got := summary(v); got != want[name] {
			t.Errorf("%s: %s, want %s", name, got, want[name])
		}
	}
	if len(verdicts) != len(want) {
		t.Errorf("%d roles, want %d", len(verdicts), len(want))
	}
}

func TestDemoHasRolesOpenAtAnyHour(t *testing.T) {
	t.Parallel()
	for quarter := range 24 * 4 {
		b := startAt(t, friday.Add(time.Duration(quarter)*15*time.Minute+7*time.Minute), simulator.Config{})
		v := b.verdicts(b.user("Ada Byron").ID)
		now := b.clock.Now().Wall
		if v["Auditor"].State != model.VerdictOpen || v["Log Reader"].State != model.VerdictOpen {
			t.Errorf("at %s: Auditor %s, Log Reader %s", now, v["Auditor"].State, v["Log Reader"].State)
		}
		left := v["Database Admin"].Until.Sub(now)
		if v["Database Admin"].State != model.VerdictOpen || left < 20*time.Minute || left > 50*time.Minute {
			t.Errorf("at %s: Database Admin %s for %v", now, v["Database Admin"].State, left)
		}
	}
}

func TestDemoHasEveryKindOfScheduleEntityAndZone(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	var list struct {
		Trusts []wireTrust `json:"role_trusts"`
	}
	b.get("/v2/role-trusts?per_page=500").want(http.StatusOK).into(&list)
	seen := map[string]bool{}
	for _, w := range list.Trusts {
		m := w.model(t)
		seen[fmt.Sprintf("schedule %d", m.Schedule.Kind())] = true
		seen["entity "+string(m.Entity.Kind)+" "+map[bool]string{true: m.Entity.ID}[m.Entity.Kind == model.EntitySource]] = true
		seen["zone "+m.Schedule.Zone] = true
		seen["type "+w.Type] = true
		for _, ip := range m.SourceIPs {
			seen["family "+ip.Family()] = true
		}
	}
	for _, want := range []string{
		"schedule 0", "schedule 1", "schedule 2", "schedule 3",
		"entity user ", "entity group ", "entity issuer ", "entity source instance", "entity source baremetal",
		"zone utc", "zone Europe/Berlin", "zone America/New_York", "zone Asia/Kolkata",
		"type TemporaryAssumption", "type IAMAssumption", "type FederatedAssumption",
		"family IPv4", "family IPv6",
	} {
		if !seen[want] {
			t.Errorf("nothing with %s", want)
		}
	}
	if n := len(list.Trusts); n != 21 {
		t.Errorf("%d trusts", n)
	}
}

func TestDemoSessionsOfAdaAreTheMockUps(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	items := b.get("/v2/assumed-roles/users/" + b.user("Ada Byron").ID + "/sessions").items("sessions")
	want := map[any]float64{
		"ada-migrate-2b9e": 94, "ada-deploy-7f3c": 9*60 + 41, "ada-logs-c01d": 47*60 + 12,
		"ci-publish-11fa": 3*3600 + 9*60 + 41, "ada-audit-90aa": 7*3600 + 41*60 + 5,
	}
	for _, s := range items {
		if s["remaining_duration"] != want[s["session_name"]] {
			t.Errorf("%v has %v s left, want %v", s["session_name"], s["remaining_duration"], want[s["session_name"]])
		}
	}
	if len(items) != len(want) {
		t.Errorf("%d sessions, want %d", len(items), len(want))
	}
}

// transcript is everything that a seed and a clock decide.
func transcript(t *testing.T, seed uint64) string {
	t.Helper()
	b := start(t, simulator.Config{Seed: seed, Roles: 1200})
	all := b.key
	for _, path := range []string{
		"/v2/account", "/v2/organizations", "/v2/users", "/v2/groups", "/v2/oidc/issuer",
		"/v2/roles?per_page=500", "/v2/role-trusts?per_page=500",
		"/v2/assumed-roles/users/" + b.user("Grace Hopper").ID + "/sessions",
	} {
		all += string(b.get(path).want(http.StatusOK).body)
	}
	made := b.do(http.MethodPost, "/v2/assumed-roles/assume", map[string]any{
		"user_id": b.user("Ada Byron").ID, "role_id": b.role("Auditor").ID, "session_name": "again", "duration": 60,
	})
	return all + string(made.want(http.StatusCreated).body)
}

func TestSameSeedAndClockGiveTheSameBytes(t *testing.T) {
	t.Parallel()
	first, again, other := transcript(t, 7), transcript(t, 7), transcript(t, 8)
	if first != again {
		t.Error("two runs with seed 7 differ")
	}
	if first == other {
		t.Error("seeds 7 and 8 give the same")
	}
}

func TestOneMoreThingShiftsNoOther(t *testing.T) {
	t.Parallel()
	plain, more := start(t, simulator.Config{Seed: 7}), start(t, simulator.Config{Seed: 7})
	more.AddUser(model.User{Name: "Extra"})
	more.AddRole(model.Role{Name: "Extra"})
	for _, b := range []*bench{plain, more} {
		b.AddRole(model.Role{Name: "Later"})
	}
	if a, b := plain.role("Later").ID, more.role("Later").ID; a != b {
		t.Errorf("ids %s and %s", a, b)
	}
}

func TestTwoOfOneNameHaveIDsOfTheirOwn(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Empty: true})
	first, second := b.AddRole(model.Role{Name: "Twin"}), b.AddRole(model.Role{Name: "Twin"})
	if first.ID == second.ID {
		t.Error("two roles share an id")
	}
}

func TestContractorMayAssumeNothingAndReadLittle(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	alan := b.as(b.Keys()["Alan Reyes"])
	alan.get("/v2/roles").want(http.StatusOK)
	alan.get("/v2/account").refused(http.StatusForbidden, "Not authorized to perform action account.Read")
	alan.get("/v2/role-trusts").refused(http.StatusForbidden, "Not authorized to perform action iam.roletrust.Read")
}

func TestSourceIPOfTheDemoIsADocumentationAddress(t *testing.T) {
	t.Parallel()
	if got := simulator.DemoSourceIP(); got != netip.MustParseAddr("203.0.113.7") {
		t.Error(got)
	}
}

func TestPolicyDocumentsHaveAllowAndDeny(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	var got struct {
		Policies []struct {
			Name     string
			Document struct {
				Version   string
				Statement []struct {
					Effect           string
					Action, Resource []string
				}
			} `json:"policy_document"`
		}
	}
	b.get("/v2/roles/" + b.role("Production Deploy").ID + "/policies").want(http.StatusOK).into(&got)
	raw, _ := json.Marshal(got)
	if len(got.Policies) != 2 || got.Policies[0].Name != "deploy-production" || len(got.Policies[0].Document.Statement) != 2 {
		t.Fatalf("%s", raw)
	}
	if s := got.Policies[0].Document.Statement; s[0].Effect != "Allow" || s[1].Effect != "Deny" || s[1].Action[0] != "kubernetes.cluster.Delete" {
		t.Errorf("%s", raw)
	}
}
