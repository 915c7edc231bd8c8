package model

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// listed is an answer about a session, asked for at sent.
func listed(id string, sent, remaining time.Duration) Session {
	return Session{ID: id, Name: "name of " + id, Token: NewSecret("ars-" + id), UserID: "user-ada", Sent: sent, Remaining: remaining}
}

// state finds the state of a session in the roster; "absent" when it is not there.
func state(r *Roster, id string, boot time.Duration) SessionState {
	for _, l := range r.List() {
		if l.ID == id {
			return l.State(boot, false)
		}
	}
	return "absent"
}

func TestLiveSessionState(t *testing.T) {
	t.Parallel()
	const end = time.Hour
	live := LiveSession{Countdown: Countdown{}.Anchor(0, end)}
	for _, scenario := range []struct {
		name       string
		left       time.Duration
		unverified bool
		gone       SessionState
		want       SessionState
		level      Urgency
	}{
		{"a good while", 10 * time.Minute, false, "", StateActive, UrgencyNone},
		{"under ten minutes", 10*time.Minute - 1, false, "", StateExpiring, UrgencyWarn},
		{"two minutes", 2 * time.Minute, false, "", StateExpiring, UrgencyWarn},
		{"under two minutes", 2*time.Minute - 1, false, "", StateExpiring, UrgencyCritical},
		{"at zero until confirmed", 0, false, "", StateEnding, UrgencyCritical},
		{"long past zero until confirmed", -time.Hour, false, "", StateEnding, UrgencyCritical},
		{"after a suspend", 30 * time.Minute, true, "", StateUnverified, UrgencyNone},
		{"after a suspend, near its end", time.Minute, true, "", StateUnverified, UrgencyCritical},
		{"over while suspended", -time.Minute, true, "", StateEnding, UrgencyCritical},
		{"revoked with time left", 30 * time.Minute, true, StateRevoked, StateRevoked, UrgencyNone},
		{"confirmed", -time.Minute, false, StateExpired, StateExpired, UrgencyNone},
	} {
		l := live
		l.Gone = scenario.gone
		if got := l.State(end-scenario.left, scenario.unverified); got != scenario.want {
			t.Errorf("%s: state %q, want %q", scenario.name, got, scenario.want)
		}
		if got := l.Level(end - scenario.left); got != scenario.level {
			t.Errorf("%s: level %d, want %d", scenario.name, got, scenario.level)
		}
	}
}

func TestRosterMarksWhatAnAnswerLacks(t *testing.T) {
	t.Parallel()
	var r Roster
	r.Merge([]Session{listed("a", 0, time.Hour), listed("b", 0, time.Minute), listed("c", 0, 302*time.Second), listed("d", 0, 303*time.Second)}, 0)
	const later = 5 * time.Minute
	r.Put(listed("new", later+time.Second, time.Hour))
	r.Merge(nil, later)
	for id, want := range map[string]SessionState{
		"a": StateRevoked, "b": StateExpired, "c": StateExpired, "d": StateRevoked, "new": StateActive,
	} {
		if got := state(&r, id, later); got != want {
			t.Errorf("session %s is %q, want %q", id, got, want)
		}
	}
	if r.Live() != 1 {
		t.Errorf("%d live sessions, want the one assumed after the list was asked for", r.Live())
	}
	for _, l := range r.List() {
		if l.Gone != "" && l.GoneAt != later {
			t.Errorf("session %s gone at %v, want %v", l.ID, l.GoneAt, later)
		}
	}
}

func TestRosterKeepsTheSessionsOfOthers(t *testing.T) {
	t.Parallel()
	var r Roster
	bobs, unnamed := listed("bobs", 0, time.Hour), listed("unnamed", 0, time.Hour)
	bobs.UserID, unnamed.UserID = "user-bob", ""
	r.MergeUser("user-ada", []Session{listed("a", 0, time.Hour), unnamed}, 0)
	r.MergeUser("user-bob", []Session{bobs}, 0)
	r.MergeUser("user-ada", nil, time.Minute)
	for id, want := range map[string]SessionState{"a": StateRevoked, "unnamed": StateRevoked, "bobs": StateActive} {
		if got := state(&r, id, time.Minute); got != want {
			t.Errorf("session %s is %q, want %q", id, got, want)
		}
	}
}

