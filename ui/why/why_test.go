package why

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actas/model"
	"actas/theme"
	"actas/ui/screentest"
)

func TestAnswer(t *testing.T) {
	t.Parallel()
	open(t, "night", 80, 19).Shows("group ops: you are in it", "every day 22:00–06:00 (next day), Europe/Berlin: opens 21:00",
		"Closed by the schedule of the trust of group ops.", "opens Fri 2026-11-20 21:00 UTC, in 6h 57m, until Sat 05:00 UTC.")
	open(t, "lonely", 80, 19).Shows("Closed: no trust names this role.")
	open(t, "billing", 80, 19).Shows("the role is assignable")
	open(t, "", 80, 19).Shows("Choose a role: type a part of its name.")
	open(t, "gone", 80, 19).Shows("This role is gone: it was deleted meanwhile.")
}

func TestAnotherRole(t *testing.T) {
	t.Parallel()
	r := open(t, "night", 80, 19).Types("lone").Shows("[Lonely]", "Enter takes Lonely.").Hides("the trust of group ops").Press("enter").Shows("no trust names this role").Hides("/lone")
	r.Press("right").Shows("Night Watch", "the trust of group ops").Press("left").Shows("no trust names this role")
	r.Types("zzz").Shows("no role matches", "No answer until a role matches.").Hides("no trust names")
	r.Press("enter").Shows("no role matches", "/zzz").Press("tab").Shows("no role matches", "/zzz")
	r.Press("esc").Hides("no role matches", "zzz").Shows("no trust names this role")
	if r.Closed() {
		t.Error("what was typed was left, and the page as well")
	}
	if r.Press("esc"); !r.Closed() {
		t.Error("esc does not leave the page")
	}
}

func TestAnotherPerson(t *testing.T) {
	t.Parallel()
	r := open(t, "night", 80, 19).Press("tab").Types("hopp").Press("enter")
	r.Shows("group ops: Grace Hopper is not in it", "203.0.113.0/24; the address is not known", "not known")
	r.Press("tab", "tab").Types("203.0.113.9").Shows("203.0.113.9 is in 203.0.113.0/24")
	// What a trust says of an address is not about mine.
	trust := model.Trust{ID: "g", RoleID: "lonely", Type: model.TemporaryAssumption, Entity: model.Entity{Kind: model.EntityUser, ID: "grace"}}
	trust.SourceIPs = []model.IPCondition{model.ParseIPCondition("203.0.113.0/24")}
	other := open(t, "lonely", 80, 19)
	other.Scene.Directory.AddTrusts([]model.Trust{trust})
	other.Model = other.For(other.Scene, "grace")
	other.Shows("Grace Hopper grace@", "unknown: the address is not known").Hides("my address", "you")
	// Who was chosen stays, whoever turns out to be me.
	r.Scene.Me = model.User{ID: "grace", Name: "Grace Hopper"}
	r.Model, _ = r.Sync(r.Scene)
	r.Shows("Grace Hopper (me)")
}

func TestWhoIAmIsTakenOnceItIsKnown(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19)
	me := s.Me
	s.Me, s.Caller = model.User{}, model.Caller{}
	r := openIn(t, s, "night")
	r.Shows("type to choose", "it is not known who you are")
	r.Scene = sceneOf(80, 19)
	r.Scene.Me = me
	r.Model, _ = r.Sync(r.Scene)
	r.Shows("Ada Byron (me)", "you are in it")
}

func TestAnotherTime(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"22:30":                     "at Fri 2026-11-20 22:30 UTC",
		"2026-12-24":                "at Thu 2026-12-24 00:00 UTC",
		"2026-11-21 10:00":          "at Sat 2026-11-21 10:00 UTC",
		" 2026-12-24  18:30 utc ":   "at Thu 2026-12-24 18:30 UTC",
		"2026-12-24T18:30:00+02:00": "at Thu 2026-12-24 16:30 UTC",
		"2h":                        "at Fri 2026-11-20 16:03 UTC",
		"3d":                        "at Mon 2026-11-23 14:03 UTC",
		"now":                       "at Fri 2026-11-20 14:03 UTC",
	} {
		open(t, "night", 80, 19).Press("tab", "tab").Types(typed).Shows(want, "the trust of group ops").Press("tab").Hides("not a time")
	}
}

