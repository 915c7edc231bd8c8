package model

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestRenewedName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, old, suffix, want string }{
		{"a default name", "ada-deploy-7f3c", "9c04", "ada-deploy-9c04"},
		{"a name of one's own", "nightly backup", "9c04", "nightly backup-9c04"},
		{"a word that is no suffix", "ada-logs", "9c04", "ada-logs-9c04"},
		{"capitals are no suffix", "ada-7F3C", "9c04", "ada-7F3C-9c04"},
		{"nothing but a suffix", "-7f3c", "9c04", "-7f3c-9c04"},
		{"as long as allowed", "0123456789012345678901234567890123456789012345678901234567890123", "9c04",
			"01234567890123456789012345678901234567890123456789012345678-9c04"},
		{"cut between characters", "ééééééééééééééééééééééééééééééé", "9c04", "ééééééééééééééééééééééééééééé-9c04"},
	} {
		if got := RenewedName(c.old, c.suffix); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if again := RenewedName(RenewedName("ada-deploy-7f3c", "9c04"), "11fa"); again != "ada-deploy-11fa" {
		t.Errorf("renewed twice: %q", again)
	}
}

func TestARenewalKeepsTheParameters(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 20, 13, 0, 0, 0, time.UTC)
	old := LiveSession{Session: Session{
		ID: "s1", Name: "ada-deploy-7f3c", RoleID: "r1", UserID: "ada", AuthMethod: "api_key",
		Assumed: start, Expires: start.Add(time.Hour),
	}, Total: 50 * time.Minute}
	for _, c := range []struct {
		name      string
		change    func(*LiveSession)
		longest   time.Duration
		length    time.Duration
		shortened time.Duration
	}{
		{"by its dates", nil, 2 * time.Hour, time.Hour, 0},
		{"the role's longest is not known", nil, 0, time.Hour, 0},
		{"the role has become shorter", nil, 30 * time.Minute, 30 * time.Minute, time.Hour},
		{"without dates", func(l *LiveSession) { l.Assumed = time.Time{} }, 0, 50 * time.Minute, 0},
		{"without any length", func(l *LiveSession) { l.Assumed, l.Total = time.Time{}, 0 }, 2 * time.Hour, 2 * time.Hour, 0},
		{"nothing known", func(l *LiveSession) { l.Assumed, l.Total = time.Time{}, 0 }, 0, time.Hour, 0},
	} {
		l := old
		if c.change != nil {
			c.change(&l)
		}
		r := NewRenewal(l, Role{ID: "r1", Name: "Deploy", MaxSession: c.longest}, "203.0.113.9", "9c04")
		want := AssumeRequest{RoleID: "r1", UserID: "ada", Name: "ada-deploy-9c04", AuthMethod: "api_key", Duration: c.length, SourceIP: "203.0.113.9"}
		if !reflect.DeepEqual(r.Request, want) || r.Shortened != c.shortened || r.RoleName != "Deploy" || r.Old.ID != "s1" {
			t.Errorf("%s: %+v, shortened %v", c.name, r.Request, r.Shortened)
		}
	}
}