func TestRosterOldAnswersChangeNothing(t *testing.T) {
	t.Parallel()
	var r Roster
	renamed := listed("a", time.Minute, time.Hour)
	renamed.Name = "newer"
	r.Merge([]Session{renamed}, time.Minute)
	r.Merge([]Session{listed("a", 0, time.Hour+time.Minute)}, 0)
	if l := r.List()[0]; l.Name != "newer" || l.Sent != time.Minute {
		t.Errorf("an older answer replaced a newer one: %+v", l)
	}
	r.MarkGone(Session{ID: "a"}, StateRevoked, 2*time.Minute)
	r.Merge([]Session{listed("a", 90*time.Second, time.Hour)}, 90*time.Second)
	if got := state(&r, "a", 2*time.Minute); got != StateRevoked {
		t.Errorf("revoked, then listed by an older answer: %q", got)
	}
	r.Merge([]Session{listed("a", 3*time.Minute, 0)}, 3*time.Minute)
	if got := state(&r, "a", 3*time.Minute); got != StateRevoked {
		t.Errorf("revoked, then listed with nothing left: %q", got)
	}
	r.Merge([]Session{listed("a", 4*time.Minute, time.Hour)}, 4*time.Minute)
	if got := state(&r, "a", 4*time.Minute); got != StateActive {
		t.Errorf("listed again later, with time left: %q", got)
	}
}

func TestRosterRecognisesSessions(t *testing.T) {
	t.Parallel()
	noID := func(s Session) Session { s.ID = ""; return s }
	noToken := func(s Session) Session { s.Token = Secret{}; return s }
	for _, scenario := range []struct {
		name         string
		first, later []Session
		want         int
	}{
		{"by id", []Session{listed("a", 0, time.Hour)}, []Session{listed("a", 1, time.Hour)}, 1},
		{"by id, without a token", []Session{listed("a", 0, time.Hour)}, []Session{noToken(listed("a", 1, time.Hour))}, 1},
		{"by token, when the assume answer had no id", []Session{noID(listed("a", 0, time.Hour))}, []Session{listed("a", 1, time.Hour)}, 1},
		{"by token, when the list has no ids", []Session{listed("a", 0, time.Hour)}, []Session{noID(listed("a", 1, time.Hour))}, 1},
		{"two sessions under one id", []Session{listed("a", 0, time.Hour), sharing("a", "b")}, []Session{sharing("a", "b"), listed("a", 1, time.Hour)}, 2},
		{"the same session twice in one answer", []Session{listed("a", 0, time.Hour), listed("a", 0, time.Hour)}, nil, 1},
		{"one masked token for all", []Session{sharing("a", "x"), sharing("b", "x")}, []Session{sharing("b", "x"), sharing("a", "x")}, 2},
	} {
		var r Roster
		r.Merge(scenario.first, 0)
		for _, s := range scenario.later {
			r.Put(s)
		}
		list := r.List()
		if len(list) != scenario.want {
			t.Errorf("%s: %d sessions, want %d", scenario.name, len(list), scenario.want)
		}
		for _, l := range list {
			if l.ID == "" || l.Token.Empty() || l.Name == "" {
				t.Errorf("%s: what one answer told was lost: %+v", scenario.name, l)
			}
		}
	}
}

// sharing is a session with an id and another's token.
func sharing(id, token string) Session {
	s := listed(id, 1, time.Hour)
	s.Token = NewSecret("ars-" + token)
	return s
}

func TestRosterKeepsWhatALaterAnswerDoesNotSay(t *testing.T) {
	t.Parallel()
	var r Roster
	whole := listed("a", 0, time.Hour)
	whole.RoleID, whole.IssuerID, whole.AuthMethod, whole.SourceIP = "role", "issuer", "oidc", "203.0.113.9"
	whole.Met = ConditionsMet{Known: true, Met: true, Names: []string{"time_of_day"}}
	whole.Assumed, whole.Expires = at(t, "2026-11-23T14:00:00Z"), at(t, "2026-11-23T16:00:00Z")
	r.Put(whole)
	r.Merge([]Session{{ID: "a", Sent: time.Minute, Remaining: 59 * time.Minute}}, time.Minute)
	got := r.List()[0]
	if got.Token != whole.Token || got.Name != whole.Name || got.UserID != whole.UserID || got.RoleID != "role" ||
		got.IssuerID != "issuer" || got.AuthMethod != "oidc" || got.SourceIP != "203.0.113.9" || !got.Met.Met ||
		!got.Assumed.Equal(whole.Assumed) || !got.Expires.Equal(whole.Expires) {
		t.Errorf("lost: %+v", got.Session)
	}
	if got.Remaining != 59*time.Minute || got.Total != 2*time.Hour {
		t.Errorf("remaining %v of %v", got.Remaining, got.Total)
	}
}

