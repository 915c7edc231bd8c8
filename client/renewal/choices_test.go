package renewal_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"actas/client/renewal"
	"actas/model"
)

func choice(name string) renewal.Choice {
	return renewal.Choice{RoleID: "r-1", Session: name, Expires: start.Add(time.Hour)}
}

func on(c *renewal.Choices, name string) bool {
	return c.On(model.Session{RoleID: "r-1", Name: name}, start.Add(time.Hour))
}

func TestChoicesOfTwoProcessesLoseNothing(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "state", "actas")
	const each = 25
	var all sync.WaitGroup
	for process := range 4 {
		all.Go(func() {
			c := renewal.NewChoices(folder, "api", "u-1")
			for i := range each {
				if err := c.Set(choice(fmt.Sprintf("s-%d-%d", process, i)), true); err != nil {
					t.Error(err)
				}
			}
			if err := c.Set(choice(fmt.Sprintf("s-%d-0", process)), false); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	c := renewal.NewChoices(folder, "api", "u-1")
	if err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	for process := range 4 {
		for i := range each {
			if name := fmt.Sprintf("s-%d-%d", process, i); on(c, name) != (i > 0) {
				t.Errorf("%s: on is %v", name, on(c, name))
			}
		}
	}
}

func TestChoicesArePrivate(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "actas")
	if err := renewal.NewChoices(folder, "api.vultr.com", "u-1").Set(choice("s"), true); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 2 {
		t.Fatalf("%v, %v; want the file and its lock", entries, err)
	}
	for _, entry := range entries {
		if info, err := entry.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, %v", entry.Name(), info.Mode(), err)
		}
	}
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("folder: mode %v, %v", info.Mode(), err)
	}
}

func TestBrokenFileIsReportedAndKept(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	c := renewal.NewChoices(folder, "api", "u-1")
	if err := c.Set(choice("kept"), true); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "auto-renew-api-u-1.json")
	if err := os.WriteFile(path, []byte("{oh"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := c.Set(choice("new"), true)
	if err == nil || !strings.Contains(err.Error(), "mend it or remove it") || !strings.Contains(err.Error(), path) {
		t.Errorf("error %v", err)
	}
	if data, _ := os.ReadFile(path); string(data) != "{oh" {
		t.Errorf("the file was overwritten by %q", data)
	}
	if !on(c, "new") || !on(c, "kept") {
		t.Error("what was chosen does not hold for this run")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := c.Refresh(); err != nil {
		t.Fatal(err)
	}
	other := renewal.NewChoices(folder, "api", "u-1")
	if err := other.Refresh(); err != nil || !on(other, "new") {
		t.Errorf("what could not be written was not written later: %v", err)
	}
}

func TestBrokenFileShowsInTheState(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	path := filepath.Join(r.folder, "auto-renew-api-"+r.user.ID+".json")
	if err := os.WriteFile(path, []byte("[]"), 0o600); err != nil {
		t.Fatal(err)
	}
	e, s := r.start(), r.assume("ada-0000", time.Hour)
	e.Watch(r.watch(s))
	if err := e.SetAuto(s, true); err == nil || !strings.HasPrefix(err.Error(), "for this run only: a state file cannot be read: it is not a list of choices") {
		t.Errorf("error %v", err)
	}
	r.settle(e)
	if state := e.State(); !strings.Contains(state.Unremembered, "mend it or remove it") || state.Trouble != "" || !state.Acts || !state.Sessions[s.Key()].Auto {
		t.Errorf("state %+v", state)
	}
}

func TestChoiceIsForgottenLongAfterItsSession(t *testing.T) {
	t.Parallel()
	c := renewal.NewChoices(t.TempDir(), "api", "u-1")
	if err := c.Set(choice("s"), true); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		after time.Duration
		want  bool
	}{{2 * time.Hour, true}, {26 * time.Hour, false}} {
		if err := c.Prune(start.Add(tc.after)); err != nil || on(c, "s") != tc.want {
			t.Errorf("after %v: on %v, error %v", tc.after, on(c, "s"), err)
		}
	}
}

func TestChoiceMovesOnlyWhereThereIsOne(t *testing.T) {
	t.Parallel()
	c := renewal.NewChoices("", "", "")
	if err := c.Move(choice("a"), choice("b")); err != nil || on(c, "b") {
		t.Errorf("on %v, error %v", on(c, "b"), err)
	}
	if err := c.Set(choice("a"), true); err != nil {
		t.Fatal(err)
	}
	if err := c.Move(choice("a"), choice("b")); err != nil || on(c, "a") || !on(c, "b") {
		t.Errorf("a %v, b %v, error %v", on(c, "a"), on(c, "b"), err)
	}
}

func TestChoicesOfEndpointsAndUsersAreKeptApart(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := renewal.NewChoices(folder, "../../etc", "u-1").Set(choice("s"), true); err != nil {
		t.Fatal(err)
	}
	for _, other := range [][2]string{{"api", "u-1"}, {"../../etc", "u-2"}} {
		c := renewal.NewChoices(folder, other[0], other[1])
		if err := c.Refresh(); err != nil || on(c, "s") {
			t.Errorf("%v: on %v, error %v", other, on(c, "s"), err)
		}
	}
}

// Robustness row 30.
func TestNoTokenIsWrittenToTheStateFolder(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	e, s := r.auto(time.Hour)
	r.pass(50*time.Minute, e)
	tokens := []string{s.Token.Reveal(), e.State().Ended[0].New.Token.Reveal()}
	entries, err := os.ReadDir(r.folder)
	if err != nil || len(entries) != 3 {
		t.Fatalf("%v, %v; want the choices, their lock and the engine's", entries, err)
	}
	for _, entry := range entries {
		data, err := os.ReadFile(filepath.Join(r.folder, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, token := range tokens {
			if strings.Contains(string(data), token) {
				t.Errorf("%s holds a token", entry.Name())
			}
		}
	}
}

func TestChoicesBehindASymbolicLinkAreRefused(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"auto-renew-api-u-1.json", "auto-renew-api-u-1.json.lock"} {
		folder := t.TempDir()
		target := filepath.Join(t.TempDir(), "target")
		if err := errors.Join(os.WriteFile(target, []byte("{}"), 0o644), os.Symlink(target, filepath.Join(folder, name))); err != nil {
			t.Fatal(err)
		}
		err := renewal.NewChoices(folder, "api", "u-1").Set(choice("s"), true)
		if err == nil || !strings.HasSuffix(err.Error(), name+" is a symbolic link, which is not followed; move it away") {
			t.Errorf("%s: %v", name, err)
		}
		info, statErr := os.Stat(target)
		data, readErr := os.ReadFile(target)
		if statErr != nil || readErr != nil || string(data) != "{}" || info.Mode().Perm() != 0o644 {
			t.Errorf("%s: the target was touched: %q, %v", name, data, info.Mode())
		}
	}
}
