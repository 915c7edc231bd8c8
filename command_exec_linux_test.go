package main

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// TestExecTokenIsInNoArgument looks at what anybody on the machine can see.
func TestExecTokenIsInNoArgument(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	r := d.ends(0, "exec", "ada-deploy", "--revoke-after", "--", "sh", "-c", "cat /proc/$PPID/cmdline /proc/$$/cmdline | tr '\\0' ' '")
	if !strings.Contains(r.out, "exec ada-deploy --revoke-after") {
		t.Errorf("%q", r.out)
	}
}

// TestExecClosesActasAlone: actas leaves no core file behind, while its command has
// the limits that it would have without actas, in its place or beside it.
func TestExecClosesActasAlone(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	usual, err := exec.Command("sh", "-c", "ulimit -S -c").Output()
	if err != nil {
		t.Fatal(err)
	}
	r := d.ends(0, "exec", "ada-deploy", "--", "sh", "-c", "ulimit -S -c")
	if r.out != string(usual) {
		t.Errorf("in its place: %q, want %q", r.out, usual)
	}
	r = d.ends(0, "exec", "ada-deploy", "--revoke-after", "--", "sh", "-c", "ulimit -S -c; grep core /proc/$PPID/limits")
	if !regexp.MustCompile(`^` + regexp.QuoteMeta(string(usual)) + `Max core file size +0 `).MatchString(r.out) {
		t.Errorf("beside it: %q, want %q", r.out, usual)
	}
}
