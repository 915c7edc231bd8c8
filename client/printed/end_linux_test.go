package printed_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"actas/client/clock"
	"actas/client/printed"
)

// alive is a named pipe for commands to write to.
func alive(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "alive")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// begun waits until a command has opened the pipe, and gives its first line. The
// pipe ends when nothing is left that holds it.
func begun(t *testing.T, path string) (line string, pipe *bufio.Reader) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	pipe = bufio.NewReader(f)
	if line, err = pipe.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line), pipe
}

// TestALateCommandEndsWithAllThatItStarted: what runs in its background, what does
// so in a shell of its own, and what lost its parent but still writes to us.
func TestALateCommandEndsWithAllThatItStarted(t *testing.T) {
	t.Parallel()
	for name, line := range map[string]string{
		"a child":              "sleep 1000; :",
		"a background":         "sleep 1000 & sleep 1000 & wait; :",
		"a pipe":               "sleep 1000 | sh -c 'sleep 1000; cat'; :",
		"a session of its own": "setsid sh -c 'sleep 1000; :'; :",
		"an orphan":            "(sleep 1000 &); (setsid sleep 1000 >/dev/null &); sleep 1000; :",
		"no signal ends it":    "trap '' TERM INT HUP; sh -c 'sleep 1000; :'; :",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := alive(t)
			clk := clock.NewManual(time.Date(2026, 11, 20, 14, 3, 8, 0, time.UTC))
			ended := make(chan error, 1)
			go func() {
				var said strings.Builder
				_, err := printed.By(context.Background(), clk, printed.Command{Line: "exec 3>" + path + "; echo begun >&3; " + line, Stderr: &said, Limit: 100})
				ended <- err
			}()
			clk.Waiting(1)
			_, left := begun(t, path)
			clk.Advance(printed.Within)
			if err := <-ended; !errors.Is(err, printed.ErrLate) {
				t.Errorf("%v", err)
			}
			if rest, err := io.ReadAll(left); err != nil || len(rest) > 0 {
				t.Errorf("it went on: %q, %v", rest, err)
			}
		})
	}
}

// TestWhatLeftTheCommandGoesOn: an agent that a command starts is for later ones.
func TestWhatLeftTheCommandGoesOn(t *testing.T) {
	t.Parallel()
	path := alive(t)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		_, err := printed.By(ctx, clock.System(), printed.Command{Line: "(sleep 1000 >/dev/null 2>&1 & echo $! >" + path + "); sleep 1000", Limit: 100})
		ended <- err
	}()
	line, _ := begun(t, path)
	agent, err := strconv.Atoi(line)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if err := syscall.Kill(agent, syscall.SIGKILL); err != nil {
		t.Errorf("the agent: %v", err)
	}
}

// TestNobodyIsAskedWhereNobodyIsShownAnything: a program that asked on the
// dashboard's terminal would take its keys.
func TestNobodyIsAskedWhereNobodyIsShownAnything(t *testing.T) {
	t.Parallel()
	const line = "cut -d' ' -f6 /proc/$$/stat; echo $$"
	for _, stderr := range []io.Writer{nil, io.Discard} {
		out, err := printed.By(t.Context(), clock.System(), printed.Command{Line: line, Stderr: stderr, Limit: 100})
		session, shell, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
		if alone := session == shell; err != nil || alone != (stderr == nil) {
			t.Errorf("the shell %s is in the session %s, %v", shell, session, err)
		}
	}
}
