package palette_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"actas/model"
	"actas/theme"
	"actas/ui/action"
	"actas/ui/palette"
	"actas/ui/scene"
	"actas/ui/screentest"
)

func at(width, height int, t theme.Theme) scene.Scene {
	return scene.Scene{Theme: t, Width: width, Height: height, Directory: &model.Directory{}}
}

func entry(screen, key, name, blocked string, target int) palette.Entry {
	return palette.Entry{Screen: screen, Target: target,
		Hint: action.Hint{Action: action.New(key, key, "", name, nil), Blocked: blocked}}
}

func entries() []palette.Entry {
	return []palette.Entry{
		entry("Sessions", "x", "Revoke the session", "no session to revoke", 0),
		entry("Sessions", "a", "Assume a role", "", 0),
		entry("Roles", "t", "Show its trusts", "", 1),
		entry("Everywhere", "^r", "Read everything again", "", -1),
		entry("Everywhere", "", "Say who I am", "", -1),
	}
}

// after is a fresh palette after keys, and what the last one asked for.
func after(s scene.Scene, keys ...string) (palette.Model, tea.Msg) {
	m := *palette.New(entries())
	var cmd tea.Cmd
	for _, k := range keys {
		m, cmd = m.Update(screentest.Key(k), s)
	}
	if cmd == nil {
		return m, nil
	}
	return m, cmd()
}

const openAt60 = `  a row of the screen below
  a row of the screen below
  a row of the screen below
  a row of the screen below
── Commands ────────────────────────────────────────────────
▌ Revoke the session, no session to revoke               x
  Assume a role                                          a
  Show its trusts                                        t
  Read everything again                                 ^r
  Say who I am`

func TestOpen(t *testing.T) {
	t.Parallel()
	s := at(60, 10, screentest.Plain)
	m, _ := after(s)
	f := m.Over(screentest.Below(s), s)
	if got := screentest.Body(f); got != openAt60 {
		t.Errorf("got\n%s\nwant\n%s", got, openAt60)
	}
	if f.Position != "" || !f.Quiet || f.Split != 7 || !strings.HasPrefix(f.Status, ":") || !strings.HasSuffix(f.Status, "5 of 5") {
		t.Errorf("position %q, quiet %v, split %d, status %q", f.Position, f.Quiet, f.Split, f.Status)
	}
	if len(f.Keys) == 0 || len(f.Back) != 1 || f.Back[0].Keys.Help().Key != "esc" {
		t.Errorf("keys %v, back %v", f.Keys, f.Back)
	}
}

func TestTypingFiltersAndEnterRunsTheBest(t *testing.T) {
	t.Parallel()
	s := at(80, 19, screentest.Plain)
	m, _ := after(s, "t", "r", "u", "s", "t")
	f := m.Over(screentest.Below(s), s)
	if got := screentest.Body(f); !strings.Contains(got, "▌ Show its trusts") || strings.Contains(got, "Assume") {
		t.Errorf("after typing trust:\n%s", got)
	}
	if !strings.Contains(f.Status, "trust") || !strings.HasSuffix(f.Status, "1 of 5") {
		t.Errorf("status %q", f.Status)
	}
	_, msg := after(s, "t", "r", "u", "s", "t", "enter")
	if run, ok := msg.(palette.RunMsg); !ok || run.Entry.Target != 1 || run.Entry.Hint.Name != "Show its trusts" {
		t.Errorf("enter asked for %#v", msg)
	}
	_, msg = after(s, "z", "z", "enter")
	if msg != nil {
		t.Errorf("enter without a match asked for %#v", msg)
	}
	m, _ = after(s, "z", "z")
	if got := screentest.Body(m.Over(screentest.Below(s), s)); !strings.Contains(got, "No command matches.") {
		t.Errorf("without a match:\n%s", got)
	}
}

func TestTheScreenIsMatchedToo(t *testing.T) {
	t.Parallel()
	s := at(80, 19, screentest.Plain)
	m, _ := after(s, "s", "e", "s", "s", "i", "o", "n", "s", " ", "r", "o", "l")
	if got := screentest.Body(m.Over(screentest.Below(s), s)); !strings.Contains(got, "▌ Assume a role") {
		t.Errorf("words of both columns:\n%s", got)
	}
}

