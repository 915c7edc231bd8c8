package ui

import (
	"testing"
	"time"

	"actas/model"
	"actas/ui/copyas"
	"actas/ui/firstrun"
)

// keeper is a dashboard without a key, where one can be kept; kept counts that.
func keeper(t *testing.T, kept *int) *rig {
	t.Helper()
	r := newRig(t)
	deps := *r.m.deps
	api := deps.API
	deps.API, deps.Writes = nil, new(Writes)
	deps.Connect = func(model.Secret) (API, error) { return api, nil }
	deps.KeyRest = &KeyRest{Ready: func() error { return nil }, Keep: func(string, model.Secret) error { *kept++; return nil }}
	r.m = New(deps)
	r.start()
	return r
}

// TestLeavingWaitsUntilAKeyIsKept: before that, it may be in the keyring and no profile
// name it.
func TestLeavingWaitsUntilAKeyIsKept(t *testing.T) {
	t.Parallel()
	kept := 0
	r := keeper(t, &kept)
	r.hold = only[keyKeptMsg]
	r.send(firstrun.KeepMsg{Profile: "work", Key: model.NewSecret("CANARY")})
	if r.press("ctrl+c"); r.quit {
		t.Fatal("it leaves in the middle of it")
	}
	r.shows("Leaving when it is done; ^c leaves at once.")
	if r.release(); !r.quit || kept != 1 || r.m.SwitchTo() != "" || r.m.writes != 0 {
		t.Errorf("it leaves: %t, for %q; kept %d times", r.quit, r.m.SwitchTo(), kept)
	}
	r = keeper(t, &kept)
	r.send(firstrun.KeepMsg{Profile: "work", Key: model.NewSecret("CANARY")})
	if r.m.SwitchTo() != "work" {
		t.Errorf("it goes on with %q", r.m.SwitchTo())
	}
}

// TestNothingIsWrittenOnceTheProgramEnds: neither a key nor an AWS profile.
func TestNothingIsWrittenOnceTheProgramEnds(t *testing.T) {
	t.Parallel()
	kept := 0
	r := keeper(t, &kept)
	r.m.deps.Writes.Ending()
	r.send(firstrun.KeepMsg{Profile: "work", Key: model.NewSecret("CANARY")})
	if kept != 0 {
		t.Error("a key is kept")
	}
	file := &fakeAWSFile{}
	r = withAWSFile(t, file)
	r.m.deps.Writes = new(Writes)
	r.m.deps.Writes.Ending()
	r.press("b", "y")
	if len(file.written) != 0 {
		t.Errorf("wrote %v", file.written)
	}
}

func TestLeavingWaitsForAnAWSProfile(t *testing.T) {
	t.Parallel()
	r := withAWSFile(t, &fakeAWSFile{})
	r.hold = only[awsWrittenMsg]
	r.press("b", "y")
	if r.press("q"); r.quit {
		t.Fatal("it leaves in the middle of it")
	}
	r.shows("Leaving when it is done; q leaves at once.")
	if r.release(); !r.quit {
		t.Error("it stays although that is done")
	}
	// What is not written at all is not waited for.
	r = withAWSFile(t, &fakeAWSFile{})
	r.m.roster.MarkGone(model.Session{ID: "deploy-7f3c"}, model.StateRevoked, time.Hour)
	r.send(copyas.WriteMsg{Profile: "work"})
	r.shows("Not written: the session is gone.")
	if r.press("q"); !r.quit {
		t.Error("it waits for nothing")
	}
}
