package model

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestARosterOfOneVersionIsTheSame does everything to a roster that changes one.
func TestARosterOfOneVersionIsTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var r Roster
		boot := time.Duration(0)
		session := func() Session {
			s := listed(fmt.Sprint(rapid.IntRange(0, 3).Draw(t, "session")), boot, time.Duration(rapid.IntRange(0, 40).Draw(t, "left"))*time.Second)
			s.UserID = rapid.SampledFrom([]string{"user-ada", "user-bob", ""}).Draw(t, "user")
			return s
		}
		steps := []func(){
			func() { r.Put(session()) },
			func() { r.Merge([]Session{session(), session()}, boot) },
			func() { r.MergeUser("user-ada", []Session{session()}, boot) },
			func() { s := session(); s.SourceIP = "10.0.0.1"; r.Complete(s) },
			func() { r.MarkGone(session(), StateRevoked, boot) },
			func() { r.Ended(session().Token, boot) },
			func() { r.Drop(session()) },
			func() { r.Prune(boot, 20*time.Second) },
			func() { r.Settle(boot) },
			func() { r.KeepUser("user-ada") },
			func() { boot += time.Duration(rapid.IntRange(0, 20).Draw(t, "seconds")) * time.Second },
		}
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			before, version := r.List(), r.Version()
			step := rapid.IntRange(0, len(steps)-1).Draw(t, "step")
			steps[step]()
			if after := r.List(); len(before)+len(after) > 0 && !reflect.DeepEqual(before, after) && r.Version() <= version {
				t.Fatalf("step %d changes\n%+v to\n%+v in version %d", step, before, after, version)
			}
		}
	})
}
