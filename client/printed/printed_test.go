//go:build unix

package printed_test

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"

	"actas/client/clock"
	"actas/client/printed"
)

func by(t *testing.T, line string, limit int) (out, said string, err error) {
	t.Helper()
	var stderr bytes.Buffer
	data, err := printed.By(t.Context(), clock.System(), line, &stderr, limit)
	return string(data), stderr.String(), err
}

func TestWhatIsPrinted(t *testing.T) {
	t.Parallel()
	if out, said, err := by(t, "echo key; echo why >&2; cat", 100); out != "key\n" || said != "why\n" || err != nil {
		t.Errorf("%q, %q, %v", out, said, err)
	}
}

// TestNoMoreThanTheLimitIsKept, and what prints more is not ended by that.
func TestNoMoreThanTheLimitIsKept(t *testing.T) {
	t.Parallel()
	const line = "i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789; i=$((i+1)); done"
	if out, _, err := by(t, line, 1000); len(out) != 1000 || !strings.HasPrefix(out, "0123") || err != nil {
		t.Errorf("%d bytes, %v", len(out), err)
	}
}

func TestACommandThatFails(t *testing.T) {
	t.Parallel()
	var exited *exec.ExitError
	if out, _, err := by(t, "echo half; exit 3", 100); out != "" || !errors.As(err, &exited) || exited.ExitCode() != 3 {
		t.Errorf("%q, %v", out, err)
	}
}

func TestACommandThatDoesNotEnd(t *testing.T) {
	t.Parallel()
	c := clock.NewManual(time.Date(2026, 11, 20, 14, 3, 8, 0, time.UTC))
	ended := make(chan error, 1)
	go func() {
		_, err := printed.By(context.Background(), c, "exec sleep 1000", &bytes.Buffer{}, 100)
		ended <- err
	}()
	c.Waiting(1)
	c.Advance(printed.Within)
	if err := <-ended; !errors.Is(err, printed.ErrLate) {
		t.Errorf("%v", err)
	}
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := printed.By(gone, c, "echo x", &bytes.Buffer{}, 100); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
}
