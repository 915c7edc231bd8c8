package help_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"actas/model"
	"actas/theme"
	"actas/ui/action"
	"actas/ui/help"
	"actas/ui/scene"
	"actas/ui/screentest"
)

func at(width, height int, t theme.Theme) scene.Scene {
	return scene.Scene{Theme: t, Width: width, Height: height, Directory: &model.Directory{}}
}

func hint(key, word, blocked string) action.Hint {
	return action.Hint{Action: action.New(key, key, word, word, nil), Blocked: blocked}
}

func groups() []help.Group {
	return []help.Group{
		{Title: "SESSIONS", Hints: []action.Hint{hint("r", "renew", ""), hint("x", "revoke", ""), hint("", "no key", "")}},
		{Title: "MOVE", Hints: []action.Hint{hint("j k", "down, up", ""), hint("^d ^u", "half a page", "")}},
		{Title: "EVERYWHERE", Hints: []action.Hint{hint("1 2 3", "screens", ""), hint("shift+tab", "screen before", "")}},
		{Title: "ROLES", Hints: []action.Hint{hint("a", "assume", "")}},
		{Title: "TRUSTS", Hints: []action.Hint{hint("n e", "new, edit", ""), hint("u", "restore", "none yet")}},
	}
}

const at80 = `  SESSIONS                  MOVE                      EVERYWHERE
      r  renew                j k  down, up           1 2 3  screens
      x  revoke             ^d ^u  half a page        shift+tab  screen before

  ROLES                     TRUSTS                    SIGNS
      a  assume               n e  new, edit              !  under 10 minutes
                                u  restore, none yet     !!  under 2 minutes
                                                         ▆▆  open now or next
                                                         ━━  open, other days
                                                          ┃  now
                                                          >  past midnight`

func TestThreeColumnsAt80(t *testing.T) {
	t.Parallel()
	f := help.New(groups()).View(at(80, 19, screentest.Plain))
	if got := screentest.Body(f); got != at80 {
		t.Errorf("got\n%s\nwant\n%s", got, at80)
	}
	if want := "A grey key can do nothing now; the reason is beside it."; f.Status != want {
		t.Errorf("status %q", f.Status)
	}
	if len(f.Back) != 1 || f.Back[0].Keys.Help().Key != "esc" || f.Position != "" || len(f.Keys) != 0 {
		t.Errorf("back %v, position %q, keys %v", f.Back, f.Position, f.Keys)
	}
}

func TestWideAndHighWindowsHaveMoreAir(t *testing.T) {
	t.Parallel()
	got := screentest.Body(help.New(groups()).View(at(120, 29, screentest.Plain)))
	if !strings.Contains(got, "half a page                     shift+tab  screen before\n\n\n  ROLES") {
		t.Errorf("two blank lines expected between the rows of groups:\n%s", got)
	}
}

func TestSignsInASCII(t *testing.T) {
	t.Parallel()
	got := screentest.Body(help.New(groups()).View(at(80, 19, screentest.ASCII)))
	for _, r := range got {
		if r > '~' {
			t.Fatalf("%q is not ASCII in\n%s", r, got)
		}
	}
	if !strings.Contains(got, "##  open now or next") {
		t.Errorf("no open cells in\n%s", got)
	}
}

func TestABlockedKeyIsMutedAndSaysWhy(t *testing.T) {
	t.Parallel()
	got := strings.Join(help.New(groups()).View(at(80, 19, screentest.Coloured)).Body, "\n")
	muted, accent := screentest.Coloured.Page.Muted, screentest.Coloured.Page.AccentStrong
	for _, want := range []string{muted.On("u") + "  " + muted.On("restore, none yet"), accent.On("x") + "  " + "revoke"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing", want)
		}
	}
}

