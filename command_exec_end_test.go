//go:build unix

package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"actas/client/simulator"
)

// Tests of what actas exec leaves behind.

// asked waits until a command has asked the API for something, which is not answered
// yet. One that has ended never will.
func (d *desk) asked(cmd *exec.Cmd, method, path string) {
	d.t.Helper()
	for d.requests(method, path) == 0 {
		var state syscall.WaitStatus
		if ended, err := syscall.Wait4(cmd.Process.Pid, &state, syscall.WNOHANG, nil); ended != 0 && err != syscall.EINTR {
			d.t.Fatalf("%q ended with %d (%v) before it asked for %s %s", cmd.Args[1:], state.ExitStatus(), err, method, path)
		}
		runtime.Gosched()
	}
}

// TestNoSignalKeepsExecFromRevoking: whoever presses ctrl+c again, or closes the
// terminal, while the session is being revoked.
func TestNoSignalKeepsExecFromRevoking(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	hold := make(chan struct{})
	d.server.Next("DELETE ", simulator.Fault{Hold: hold})
	cmd := d.command("exec", "ada-deploy", "--revoke-after", "--", "sh", "-c", fmt.Sprintf(waits, "INT"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, _ := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
		t.Fatalf("it says %q", line)
	}
	_ = cmd.Process.Signal(syscall.SIGINT)
	d.asked(cmd, "DELETE", "/v2/assumed-roles/")
	for _, again := range []syscall.Signal{syscall.SIGINT, syscall.SIGHUP, syscall.SIGTERM, syscall.SIGQUIT} {
		_ = cmd.Process.Signal(again)
	}
	close(hold)
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 9 || slices.Contains(d.live(), "ada-deploy-7f3c") {
		t.Errorf("exit code %d, live: %v", code, d.live())
	}
}

// TestExecAtATerminalWithOtherInput: the terminal has sent ctrl+c to the command
// already, wherever its input comes from.
func TestExecAtATerminalWithOtherInput(t *testing.T) {
	t.Parallel()
	const counts = `n=0; trap 'n=$((n+1)); echo "caught $n"' INT; trap 'exit $n' USR1; echo ready; while :; do :; done`
	d := newDesk(t)
	nothing, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = nothing.Close() })
	s := startPTY(t, ptyOptions{env: d.env[len(d.env)-2:], input: nothing}, "exec", "ada-deploy", "--revoke-after", "--", "sh", "-c", counts)
	s.waitFor(0, "ready")
	// Two signals at once would be caught as one: actas passes on what it has to
	// only after the command has caught its own.
	s.signal(syscall.SIGSTOP)
	s.awaitStopped()
	s.press("\x03")
	s.waitFor(0, "caught 1")
	s.signal(syscall.SIGUSR1)
	s.signal(syscall.SIGCONT)
	if code := s.wait(); code != 1 {
		t.Errorf("caught %d times", code)
	}
}

// awaitStopped waits until the program stands still.
func (s *ptySession) awaitStopped() {
	s.tb.Helper()
	var state syscall.WaitStatus
	for !state.Stopped() {
		if _, err := syscall.Wait4(s.cmd.Process.Pid, &state, syscall.WUNTRACED|syscall.WNOHANG, nil); err != nil {
			s.tb.Fatal(err)
		}
		runtime.Gosched()
	}
}

// TestExecRevokesWhatItCannotUse: nobody knows of a session that was started for
// a command that never ran.
func TestExecRevokesWhatItCannotUse(t *testing.T) {
	t.Parallel()
	broken := filepath.Join(t.TempDir(), "broken")
	if err := os.WriteFile(broken, []byte("\x7fnothing that runs"), 0o755); err != nil {
		t.Fatal(err)
	}
	d := newDesk(t)
	before := d.live()
	for _, flags := range [][]string{{"Auditor"}, {"Auditor", "--revoke-after"}, {"ada-logs"}} {
		d.ends(126, append(append([]string{"exec"}, flags...), "--", broken)...)
		if after := d.live(); !slices.Equal(before, after) {
			t.Errorf("%q: live were %v, and are %v", flags, before, after)
		}
	}
}

// TestNeedThatFindsNothingSaysSo: the session was found, so that the exit code is
// not the one for "nothing found".
func TestNeedThatFindsNothingSaysSo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.server.Next("POST "+assumePath, simulator.Fault{Status: 404, Body: `{"error":"Role trust not found","status":404}`})
	r := d.ends(1, "exec", "ada-deploy", "--need", "45m", "--", "echo", "ran")
	if r.out != "" || !strings.Contains(r.err, "left and is not renewed, so that nothing was run: assume role: ") {
		t.Errorf("%q, %q", r.out, r.err)
	}
}

// TestRenewLeavesOutWhatWasReplaced: a session that a command uses lives on after
// its renewal, and needs no other one on each run.
func TestRenewLeavesOutWhatWasReplaced(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	end := startReading(t, d.command("exec", "ada-deploy", "--", "sh", "-c", "echo ready; read line"))
	d.ends(0, "renew", "--expiring", "10m")
	posts, names := d.requests("POST", assumePath), d.live()
	for _, which := range [][]string{{"--expiring", "10m"}, {"--expiring", "10m"}} {
		r := d.ends(0, append([]string{"renew"}, which...)...)
		if !strings.Contains(r.err, "left out ada-deploy-7f3c: ada-deploy-") || !strings.Contains(r.err, " has taken its place") {
			t.Errorf("%q", r.err)
		}
	}
	if n := d.requests("POST", assumePath); n != posts || !slices.Equal(d.live(), names) {
		t.Errorf("%d assumes more, live were %v and are %v", n-posts, names, d.live())
	}
	if r := d.ends(0, "renew", "--all"); strings.Contains(r.out, "renewed ada-deploy-7f3c ") {
		t.Errorf("%q", r.out)
	}
	end()
}
