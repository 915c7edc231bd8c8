//go:build unix

package idtoken

import (
	"actas/client/clock"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

const canary = "CANARY.CANARY.CANARY"

func TestFileIsReadAnewEachTime(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "token")
	if err := os.Symlink("..data", path); err != nil {
		t.Fatal(err)
	}
	source := File(path)
	for _, want := range []string{canary, "b.b.b"} {
		if err := os.WriteFile(filepath.Join(folder, "..data"), []byte("\ufeff\n"+want+" \r\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		if got, err := source(t.Context()); err != nil || got.Reveal() != want {
			t.Errorf("%q, error %v", got.Reveal(), err)
		}
	}
}

func TestFilesThatGiveNoToken(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	fifo := filepath.Join(folder, "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		filepath.Join(folder, "none\x1b[31m"): "is not there",
		folder:                                "is no regular file",
		fifo:                                  "is no regular file",
		"/dev/zero":                           "is no regular file",
	} {
		got, err := File(path)(t.Context())
		if err == nil || !strings.HasSuffix(err.Error(), want) || strings.Contains(err.Error(), "\x1b") || !got.Empty() {
			t.Errorf("%q: %v, want %q", path, err, want)
		}
	}
	if why(os.ErrPermission) != "may not be read by you" || why(errors.New(canary)) != "cannot be read" {
		t.Error("other faults have no words")
	}
}

func TestMoreThanATokenIsNotRead(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(path, make([]byte, 3*longest), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, source := range map[string]func(context.Context) (int, error){
		"a file": func(ctx context.Context) (int, error) { s, err := File(path)(ctx); return len(s.Reveal()), err },
		"a command": func(ctx context.Context) (int, error) {
			s, err := Command("cat "+path, nil, clock.System(), nil)(ctx)
			return len(s.Reveal()), err
		},
	} {
		if n, err := source(t.Context()); err != nil || n != longest {
			t.Errorf("%s: %d bytes, error %v", name, n, err)
		}
	}
}

func TestCommand(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ line, token, says, aside string }{
		"a token":            {"printf '%s\\n' " + canary, canary, "", ""},
		"nothing":            {"true", "", "", ""},
		"a failure":          {"echo " + canary + "; exit 7", "", "the token command failed with exit code 7", ""},
		"no such command":    {"no-such-command-here 2>/dev/null", "", "the token command was not found (exit code 127)", ""},
		"a signal":           {"kill -9 $$", "", "the token command was ended by a signal", ""},
		"what it says aside": {"echo sign in first >&2; exit 1", "", "the token command failed with exit code 1", "sign in first\n"},
		"it asks for input":  {"read x && echo " + canary, "", "the token command failed with exit code 1", ""},
	} {
		var aside strings.Builder
		got, err := Command(tt.line, nil, clock.System(), &aside)(t.Context())
		said := ""
		if err != nil {
			said = err.Error()
		}
		if got.Reveal() != tt.token || said != tt.says || aside.String() != tt.aside {
			t.Errorf("%s: %q, %q, aside %q", name, got.Reveal(), said, aside.String())
		}
	}
}

// TestWhatNobodyIsShownIsTold: while the dashboard has the screen.
func TestWhatNobodyIsShownIsTold(t *testing.T) {
	t.Parallel()
	_, err := Command("echo sign in first >&2; exit 1", nil, clock.System(), nil)(t.Context())
	if err == nil || err.Error() != "the token command failed with exit code 1; it said: sign in first" {
		t.Errorf("%v", err)
	}
}

func TestACommandThatIsGivenUp(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Command("cat /dev/zero", nil, clock.System(), nil)(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
