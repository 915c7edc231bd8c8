package renewal_test

import (
	"os"
	"path/filepath"
	"testing"

	"actas/client/renewal"
)

func TestLockIsHeldByOne(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "actas")
	first := renewal.NewLock(folder, "api", "u-1", 1, "bastion:pts/1")
	second := renewal.NewLock(folder, "api", "u-1", 2, "")
	for range 2 {
		if !first.Try() || second.Try() {
			t.Fatal("not exactly the first one holds the lock")
		}
	}
	if got := second.Holder(); got != "actas 1 on bastion:pts/1" {
		t.Errorf("holder %q", got)
	}
	second.Release()
	first.Release()
	if !second.Try() {
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
		if !lock.Try() {
			t.Errorf("%v is locked by another's engine", of)
		}
		t.Cleanup(lock.Release)
	}
}

func TestWhereNothingCanBeLockedOneActsAlone(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, lock := range map[string]*renewal.Lock{
		"no folder":           renewal.NewLock("", "api", "u-1", 1, ""),
		"a file for a folder": renewal.NewLock(file, "api", "u-1", 1, ""),
	} {
		if !lock.Try() || lock.Holder() != "" {
			t.Errorf("%s: holder %q", name, lock.Holder())
		}
		lock.Release()
	}
}

func TestHolderThatCannotBeReadIsNotNamed(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	first := renewal.NewLock(folder, "api", "u-1", 1, "")
	if !first.Try() {
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
