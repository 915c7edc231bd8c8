package ui

import (
	"testing"
	"time"

	"actas/model"
)

// idless is a session of Ada's over STS, whose answer had no id.
func idless(name string) model.Session {
	s := sessionOf("", "ada", time.Hour)
	s.Name, s.Token = name, model.NewSecret("token-"+name)
	s.AWS = model.AWSKeys{ID: model.NewSecret("ASIA1"), Secret: model.NewSecret("CANARY")}
	s.Asked = &model.AssumeRequest{Dialect: model.DialectSTS, RoleID: "r1", UserID: "ada", Duration: time.Hour}
	return s
}

// withIDless is a rig with such a session beside a listed one, and the cursor on it.
func withIDless(t *testing.T) *rig {
	t.Helper()
	r := renewing(t, sessionOf("logs", "ada", 2*time.Hour))
	r.m.roster.Put(idless("sts-1"))
	r.pass(time.Second)
	r.press("ctrl+r", "g")
	r.shows("▌ sts-1")
	return r
}

// toldID lets the first GET of the session tell its id.
func (r *rig) toldID() {
	r.t.Helper()
	s := idless("sts-1")
	s.ID, s.Sent = "s-1", r.clock.now.Boot
	r.m.roster.Put(s)
	r.press("ctrl+r")
	rows := 0
	for l := range r.m.roster.All() {
		if l.Token == s.Token {
			rows++
		}
	}
	if rows != 1 {
		r.t.Fatalf("it stands on the list %d times", rows)
	}
}

// What was begun before the id of a session was known ends at its row.
func TestAnIDThatIsToldLate(t *testing.T) {
	t.Parallel()
	t.Run("while it is revoked", func(t *testing.T) {
		t.Parallel()
		r := withIDless(t)
		r.hold = only[revokedMsg]
		r.press("x", "y")
		r.toldID()
		r.release()
		r.shows("Revoked sts-1")
		if r.state("sts-1") != model.StateRevoked {
			t.Errorf("it is %s", r.state("sts-1"))
		}
	})
	t.Run("while it is renewed", func(t *testing.T) {
		t.Parallel()
		r := withIDless(t)
		r.hold = only[renewedMsg]
		r.press("r")
		r.toldID()
		r.shows("renewing")
		r.release()
		r.shows("Renewed sts-1-x7k2", "▌ sts-1-x7k2")
		if r.state("sts-1") != "" || len(r.m.renewals.asked) != 0 {
			t.Errorf("it is %s, %v", r.state("sts-1"), r.m.renewals.asked)
		}
	})
	t.Run("while its keys are to be written", func(t *testing.T) {
		t.Parallel()
		r := withIDless(t)
		file := &fakeAWSFile{written: map[string]model.Session{}}
		r.m.deps.AWS = file
		r.press("Y", "b")
		r.toldID()
		r.press("y")
		r.shows("Wrote the keys")
		if len(file.written) != 1 {
			t.Errorf("wrote %v", file.written)
		}
	})
	t.Run("while it is marked", func(t *testing.T) {
		t.Parallel()
		r := withIDless(t)
		r.press(" ")
		r.toldID()
		r.press("G", "x")
		r.shows("Revoke sts-1?")
	})
}

// A question about a session follows its renewal although the list told the new one
// first, by its id.
func TestARenewalThatTheListToldFirst(t *testing.T) {
	t.Parallel()
	r := withIDless(t)
	r.press("x")
	r.shows("Revoke sts-1?")
	old, _ := r.m.roster.Find(idless("sts-1").Key())
	made := idless("sts-2")
	told := made
	told.ID = "s-2"
	r.m.roster.Put(told)
	r.m, _ = r.m.swap(model.RenewalResult{Renewal: model.NewRenewal(old, r.api.roles[0], "", "aaaa"), New: made})
	r.shows("Revoke sts-2?", "sts-2")
	r.press("n")
	r.shows("▌ sts-2")
}