func TestABlockedEntrySaysWhyAndDoesNotRun(t *testing.T) {
	t.Parallel()
	s := at(80, 19, screentest.Plain)
	m, msg := after(s, "r", "e", "v", "o", "enter")
	if msg != nil {
		t.Fatalf("a blocked entry asked for %#v", msg)
	}
	if got := m.Over(screentest.Below(s), s).Status; !strings.Contains(got, "revo") || !strings.HasSuffix(got, "Not now: no session to revoke") {
		t.Errorf("status %q", got)
	}
	m, _ = m.Update(screentest.Key("backspace"), s)
	if got := m.Over(screentest.Below(s), s).Status; strings.Contains(got, "Not now") {
		t.Errorf("the refusal stays after the next key: %q", got)
	}
}

func TestMoving(t *testing.T) {
	t.Parallel()
	s := at(80, 19, screentest.Plain)
	for _, c := range []struct{ keys, want string }{
		{"down", "Assume a role"}, {"ctrl+n", "Assume a role"}, {"down down up", "Assume a role"},
		{"down down ctrl+p", "Assume a role"}, {"up down", "Assume a role"}, {"pgdown", "Say who I am"},
		{"pgdown pgup down", "Assume a role"},
	} {
		m, _ := after(s, strings.Fields(c.keys)...)
		if got := screentest.Body(m.Over(screentest.Below(s), s)); !strings.Contains(got, "▌ "+c.want) {
			t.Errorf("%s: %q is not selected:\n%s", c.keys, c.want, got)
		}
	}
}

func TestCommandsAreTextHere(t *testing.T) {
	t.Parallel()
	s := at(80, 19, screentest.Plain)
	for _, key := range []string{"q", ":", "?", "j", "1"} {
		m, msg := after(s, key)
		if msg != nil || !strings.HasPrefix(m.Over(screentest.Below(s), s).Status, ": "+key) {
			t.Errorf("%s: asked for %#v, status %q", key, msg, m.Over(screentest.Below(s), s).Status)
		}
	}
	paste := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("enter"), Paste: true}
	m, cmd := palette.New(entries()).Update(paste, s)
	if cmd != nil || !strings.HasPrefix(m.Over(screentest.Below(s), s).Status, ": enter") {
		t.Error("a paste was taken for a key")
	}
}

func TestEscCloses(t *testing.T) {
	t.Parallel()
	if _, msg := after(at(80, 19, screentest.Plain), "x", "esc"); msg != (palette.CloseMsg{}) {
		t.Errorf("esc asked for %#v", msg)
	}
}

func TestTheSheetKeepsItsEdgeWhileTyping(t *testing.T) {
	t.Parallel()
	s := at(80, 19, screentest.Plain)
	edge := func(keys ...string) int {
		m, _ := after(s, keys...)
		return strings.Count(screentest.Body(m.Over(screentest.Below(s), s)), "a row of the screen below")
	}
	if open, typed := edge(), edge("z", "z", "z"); open != typed || open == 0 {
		t.Errorf("%d rows below in sight, %d while typing", open, typed)
	}
}

func TestTheSelectionStaysInSightInALowWindow(t *testing.T) {
	t.Parallel()
	s := at(60, 5, screentest.Plain)
	m, _ := after(s, "down", "down", "down", "down")
	if got := screentest.Body(m.Over(screentest.Below(s), s)); !strings.Contains(got, "▌ Say who I am") {
		t.Errorf("low window:\n%s", got)
	}
	lower := at(60, 3, screentest.Plain)
	if got := screentest.Body(m.Over(screentest.Below(lower), lower)); !strings.Contains(got, "▌ Say who I am") {
		t.Errorf("a window made lower without a key:\n%s", got)
	}
}

func TestEverySizeIsExact(t *testing.T) {
	t.Parallel()
	keys := []string{"up", "down", "pgdown", "pgup", "enter", "backspace", "r", "e", " ", "日", "é", "\u0301"}
	rapid.Check(t, func(rt *rapid.T) {
		s := at(rapid.IntRange(1, 200).Draw(rt, "width"), rapid.IntRange(1, 60).Draw(rt, "height"),
			rapid.SampledFrom([]theme.Theme{screentest.Plain, screentest.Coloured}).Draw(rt, "theme"))
		m, _ := after(s, rapid.SliceOfN(rapid.SampledFrom(keys), 0, 8).Draw(rt, "keys")...)
		f := m.Over(screentest.Below(s), s)
		if why := screentest.Misfit(f, s.Width, s.Height); why != "" {
			rt.Fatal(why)
		}
	})
}
