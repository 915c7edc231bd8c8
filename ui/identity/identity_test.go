package identity_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"actas/model"
	"actas/theme"
	"actas/ui/identity"
	"actas/ui/scene"
	"actas/ui/screentest"
)

var people = []model.User{
	{ID: "6f1c2d8e-40b7", Name: "Ada Byron", Email: "ada@northwind.example"},
	{ID: "7ada2d8e-40b7", Name: "Grace Hopper", Email: "grace@northwind.example"},
	{ID: "", Name: "Nobody"},
	{ID: "6f1c2d8e-40b7", Name: "Ada Again"},
	{ID: "bad/id", Name: "Slash", Email: "slash@northwind.example"},
	{ID: "edsger", Name: "Edsger Dijkstra", Email: "edsger@northwind.example"},
}

func at(width, height int, t theme.Theme, users ...model.User) scene.Scene {
	d := &model.Directory{}
	d.AddUsers(users)
	return scene.Scene{Theme: t, Width: width, Height: height, Directory: d}
}

const reason = "This key may not read its own account."

// after is a fresh question after keys, and what the last one asked for.
func after(s scene.Scene, keys ...string) (identity.Model, tea.Msg) {
	m := *identity.New(reason)
	var cmd tea.Cmd
	for _, k := range keys {
		m, cmd = m.Update(screentest.Key(k), s)
	}
	if cmd == nil {
		return m, nil
	}
	return m, cmd()
}

func text(m identity.Model, s scene.Scene) string {
	return screentest.Body(m.Over(screentest.Below(s), s))
}

const openAt80 = `  a row of the screen below
── Who are you? ────────────────────────────────────────────────────────────────
  This key may not read its own account.
▌ user id  │
  Ada Byron                     ada@northwind.example             6f1c2d8e-40…
  Grace Hopper                  grace@northwind.example           7ada2d8e-40…
  Slash                         slash@northwind.example           bad/id
  Edsger Dijkstra               edsger@northwind.example          edsger



  To say it for good, start actas with --user-id or set ACTAS_USER_ID.`

func TestNobodyIsMarkedToBeginWith(t *testing.T) {
	t.Parallel()
	s := at(80, 12, screentest.Plain, people...)
	m, _ := after(s)
	if got := text(m, s); !strings.HasSuffix(got, openAt80[strings.Index(openAt80, "──"):]) {
		t.Errorf("got\n%s\nwant\n%s", got, openAt80)
	}
	f := m.Over(screentest.Below(s), s)
	if f.Position != "" || !f.Quiet || len(f.Back) != 1 || len(f.Keys) != 2 {
		t.Errorf("position %q, quiet %v, back %v, keys %v", f.Position, f.Quiet, f.Back, f.Keys)
	}
}

func TestWhatEnterTakes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		users []model.User
		keys  []string
		want  string
	}{
		{"an id where no users can be read", nil, []string{"user-1_A", "enter"}, "user-1_A"},
		{"with the space that was pasted around it", nil, []string{" u1 ", "enter"}, "u1"},
		{"the first user, asked for by a key", people, []string{"down", "enter"}, "6f1c2d8e-40b7"},
		{"the first user, upwards", people, []string{"up", "enter"}, "6f1c2d8e-40b7"},
		{"the second user", people, []string{"ctrl+n", "ctrl+n", "enter"}, "7ada2d8e-40b7"},
		{"back up", people, []string{"down", "down", "ctrl+p", "enter"}, "6f1c2d8e-40b7"},
		{"the last user", people, []string{"pgdown", "enter"}, "edsger"},
		{"by name", people, []string{"hopper", "enter"}, "7ada2d8e-40b7"},
		{"by e-mail address", people, []string{"grace@", "enter"}, "7ada2d8e-40b7"},
		{"by a part of the id", people, []string{"7ada", "enter"}, "7ada2d8e-40b7"},
		{"an id in full before better matches", people, []string{"edsger", "enter"}, "edsger"},
		{"an id that is not in the list", people, []string{"user-9", "enter"}, "user-9"},
		{"an id that looks like somebody's name", people, []string{"ada", "down", "down", "down", "enter"}, "ada"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m, msg := after(at(80, 19, screentest.Plain, c.users...), c.keys...)
			if chosen, ok := msg.(identity.ChosenMsg); !ok || chosen.UserID != c.want {
				t.Errorf("took %#v, want %s:\n%s", msg, c.want, text(m, at(80, 19, screentest.Plain, c.users...)))
			}
		})
	}
}

func TestWhatEnterRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		users []model.User
		keys  []string
		want  string
	}{
		{"nothing typed", nil, []string{"enter"}, "Type your user id."},
		{"nothing typed, with users in sight", people, []string{"enter"}, "Type your user id."},
		{"typed and deleted again", people, []string{"ada", "ctrl+u", "enter"}, "Type your user id."},
		{"a path", nil, []string{"../users", "enter"}, `A user id has letters, digits, - and _ only, not '.'.`},
		{"a space inside", nil, []string{"ada byron", "enter"}, "A user id has letters, digits, - and _ only, not a space."},
		{"an address without users", nil, []string{"a@b", "enter"}, "A user id has letters, digits, - and _ only, not '@'."},
		{"an id of the list that no path can hold", people, []string{"slash", "enter"}, "The API does not take this user's id in its paths."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := at(80, 19, screentest.Plain, c.users...)
			m, msg := after(s, c.keys...)
			if got := m.Over(screentest.Below(s), s).Status; msg != nil || got != c.want {
				t.Errorf("asked for %#v, status %q", msg, got)
			}
			m, _ = m.Update(screentest.Key("x"), s)
			if got := m.Over(screentest.Below(s), s).Status; got == c.want {
				t.Errorf("the mistake stays after the next key: %q", got)
			}
		})
	}
}

func TestUsersThatArriveWhileTheQuestionStands(t *testing.T) {
	t.Parallel()
	m, _ := after(at(80, 19, screentest.Plain), "edsger")
	s := at(80, 19, screentest.Plain, people...)
	if got := text(m, s); !strings.Contains(got, "▌ Edsger Dijkstra") {
		t.Errorf("the typed id is not that user's:\n%s", got)
	}
	_, cmd := m.Update(screentest.Key("enter"), s)
	if cmd == nil || cmd() != (identity.ChosenMsg{UserID: "edsger"}) {
		t.Error("enter does not take the typed id any more")
	}

	m, _ = after(s, "down", "down")
	gone := at(80, 19, screentest.Plain, people[0])
	m, cmd = m.Update(screentest.Key("enter"), gone)
	if cmd != nil {
		t.Errorf("a user that left the list was taken: %#v", cmd())
	}
	if got := text(m, gone); strings.Contains(got, "▌ Ada") {
		t.Errorf("somebody else was marked instead:\n%s", got)
	}
}

func TestTheMarkStandsAtWhatEnterTakes(t *testing.T) {
	t.Parallel()
	s := at(80, 19, screentest.Plain, people...)
	for keys, want := range map[string]string{"": "▌ user id", "down": "▌ Ada Byron", "hopper": "▌ Grace Hopper", "zz9": "▌ the user id zz9, as typed", "a@z": "▌ user id"} {
		m, _ := after(s, strings.Fields(keys)...)
		if got := text(m, s); !strings.Contains(got, want) || strings.Count(got, "▌") != 1 {
			t.Errorf("%q: want only %q:\n%s", keys, want, got)
		}
	}
}

func TestEscClosesAndAPasteIsText(t *testing.T) {
	t.Parallel()
	s := at(80, 19, screentest.Plain, people...)
	if _, msg := after(s, "esc"); msg != (identity.CloseMsg{}) {
		t.Errorf("esc on an empty line asked for %#v", msg)
	}
	if _, msg := after(s, "a", "esc"); msg != nil {
		t.Errorf("esc threw away what was typed, with %#v", msg)
	}
	if _, msg := after(s, "a", "esc", "esc"); msg != (identity.CloseMsg{}) {
		t.Errorf("the second esc asked for %#v", msg)
	}
	m, cmd := identity.New(reason).Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("edsger\n"), Paste: true}, s)
	if cmd != nil || !strings.Contains(text(m, s), "▌ Edsger Dijkstra") {
		t.Errorf("after a paste:\n%s", text(m, s))
	}
}

func TestManyUsersScroll(t *testing.T) {
	t.Parallel()
	var many []model.User
	for i := range 40 {
		many = append(many, model.User{ID: "u" + strings.Repeat("x", i), Name: "Person " + string(rune('A'+i%26)) + strings.Repeat("i", i)})
	}
	s := at(80, 19, screentest.Plain, many...)
	keys := make([]string, 20)
	for i := range keys {
		keys[i] = "down"
	}
	m, _ := after(s, keys...)
	if got := text(m, s); !strings.Contains(got, "▌ Person T") || strings.Contains(got, "Person Ai") {
		t.Errorf("the twentieth is not in sight:\n%s", got)
	}
}

func TestEverySizeIsExact(t *testing.T) {
	t.Parallel()
	keys := []string{"up", "down", "pgdown", "pgup", "enter", "ctrl+u", "tab", "a", "d", " ", "日", "é", "\u0301", "@"}
	rapid.Check(t, func(rt *rapid.T) {
		users := people[:rapid.IntRange(0, len(people)).Draw(rt, "users")]
		s := at(rapid.IntRange(1, 200).Draw(rt, "width"), rapid.IntRange(1, 60).Draw(rt, "height"),
			rapid.SampledFrom([]theme.Theme{screentest.Plain, screentest.Coloured}).Draw(rt, "theme"), users...)
		m, _ := after(s, rapid.SliceOfN(rapid.SampledFrom(keys), 0, 8).Draw(rt, "keys")...)
		f := m.Over(screentest.Below(s), s)
		if why := screentest.Misfit(f, s.Width, s.Height); why != "" {
			rt.Fatal(why)
		}
	})
}