func TestRosterTotalIsTheLargestTimeSeen(t *testing.T) {
	t.Parallel()
	var r Roster
	r.Put(listed("a", 0, time.Hour))
	r.Put(listed("a", time.Minute, 59*time.Minute))
	if got := r.List()[0].Total; got != time.Hour {
		t.Errorf("total %v, want the first and largest", got)
	}
}

func TestRosterPruneAndSoonest(t *testing.T) {
	t.Parallel()
	var r Roster
	if _, ok := r.Soonest(0); ok {
		t.Error("an empty roster has a soonest session")
	}
	r.Merge([]Session{listed("long", 0, time.Hour), listed("short", 0, time.Minute), listed("shorter", 0, time.Second), listed("gone", 0, 30*time.Second)}, 0)
	r.MarkGone(Session{ID: "gone"}, StateRevoked, 0)
	r.MarkGone(Session{ID: "gone"}, StateExpired, time.Second)
	r.MarkGone(Session{ID: "nobody"}, StateExpired, time.Second)
	if got := state(&r, "gone", 0); got != StateRevoked {
		t.Errorf("gone twice: %q, want the first", got)
	}
	if l, ok := r.Soonest(time.Second); !ok || l.ID != "short" {
		t.Errorf("soonest is %q, want the next that is not over and not gone", l.ID)
	}
	r.Prune(time.Minute, time.Minute)
	if got := len(r.List()); got != 4 {
		t.Errorf("%d sessions, want all: the gone one is as old as may be", got)
	}
	r.Prune(time.Minute+1, time.Minute)
	if got := len(r.List()); got != 3 || r.Live() != 3 {
		t.Errorf("%d sessions, %d live, want 3", got, r.Live())
	}
	r.List()[0].ID = "changed"
	if r.List()[0].ID != "long" {
		t.Error("a change of the list changed the roster")
	}
}

// TestNoListTakesAwayWhatItDoesNotTell: AWS keys, and what a renewal repeats.
func TestNoListTakesAwayWhatItDoesNotTell(t *testing.T) {
	t.Parallel()
	asked := AssumeRequest{Dialect: DialectSTS, OrganizationID: "o-1", RoleID: "r-1"}
	made := Session{
		Token: NewSecret("t"), Name: "a", UserID: "u", Remaining: time.Hour, PackedPolicy: 7,
		AWS: AWSKeys{ID: NewSecret("id"), Secret: NewSecret("secret")}, Asked: asked.Kept(),
	}
	var r Roster
	r.Put(made)
	r.MergeUser("u", []Session{{ID: "s-1", Token: made.Token, Name: "a", UserID: "u", Remaining: time.Hour, Sent: time.Second}}, time.Second)
	got := r.List()
	if len(got) != 1 || got[0].ID != "s-1" || got[0].AWS != made.AWS || got[0].Asked != made.Asked || got[0].PackedPolicy != 7 {
		t.Errorf("%+v", got)
	}
	if again := NewRenewal(got[0], Role{}, "", "9c04").Request; again.Dialect != DialectSTS || again.OrganizationID != "o-1" {
		t.Errorf("%+v", again)
	}
}

func TestWhatASessionKeepsOfItsRequest(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		r    AssumeRequest
		kept bool
	}{
		"a plain one":         {AssumeRequest{RoleID: "r", AuthMethod: AuthOIDC}, false},
		"another dialect":     {AssumeRequest{Dialect: DialectECS}, true},
		"a token":             {AssumeRequest{Token: NewSecret("x")}, true},
		"a token for once":    {AssumeRequest{Token: NewSecret("x"), TokenOnce: true}, false},
		"a file, read for it": {AssumeRequest{Token: NewSecret("x"), TokenOnce: true, TokenFile: "/x"}, true},
		"a file of a token":   {AssumeRequest{TokenFile: "/x"}, true},
	} {
		old := LiveSession{Session: Session{RoleID: "r", Asked: tt.r.Kept()}}
		if again := NewRenewal(old, Role{}, "", "9c04").Request; (old.Asked != nil) != tt.kept || (again.Token == tt.r.Token) == tt.r.TokenOnce || again.TokenFile != tt.r.TokenFile {
			t.Errorf("%s: %+v", name, again)
		}
	}
	if raw, err := json.Marshal(AssumeRequest{Token: NewSecret("CANARY")}); err != nil || strings.Contains(string(raw), "Token\":\"") {
		t.Errorf("%s, error %v", raw, err)
	}
}
