package guard

import (
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// coreLimit is the soft limit of core files as a program sees it that is started
// now.
func coreLimit(t *testing.T, start func(func() error) error) string {
	t.Helper()
	var out strings.Builder
	cmd := exec.Command("sh", "-c", "ulimit -S -c")
	cmd.Stdout = &out
	if err := start(cmd.Start); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(out.String())
}

// TestProcess closes the process of the tests itself.
func TestProcess(t *testing.T) {
	var before unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CORE, &before); err != nil {
		t.Fatal(err)
	}
	before.Cur = before.Max
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &before); err != nil {
		t.Fatal(err)
	}
	plainly := func(start func() error) error { return start() }
	usual := coreLimit(t, plainly)
	if got := coreLimit(t, Opened); got != usual {
		t.Errorf("a program that is started before has %s, and not %s", got, usual)
	}
	Process()
	dumpable, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0)
	if err != nil || dumpable != 0 {
		t.Errorf("dumpable is %d, %v", dumpable, err)
	}
	if got := coreLimit(t, plainly); got != "0" {
		t.Errorf("core files may have %s blocks", got)
	}
	for range 2 {
		if got := coreLimit(t, Opened); got != usual {
			t.Errorf("a program that is started has %s, and not %s", got, usual)
		}
	}
	var now unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CORE, &now); err != nil || now.Cur != 0 || now.Max != before.Max {
		t.Errorf("the limits are %+v, %v", now, err)
	}
}
