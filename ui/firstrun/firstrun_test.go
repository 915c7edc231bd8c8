package firstrun_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"actas/theme"
	"actas/ui/firstrun"
	"actas/ui/scene"
	"actas/ui/screentest"
)

var places = []string{"VULTR_API_KEY", "the keyring", "~/.config/actas/config.toml"}

// canary is a key that no view may hold.
const canary = "CANARYKEY0123456789"

func at(width, height int, t theme.Theme) scene.Scene {
	return scene.Scene{Theme: t, Width: width, Height: height}
}

var press, paste = screentest.Key, screentest.Paste

// after is a fresh screen after keys, and what the last one asked for.
func after(keys ...tea.KeyMsg) (firstrun.Model, tea.Msg) {
	m := *firstrun.New(places, "", nil)
	var cmd tea.Cmd
	for _, k := range keys {
		m, cmd = m.Update(k, at(80, 19, screentest.Plain))
	}
	if cmd == nil {
		return m, nil
	}
	return m, cmd()
}

const at80 = `



      No API key found.

      Looked in VULTR_API_KEY, in the keyring and in
      ~/.config/actas/config.toml.

      d  look around in a made-up organisation, nothing leaves this machine
      k  paste a key for this run only

      or  export VULTR_API_KEY=…`

const at60 = `


  No API key found.

  Looked in VULTR_API_KEY, in the keyring and in
  ~/.config/actas/config.toml.

  d  look around in a made-up organisation, nothing leaves
     this machine
  k  paste a key for this run only

  or  export VULTR_API_KEY=…`

func TestTheOffer(t *testing.T) {
	t.Parallel()
	m, _ := after()
	for _, c := range []struct {
		width, height int
		want          string
	}{{80, 19, at80}, {60, 16, at60}} {
		f := m.View(at(c.width, c.height, screentest.Plain))
		if got := screentest.Body(f); got != c.want {
			t.Errorf("%dx%d: got\n%s\nwant\n%s", c.width, c.height, got, c.want)
		}
		if len(f.Keys) != 2 || len(f.Back) != 1 || f.Back[0].Keys.Help().Key != "q" || f.Status != "" {
			t.Errorf("keys %v, back %v, status %q", f.Keys, f.Back, f.Status)
		}
	}
	for _, r := range screentest.Body(m.View(at(60, 16, screentest.ASCII))) {
		if r > '~' {
			t.Errorf("%q is not ASCII", r)
		}
	}
}

func TestWhereItLooked(t *testing.T) {
	t.Parallel()
	for want, places := range map[string][]string{
		"Looked in VULTR_API_KEY.":                    {"VULTR_API_KEY"},
		"Looked in VULTR_API_KEY and in the keyring.": {"VULTR_API_KEY", "the keyring"},
	} {
		if got := screentest.Body(firstrun.New(places, "", nil).View(at(80, 19, screentest.Plain))); !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	if got := screentest.Body(firstrun.New(nil, "", nil).View(at(80, 19, screentest.Plain))); strings.Contains(got, "Looked") {
		t.Errorf("it looked nowhere, and says\n%s", got)
	}
}

func TestTheDemo(t *testing.T) {
	t.Parallel()
	m, msg := after(press("d"))
	if msg != (firstrun.DemoMsg{}) {
		t.Fatalf("d asked for %#v", msg)
	}
	if got := m.View(at(80, 19, screentest.Plain)).Status; got != "Starting the made-up organisation." {
		t.Errorf("status %q", got)
	}
	if _, cmd := m.Update(press("d"), at(80, 19, screentest.Plain)); cmd != nil {
		t.Error("a second d starts a second demo")
	}
	m = m.Failed("no port is free")
	f := m.View(at(80, 19, screentest.Plain))
	if !strings.Contains(screentest.Body(f), "The demo did not start: no port is free") || f.Status != "" {
		t.Errorf("after the failure, status %q:\n%s", f.Status, screentest.Body(f))
	}
	if m, cmd := m.Update(press("d"), at(80, 19, screentest.Plain)); cmd == nil || strings.Contains(screentest.Body(m.View(at(80, 19, screentest.Plain))), "no port") {
		t.Error("d does not try again")
	}
}

func TestAKeyIsTaken(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		keys []tea.KeyMsg
	}{
		{"typed", []tea.KeyMsg{press("CANARYKEY"), press("0123456789")}},
		{"pasted", []tea.KeyMsg{paste(canary)}},
		{"pasted with its newline", []tea.KeyMsg{paste("  " + canary + "\r\n")}},
		{"typed with a space behind", []tea.KeyMsg{press(canary), {Type: tea.KeySpace, Runes: []rune{' '}}}},
		{"after a mistake", []tea.KeyMsg{press(canary + "x"), press("backspace")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			keys := append([]tea.KeyMsg{press("k")}, c.keys...)
			m, _ := after(keys...)
			if !m.Captures() {
				t.Error("keys are not taken as text")
			}
			m, msg := after(append(keys, press("enter"))...)
			key, ok := msg.(firstrun.TryMsg)
			if !ok || key.Key.Reveal() != canary {
				t.Fatalf("enter asked for %T", msg)
			}
			if got := m.View(at(80, 19, screentest.Plain)).Status; got != "Connecting." || m.Captures() {
				t.Errorf("status %q, captures %v", got, m.Captures())
			}
		})
	}
}

