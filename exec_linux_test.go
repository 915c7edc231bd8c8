package main

import (
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