// Nothing tells the dialect and the session policies again.
func TestARenewalRepeatsWhatWasAsked(t *testing.T) {
	t.Parallel()
	old := LiveSession{Session: Session{Name: "backup", RoleID: "urn:ecs:iam::s3:role/backup", Asked: &AssumeRequest{
		Dialect: DialectECS, OrganizationID: "s3", PolicyARNs: []string{"urn:ecs:iam::s3:policy/reader"}, InlinePolicy: "{}", Name: "backup",
	}}}
	got := NewRenewal(old, Role{}, "", "9c04").Request
	want := AssumeRequest{
		Dialect: DialectECS, OrganizationID: "s3", RoleID: "urn:ecs:iam::s3:role/backup", Name: "backup-9c04", Duration: time.Hour,
		PolicyARNs: []string{"urn:ecs:iam::s3:policy/reader"}, InlinePolicy: "{}",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// A list need not repeat whose sessions it holds.
func TestARenewalIsForTheOwnerOfTheList(t *testing.T) {
	t.Parallel()
	var roster Roster
	roster.MergeUser("ada", []Session{{ID: "s1", Name: "n", RoleID: "r1", Remaining: time.Hour}}, 0)
	if r := NewRenewal(roster.List()[0], Role{}, "", "9c04"); r.Request.UserID != "ada" {
		t.Errorf("asked for %q", r.Request.UserID)
	}
}

func TestJudgeRenewal(t *testing.T) {
	t.Parallel()
	role := Role{ID: "r1"}
	friday := func(hour, minute int) time.Time { return time.Date(2026, 11, 20, hour, minute, 0, 0, time.UTC) }
	monday := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	trust := func(s Schedule, until time.Time) Trust {
		return Trust{ID: "t", Type: TemporaryAssumption, Entity: Entity{Kind: EntityUser, ID: "ada"}, Conditions: Conditions{Schedule: s}, ValidUntil: until}
	}
	office, always := trust(NewSchedule("utc", workdays, 9*60, 17*60), time.Time{}), trust(Schedule{}, time.Time{})
	evening := trust(NewSchedule("utc", 0, 17*60, 20*60), time.Time{})
	for _, c := range []struct {
		name      string
		trusts    []Trust
		now, ends time.Time
		want      Renewable
	}{
		{"always open", []Trust{always}, friday(14, 0), friday(15, 0), Renewable{Until: friday(15, 0)}},
		{"ends before the window does", []Trust{office}, friday(14, 0), friday(15, 0), Renewable{Until: friday(15, 0)}},
		{"the window closes first", []Trust{office}, friday(16, 30), friday(17, 30), Renewable{Until: friday(17, 0), Limited: true, Opens: monday}},
		{"another trust goes on", []Trust{office, evening}, friday(16, 30), friday(19, 0), Renewable{Until: friday(19, 0)}},
		{"both close first", []Trust{office, evening}, friday(16, 30), friday(21, 0), Renewable{Until: friday(20, 0), Limited: true, Opens: friday(17, 0).AddDate(0, 0, 1)}},
		{"closed for good", []Trust{office}, friday(17, 30), friday(18, 30), Renewable{Opens: monday}},
		{"opens before the end", []Trust{office}, friday(8, 30), friday(9, 30), Renewable{Until: friday(9, 30)}},
		{"lapses first", []Trust{trust(Schedule{}, friday(14, 30))}, friday(14, 0), friday(15, 0), Renewable{Until: friday(14, 30), Limited: true}},
		{"no trust", nil, friday(14, 0), friday(15, 0), Renewable{}},
		{"not readable", []Trust{trust(Schedule{Problem: "odd"}, time.Time{})}, friday(14, 0), friday(15, 0), Renewable{Until: friday(15, 0)}},
	} {
		got := JudgeRenewal(role, c.trusts, Caller{UserID: "ada"}, c.now, c.ends)
		if now := JudgeRole(role, c.trusts, Caller{UserID: "ada"}, c.now); got.Now != now {
			t.Errorf("%s: now %v, want %v", c.name, got.Now, now)
		}
		got.Now = Verdict{}
		if got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// Until is right by the minute: the minute before is open, and none from it to
// the end is.
func TestJudgeRenewalAgreesWithEveryMinute(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 10, 23, 0, 0, 0, 0, time.UTC) // daylight saving ends on the 25th
	rapid.Check(t, func(rt *rapid.T) {
		var trusts []Trust
		for range rapid.IntRange(1, 3).Draw(rt, "trusts") {
			zone := rapid.SampledFrom([]string{"utc", "Europe/Berlin", "America/New_York"}).Draw(rt, "zone")
			days := DaySet(rapid.IntRange(0, 127).Draw(rt, "days"))
			from, to := rapid.IntRange(0, 23).Draw(rt, "from"), rapid.IntRange(0, 24).Draw(rt, "to")
			trusts = append(trusts, Trust{Type: TemporaryAssumption, Entity: Entity{Kind: EntityUser, ID: "ada"},
				Conditions: Conditions{Schedule: NewSchedule(zone, days, from*60, to*60)}})
		}
		me := Caller{UserID: "ada"}
		now := start.Add(time.Duration(rapid.IntRange(0, 4*24*60).Draw(rt, "now")) * time.Minute)
		ends := now.Add(time.Duration(rapid.IntRange(1, 36*60).Draw(rt, "left")) * time.Minute)
		last := time.Time{}
		for at := now; at.Before(ends); at = at.Add(time.Minute) {
			if JudgeRole(Role{}, trusts, me, at).State == VerdictOpen {
				last = at.Add(time.Minute)
			}
		}
		if got := JudgeRenewal(Role{}, trusts, me, now, ends); !got.Until.Equal(last) {
			rt.Fatalf("from %v to %v: until %v, and by the minute %v", now, ends, got.Until, last)
		}
	})
}

func TestAutoRenewAt(t *testing.T) {
	t.Parallel()
	for total, want := range map[time.Duration]time.Duration{
		time.Hour: 12 * time.Minute, 5 * time.Minute: time.Minute, 2 * time.Minute: time.Minute, 0: time.Minute,
	} {
		if got := AutoRenewAt(total); got != want {
			t.Errorf("%v: at %v, want %v", total, got, want)
		}
	}
}

func TestWhatARenewalCameTo(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for _, c := range []struct {
		name          string
		result        RenewalResult
		done, swapped bool
	}{
		{"done", RenewalResult{}, true, true},
		{"assume failed", RenewalResult{Failed: StepAssume, Err: broken}, false, false},
		{"check failed", RenewalResult{Failed: StepCheck, Err: broken}, false, false},
		{"revoke failed", RenewalResult{Failed: StepRevoke, Err: broken}, false, true},
	} {
		if c.result.Done() != c.done || c.result.Swapped() != c.swapped {
			t.Errorf("%s: done %v, swapped %v", c.name, c.result.Done(), c.result.Swapped())
		}
	}
	a := RenewalResult{
		Renewal: Renewal{Old: Session{Name: "old"}, RoleName: "Deploy", Request: AssumeRequest{Name: "new", RoleID: "r1", UserID: "ada", Duration: time.Hour}},
		Failed:  StepCheck, Err: broken,
	}.Activity()
	want := Activity{Kind: ActivityRenew, Session: "new", Replaces: "old", RoleID: "r1", Role: "Deploy", UserID: "ada", Duration: time.Hour, Problem: "check: broken"}
	if a != want {
		t.Errorf("for the ledger: %+v", a)
	}
}

// What a context says is not for people.
func TestTheLedgerTellsWhyInWords(t *testing.T) {
	t.Parallel()
	refused := &APIError{Kind: ErrForbidden, Status: 403, Call: "assume role", Message: "no trust"}
	for _, c := range []struct {
		err  error
		want string
	}{
		{nil, ""},
		{refused, "assume role: no trust (403)"},
		{fmt.Errorf("%w (%w)", refused, context.Canceled), "assume role: no trust (403)"},
		{fmt.Errorf("assume role: %w", context.Canceled), "assume: it was given up before an answer came"},
		{context.DeadlineExceeded, "assume: no answer came in time"},
		{errors.New("it ended elsewhere"), "assume: it ended elsewhere"},
	} {
		if got := (RenewalResult{Failed: StepAssume, Err: c.err}).Activity().Problem; got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
}