func TestAKeyThatDoesNotConnectIsStillThere(t *testing.T) {
	t.Parallel()
	m, _ := after(press("k"), paste(canary), press("enter"))
	m = m.Failed("the endpoint is no URL")
	f := m.View(at(80, 19, screentest.Plain))
	if !m.Captures() || !strings.Contains(screentest.Body(f), "Not connected: the endpoint is no URL") {
		t.Errorf("captures %v:\n%s", m.Captures(), screentest.Body(f))
	}
	if _, cmd := m.Update(press("enter"), at(80, 19, screentest.Plain)); cmd == nil || cmd().(firstrun.TryMsg).Key.Reveal() != canary {
		t.Error("enter does not try the same key again")
	}
}

func TestWhatIsNoKey(t *testing.T) {
	t.Parallel()
	const strange = "Not taken: a key has plain letters, digits and signs only."
	for _, c := range []struct {
		name string
		keys []tea.KeyMsg
		want string
	}{
		{"nothing", []tea.KeyMsg{press("enter")}, "Paste or type a key first."},
		{"only space", []tea.KeyMsg{paste(" \n "), press("enter")}, "Paste or type a key first."},
		{"two words", []tea.KeyMsg{press("two words"), press("enter")}, "There is a space inside; a key has none."},
		{"an accent", []tea.KeyMsg{press("é")}, strange},
		{"a paste with an escape sequence", []tea.KeyMsg{paste("key\x1b[31m")}, strange},
		{"a paste of two lines", []tea.KeyMsg{paste("one\ntwo")}, strange},
		{"a novel", []tea.KeyMsg{paste(strings.Repeat("x", 2000))}, "Not taken: that is too long for a key."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m, msg := after(append([]tea.KeyMsg{press("k")}, c.keys...)...)
			f := m.View(at(80, 19, screentest.Plain))
			if msg != nil || f.Status != c.want {
				t.Errorf("asked for %T, status %q", msg, f.Status)
			}
			if c.want == strange && strings.Contains(screentest.Body(f), "*") {
				t.Errorf("a part was taken:\n%s", screentest.Body(f))
			}
			m, _ = m.Update(press("x"), at(80, 19, screentest.Plain))
			if got := m.View(at(80, 19, screentest.Plain)).Status; c.name != "a novel" && got != "" {
				t.Errorf("the mistake stays after the next key: %q", got)
			}
		})
	}
}

func TestEscAsksBeforeItForgetsTheKey(t *testing.T) {
	t.Parallel()
	m, _ := after(press("k"), paste(canary), press("esc"))
	if got := m.View(at(80, 19, screentest.Plain)).Status; !m.Captures() || got != "esc again goes back and forgets what was typed." {
		t.Errorf("after one esc: %q", got)
	}
	m, _ = after(press("k"), paste(canary), press("esc"), press("x"), press("esc"))
	if !m.Captures() {
		t.Error("a key between two esc did not take the question back")
	}
	m, _ = after(press("k"), paste(canary), press("esc"), press("esc"))
	if m.Captures() || screentest.Body(m.View(at(80, 19, screentest.Plain))) != at80 {
		t.Errorf("after esc:\n%s", screentest.Body(m.View(at(80, 19, screentest.Plain))))
	}
	m, _ = after(press("k"), paste(canary), press("esc"), press("esc"), press("k"), press("enter"))
	if got := m.View(at(80, 19, screentest.Plain)).Status; got != "Paste or type a key first." {
		t.Errorf("the key was not forgotten: %q", got)
	}
}

func TestAPasteIsNoCommand(t *testing.T) {
	t.Parallel()
	if m, msg := after(paste("d")); msg != nil || m.Captures() {
		t.Errorf("a paste asked for %#v", msg)
	}
	if m, _ := after(paste("k")); m.Captures() {
		t.Error("a paste opened the field")
	}
}

func TestEverySizeIsExactAndShowsNoKey(t *testing.T) {
	t.Parallel()
	moves := []tea.KeyMsg{press("k"), press("d"), paste(canary), press("enter"), press("left"), press("tab"), press("backspace"), press("é"), press(" ")}
	rapid.Check(t, func(rt *rapid.T) {
		s := at(rapid.IntRange(1, 200).Draw(rt, "width"), rapid.IntRange(1, 60).Draw(rt, "height"),
			rapid.SampledFrom([]theme.Theme{screentest.Plain, screentest.ASCII, screentest.Coloured}).Draw(rt, "theme"))
		m, _ := after(rapid.SliceOfN(rapid.SampledFrom(moves), 0, 8).Draw(rt, "keys")...)
		if rapid.Bool().Draw(rt, "failed") {
			m = m.Failed("the endpoint answered with a page that is not the Vultr API's")
		}
		f := m.View(s)
		if why := screentest.Misfit(f, s.Width, s.Height); why != "" {
			rt.Fatal(why)
		}
		if all := ansi.Strip(strings.Join(f.Body, "") + f.Status); strings.Contains(all, canary[:4]) {
			rt.Fatalf("the key is on screen: %q", all)
		}
	})
}
