package profiles_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"actas/model"
	"actas/ui/profiles"
	"actas/ui/scene"
	"actas/ui/screentest"
)

const canary = "CANARY0123456789"

// ways are n profiles of all kinds.
func ways(n int) []model.Profile {
	all := make([]model.Profile, n)
	for i := range all {
		kind := model.KeyKind(i % int(model.KeyOfVultrCLI))
		all[i] = model.Profile{Name: fmt.Sprintf("way-%02d", i), ReadOnly: i%3 == 0, Key: model.KeyPlace{Kind: kind, Where: "/keys/w"}}
		if i%2 == 1 {
			all[i].Kind, all[i].APIURL = model.KindECS, fmt.Sprintf("https://ecs-%d.example:4443/sts", i)
		}
	}
	return all
}

// live are sessions that end in an hour.
func live(n int) []model.LiveSession {
	r := &model.Roster{}
	for i := range n {
		r.Put(model.Session{ID: fmt.Sprint(i), Name: fmt.Sprintf("ada-%d", i), Remaining: time.Hour})
	}
	return r.List()
}

// after is the sheet after keys, and what the last of them asked for.
func after(m *profiles.Model, keys ...string) (profiles.Model, tea.Msg) {
	next := *m
	var out tea.Msg
	for _, k := range keys {
		var cmd tea.Cmd
		if next, cmd = next.Update(screentest.Key(k)); cmd != nil {
			out = cmd()
		}
	}
	return next, out
}

func drawn(m profiles.Model, width, height int) scene.Frame {
	body := make([]string, height)
	for i := range body {
		body[i] = strings.Repeat(" ", width)
	}
	s := scene.Scene{Theme: screentest.Plain, Width: width, Height: height, Now: model.Moment{Wall: time.Date(2026, 11, 20, 14, 3, 0, 0, time.UTC)}}
	return m.Over(scene.Frame{Body: body}, s)
}

func TestWhatTheSheetSaysOfAProfile(t *testing.T) {
	t.Parallel()
	all := []model.Profile{
		{Name: "bare"},
		{Name: "command", Key: model.KeyPlace{Kind: model.KeyFromCommand, Where: "echo " + canary}},
		{Name: "file", Key: model.KeyPlace{Kind: model.KeyInFile, Where: `/home/ada/keys/of-work`}},
		{Name: "ring", Key: model.KeyPlace{Kind: model.KeyInKeyring, Where: "ring"}, APIURL: "http://127.0.0.1:4410/"},
		{Name: "storage", Kind: model.KindECS, APIURL: "https://ecs.example:4443", Key: model.KeyPlace{Kind: model.KeyInVariable, Where: "ECS_TOKEN"}, ReadOnly: true},
	}
	got := screentest.FrameText(drawn(*profiles.New(all, "ring", nil), 100, 20))
	for _, row := range []string{
		"bare vultr api.vultr.com none", "command vultr api.vultr.com key_command", "file vultr api.vultr.com key_file of-work",
		"ring vultr 127.0.0.1:4410 key_keyring in use", "storage ecs ecs.example:4443 key_env ECS_TOKEN read-only",
	} {
		found := false
		for _, l := range strings.Split(got, "\n") {
			found = found || strings.Join(strings.Fields(strings.Trim(l, screentest.Plain.Glyphs.Mark)), " ") == row
		}
		if !found {
			t.Errorf("%q is missing in\n%s", row, got)
		}
	}
	if strings.Contains(got, canary) {
		t.Error("a command line is shown")
	}
}

func TestManyProfilesAreFiltered(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		keys []string
		want tea.Msg
	}{
		{"the best match", []string{"/", "w", "a", "y", "1", "1", "enter"}, profiles.ChosenMsg{Name: "way-11"}},
		{"by its API", []string{"/", "ecs-7.", "enter"}, profiles.ChosenMsg{Name: "way-07"}},
		{"j is text", []string{"/", "j", "enter"}, nil},
		{"the next match", []string{"/", "ecs", "down", "enter"}, profiles.ChosenMsg{Name: "way-03"}},
		{"esc shows all again", []string{"/", "11", "esc", "enter"}, profiles.CloseMsg{}},
		{"and closes the second time", []string{"/", "11", "esc", "esc"}, profiles.CloseMsg{}},
		{"taken back", []string{"/", "x", "backspace", "down", "enter"}, profiles.ChosenMsg{Name: "way-01"}},
	} {
		m := profiles.New(ways(12), "way-00", nil)
		if _, got := after(m, c.keys...); got != c.want {
			t.Errorf("%s: %#v", c.name, got)
		}
	}
	if _, got := after(profiles.New(ways(3), "way-00", nil), "/", "2", "down", "enter"); got != (profiles.ChosenMsg{Name: "way-01"}) {
		t.Errorf("three profiles are filtered: %#v", got)
	}
}

func TestTheSheetNamesWhatNobodyRenews(t *testing.T) {
	t.Parallel()
	for n, want := range map[int][]string{
		0: nil,
		1: {"ada-0", "ends 15:03 UTC, in 1:00:00", "With another profile, nobody renews this session."},
		3: {"ada-0", "ada-2", "nobody renews these sessions."},
		5: {"ada-0", "and 2 more"},
	} {
		got := screentest.FrameText(drawn(*profiles.New(ways(2), "", live(n)), 80, 20))
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%d: %q is missing in\n%s", n, w, got)
			}
		}
		if n == 0 && strings.Contains(got, "nobody") || n == 5 && strings.Contains(got, "ada-3") {
			t.Errorf("%d:\n%s", n, got)
		}
	}
}

func TestEverySizeIsExact(t *testing.T) {
	t.Parallel()
	moves := []string{"/", "w", "1", "x", "j", "G", "down", "backspace", "esc"}
	rapid.Check(t, func(rt *rapid.T) {
		width, height := rapid.IntRange(1, 200).Draw(rt, "width"), rapid.IntRange(0, 40).Draw(rt, "height")
		m := profiles.New(ways(rapid.IntRange(1, 20).Draw(rt, "profiles")), "way-00", live(rapid.IntRange(0, 5).Draw(rt, "sessions")))
		next, _ := after(m, rapid.SliceOfN(rapid.SampledFrom(moves), 0, 12).Draw(rt, "keys")...)
		f := drawn(next, width, height)
		if why := screentest.Misfit(f, width, height); why != "" {
			rt.Fatal(why)
		}
	})
}
