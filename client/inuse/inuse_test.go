//go:build unix

package inuse

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"actas/model"
)

var token = model.NewSecret("ars-canary-canary")

// named names every token alike.
func named(model.Secret) string { return "ref-0123456789ab" }

func TestHeldUntilTheLastRelease(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	mine, other := In(folder, named), In(folder, named)
	if other.Held(token) {
		t.Error("held from the start")
	}
	first, second := mine.Hold(token, false), other.Hold(token, false)
	if !mine.Held(token) || !other.Held(token) {
		t.Error("not held")
	}
	first()
	first()
	if !mine.Held(token) {
		t.Error("one of two holders left, and nobody holds it")
	}
	second()
	if mine.Held(token) {
		t.Error("still held")
	}
	if left, err := os.ReadDir(filepath.Join(folder, "in-use")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	third := mine.Hold(token, false)
	if !other.Held(token) {
		t.Error("not held again")
	}
	third()
}

// startReading starts a program that says that it is ready, and reads on until end.
func startReading(t *testing.T, cmd *exec.Cmd) (end func()) {
	t.Helper()
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "ready\n" {
		t.Fatalf("%q, %v", line, err)
	}
	return func() {
		_ = in.Close()
		_ = cmd.Wait()
	}
}

func TestAProgramHoldsOn(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, inherited := range []bool{true, false} {
		release := In(folder, named).Hold(token, inherited)
		cmd := exec.Command("sh", "-c", "echo ready; read line")
		end := startReading(t, cmd)
		release()
		if held := In(folder, named).Held(token); held != inherited {
			t.Errorf("inherited %v: held %v while the program runs", inherited, held)
		}
		end()
		if In(folder, named).Held(token) {
			t.Errorf("inherited %v: held by a program that has ended", inherited)
		}
	}
}

func TestNothingToHoldIn(t *testing.T) {
	t.Parallel()
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"", blocked} {
		tokens := In(folder, named)
		release := tokens.Hold(token, false)
		if tokens.Held(token) {
			t.Errorf("%q: held", folder)
		}
		release()
		for range 2 {
			if _, ok := tokens.Renewing(token); !ok {
				t.Errorf("%q: a renewal is refused", folder)
			}
		}
	}
}

// TestAScriptThatUsesLowDescriptorsHoldsOn: a script may open files of its own
// under the numbers that the system gives out first.
func TestAScriptThatUsesLowDescriptorsHoldsOn(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	release := In(folder, named).Hold(token, true)
	cmd := exec.Command("sh", "-c", "exec 3</dev/null 4</dev/null 5</dev/null 6</dev/null 7</dev/null 8</dev/null 9</dev/null; echo ready; read line")
	end := startReading(t, cmd)
	release()
	if !In(folder, named).Held(token) {
		t.Error("not held while the script runs")
	}
	_ = cmd.Process.Kill()
	end()
	if In(folder, named).Held(token) {
		t.Error("held by a script that was killed")
	}
}

func TestOneRenewalAtATime(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	held := In(folder, named).Hold(token, false)
	release, ok := In(folder, named).Renewing(token)
	if !ok {
		t.Fatal("a token in use cannot be renewed")
	}
	if _, ok := In(folder, named).Renewing(token); ok {
		t.Error("two renewals at once")
	}
	release()
	release()
	again, ok := In(folder, named).Renewing(token)
	if !ok {
		t.Fatal("taken after its release")
	}
	again()
	held()
	if In(folder, named).Held(token) {
		t.Error("a renewal holds the token")
	}
	if left, err := os.ReadDir(filepath.Join(folder, "in-use")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestHoldersAndLookersAtOnce: whoever looks clears away what nobody holds, and
// must never clear away what somebody has begun to hold.
func TestHoldersAndLookersAtOnce(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			tokens := In(folder, named)
			for range 50 {
				release := tokens.Hold(token, false)
				if !tokens.Held(token) {
					t.Error("held, and not in use")
				}
				release()
				tokens.Held(token)
			}
		})
	}
	all.Wait()
}
