package renewal_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"actas/client/renewal"
)

// try takes a lock that must not fail.
func try(t *testing.T, lock *renewal.Lock) bool {
	t.Helper()
	acts, err := lock.Try()
	if err != nil {
		t.Error(err)
	}
	return acts
}

func TestLockIsHeldByOne(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "actas")
	first := renewal.NewLock(folder, "api", "u-1", 1, "bastion:pts/1")
	second := renewal.NewLock(folder, "api", "u-1", 2, "")
	for range 2 {
		if !try(t, first) || try(t, second) {
			t.Fatal("not exactly the first one holds the lock")
		}
	}
	if got := second.Holder(); got != "actas 1 on bastion:pts/1" {
		t.Errorf("holder %q", got)
	}
	second.Release()
	first.Release()
	if !try(t, second) {
		t.Fatal("the lock was not given up")
	}
	if got := first.Holder(); got != "actas 2" {
		t.Errorf("holder %q", got)
	}
	second.Release()
}

func TestLocksOfUsersAndEndpointsAreApart(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, of := range [][2]string{{"api", "u-1"}, {"api", "u-2"}, {"127.0.0.1:80", "u-1"}} {
		lock := renewal.NewLock(folder, of[0], of[1], 1, "")
		if !try(t, lock) {
			t.Errorf("%v is locked by another's engine", of)
		}
		t.Cleanup(lock.Release)
	}
}

func TestWithoutAFolderOneActsAlone(t *testing.T) {
	t.Parallel()
	lock := renewal.NewLock("", "api", "u-1", 1, "")
	if !try(t, lock) || lock.Holder() != "" {
		t.Errorf("holder %q", lock.Holder())
	}
	lock.Release()
}

// TestWhereNothingCanBeLockedNobodyActs: two engines would renew one session twice.
func TestWhereNothingCanBeLockedNobodyActs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		put  func(folder, path string) error
		says string
	}{
		"a file for a folder": {func(folder, _ string) error { return os.WriteFile(folder, nil, 0o600) }, "cannot be made: "},
		"a folder for a file": {func(_, path string) error { return os.MkdirAll(path, 0o700) }, "cannot be opened: is a directory"},
		"a symbolic link": {func(folder, path string) error {
			return errors.Join(os.Mkdir(folder, 0o700), os.WriteFile(folder+".target", nil, 0o600), os.Symlink(folder+".target", path))
		}, "is a symbolic link, which is not followed; move it away"},
	} {
		r := newRig(t)
		r.folder = filepath.Join(r.folder, "actas")
		path := filepath.Join(r.folder, "renewals-api-"+r.user.ID+".lock")
		if err := c.put(r.folder, path); err != nil {
			t.Fatal(err)
		}
		cfg := r.config()
		cfg.Choices = nil
		acts, err := cfg.Lock.Try()
		if acts || err == nil || !strings.Contains(err.Error(), c.says) || cfg.Lock.Holder() != "" {
			t.Errorf("%s: acts %v, %v, holder %q", name, acts, err, cfg.Lock.Holder())
		}
		cfg.Clock = r.clock
		e, s := r.startWith(cfg), r.assume("ada-0000", time.Hour)
		e.Watch(r.watch(s))
		if err := e.SetAuto(s, true); err == nil || !strings.HasPrefix(err.Error(), "auto-renew does not work: ") {
			t.Errorf("%s: turned on: %v", name, err)
		}
		r.pass(50*time.Minute, e)
		if state := e.State(); state.Acts || !strings.Contains(state.Trouble, "it is not known whether another actas renews: ") || !strings.Contains(state.Trouble, c.says) ||
			state.Brief == "" || strings.Contains(state.Brief, r.folder) || len(state.Brief) > 50 {
			t.Errorf("%s: it says %+v", name, state)
		}
		r.mustLive("ada-0000")
		if target, err := os.ReadFile(r.folder + ".target"); err == nil && len(target) > 0 {
			t.Errorf("%s was written through: %s", name, target)
		}
	}
}

func TestHolderThatCannotBeReadIsNotNamed(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	first := renewal.NewLock(folder, "api", "u-1", 1, "")
	if !try(t, first) {
		t.Fatal("not locked")
	}
	t.Cleanup(first.Release)
	second := renewal.NewLock(folder, "api", "u-1", 2, "")
	for content, want := range map[string]string{
		"": "", "{": "", `{"pid":0}`: "", `{"pid":7,"place":"a\u001b[2J"}`: `actas 7 on a\u{1b}[2J`,
	} {
		if err := os.WriteFile(filepath.Join(folder, "renewals-api-u-1.lock"), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := second.Holder(); got != want {
			t.Errorf("%q: holder %q, want %q", content, got, want)
		}
	}
}
