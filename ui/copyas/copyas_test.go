package copyas_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"actas/model"
	"actas/theme"
	"actas/ui/copyas"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/screentest"
)

const canary = "ars-CANARY0123456789"

var (
	noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
)

func at(width, height int, t theme.Theme) scene.Scene {
	d := &model.Directory{}
	d.AddUsers([]model.User{{ID: "ada", Name: "Ada Byron"}})
	d.AddRoles([]model.Role{{ID: "deploy", Name: "Production <Deploy>"}})
	return scene.Scene{Theme: t, Width: width, Height: height, Directory: d, Now: model.Moment{Wall: noon, Boot: time.Hour}}
}

// live is a session of Ada's with an hour left.
func live(change func(*model.Session)) model.LiveSession {
	s := model.Session{
		Token: model.NewSecret(canary), ID: "s1", Name: "ada-deploy", RoleID: "deploy", UserID: "ada", AuthMethod: "api_key",
		Expires: noon.Add(time.Hour), Remaining: time.Hour, Sent: time.Hour,
	}
	if change != nil {
		change(&s)
	}
	var r model.Roster
	r.Put(s)
	return r.List()[0]
}

func sheet(s scene.Scene, l model.LiveSession) copyas.Model {
	return *copyas.New(copyas.OfSession(s, l, "", copyas.API{URL: "https://api.example.com"}))
}

// after presses keys, and gives what the last one asked for.
func after(m copyas.Model, s scene.Scene, keys ...string) (copyas.Model, tea.Msg) {
	var cmd tea.Cmd
	for _, k := range keys {
		m, cmd = m.Update(screentest.Key(k), s)
	}
	if cmd == nil {
		return m, nil
	}
	return m, cmd()
}

func drawn(m copyas.Model, s scene.Scene) scene.Frame {
	body := make([]string, s.Height)
	for i := range body {
		body[i] = line.Pad(s.Width)
	}
	return m.Over(scene.Frame{Body: body}, s)
}

func TestKeysMoveCopyAndClose(t *testing.T) {
	t.Parallel()
	s := at(80, 19, screentest.Plain)
	for _, c := range []struct {
		keys []string
		want string
	}{
		{[]string{"enter"}, "the export lines"},
		{[]string{"j", "down", "enter"}, "the lines for PowerShell"},
		{[]string{"k", "enter"}, "the export lines"},
		{[]string{"G", "j", "up", "enter"}, "the assume call"},
		{[]string{"4"}, "the token"},
		{[]string{"6"}, "the JSON"},
		{[]string{"9"}, "the assume call"},
		{[]string{"a"}, ""},
		{[]string{"b"}, ""},
		{[]string{"0"}, ""},
		{[]string{"y"}, ""},
	} {
		_, msg := after(sheet(s, live(nil)), s, c.keys...)
		if got, _ := msg.(scene.CopyMsg); got.What != c.want {
			t.Errorf("%v copies %q, want %q", c.keys, got.What, c.want)
		}
	}
	if _, msg := after(sheet(s, live(nil)), s, "v", "esc"); msg != (copyas.CloseMsg{}) {
		t.Errorf("esc asks for %#v", msg)
	}
	if _, cmd := sheet(s, live(nil)).Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("1"), Paste: true}, s); cmd != nil {
		t.Error("a paste copies")
	}
}

// What holds the token travels as a secret, whatever prints it.
func TestTheTokenTravelsHidden(t *testing.T) {
	t.Parallel()
	s := at(80, 19, screentest.Plain)
	for _, k := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"} {
		_, msg := after(sheet(s, live(nil)), s, k)
		got, ok := msg.(scene.CopyMsg)
		if !ok || got.Secret.Empty() == (got.Text == "") {
			t.Errorf("%s: %#v", k, msg)
		}
		if printed := fmt.Sprintf("%v %+v %#v", msg, msg, msg); strings.Contains(printed, canary) {
			t.Errorf("%s: printing it tells the token", k)
		}
	}
}