func TestAReasonIsToldOnceInAGroup(t *testing.T) {
	t.Parallel()
	const reason = "no session is selected"
	all := []help.Group{
		{Title: "SESSIONS", Hints: []action.Hint{hint("r", "renew", reason), hint("A", "auto-renew", reason), hint("x", "revoke", reason), hint("m", "mine or all", "")}},
		{Title: "ROLES", Hints: []action.Hint{hint("a", "assume", reason), hint("u", "restore", "no"), hint("t", "trusts", "no")}},
	}
	got := screentest.Body(help.New(all).View(at(80, 19, screentest.Plain)))
	want := []string{"r  renew, no session", "A  auto-renew, as r", "x  revoke, as r", "m  mine or all", "a  assume, no", "restore, no", "trusts, no"}
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("%q is missing in\n%s", w, got)
		}
	}
}

func TestALongReasonGoesOnBelow(t *testing.T) {
	t.Parallel()
	long := []help.Group{{Title: "SESSIONS", Hints: []action.Hint{hint("x", "revoke", "this session is expired already")}}}
	got := screentest.Body(help.New(long).View(at(80, 19, screentest.Plain)))
	flat := strings.Join(strings.Fields(strings.ReplaceAll(got, "!  under 10 minutes", "")), " ")
	if !strings.Contains(got, "x  revoke, this") || !strings.Contains(flat, "expired") || !strings.Contains(flat, "already") {
		t.Errorf("the reason is not whole in\n%s", got)
	}
}

func TestKeysThatDoNotFitAreScrolled(t *testing.T) {
	t.Parallel()
	s := at(60, 8, screentest.Plain)
	m := *help.New(groups())
	f := m.View(s)
	if !strings.HasPrefix(f.Position, "1–8 of ") || len(f.Keys) != 1 {
		t.Fatalf("position %q, keys %v", f.Position, f.Keys)
	}
	first := f.Body[0]
	m, _ = m.Update(screentest.Key("j"), s)
	if got := m.View(s); got.Body[0] == first || !strings.HasPrefix(got.Position, "2–9 of ") {
		t.Errorf("after j: %q, %q", got.Body[0], got.Position)
	}
	for range 50 {
		m, _ = m.Update(screentest.Key("pgdown"), s)
	}
	if end := m.View(s); !strings.Contains(end.Body[7], "past midnight") {
		t.Errorf("at the end: %q", end.Body[7])
	}
	m, _ = m.Update(screentest.Key("pgup"), s)
	if back := m.View(s); strings.Contains(back.Body[7], "past midnight") {
		t.Errorf("pgup does not come back from the end: %q", back.Position)
	}
	if all := m.View(at(60, 40, screentest.Plain)); !strings.Contains(all.Body[0], "SESSIONS") || all.Position != "" {
		t.Errorf("a window that grew starts at the top: %q", all.Body[0])
	}
}

func TestWhatCloses(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]bool{"esc": true, "?": true, "q": true, "j": false, "x": false, "enter": false} {
		if _, closed := help.New(groups()).Update(screentest.Key(key), at(80, 19, screentest.Plain)); closed != want {
			t.Errorf("%s: closed %v", key, closed)
		}
	}
	paste := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("q"), Paste: true}
	if _, closed := help.New(groups()).Update(paste, at(80, 19, screentest.Plain)); closed {
		t.Error("a paste closed the keys")
	}
}

func TestEverySizeIsExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := at(rapid.IntRange(1, 200).Draw(rt, "width"), rapid.IntRange(1, 60).Draw(rt, "height"),
			rapid.SampledFrom([]theme.Theme{screentest.Plain, screentest.ASCII, screentest.Coloured}).Draw(rt, "theme"))
		m := *help.New(groups())
		for _, key := range rapid.SliceOfN(rapid.SampledFrom([]string{"j", "k", "pgdown", "pgup", "G", "g"}), 0, 6).Draw(rt, "keys") {
			m, _ = m.Update(screentest.Key(key), s)
		}
		f := m.View(s)
		if why := screentest.Misfit(f, s.Width, s.Height); why != "" {
			rt.Fatal(why)
		}
	})
}
