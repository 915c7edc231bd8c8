package main

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"actas/client/ledger"
	"actas/client/simulator"
	"actas/model"
	"actas/ui"
)

// End to end: what a person does to trusts, from the key to the body on the wire.

const trustPath = "/v2/role-trusts"

// goTo brings the focus of a form to the field with a label, as a person does.
func goTo(label string) func(*stage) {
	return func(s *stage) {
		s.tb.Helper()
		for range 12 {
			if strings.HasPrefix(strings.TrimPrefix(s.marked(), "▌ "), label) {
				return
			}
			s.press("tab")
		}
		s.tb.Fatalf("tab never reaches %q:\n%s", label, s.screen())
	}
}

// retype puts other text into a field of a form.
func retype(label, text string) func(*stage) {
	return then(goTo(label), keys("ctrl+u"), typed(text))
}

// sent are the bodies of the requests that wrote a trust.
func (s *stage) sent(method string) []string {
	var out []string
	for _, r := range s.server.Requests() {
		if r.Method == method && strings.HasPrefix(r.Path, trustPath) {
			out = append(out, r.Body)
		}
	}
	return out
}

// body is the one body that was sent with a method.
func (s *stage) body(method string) (raw string, value map[string]any) {
	s.tb.Helper()
	sent := s.sent(method)
	if len(sent) != 1 {
		s.tb.Fatalf("%d times %s: %q", len(sent), method, sent)
	}
	return sent[0], object(s.tb, sent[0])
}

func object(tb testing.TB, text string) (value map[string]any) {
	tb.Helper()
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		tb.Fatalf("%v in %s", err, text)
	}
	return value
}

// ids are the ids of a role and of a user of the demo.
func (s *stage) ids(role, user string) (roleID, userID string) {
	r, _ := s.server.Role(role)
	u, _ := s.server.User(user)
	return r.ID, u.ID
}

// shapes are the answers that Vultr's sources disagree on.
var shapes = map[string]simulator.Variant{
	"bare":    {},
	"wrapped": {WrappedTrust: true, Dates: simulator.DatesPlain, Empty: simulator.EmptyArray},
	"whole":   {WrappedTrust: true, WholeUpdate: true, Charset: true},
}

// TestTheBodiesOfVultrsGuides are made with keys alone: the trust of "How to
// Create a Role Trust", and the update on Vultr's site.
func TestTheBodiesOfVultrsGuides(t *testing.T) {
	t.Parallel()
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, scenario{start: time.Date(2025, time.December, 1, 9, 0, 0, 0, time.UTC), api: simulator.Config{Variant: shape}})
			role, grace := s.ids("Support Tier 2", "Grace Hopper")
			then(keys("2"), on("Support"), keys("n"), goTo("trusted entity"), typed("grace"), keys("enter"))(s)
			then(goTo("trust type"), keys("right"), goTo("schedule"), keys("right", "right"), goTo("source IPs"), typed("203.0.113.10,2001:db8::1"))(s)
			then(goTo("valid until"), typed("2026-06-20T03:59:59+00:00"), keys("enter"))(s)
			s.see("Create this trust?", "Grace Hopper takes on Support Tier 2")
			s.press("y")
			s.see("Saved Support Tier 2 for user Grace Hopper.")
			if _, got := s.body("POST"); !reflect.DeepEqual(got, object(t, `{"role_id":"`+role+`","trust_type":"IAMAssumption","trusted_user_id":"`+grace+`",
				"conditions":{"time_of_day":{"timezone":"utc","days_of_week":["monday","tuesday","wednesday","thursday","friday"]},
				"ip_address":["203.0.113.10","2001:db8::1"]},"valid_until":"2026-06-20T03:59:59+00:00"}`)) {
				t.Errorf("created with %v", got)
			}
			then(keys("3"), on("Support"), keys("e"), goTo("days"), typed("6"), goTo("zone"), keys("tab", "up", "ctrl+u", "backspace", "ctrl+u"))(s)
			then(retype("valid until", "2027-01-01T03:59:59+00:00"), keys("enter"))(s)
			s.see("adds Saturday, allows every address, ends 195 days later")
			s.press("y")
			s.see("Saved Support Tier 2 for user Grace Hopper: adds Saturday, allows every")
			if _, got := s.body("PUT"); !reflect.DeepEqual(got, object(t, `{"role_id":"`+role+`","trust_type":"IAMAssumption","trusted_user_id":"`+grace+`",
				"conditions":{"time_of_day":{"timezone":"utc","days_of_week":["monday","tuesday","wednesday","thursday","friday","saturday"]},
				"ip_address":[]},"valid_until":"2027-01-01T03:59:59+00:00"}`)) {
				t.Errorf("changed with %v", got)
			}
			s.see("Mon–Sat")
		})
	}
}