// TestNoAnswerToWhatIsNotUnderstood: neither for now nor for an address that is
// not known, whoever is asked about. What is wrong stands under the field.
func TestNoAnswerToWhatIsNotUnderstood(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		field       int
		typed, says string
		answered    string
	}{
		{2, "tomorrow", "         not a time, as in 14:30, 2026-12-31 17:00 or 2h", "No answer until the time can be read."},
		{2, "éé", "         not a time", "the time can be read"},
		{2, "12", "         say the unit too", "the time can be read"},
		{2, strings.Repeat("x", 200), "         not a time", "the time can be read"},
		{3, "10.0.0.300", "not an IPv4 or IPv6 address", "No answer until the address can be read."},
		{3, "10.0.0.0/8", "one address, not a range", "the address can be read"},
	} {
		for _, person := range []string{"ada", "grace"} {
			for _, then := range []string{"", "enter", "tab", "shift+tab"} {
				r := open(t, "night", 80, 19)
				r.Model = r.For(r.Scene, person)
				r.Press(slices.Repeat([]string{"tab"}, c.field)...).Types(c.typed)
				if then != "" {
					r.Press(then)
				}
				r.Shows(c.says, c.answered).Hides("Closed", "at Fri", "group ops", "Its window")
				if below := r.View(r.Scene).Body[2]; !strings.Contains(below, c.says) {
					t.Errorf("not under the field: %q", below)
				}
			}
		}
	}
	open(t, "night", 80, 19).Press("tab", "tab").Types("noon").Press("tab").Types("here").Shows("not a time", "not an IPv4").Press("ctrl+u").
		Hides("not an IPv4").Press("shift+tab", "ctrl+u").Hides("not a time").Shows("Closed by the schedule")
}

// TestWhatIsBeingTypedIsNotWrongYet: it warns once the field is left, or enter
// was pressed.
func TestWhatIsBeingTypedIsNotWrongYet(t *testing.T) {
	t.Parallel()
	warns := func(r *rig) bool {
		return strings.Contains(strings.Join(r.View(r.Scene).Body, ""), r.Scene.Theme.Page.Warn.On("not a time, as in 14:30, 2026-12-31 17:00 or 2h"))
	}
	for key, want := range map[string]bool{"x": false, "left": false, "enter": true, "tab": true, "shift+tab": true} {
		r := open(t, "night", 80, 19)
		r.Scene.Theme = screentest.Coloured
		if got := warns(r.Press("tab", "tab").Types("noon").Press(key)); got != want {
			t.Errorf("%s: warns %v", key, got)
		}
	}
}

// TestALongAnswerScrolls: it begins with the head of the trust that decides.
func TestALongAnswerScrolls(t *testing.T) {
	t.Parallel()
	r := open(t, "wide", 80, 19).Shows("the closest of 6", "  user someone-w1 ").Hides("someone-w2")
	at := func(want string) {
		t.Helper()
		if f := r.View(r.Scene); f.Position != want {
			t.Errorf("position %q, want %q", f.Position, want)
		}
	}
	at("lines 41 to 47 of 47")
	r.Press("down")
	at("lines 41 to 47 of 47")
	r.Press("pgup", "pgup", "pgup", "pgup", "pgup").Shows("the closest of 6")
	at("lines 1 to 12 of 47")
	r.Press("down", "down")
	at("lines 3 to 14 of 47")
	// Another role is looked at from where it begins.
	r.Press("right", "left")
	at("lines 41 to 47 of 47")
	// Trusts that fit above it stand there, from the head of one on.
	r = open(t, "wide", 80, 24).Shows("user someone-w6 ", "user someone-w1 ").Hides("someone-w5")
	at("lines 33 to 47 of 47")
	// A trust that is higher than the window is seen from its head on.
	r = open(t, "night", 80, 11).Shows("  group ops ").Hides("✗ schedule")
	at("lines 1 to 4 of 7")
	r.Press("down", "down", "down", "down").Shows("✗ schedule")
	at("lines 4 to 7 of 7")
}