func TestWhatCannotBeCopiedSaysWhy(t *testing.T) {
	t.Parallel()
	s := at(80, 19, screentest.Plain)
	bare := live(func(s *model.Session) { s.Token, s.ID = model.Secret{}, "" })
	bare.Token = model.Secret{}
	for _, c := range []struct {
		keys []string
		want string
	}{
		{[]string{"1"}, "Not now: the API did not give this session's token."},
		{[]string{"v"}, "Not now: the API did not give this session's token."},
		{[]string{"7"}, "Not now: the API gave this session no id."},
		{[]string{"G", "k", "v"}, "Not now: there is nothing hidden in it."},
	} {
		m, msg := after(sheet(s, bare), s, c.keys...)
		if f := drawn(m, s); msg != nil || f.Status != c.want {
			t.Errorf("%v: %q, asks for %#v", c.keys, f.Status, msg)
		}
	}
	low := at(80, 10, screentest.Plain)
	m, _ := after(sheet(low, live(nil)), low, "v")
	if f := drawn(m, low); m.Shown(low) || f.Status != "Not now: the window is too low to show it." {
		t.Errorf("in a low window: %q", f.Status)
	}
}

func TestTheTokenIsMaskedAgainByTheClock(t *testing.T) {
	t.Parallel()
	s := at(80, 19, screentest.ASCII)
	m, _ := after(sheet(s, live(nil)), s, "v")
	if at := m.MaskAt(); at != time.Hour+10*time.Second {
		t.Errorf("masked again at %v", at)
	}
	for _, c := range []struct {
		after time.Duration
		want  string
	}{{0, canary}, {10*time.Second - 1, canary}, {10 * time.Second, "ars-..."}, {time.Hour, "ars-..."}} {
		later := s
		later.Now.Boot += c.after
		if body := strings.Join(drawn(m, later).Body, "\n"); !strings.Contains(body, "VULTR_API_KEY='"+c.want+"'") {
			t.Errorf("after %v:\n%s", c.after, body)
		}
	}
}

// Whatever is pressed, a frame shows the token only while it says so.
func TestNoFrameTellsTheTokenUnasked(t *testing.T) {
	t.Parallel()
	token := regexp.MustCompile(`ars-[A-Z]`)
	pressed := rapid.SampledFrom([]string{"j", "k", "up", "down", "G", "g", "v", "1", "5", "6", "enter", "x"})
	rapid.Check(t, func(rt *rapid.T) {
		s := at(rapid.IntRange(1, 160).Draw(rt, "width"), rapid.IntRange(0, 50).Draw(rt, "height"), rapid.SampledFrom([]theme.Theme{screentest.Plain, screentest.ASCII}).Draw(rt, "theme"))
		m := sheet(s, live(nil))
		for _, k := range rapid.SliceOfN(pressed, 0, 12).Draw(rt, "keys") {
			s.Now.Boot += time.Duration(rapid.IntRange(0, 6).Draw(rt, "seconds")) * time.Second
			m, _ = m.Update(screentest.Key(k), s)
			f := drawn(m, s)
			if why := screentest.Misfit(f, s.Width, s.Height); why != "" {
				rt.Fatal(why)
			}
			if all := strings.Join(f.Body, "\n") + f.Status; token.MatchString(all) && !m.Shown(s) {
				rt.Fatalf("the token is in sight:\n%s", all)
			}
		}
	})
}

func TestTheJSONSaysWhatTheAPIDidNot(t *testing.T) {
	t.Parallel()
	s := at(80, 19, screentest.Plain)
	for _, c := range []struct {
		name   string
		change func(*model.Session)
		want   map[string]any
	}{
		{"what is known", nil, map[string]any{"role": "Production <Deploy>", "user": "Ada Byron", "remaining_seconds": 3600.0, "state": "active", "assumed_at": nil, "conditions_met": nil}},
		{"names that are not known", func(s *model.Session) { s.RoleID, s.UserID = "r9", "u9" }, map[string]any{"role": "", "role_id": "r9", "user": "", "user_id": "u9"}},
		{"an end that was not told", func(s *model.Session) { s.Expires = time.Time{} }, map[string]any{"expires_at": nil}},
		{"conditions as yes or no", func(s *model.Session) { s.Met = model.ConditionsMet{Known: true} }, map[string]any{"conditions_met": false}},
	} {
		_, msg := after(sheet(s, live(c.change)), s, "6")
		copied, _ := msg.(scene.CopyMsg)
		var got map[string]any
		if err := json.Unmarshal([]byte(copied.Text), &got); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		for name, want := range c.want {
			if value, given := got[name]; !given || value != want {
				t.Errorf("%s: %s is %v, want %v", c.name, name, value, want)
			}
		}
		if strings.Contains(copied.Text, "CANARY") || strings.Contains(copied.Text, `\u003c`) {
			t.Errorf("%s: %s", c.name, copied.Text)
		}
	}
}
