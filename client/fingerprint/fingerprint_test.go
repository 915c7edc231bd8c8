package fingerprint

import (
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"testing"

	"actas/model"
)

var token = model.NewSecret("ars-CANARY")

func TestNames(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "state", "actas")
	first := In(folder).Of(token)
	if !regexp.MustCompile(`^ref-[0-9a-f]{12}$`).MatchString(first) {
		t.Fatalf("%q", first)
	}
	if again := In(folder).Of(token); again != first {
		t.Errorf("another run says %s, not %s", again, first)
	}
	if other := In(folder).Of(model.NewSecret("ars-OTHER")); other == first {
		t.Errorf("another token is %s as well", other)
	}
	if elsewhere := In(t.TempDir()).Of(token); elsewhere == first {
		t.Errorf("another machine says %s as well", elsewhere)
	}
	if none := In(folder).Of(model.Secret{}); none != "" {
		t.Errorf("no token is %q", none)
	}
	info, err := os.Stat(filepath.Join(folder, saltName))
	if err != nil || info.Mode().Perm() != 0o600 || info.Size() != saltBytes {
		t.Errorf("the salt: %v, %v", info, err)
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) != 1 {
		t.Errorf("left in the folder: %v, %v", files, err)
	}
}

// TestSaltThatCannotBeUsed still gives names, which hold for a run.
func TestSaltThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	for name, put := range map[string]func(path string) error{
		"a symbolic link": func(path string) error { return os.Symlink("/dev/zero", path) },
		"a folder":        func(path string) error { return os.Mkdir(path, 0o700) },
	} {
		folder := t.TempDir()
		if err := put(filepath.Join(folder, saltName)); err != nil {
			t.Fatal(err)
		}
		checkHoldsForARun(t, name, folder)
	}
	checkHoldsForARun(t, "no folder", "")
}

// TestSaltThatWasCutShortIsMadeAnew keeps names steady from then on.
func TestSaltThatWasCutShortIsMadeAnew(t *testing.T) {
	t.Parallel()
	for _, cut := range []string{"", "salt"} {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, saltName), []byte(cut), 0o600); err != nil {
			t.Fatal(err)
		}
		if first, again := In(folder).Of(token), In(folder).Of(token); first == "" || first != again {
			t.Errorf("%q: one run says %q, the next %q", cut, first, again)
		}
	}
}

// checkHoldsForARun checks that a run has one name for a token, and another run
// another one.
func checkHoldsForARun(t *testing.T, name, folder string) {
	t.Helper()
	run := In(folder)
	first, again, otherRun := run.Of(token), run.Of(token), In(folder).Of(token)
	if first == "" || again != first || otherRun == first {
		t.Errorf("%s: a run says %q and %q, another one %q", name, first, again, otherRun)
	}
}

// TestManyFirstRuns lets many runs find no salt at once: all of them must come to
// the same one.
func TestManyFirstRuns(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	names := make([]string, 16)
	var done sync.WaitGroup
	for i := range names {
		done.Go(func() { names[i] = In(folder).Of(token) })
	}
	done.Wait()
	for _, name := range names {
		if name != names[0] {
			t.Fatalf("several salts: %v", names)
		}
	}
}
