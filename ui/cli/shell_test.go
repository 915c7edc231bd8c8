package cli

import (
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"actas/ui"
	"actas/ui/shellenv"
)

func TestWhichShellIsOpened(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, system string
		env          map[string]string
		want         string
	}{
		{"the person's", "linux", map[string]string{"SHELL": "/usr/bin/zsh", "COMSPEC": "x"}, "/usr/bin/zsh"},
		{"none said", "darwin", nil, "/bin/sh"},
		{"Windows", "windows", map[string]string{"COMSPEC": `C:\cmd.exe`, "SHELL": "/usr/bin/bash"}, `C:\cmd.exe`},
		{"Windows, none said", "windows", nil, "cmd.exe"},
	} {
		if got := shellPath(c.system, func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Whatever the environment says of an API, the shell is told that of its session,
// and finds no copy of the key.
func TestTheShellIsToldTheSessionsAPI(t *testing.T) {
	t.Parallel()
	out := Outside{Environ: []string{"PATH=/bin", "ACTAS_API_URL=https://other.example", "VULTR_API_KEY=" + canary, "TF_VAR_key=" + canary, "ACTAS_OTHER_KEY=x"},
		Getenv: func(name string) string { return map[string]string{"VULTR_API_KEY": canary}[name] }}
	key := shellenv.Var{Name: shellenv.APIKey, Value: "ars-1"}
	for _, c := range []struct {
		name string
		vars []shellenv.Var
		want []string
	}{
		{"Vultr's own", []shellenv.Var{key}, []string{"PATH=/bin", "VULTR_API_KEY=ars-1"}},
		{"another", []shellenv.Var{key, {Name: shellenv.APIURL, Value: "http://127.0.0.1:1"}}, []string{"PATH=/bin", "VULTR_API_KEY=ars-1", "ACTAS_API_URL=http://127.0.0.1:1"}},
	} {
		if got := (&command{out: out}).sessionEnviron(c.vars); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAShellThatDoesNotStartSaysWhy(t *testing.T) {
	t.Parallel()
	ending := &foreground{}
	ending.hangUp(nil)
	for _, c := range []struct {
		name, path string
		at         *foreground
		want       string
	}{
		{"no such file", "/nonexistent/shell", &foreground{}, "/nonexistent/shell: there is no such program. SHELL says which one is opened."},
		{"no such name", "no-such-shell-anywhere", &foreground{}, "no-such-shell-anywhere: there is no such program. SHELL says which one is opened."},
		{"a folder", t.TempDir(), &foreground{}, ": it may not be run. SHELL says which one is opened."},
		{"actas ends", "/bin/sh", ending, "actas is about to end."},
	} {
		tty, out := file(t, "tty"), file(t, "out")
		run := &shellRun{child: exec.Command(c.path), notice: "notice", tty: tty, out: out, at: c.at, open: Outside{}.open}
		var why ui.ShellError
		if err := run.Run(); !errors.As(err, &why) || !strings.HasSuffix(why.Why, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestInsideASession(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		env  map[string]string
		want ui.Inside
	}{
		{"outside", nil, ui.Inside{}},
		{"an end alone", map[string]string{"ACTAS_EXPIRES_AT": "2026-11-20T14:13:08Z"}, ui.Inside{}},
		{"inside", map[string]string{"ACTAS_SESSION": "ada-deploy", "ACTAS_EXPIRES_AT": "2026-11-20T15:13:08+01:00"},
			ui.Inside{Name: "ada-deploy", Until: time.Date(2026, 11, 20, 14, 13, 8, 0, time.UTC)}},
		{"an end that is none", map[string]string{"ACTAS_SESSION": "ada-deploy", "ACTAS_EXPIRES_AT": "soon"}, ui.Inside{Name: "ada-deploy"}},
		{"a hostile name", map[string]string{"ACTAS_SESSION": "a\x1b[31m"}, ui.Inside{Name: `a\u{1b}[31m`}},
	} {
		if got := inside(func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}