// TestWhatActasDoesNotKnowGoesBackUnchanged: a trust with claims is edited, big
// numbers and all.
func TestWhatActasDoesNotKnowGoesBackUnchanged(t *testing.T) {
	t.Parallel()
	const claims = `{"acctid":12345678901234567890,"aud":["vultr","é"],"nested":{"b":1.50,"a":null}}`
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, scenario{api: simulator.Config{Variant: shape}, prepare: func(server *simulator.Server) {
				role, _ := server.Role("Support Tier 2")
				ada, _ := server.User("Ada Byron")
				server.AddTrust(model.Trust{RoleID: role.ID, Entity: model.Entity{Kind: model.EntityUser, ID: ada.ID}, Conditions: model.Conditions{
					Unknown: []model.RawCondition{{Name: "oidc_claims", JSON: claims}},
				}})
			}})
			then(keys("3"), on("Support"), keys("e"), retype("valid until", "30d"), keys("enter", "y"))(s)
			s.see("Saved Support Tier 2 for user Ada Byron: ends 2026-12-20 14:03")
			raw, _ := s.body("PUT")
			var sent struct {
				Conditions struct {
					Claims json.RawMessage `json:"oidc_claims"`
				}
			}
			if err := json.Unmarshal([]byte(raw), &sent); err != nil || string(sent.Conditions.Claims) != claims {
				t.Errorf("%v: sent are %s", err, sent.Conditions.Claims)
			}
		})
	}
}

// TestATrustThatWasChangedElsewhere is told before anything is written.
func TestATrustThatWasChangedElsewhere(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	then(keys("3"), on("Log Reader", "everyone"), keys("e"), retype("valid until", "30d"), keys("enter"))(s)
	theirs := s.trust("Log Reader", model.EntityGroup)
	after := theirs
	after.SourceIPs = []model.IPCondition{model.ParseIPCondition("203.0.113.0/24")}
	if _, err := s.client.UpdateTrust(context.Background(), theirs, after); err != nil {
		t.Fatal(err)
	}
	s.press("y")
	s.see("somebody else changed this trust", "1 both")
	if n := len(s.sent("PUT")); n != 1 {
		t.Fatalf("%d updates: something was written", n)
	}
	s.press("1", "y")
	s.see("Saved Log Reader for group everyone: ends 2026-12-20 14:03")
	if now := s.trust("Log Reader", model.EntityGroup); len(now.SourceIPs) != 1 || now.ValidUntil.IsZero() {
		t.Errorf("it is %+v now", now)
	}
}

// trust is the trust of a role for a kind of entity, as the API has it.
func (s *stage) trust(role string, kind model.EntityKind) model.Trust {
	s.tb.Helper()
	roleID, _ := s.ids(role, "")
	for page, err := range s.client.Trusts(context.Background()) {
		if err != nil {
			s.tb.Fatal(err)
		}
		for _, t := range page.Items {
			if t.RoleID == roleID && t.Entity.Kind == kind {
				return t
			}
		}
	}
	s.tb.Fatalf("%s has no trust for a %s", role, kind)
	return model.Trust{}
}

