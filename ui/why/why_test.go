package why

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"actas/model"
	"actas/theme"
	"actas/ui/screentest"
)

func TestAnswer(t *testing.T) {
	t.Parallel()
	open(t, "night", 80, 19).shows("group ops: you are in it", "every day 22:00–06:00 (next day), Europe/Berlin: opens 21:00",
		"Closed by the schedule of the trust of group ops.", "opens Fri 2026-11-20 21:00 UTC, in 6h 57m, until Sat 05:00 UTC.")
	open(t, "lonely", 80, 19).shows("Closed: no trust names this role.")
	open(t, "billing", 80, 19).shows("the role is assignable")
	open(t, "", 80, 19).shows("Choose a role: type a part of its name.")
	open(t, "gone", 80, 19).shows("This role is gone: it was deleted meanwhile.")
}

func TestAnotherRole(t *testing.T) {
	t.Parallel()
	r := open(t, "night", 80, 19).types("lone").shows("[Lonely]", "the trust of group ops").press("enter").shows("no trust names this role").hides("/lone")
	r.press("right").shows("Night Watch", "the trust of group ops").press("left").shows("no trust names this role")
	r.types("zzz").press("enter").shows("no role matches", "/zzz").press("tab").shows("no role matches")
	r.press("esc").hides("no role matches", "zzz")
	if r.closed {
		t.Error("what was typed was left, and the page as well")
	}
	if r.press("esc"); !r.closed {
		t.Error("esc does not leave the page")
	}
}

func TestAnotherPerson(t *testing.T) {
	t.Parallel()
	r := open(t, "night", 80, 19).press("tab").types("hopp").press("enter")
	r.shows("group ops: Grace Hopper is not in it", "203.0.113.0/24; the address is not known", "not known")
	r.press("tab", "tab").types("203.0.113.9").shows("203.0.113.9 is in 203.0.113.0/24")
	// Who was chosen stays, whoever turns out to be me.
	r.s.Me = model.User{ID: "grace", Name: "Grace Hopper"}
	r.Model, _ = r.Sync(r.s)
	r.shows("Grace Hopper (me)")
}

func TestWhoIAmIsTakenOnceItIsKnown(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19)
	me := s.Me
	s.Me, s.Caller = model.User{}, model.Caller{}
	r := &rig{tb: t, Model: New(s, "night"), s: s}
	r.shows("type to choose", "it is not known who you are")
	r.s = sceneOf(80, 19)
	r.s.Me = me
	r.Model, _ = r.Sync(r.s)
	r.shows("Ada Byron (me)", "you are in it")
}

func TestAnotherTime(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"22:30":                     "at Fri 2026-11-20 22:30 UTC",
		"2026-12-24":                "at Thu 2026-12-24 00:00 UTC",
		"2026-12-24 18:30":          "at Thu 2026-12-24 18:30 UTC",
		" 2026-12-24  18:30 utc ":   "at Thu 2026-12-24 18:30 UTC",
		"2026-12-24T18:30:00+02:00": "at Thu 2026-12-24 16:30 UTC",
		"2026-12-24 18:30+02:00":    "at Thu 2026-12-24 16:30 UTC",
		"now":                       "at Fri 2026-11-20 14:03 UTC",
	} {
		open(t, "night", 80, 19).press("tab", "tab").types(typed).shows(want).press("tab").hides("not a time")
	}
	r := open(t, "night", 80, 19).press("tab", "tab").types("noon").hides("not a time").press("tab").shows("at: not a time, as in", "at Fri 2026-11-20 14:03 UTC")
	r.types("here").hides("not an address").press("tab").shows("at: not a time")
	r.press("tab", "tab", "ctrl+u", "tab").hides("not a time").press("shift+tab").shows("from: not an address, as in 203.0.113.7")
}

// TestALongAnswerScrolls: what decides is in sight first.
func TestALongAnswerScrolls(t *testing.T) {
	t.Parallel()
	r := open(t, "wide", 80, 19).shows("the closest of 6").shows("someone-w1").hides("someone-w2")
	if f := r.View(r.s); f.Position != "lines 36 to 47 of 47" {
		t.Errorf("position %q", f.Position)
	}
	r.press("pgup", "pgup", "pgup", "pgup", "pgup").shows("the closest of 6")
	if f := r.View(r.s); f.Position != "lines 1 to 12 of 47" {
		t.Errorf("position %q", f.Position)
	}
	r.press("down", "down")
	if f := r.View(r.s); f.Position != "lines 3 to 14 of 47" {
		t.Errorf("position %q", f.Position)
	}
	// Another role is looked at from where it decides.
	if f := r.press("right", "left").View(r.s); f.Position != "lines 36 to 47 of 47" {
		t.Errorf("position %q", f.Position)
	}
}

func TestWhatIsNotReadYet(t *testing.T) {
	t.Parallel()
	r := open(t, "night", 80, 19)
	r.s.TrustsCut, r.s.Loading.Active = true, true
	r.shows("Reading the role trusts.").hides("Closed")
	r.s.Loading.Active = false
	r.s.Failed["role trusts"] = "list role trusts: no (403)"
	r.shows("The role trusts could not be read: list role trusts: no (403)")
	r.s.Failed = map[string]string{}
	r.shows("not read in full")
}

// misfit says what of a frame does not have the size of the scene.
func (r *rig) misfit() string {
	f := r.View(r.s)
	if len(f.Body) != r.s.Height {
		return fmt.Sprintf("%d lines of %d", len(f.Body), r.s.Height)
	}
	for _, l := range f.Body {
		if w := ansi.StringWidth(l); w != r.s.Width {
			return fmt.Sprintf("%d columns of %d: %q", w, r.s.Width, l)
		}
	}
	return ""
}

func TestEverySizeIsExactAfterAnyKeys(t *testing.T) {
	t.Parallel()
	keys := rapid.SampledFrom([]string{"tab", "shift+tab", "left", "right", "up", "down", "pgup", "pgdown", "enter", "esc", "o", "n", "1", "backspace", "日"})
	width, height := rapid.IntRange(1, 200), rapid.IntRange(0, 60)
	rapid.Check(t, func(rt *rapid.T) {
		r := open(t, rapid.SampledFrom([]string{"night", "wide", "lonely", "billing", ""}).Draw(rt, "role"), width.Draw(rt, "width"), height.Draw(rt, "height"))
		r.s.Theme = rapid.SampledFrom([]theme.Theme{screentest.Plain, screentest.ASCII, screentest.Coloured}).Draw(rt, "theme")
		r.press(rapid.SliceOfN(keys, 0, 10).Draw(rt, "keys")...)
		if why := r.misfit(); why != "" {
			rt.Fatal(why)
		}
		r.s.Width, r.s.Height = width.Draw(rt, "new width"), height.Draw(rt, "new height")
		if why := r.misfit(); why != "" {
			rt.Fatalf("before it knows its new size: %s", why)
		}
		r.Model, _ = r.Sync(r.s)
		if why := r.misfit(); why != "" {
			rt.Fatal(why)
		}
	})
}

// TestNoColourIsNeeded: each outcome has a sign of its own, in ASCII as well.
func TestNoColourIsNeeded(t *testing.T) {
	t.Parallel()
	r := open(t, "wide", 80, 60)
	r.s.Theme = screentest.ASCII
	for _, sign := range []string{"  + valid ", "> x trusted ", "  ? unknown "} {
		r.shows(sign)
	}
	if text := r.text(); strings.ContainsAny(text, "✓✗▌…") {
		t.Errorf("not ASCII:\n%s", text)
	}
}