// TestWhatDecidesComesFirstInALowWindow: with the trust's name, and the rest
// scrolls into sight.
func TestWhatDecidesComesFirstInALowWindow(t *testing.T) {
	t.Parallel()
	r := open(t, "night", 40, 6).Shows("Closed by the schedule of the trust", "of group ops.").Hides("05:00 UTC.")
	seen := r.Text()
	for range 20 {
		seen += r.Press("down").Text()
	}
	for _, want := range []string{"at Fri 2026-11-20 14:03 UTC", "05:00 UTC.", "✓ trusted", "» ✗ schedule"} {
		if !strings.Contains(seen, want) {
			t.Errorf("%q never comes into sight:\n%s", want, seen)
		}
	}
	for height := 3; height < 19; height++ {
		open(t, "night", 80, height).Shows("Closed by the schedule of the trust of group ops.")
	}
}

func TestWhatIsNotReadYet(t *testing.T) {
	t.Parallel()
	r := open(t, "night", 80, 19)
	r.Scene.TrustsCut, r.Scene.Loading.Active = true, true
	r.Shows("Reading the role trusts.").Hides("Closed")
	r.Scene.Loading.Active = false
	r.Scene.Failed["role trusts"] = "list role trusts: no (403)"
	r.Shows("The role trusts could not be read: list role trusts: no (403)")
	r.Scene.Failed = map[string]string{}
	r.Shows("not read in full")
}

func TestEverySizeIsExactAfterAnyKeys(t *testing.T) {
	t.Parallel()
	keys := rapid.SampledFrom([]string{"tab", "shift+tab", "left", "right", "up", "down", "pgup", "pgdown", "enter", "esc", "o", "n", "1", "backspace", "日"})
	width, height := rapid.IntRange(1, 200), rapid.IntRange(0, 60)
	rapid.Check(t, func(rt *rapid.T) {
		r := open(t, rapid.SampledFrom([]string{"night", "wide", "lonely", "billing", ""}).Draw(rt, "role"), width.Draw(rt, "width"), height.Draw(rt, "height"))
		r.Scene.Theme = rapid.SampledFrom([]theme.Theme{screentest.Plain, screentest.ASCII, screentest.Coloured}).Draw(rt, "theme")
		r.Press(rapid.SliceOfN(keys, 0, 10).Draw(rt, "keys")...)
		if why := r.Misfit(); why != "" {
			rt.Fatal(why)
		}
		r.Scene.Width, r.Scene.Height = width.Draw(rt, "new width"), height.Draw(rt, "new height")
		if why := r.Misfit(); why != "" {
			rt.Fatalf("before it knows its new size: %s", why)
		}
		r.Model, _ = r.Sync(r.Scene)
		if why := r.Misfit(); why != "" {
			rt.Fatal(why)
		}
	})
}

// TestTheDecidingConditionLooksLikeNoFocus: one mark of each kind is on screen.
func TestTheDecidingConditionLooksLikeNoFocus(t *testing.T) {
	t.Parallel()
	for _, theme := range []theme.Theme{screentest.Plain, screentest.ASCII} {
		r := open(t, "night", 80, 19)
		r.Scene.Theme = theme
		g, text := theme.Glyphs, r.Text()
		if strings.Count(text, g.Mark) != 1 || strings.Count(text, g.Decides+" "+g.NotHeld) != 1 || g.Mark == g.Decides {
			t.Errorf("marks %q and %q in\n%s", g.Mark, g.Decides, text)
		}
	}
}

// TestNoColourIsNeeded: each outcome has a sign of its own, in ASCII as well.
func TestNoColourIsNeeded(t *testing.T) {
	t.Parallel()
	r := open(t, "wide", 80, 60)
	r.Scene.Theme = screentest.ASCII
	for _, sign := range []string{"  + valid ", "* x trusted ", "  ? unknown "} {
		r.Shows(sign)
	}
	if text := r.Text(); strings.ContainsAny(text, "✓✗▌»…") {
		t.Errorf("not ASCII:\n%s", text)
	}
}