// TestARefusalStandsAtItsField and the form can be sent again.
func TestARefusalStandsAtItsField(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	s.server.Next("PUT "+trustPath, simulator.Fault{Status: 422, Body: `{"error":"valid_until must be before 2026-12-31","status":422}`})
	then(keys("3"), on("Auditor", "everyone"), keys("e"), retype("valid until", "60d"), goTo("trust type"), keys("enter", "y"))(s)
	s.see("valid_until must be before 2026-12-31 (422)")
	if !strings.Contains(s.marked(), "valid until") {
		t.Errorf("the focus is on %q", s.marked())
	}
	then(retype("valid until", "30d"), keys("enter", "y"))(s)
	s.see("Saved Auditor for group everyone: ends 2026-12-20 14:03")
}

// TestWhoMayNotIsToldWhatIsMissing: of the form, of a deletion.
func TestWhoMayNotIsToldWhatIsMissing(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{as: "Linus Berg", cols: 120, rows: 40})
	then(keys("3"), on("Auditor", "everyone"), keys("D", "y"))(s)
	s.see("Not deleted: Auditor for group everyone: ", "iam.roletrust.Delete")
	then(keys("e"), retype("valid until", "30d"), keys("enter", "y"))(s)
	s.see("iam.roletrust.Update")
	if s.trust("Auditor", model.EntityGroup).ValidUntil.IsZero() != true {
		t.Error("it was changed")
	}
}

// TestAnswersOfWritesThatAreLost: nothing is written twice, and what was written
// is found.
func TestAnswersOfWritesThatAreLost(t *testing.T) {
	t.Parallel()
	lost := simulator.Fault{Reset: simulator.ResetBeforeAnswer, Effect: true}
	s := open(t, scenario{})
	s.server.Next("POST "+trustPath, lost)
	then(keys("2"), on("Support"), keys("n"), goTo("trusted entity"), typed("ada"), keys("enter", "enter", "y"))(s)
	s.pass(30 * time.Second)
	s.see("Saved Support Tier 2 for user Ada Byron; a assumes it.")
	s.server.Next("PUT "+trustPath, lost)
	then(keys("3"), on("Support"), keys("e"), retype("valid until", "30d"), keys("enter", "y"))(s)
	s.pass(30 * time.Second)
	s.see("Saved Support Tier 2 for user Ada Byron: ends 2026-12-20")
	s.server.Next("DELETE "+trustPath, lost)
	s.press("D", "y")
	s.pass(30 * time.Second)
	s.see("Deleted Support Tier 2 for user Ada Byron; u brings it back.")
	s.server.Next("PATCH "+trustPath, lost)
	s.press("u")
	s.pass(30 * time.Second)
	s.see("Restored Support Tier 2 for user Ada Byron; a assumes it.")
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH"} {
		if n := len(s.sent(method)); n != 1 {
			t.Errorf("%s was sent %d times", method, n)
		}
	}
}

// TestAnAnswerThatIsNeverFound leaves the form, and claims nothing.
func TestAnAnswerThatIsNeverFound(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	s.server.Next("POST "+trustPath, simulator.Fault{Reset: simulator.ResetBeforeAnswer, Effect: true})
	then(keys("2"), on("Support"), keys("n"), goTo("trusted entity"), typed("ada"), keys("enter", "enter"))(s)
	s.server.Next("GET "+trustPath+"/by-role", simulator.Fault{})
	s.server.Next("GET "+trustPath+"/by-role", simulator.Fault{Reset: simulator.ResetBeforeAnswer, Times: -1})
	s.press("y")
	s.pass(time.Minute)
	s.see("No clear answer.", "New trust of Support Tier 2")
	s.press("esc", "y", "3")
	on("Support")(s)
	if n := len(s.sent("POST")); n != 1 {
		t.Errorf("created %d times", n)
	}
}

// keepIn keeps the ledger in a folder, as main does.
func keepIn(folder string) func(*ui.Deps) {
	return func(d *ui.Deps) { d.Ledger = ledger.At(folder) }
}

