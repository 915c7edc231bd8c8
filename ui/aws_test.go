package ui

import (
	"errors"
	"testing"
	"time"

	"actas/model"
)

// fakeAWSFile keeps profiles by their names.
type fakeAWSFile struct {
	state   model.AWSProfileState
	err     error
	written map[string]model.Session
	// theirs is what the last Write was told.
	theirs bool
}

func (f *fakeAWSFile) Path() string { return "/home/ada/.aws/credentials" }

func (f *fakeAWSFile) Look(string) (model.AWSProfileState, error) { return f.state, f.err }

func (f *fakeAWSFile) Write(profile string, s model.Session, theirs bool) error {
	if f.err != nil {
		return f.err
	}
	f.written[profile], f.theirs = s, theirs
	return nil
}

// withAWSFile is a rig with a session that has AWS keys, and its sheet open.
func withAWSFile(t *testing.T, file *fakeAWSFile) *rig {
	t.Helper()
	s := sessionOf("deploy-7f3c", "ada", 9*time.Minute)
	s.AWS = model.AWSKeys{ID: model.NewSecret("ASIA1"), Secret: model.NewSecret("CANARY")}
	r := renewing(t, s, sessionOf("logs", "ada", time.Hour))
	file.written = map[string]model.Session{}
	r.m.deps.AWS = file
	r.press("Y")
	r.shows("Copy deploy-7f3c as", "AWS profile")
	return r
}

func TestKeysAreWrittenIntoAProfileOnceAskedFor(t *testing.T) {
	t.Parallel()
	file := &fakeAWSFile{}
	r := withAWSFile(t, file)
	r.press("b")
	r.shows("Write AWS profile ", "The keys of deploy-7f3c, into /home/ada/.aws/credentials", "The profile is new there.")
	r.press("enter", "n")
	r.shows("Copy deploy-7f3c as")
	if len(file.written) != 0 {
		t.Fatalf("written without a yes: %v", file.written)
	}
	r.press("b", "y")
	r.hides("Copy deploy-7f3c as", "CANARY")
	if len(file.written) != 1 || file.theirs {
		t.Fatalf("written %v, over somebody else's: %v", file.written, file.theirs)
	}
	for profile, s := range file.written {
		r.shows("Wrote the keys: AWS_PROFILE=" + profile + " uses them.")
		if s.AWS.Secret.Reveal() != "CANARY" {
			t.Errorf("wrote %+v", s)
		}
	}
}

func TestSomebodyElsesProfileIsNamed(t *testing.T) {
	t.Parallel()
	file := &fakeAWSFile{state: model.AWSProfileTheirs}
	r := withAWSFile(t, file)
	r.press("b")
	r.shows("Somebody else wrote this profile. What it says now is lost.")
	r.press("y")
	if !file.theirs {
		t.Error("the file is not told that somebody said yes")
	}
}

func TestWhyKeysAreNotWritten(t *testing.T) {
	t.Parallel()
	file := &fakeAWSFile{err: errors.New("/home/ada/.aws/credentials belongs to somebody else; it is left alone")}
	r := withAWSFile(t, file)
	r.press("b")
	r.shows("Not written: /home/ada/.aws/credentials belongs to somebody else; it is left alone.")
	file.err = nil
	r.press("Y", "b")
	file.err = errors.New("the disk is full")
	r.press("y")
	r.shows("Not written: the disk is full.")
	r.press("Y")
	file.err = nil
	r.press("b")
	r.m.roster.MarkGone(model.Session{ID: "deploy-7f3c"}, model.StateRevoked, r.m.now.Boot)
	r.press("y")
	r.shows("Not written: the session is gone.")
	r.m.deps.Demo = true
	r.press("g", "Y", "b")
	r.shows("Not now: ")
	if len(file.written) != 0 {
		t.Errorf("written: %v", file.written)
	}
}

// What was looked up for one session's sheet is not asked of another's.
func TestAnAnswerForAClosedSheetAsksNothing(t *testing.T) {
	t.Parallel()
	r := withAWSFile(t, &fakeAWSFile{})
	r.hold = only[awsLookedMsg]
	r.press("b", "esc")
	r.release()
	r.hides("Write AWS profile")
	r.press("Y")
	r.m.copyOf = "logs"
	r.send(awsLookedMsg{profile: "deploy", key: "deploy-7f3c"})
	r.hides("Write AWS profile")
}
