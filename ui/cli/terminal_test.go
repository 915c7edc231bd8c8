package cli

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/muesli/termenv"

	"actas/theme"
)

func TestLightBackground(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, colours string
		want          bool
	}{
		{"white", "0;15", true},
		{"light grey", "0;7", true},
		{"a bright colour", "0;11", true},
		{"black", "15;0", false},
		{"dark grey", "15;8", false},
		{"a dark colour", "15;4", false},
		{"three parts", "0;default;15", true},
		{"three parts, dark", "15;default;0", false},
		{"the terminal's own", "0;default", false},
		{"beyond the sixteen", "0;16", false},
		{"below zero", "0;-1", false},
		{"one part", "15", false},
		{"nothing behind the separator", "0;", false},
		{"unset", "", false},
	} {
		if got := lightBackground(c.colours); got != c.want {
			t.Errorf("%s: %q is light: %v", c.name, c.colours, got)
		}
	}
}

func TestTheThemeFollowsFlagsAndEnvironment(t *testing.T) {
	t.Parallel()
	colours := theme.Options{Profile: termenv.ANSI}
	light := theme.Options{Profile: termenv.ANSI, Light: true}
	for _, c := range []struct {
		name  string
		flags flags
		env   map[string]string
		want  theme.Options
	}{
		{"dark by default", flags{theme: "auto"}, nil, colours},
		{"light by COLORFGBG", flags{theme: "auto"}, map[string]string{"COLORFGBG": "0;15"}, light},
		{"dark although COLORFGBG says light", flags{theme: "dark"}, map[string]string{"COLORFGBG": "0;15"}, colours},
		{"light although COLORFGBG says dark", flags{theme: "light"}, map[string]string{"COLORFGBG": "15;0"}, light},
		{"NO_COLOR", flags{theme: "auto"}, map[string]string{"NO_COLOR": "1"}, theme.Options{Profile: termenv.Ascii}},
		{"NO_COLOR that is empty counts for nothing", flags{theme: "auto"}, map[string]string{"NO_COLOR": ""}, colours},
		{"--no-color", flags{theme: "auto", noColor: true}, nil, theme.Options{Profile: termenv.Ascii}},
		{"--ascii keeps its colours", flags{theme: "auto", ascii: true}, nil, theme.Options{Profile: termenv.ANSI, ASCII: true}},
	} {
		w := newWorld(t)
		// Without a terminal CLICOLOR_FORCE promises sixteen colours.
		environ := []string{"CLICOLOR_FORCE=1"}
		for name, value := range c.env {
			w.env[name] = value
			environ = append(environ, name+"="+value)
		}
		out := w.outside(nil, file(t, "out"), nil)
		out.Environ = environ
		got, err := (&command{out: out, flags: c.flags}).theme()
		want := theme.New(c.want)
		if err != nil || got.Page.Crit.On("x") != want.Page.Crit.On("x") || !reflect.DeepEqual(got.Glyphs, want.Glyphs) {
			t.Errorf("%s: %q, want %q, %v", c.name, got.Page.Crit.On("x"), want.Page.Crit.On("x"), err)
		}
	}
}

func TestEnviron(t *testing.T) {
	t.Parallel()
	e := environ{"TERM=xterm", "TERMINAL=x=y", "EMPTY="}
	for name, want := range map[string]string{"TERM": "xterm", "TERMINAL": "x=y", "EMPTY": "", "TERMINA": "", "OTHER": ""} {
		if got := e.Getenv(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if len(e.Environ()) != 3 {
		t.Errorf("%q", e.Environ())
	}
}

func TestTheLogIsItsOwnersAlone(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "log")
	if err := os.WriteFile(name, []byte("before\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := &command{flags: flags{debug: name}}
	closeLog, err := c.openLog()
	if err != nil {
		t.Fatal(err)
	}
	c.log.Debug("call", slog.String("path", "/v2/roles"))
	closeLog()
	got, err := os.ReadFile(name)
	if err != nil || !bytes.HasPrefix(got, []byte("before\n")) || !bytes.Contains(got, []byte("path=/v2/roles")) {
		t.Errorf("%q, %v", got, err)
	}
	fresh := filepath.Join(t.TempDir(), "fresh")
	closeLog, err = (&command{flags: flags{debug: fresh}}).openLog()
	if err != nil {
		t.Fatal(err)
	}
	closeLog()
	if info, err := os.Stat(fresh); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestWithoutDebugThereIsNoLog(t *testing.T) {
	t.Parallel()
	c := &command{}
	closeLog, err := c.openLog()
	if err != nil || c.log != nil {
		t.Errorf("%v, %v", c.log, err)
	}
	closeLog()
}

func TestALogThatCannotBeWrittenIsAWrongUse(t *testing.T) {
	t.Parallel()
	c := &command{flags: flags{debug: filepath.Join(t.TempDir(), "none", "log")}}
	if _, err := c.openLog(); exitCode(err) != exitUsage {
		t.Errorf("%v", err)
	}
}