// TestRestoreAfterARestart: the ledger knows what was deleted, and which API it
// was.
func TestRestoreAfterARestart(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	first := open(t, scenario{deps: keepIn(folder)})
	id := first.trust("Change Approver", model.EntityGroup).ID
	then(keys("3"), on("Change"), keys("D"))(first)
	first.see("You lock yourself out: no other trust of it names you.", "2 people lose Change Approver: you and Mei Tanaka.", "id "+id)
	first.press("y")
	first.see("Deleted Change Approver for group deployers; u brings it back.")
	first.press("/")
	first.write("change")
	first.see("No trust matches")
	first.end()

	elsewhere := open(t, scenario{deps: keepIn(folder)})
	elsewhere.press("3", "u")
	elsewhere.see("Nothing to bring back.")

	again := open(t, scenario{deps: keepIn(folder), url: first.server.URL()})
	again.press("3", "u")
	again.see("Restore Change Approver for group deployers?", "from bastion:pts/3", id)
	again.press("y")
	again.see("Restored Change Approver for group deployers.")
	on("Change")(again)
	again.press("u")
	again.see("Nothing to bring back.")
	again.press("4")
	again.see("trust restored", "trust deleted")
	if n := len(first.sent("PATCH")); n != 1 {
		t.Errorf("restored %d times", n)
	}
}

// TestARestoreThatIsRefusedSaysWhy: the role is gone by now.
func TestARestoreThatIsRefusedSaysWhy(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{cols: 120, rows: 40})
	then(keys("3"), on("Change"), keys("D", "y"))(s)
	role, _ := s.ids("Change Approver", "")
	s.server.DeleteRole(role)
	s.press("u")
	s.see("Not restored: Change Approver for group deployers: ", "The role of this trust has been deleted (409)")
}

// TestATrustComesIntoForce some time after it was made, and after it was changed:
// the form waits for it.
func TestATrustComesIntoForce(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{api: simulator.Config{TrustLag: 20 * time.Second}})
	then(keys("2"), on("Support"), keys("n"), goTo("trusted entity"), typed("ada"), keys("enter", "enter", "y"))(s)
	s.see("Saved Support Tier 2 for user Ada Byron; a assumes it.")
	s.press("a", "enter")
	s.see("Refused, perhaps only for now", "No trust relationship exists", "w wait and try again")
	s.press("w")
	s.see("Trying again in 3s (1st time), esc stops.")
	s.pass(time.Second)
	s.see("Trying again in 2s (1st time), esc stops.")
	s.pass(4 * time.Second)
	s.see("Trying again in 3s (2nd time), esc stops.")
	s.pass(22 * time.Second)
	s.see("Assumed Support Tier 2 as ada-support-9c04")
	if row := s.marked(); !strings.Contains(row, "ada-support-9c04") {
		t.Errorf("the new session is not selected: %q", row)
	}
	// 3, 5, 8 and 10 seconds: the fourth try is after the lag.
	if n := s.requests("POST", assumePath); n != 5 {
		t.Errorf("assumed %d times", n)
	}
}

// requests counts what was sent.
func (s *stage) requests(method, path string) int {
	n := 0
	for _, r := range s.server.Requests() {
		if r.Method == method && strings.HasPrefix(r.Path, path) {
			n++
		}
	}
	return n
}

// TestEscStopsWaiting and keeps the form; leaving it ends everything.
func TestEscStopsWaitingForATrust(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{prepare: youngSupport})
	then(form("Support"), keys("enter", "w"))(s)
	s.pass(2 * time.Second)
	s.press("esc")
	s.see("Not assumed.", "refused        No trust relationship")
	s.pass(time.Minute)
	if n := s.requests("POST", assumePath); n != 1 {
		t.Errorf("assumed %d times", n)
	}
	s.press("enter", "w", "esc", "esc", "y")
	s.pass(time.Minute)
	if n := s.requests("POST", assumePath); n != 2 {
		t.Errorf("assumed %d times", n)
	}
	s.see("Support Tier 2")
}

// TestALostAnswerEndsTheWaiting: a second try might make a second session.
func TestALostAnswerEndsTheWaiting(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{prepare: youngSupport})
	then(form("Support"), keys("enter", "w"))(s)
	s.server.Heal()
	s.server.Next("POST "+assumePath, simulator.Fault{Reset: simulator.ResetBeforeAnswer, Effect: true})
	s.pass(30 * time.Second)
	s.see("Assumed Support Tier 2 as ada-support-9c04")
	if n := s.requests("POST", assumePath); n != 2 {
		t.Errorf("assumed %d times", n)
	}
}
