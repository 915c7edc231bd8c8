//go:build unix

package main

import (
	"bytes"
	"slices"
	"strings"
	"syscall"
	"testing"

	"actas/client/simulator"
)

// Tests of commands that a signal breaks off while the answer to an assume does not
// come, although the API carried it out.

// withheld runs a command on a new desk, sends it a signal once it has asked for a
// session, and gives what it says on its standard error.
func (d *desk) withheld(path string, signal syscall.Signal, args ...string) string {
	d.t.Helper()
	return d.withheldAt("POST", path, signal, args...)
}

// withheldAt does so once the command has made a request.
func (d *desk) withheldAt(method, path string, signal syscall.Signal, args ...string) string {
	d.t.Helper()
	hold := make(chan struct{})
	defer close(hold)
	d.server.Next(method+" "+path, simulator.Fault{Hold: hold, Effect: true})
	cmd := d.command(args...)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.asked(cmd, method, path)
	_ = cmd.Process.Signal(signal)
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 1 || out.Len() > 0 {
		d.t.Errorf("%q: exit code %d, %q", args, code, out.String())
	}
	d.keepsSecrets(said.String())
	return said.String()
}

func TestAnInterruptedAssumeSaysWhatMayBe(t *testing.T) {
	t.Parallel()
	const mayBe = "interrupted before an answer came; it may have been done all the same, actas sessions tells"
	for _, c := range []struct {
		path, want string
		storage    bool
		args       []string
	}{
		{assumePath, mayBe, false, []string{"assume", "Log Reader"}},
		{stsPath, mayBe, false, []string{"assume", "Log Reader", "--via", "sts", "--print", "env"}},
		{stsPath, mayBe, false, []string{"credential-process", "Log Reader"}},
		{"/sts", "interrupted before an answer came; a session may have been made, which cannot be looked for and ends by itself", true,
			[]string{"assume", "s3assumeRole", "--print", "env"}},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			if c.storage {
				d.storage()
			}
			if said := d.withheld(c.path, syscall.SIGINT, c.args...); !strings.HasPrefix(said, "actas: ended by a signal; assume role") ||
				!strings.Contains(said, c.want) || strings.Count(said, "\n") != 1 {
				t.Errorf("it says %q", said)
			}
			if r := d.ends(0, "log"); !strings.Contains(r.out, "interrupted before an answer came") {
				t.Errorf("the ledger says %q", r.out)
			}
		})
	}
}

// TestAnInterruptedExecTakesItsSessionAway: it was started for a command that was
// not run.
func TestAnInterruptedExecTakesItsSessionAway(t *testing.T) {
	t.Parallel()
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		d := newDesk(t)
		before := d.live()
		said := d.withheld(assumePath, signal, "exec", "Log Reader", "--", "echo", "ran")
		if !strings.HasPrefix(said, "actas: ended by a signal; nothing was run; ada-log-") ||
			!strings.HasSuffix(said, " was started all the same, and is revoked\n") {
			t.Errorf("it says %q", said)
		}
		if after := d.live(); !slices.Equal(before, after) {
			t.Errorf("live were %v, and are %v", before, after)
		}
	}
}

// TestAnInterruptedExecGoesAtOnce with the second signal, whatever is still to be
// looked for.
func TestAnInterruptedExecGoesAtOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	hold := make(chan struct{})
	defer close(hold)
	d.server.Next("POST "+assumePath, simulator.Fault{Hold: hold, Effect: true})
	d.server.Next("DELETE /v2/", simulator.Fault{Hold: hold})
	cmd := d.command("exec", "Log Reader", "--", "echo", "ran")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	d.asked(cmd, "POST", assumePath)
	_ = cmd.Process.Signal(syscall.SIGINT)
	d.asked(cmd, "DELETE", "/v2/")
	_ = cmd.Process.Signal(syscall.SIGINT)
	_ = cmd.Wait()
	if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || !status.Signaled() {
		t.Errorf("it ended with %v", cmd.ProcessState)
	}
}

// renewals are the ways in which a command renews ada-deploy-7f3c.
var renewals = [][]string{{"renew", "ada-deploy-7f3c"}, {"exec", "ada-deploy-7f3c", "--need", "45m", "--", "echo", "ran"}}

// TestAnInterruptedRenewalTakesItsSessionAway: its answer is on its way, or has come and
// is being checked.
func TestAnInterruptedRenewalTakesItsSessionAway(t *testing.T) {
	t.Parallel()
	for _, args := range renewals {
		for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
			for _, at := range [][2]string{{"POST", assumePath}, {"GET", "/v2/assumed-roles/ars-"}} {
				d := newDesk(t)
				before := d.live()
				said := d.withheldAt(at[0], at[1], signal, args...)
				if !strings.Contains(said, " was started all the same, and is revoked; ada-deploy-7f3c stays\n") {
					t.Errorf("%q, %s: it says %q", args, at, said)
				}
				if after := d.live(); !slices.Equal(before, after) {
					t.Errorf("%q, %s: live were %v, and are %v", args, at, before, after)
				}
			}
		}
	}
}

// TestAnInterruptedRenewalSaysWhichLivesOn where the new session cannot be ended: it has
// a name that nobody has read yet.
func TestAnInterruptedRenewalSaysWhichLivesOn(t *testing.T) {
	t.Parallel()
	for _, args := range renewals {
		d := newDesk(t)
		before := d.live()
		d.server.Next("DELETE ", simulator.Fault{Status: 500, Body: `{"error":"not now","status":500}`, Times: -1})
		said := d.withheld(assumePath, syscall.SIGINT, args...)
		made := ""
		for _, name := range d.live() {
			if !slices.Contains(before, name) {
				made = name
			}
		}
		if made == "" || !strings.Contains(said, made+" was started all the same, and is not revoked, and lives beside ada-deploy-7f3c: revoke session") ||
			!strings.Contains(said, "actas revoke "+made+" ends it\n") {
			t.Errorf("%q: it says %q, and %q was made", args, said, made)
		}
	}
}

// TestARenewalThatIsDoneButForTheOldSession is carried to its end after a signal.
func TestARenewalThatIsDoneButForTheOldSession(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	hold := make(chan struct{})
	defer close(hold)
	d.server.Next("DELETE ", simulator.Fault{Hold: hold})
	cmd := d.command("renew", "ada-deploy-7f3c")
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	d.asked(cmd, "DELETE", "/v2/assumed-roles/")
	_ = cmd.Process.Signal(syscall.SIGTERM)
	_ = cmd.Wait()
	if !strings.HasPrefix(out.String(), "renewed ada-deploy-7f3c as ada-deploy-") || said.Len() > 0 || slices.Contains(d.live(), "ada-deploy-7f3c") {
		t.Errorf("it says %q and %q, live: %v", out.String(), said.String(), d.live())
	}
}
