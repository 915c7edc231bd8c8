//go:build unix

package printed_test

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"strings"
	"testing"

	"actas/client/clock"
	"actas/client/printed"
)

func by(t *testing.T, line string, limit int) (out, said string, err error) {
	t.Helper()
	var stderr bytes.Buffer
	data, err := printed.By(t.Context(), clock.System(), printed.Command{Line: line, Stderr: &stderr, Limit: limit})
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

func TestACommandThatIsGivenUp(t *testing.T) {
	t.Parallel()
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := printed.By(gone, clock.System(), printed.Command{Line: "echo x"}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestItsEnvironment(t *testing.T) {
	t.Parallel()
	run := printed.Command{Line: "echo $ONE-$TWO", Environ: []string{"TWO=2"}, Limit: 100}
	if out, err := printed.By(t.Context(), clock.System(), run); string(out) != "-2\n" || err != nil {
		t.Errorf("%q, %v", out, err)
	}
}

// TestWhatItSaysIsShownCleaned, at once, and each line as one.
func TestWhatItSaysIsShownCleaned(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		`printf 'one\r\ntwo\033[2J\n' >&2`:                "one\ntwo\\u{1b}[2J\n",
		`printf 'Passphrase: ' >&2; printf '\303' >&2`:    "Passphrase: \uFFFD\n",
		`printf '\303' >&2; printf '\251t\303\251\n' >&2`: "\u00e9t\u00e9\n",
		`printf 'a\r' >&2; printf '\nb\r' >&2`:            "a\nb\n",
		`printf '10%%\r20%%\r' >&2; printf 'a\tb\n' >&2`:  "10%\n20%\na    b\n",
	} {
		_, said, err := by(t, line, 100)
		if said != want || err != nil {
			t.Errorf("%s: %q, %v", line, said, err)
		}
	}
}

// TestALineThatDoesNotEnd is shown in part, and no more is remembered of it.
func TestALineThatDoesNotEnd(t *testing.T) {
	t.Parallel()
	const line = "head -c 100000 /dev/zero | tr '\\0' x >&2; exit 1"
	_, err := printed.By(t.Context(), clock.System(), printed.Command{Line: line})
	if why := printed.Why("it", err); !strings.HasPrefix(why, "it failed with exit code 1; it said: xxxx") || len(why) > 2000 {
		t.Errorf("%d bytes, %v", len(why), err)
	}
}

// TestWhatNobodyIsShownStandsInTheError, but no secret does.
func TestWhatNobodyIsShownStandsInTheError(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"exit 3": "the key command failed with exit code 3",
		"echo well >&2; echo 'sign in\033 first' >&2; echo >&2; exit 1": `the key command failed with exit code 1; it said: sign in\u{1b} first`,
		"printf 'no end' >&2; exit 1":                                   "the key command failed with exit code 1; it said: no end",
		"echo bad key ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 >&2; exit 1": "the key command failed with exit code 1; it said: bad key [hidden]",
		"PATH=/nowhere; there-is-no-such-program":                       "the key command was not found (exit code 127); it said: ",
		"kill -9 $$": "the key command was ended by a signal",
	} {
		_, err := printed.By(t.Context(), clock.System(), printed.Command{Line: line, Limit: 100})
		if err == nil || !strings.HasPrefix(printed.Why("the key command", err), want) {
			t.Errorf("%s: %v: %q", line, err, printed.Why("the key command", err))
		}
	}
}
