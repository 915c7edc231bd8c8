package firstrun_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"actas/ui/firstrun"
	"actas/ui/screentest"
)

// tried is a screen whose key works, after more keys, and what the last one asked
// for.
func tried(rest firstrun.Rest, keepless string, keys ...tea.KeyMsg) (firstrun.Model, tea.Msg) {
	m := *firstrun.New(places, "", &rest)
	var cmd tea.Cmd
	for _, k := range []tea.KeyMsg{press("k"), paste(canary), press("enter")} {
		m, _ = m.Update(k, at(80, 19, screentest.Plain))
	}
	m = m.Tried(1, "ada@northwind.example's", keepless, "")
	for _, k := range keys {
		m, cmd = m.Update(k, at(80, 19, screentest.Plain))
	}
	if cmd == nil {
		return m, nil
	}
	return m, cmd()
}

func TestWhereAKeyRests(t *testing.T) {
	t.Parallel()
	file := firstrun.Rest{File: "~/config.toml"}
	taken := firstrun.Rest{File: "~/config.toml", IsThere: true, Taken: []string{"default", "default-2"}}
	mine := firstrun.Rest{Profile: "work"}
	for _, c := range []struct {
		name     string
		rest     firstrun.Rest
		keepless string
		keys     []string
		// profile is for which it is kept; "-" uses it for this run, empty asks nothing.
		profile, status string
	}{
		{"the name that is offered", file, "", []string{"k", "enter"}, "default", "Keeping the key."},
		{"the next one that is free", taken, "", []string{"k", "enter"}, "default-3", "Keeping the key."},
		{"another name", file, "", []string{"k", "-", "w", "enter"}, "default-w", "Keeping the key."},
		{"one that is taken", taken, "", []string{"k", "backspace", "2", "enter"}, "", "There is a profile of that name; it is left as it is. Type another name."},
		{"a name with a slash", file, "", []string{"k", "/", "enter"}, "", "A profile's name has letters, digits, -, _ and . only."},
		{"the profile that holds", mine, "", []string{"k"}, "work", "Keeping the key."},
		{"this run", file, "", []string{"r"}, "-", "Connecting."},
		{"back to the choice", file, "", []string{"k", "esc", "r"}, "-", "Connecting."},
		{"no keyring", file, "this machine has no keyring", []string{"k"}, "", ""},
		{"this run without a keyring", file, "this machine has no keyring", []string{"r"}, "-", "Connecting."},
	} {
		keys := make([]tea.KeyMsg, len(c.keys))
		for i, k := range c.keys {
			keys[i] = press(k)
		}
		m, msg := tried(c.rest, c.keepless, keys...)
		switch msg := msg.(type) {
		case firstrun.KeepMsg:
			if msg.Profile != c.profile || msg.Key.Reveal() != canary {
				t.Errorf("%s: it is kept for %q", c.name, msg.Profile)
			}
		case firstrun.UseMsg:
			if c.profile != "-" || msg.Key.Reveal() != canary {
				t.Errorf("%s: it is used for this run", c.name)
			}
		default:
			if c.profile != "" {
				t.Errorf("%s: asked for %T", c.name, msg)
			}
		}
		if got := m.View(at(80, 19, screentest.Plain)).Status; got != c.status {
			t.Errorf("%s: status %q", c.name, got)
		}
	}
}

func TestAnEmptyNameIsNone(t *testing.T) {
	t.Parallel()
	keys := []tea.KeyMsg{press("k")}
	for range "default" {
		keys = append(keys, press("backspace"))
	}
	m, msg := tried(firstrun.Rest{}, "", append(keys, press("enter"))...)
	if got := m.View(at(80, 19, screentest.Plain)).Status; msg != nil || got != "Type a name for the profile first." {
		t.Errorf("%T, %q", msg, got)
	}
}

func TestAKeyThatIsNotKeptIsStillThere(t *testing.T) {
	t.Parallel()
	for profile, keys := range map[string][]tea.KeyMsg{"": {press("k"), press("enter")}, "work": {press("k")}} {
		m, _ := tried(firstrun.Rest{Profile: profile}, "", keys...)
		m = m.Failed("the keyring refuses; is it unlocked?")
		if got := screentest.Body(m.View(at(80, 19, screentest.Plain))); !strings.Contains(got, "Not kept: the keyring refuses; is it unlocked?") {
			t.Errorf("%q:\n%s", profile, got)
		}
		m, _ = m.Update(press("esc"), at(80, 19, screentest.Plain))
		if got := screentest.Body(m.View(at(80, 19, screentest.Plain))); !strings.Contains(got, "The key works.") && !strings.Contains(got, "key  ****") {
			t.Errorf("%q: the key is gone:\n%s", profile, got)
		}
	}
}

// TestAnswersToATryBefore come too late.
func TestAnswersToATryBefore(t *testing.T) {
	t.Parallel()
	m := *firstrun.New(places, "", &firstrun.Rest{})
	for _, k := range []tea.KeyMsg{press("k"), paste(canary), press("enter"), press("esc"), press("enter")} {
		m, _ = m.Update(k, at(80, 19, screentest.Plain))
	}
	if m.Waits(1) || strings.Contains(screentest.Body(m.Tried(1, "", "", "no").View(at(80, 19, screentest.Plain))), "no") {
		t.Error("the answer to the first try counts")
	}
}

func TestEveryStepOfKeepingIsExactAndShowsNoKey(t *testing.T) {
	t.Parallel()
	moves := []tea.KeyMsg{press("k"), press("r"), press("enter"), press("esc"), press("backspace"), press("x"), paste("a name"), press("/")}
	rapid.Check(t, func(rt *rapid.T) {
		s := at(rapid.IntRange(1, 160).Draw(rt, "width"), rapid.IntRange(1, 40).Draw(rt, "height"), screentest.Plain)
		rest := firstrun.Rest{
			File: "~/.config/actas/config.toml", IsThere: rapid.Bool().Draw(rt, "there"),
			Profile: rapid.SampledFrom([]string{"", "work"}).Draw(rt, "profile"), Default: rapid.SampledFrom([]string{"", "work"}).Draw(rt, "default"),
		}
		keepless := rapid.SampledFrom([]string{"", "this machine has no keyring; use key_command or key_file"}).Draw(rt, "keepless")
		m, _ := tried(rest, keepless, rapid.SliceOfN(rapid.SampledFrom(moves), 0, 8).Draw(rt, "keys")...)
		if rapid.Bool().Draw(rt, "failed") {
			m = m.Failed("the keyring did not answer in 5 s; it may wait to be unlocked; where nobody can unlock it, give the profile key_command or key_file in place of key_keyring")
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
