package ui

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/shellenv"
)

// noShell is a shell that a test says the end of.
type noShell struct{}

func (noShell) Run() error          { return nil }
func (noShell) SetStdin(io.Reader)  {}
func (noShell) SetStdout(io.Writer) {}
func (noShell) SetStderr(io.Writer) {}

// shellRig is a dashboard with one session of mine, and what its shells were
// given.
func shellRig(t *testing.T, left time.Duration) (r *rig, opened *[]string) {
	t.Helper()
	r = newRig(t)
	opened = &[]string{}
	r.m.deps.Shell = func(vars []shellenv.Var, notice string) tea.ExecCommand {
		*opened = append(*opened, fmt.Sprint(vars), notice)
		return noShell{}
	}
	s := sessionOf("s1", "ada", left)
	s.Sent, s.Expires = r.clock.now.Boot, r.clock.now.Wall.Add(left)
	r.api.sessions["ada"] = []model.Session{s}
	r.start()
	r.press("1")
	return r, opened
}

// back ends the shell of the session s1.
func (r *rig) back(err error) {
	r.t.Helper()
	l, ok := r.m.roster.Find("s1")
	if !ok {
		r.t.Fatal("s1 is not listed")
	}
	r.send(shellEndedMsg{session: l, engine: r.engine, err: err})
}

func TestAShellGetsTheSessionAndHoldsIt(t *testing.T) {
	t.Parallel()
	r, opened := shellRig(t, 30*time.Minute)
	r.press("s")
	want := []string{
		"[{VULTR_API_KEY token-s1} {ACTAS_SESSION s1} {ACTAS_EXPIRES_AT 2026-11-20T14:33:08Z} {ACTAS_API_URL https://fake.example.com}]",
		"Session s1 until 14:33 UTC; exit returns to actas.",
	}
	if !slices.Equal(*opened, want) {
		t.Errorf("opened with %q, want %q", *opened, want)
	}
	if !slices.Equal(r.engine.holds, []string{"hold token-s1"}) {
		t.Errorf("while the shell runs: %q", r.engine.holds)
	}
	if n := r.since(callSessions, func() { r.back(nil) }); n != 1 {
		t.Errorf("the sessions were read %d times after it", n)
	}
	if !slices.Equal(r.engine.holds, []string{"hold token-s1", "release token-s1"}) {
		t.Errorf("after the shell: %q", r.engine.holds)
	}
	r.shows("Back from the shell of s1.")
}

func TestVultrsOwnAPIIsNotNamedToTheShell(t *testing.T) {
	t.Parallel()
	r, opened := shellRig(t, time.Hour)
	r.m.deps.DefaultEndpoint = true
	r.press("s")
	if len(*opened) == 0 || strings.Contains((*opened)[0], "ACTAS_API_URL") {
		t.Errorf("opened with %q", *opened)
	}
}

func TestBackFromTheShell(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		then func(r *rig)
		err  error
		want string
	}{
		{"the session ended meanwhile", func(r *rig) { r.clock.now.Boot += 31 * time.Minute }, nil, "Back from the shell of s1; the session ended meanwhile."},
		{"the session was revoked meanwhile", func(r *rig) { r.clock.now.Boot += 2 * time.Minute; r.api.sessions["ada"] = nil }, nil, "Back from the shell of s1; the session is revoked."},
		{"the shell did not start", func(*rig) {}, ShellError{Why: "/bin/none: there is no such program."}, "No shell: /bin/none: there is no such program."},
		{"the terminal is not whole", func(*rig) {}, errors.New("inappropriate ioctl for device"), "Back from the shell of s1, but the terminal was not taken back whole."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r, _ := shellRig(t, 30*time.Minute)
			r.press("s")
			c.then(r)
			r.back(c.err)
			r.shows(c.want)
			r.hides("ioctl")
		})
	}
}

func TestWithoutAShellThatIsSaid(t *testing.T) {
	t.Parallel()
	r, _ := shellRig(t, time.Hour)
	r.m.deps.Shell = nil
	r.press("s")
	r.shows("No shell can be opened from here.")
	if len(r.engine.holds) != 0 {
		t.Errorf("%q", r.engine.holds)
	}
}

// What a copy came to is said without what was copied.
func TestCopiesSayTheirWay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		width int
		way   string
		err   error
		want  string
	}{
		{"wide", 140, "through the terminal, which may refuse it", nil, "Copied the token of s1 through the terminal, which may refuse it."},
		{"narrow: whose it is gives way", 66, "through the terminal, which may refuse it", nil, "Copied the token through the terminal, which may refuse it."},
		{"refused", 80, "", errors.New("it has 60000 bytes, and terminals take 56244 at most"), "Not copied: it has 60000 bytes, and terminals take 56244 at most."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r, _ := shellRig(t, time.Hour)
			copied := ""
			r.m.deps.Copy = func(text string) (string, error) { copied = text; return c.way, c.err }
			r.send(tea.WindowSizeMsg{Width: c.width, Height: 24})
			r.press("y")
			r.shows(c.want)
			r.hides("token-s1")
			if copied != "token-s1" {
				t.Errorf("copied %q", copied)
			}
		})
	}
}

// The clock and who one acts as stand in every window.
func TestInsideASessionIsSaidInEveryWindow(t *testing.T) {
	t.Parallel()
	for _, width := range []int{60, 72, 80, 100, 120, 160} {
		for _, height := range []int{15, 24, 40} {
			r, _ := shellRig(t, time.Hour)
			r.m.deps.Inside = Inside{Name: "ada-deploy-7f3c", Until: r.clock.now.Wall.Add(10 * time.Minute)}
			r.m.deps.DefaultEndpoint = width%40 == 0
			r.send(startMsg{})
			r.send(tea.WindowSizeMsg{Width: width, Height: height})
			head := strings.Join(strings.Split(r.m.View(), "\n")[:2], "\n")
			if !strings.Contains(head, " IN ") || !strings.Contains(head, "14:03") {
				t.Errorf("%dx%d: %q", width, height, head)
			}
		}
	}
}
