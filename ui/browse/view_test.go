package browse_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"actas/model"
	"actas/model/text"
	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/list"
	"actas/ui/scene"
	"actas/ui/screentest"
)

var (
	plain    = screentest.Plain
	coloured = screentest.Coloured
)

func sceneOf(width, height int) scene.Scene {
	return scene.Scene{Theme: plain, Width: width, Height: height, Directory: &model.Directory{}}
}

func TestFill(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name          string
		lines         []string
		height, width int
		want          []string
	}{
		{"padded", []string{"ab", "日"}, 3, 3, []string{"ab ", "日 ", "   "}},
		{"too many lines", []string{"a", "b", "c"}, 2, 1, []string{"a", "b"}},
		{"too wide", []string{"abc", "日本"}, 2, 2, []string{"ab", "日"}},
		{"half of a wide sign", []string{"日本"}, 1, 3, []string{"日 "}},
		{"painted", []string{coloured.Page.Strong.On("abc")}, 1, 2, []string{"\x1b[1mab\x1b[m"}},
		{"nothing", nil, 0, 5, nil},
		{"no height", []string{"a"}, -1, 5, nil},
		{"no width", []string{"a"}, 1, 0, []string{""}},
	} {
		if got := browse.Fill(c.lines, c.height, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFillIsExact(t *testing.T) {
	t.Parallel()
	raw := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a日é👩🇩 ]{0,60}`))
	rapid.Check(t, func(t *rapid.T) {
		var lines []string
		for range rapid.IntRange(0, 9).Draw(t, "lines") {
			l := text.Clean(raw.Draw(t, "line"))
			if rapid.Bool().Draw(t, "painted") {
				l = coloured.Page.Warn.On(l) + l
			}
			lines = append(lines, l)
		}
		height, width := rapid.IntRange(0, 12).Draw(t, "height"), rapid.IntRange(0, 80).Draw(t, "width")
		got := browse.Fill(lines, height, width)
		if len(got) != height {
			t.Fatalf("%d lines of %d", len(got), height)
		}
		for _, l := range got {
			if ansi.StringWidth(l) != width {
				t.Fatalf("%q has %d columns of %d", l, ansi.StringWidth(l), width)
			}
		}
	})
}

func TestADetailBesideTheList(t *testing.T) {
	t.Parallel()
	s := sceneOf(120, 3)
	listed := []string{strings.Repeat("a", s.ListWidth()), strings.Repeat("b", s.ListWidth()), strings.Repeat("c", s.ListWidth())}
	for _, c := range []struct {
		name   string
		detail []string
		scroll int
		want   []string
	}{
		{"short", []string{"one"}, 0, []string{"one", "", ""}},
		{"from its top", []string{"one", "two", "three", "four"}, 0, []string{"one", "two", "three"}},
		{"scrolled", []string{"one", "two", "three", "four"}, 1, []string{"two", "three", "four"}},
		{"scrolled before it became shorter", []string{"one", "two", "three", "four"}, 9, []string{"two", "three", "four"}},
		{"none", nil, 2, []string{"", "", ""}},
		{"too wide", []string{strings.Repeat("x", 60)}, 0, []string{strings.Repeat("x", 51) + "…", "", ""}},
	} {
		for i, l := range browse.Beside(listed, c.detail, c.scroll, s) {
			left, right, _ := strings.Cut(l, " │ ")
			if left != listed[i] || strings.TrimRight(right, " ") != c.want[i] || ansi.StringWidth(l) != s.Width {
				t.Errorf("%s, line %d: %q", c.name, i, l)
			}
			if []rune(l)[s.DividerAt()] != '│' {
				t.Errorf("%s: the divider is not at column %d: %q", c.name, s.DividerAt(), l)
			}
		}
	}
}

func TestADetailAlone(t *testing.T) {
	t.Parallel()
	s := sceneOf(10, 2)
	for _, c := range []struct {
		name   string
		detail []string
		scroll int
		want   []string
	}{
		{"short", []string{"one"}, 0, []string{"  one     ", "          "}},
		{"scrolled", []string{"one", "two", "three"}, 1, []string{"  two     ", "  three   "}},
		{"scrolled before it became shorter", []string{"one", "two", "three"}, 7, []string{"  two     ", "  three   "}},
		{"scrolled before all of it fitted", []string{"one"}, 7, []string{"  one     ", "          "}},
		{"too wide", []string{"1234567"}, 0, []string{"  12345…  ", "          "}},
	} {
		p := at(2, "row").send(browse.OpenMsg{})
		for range c.scroll {
			p.Model, _ = p.Move(tea.KeyMsg{Type: tea.KeyDown}, p.rows, 100, 2)
		}
		f := drawn(p, s, c.detail)
		if !slices.Equal(f.Body, c.want) || f.Split != 0 || f.Position != "1 of 1" {
			t.Errorf("%s: %q, want %q, split at %d", c.name, f.Body, c.want, f.Split)
		}
	}
}

// drawn is a place on a frame, as a list of one column.
func drawn(p *place, s scene.Scene, detail []string) scene.Frame {
	var f scene.Frame
	p.Draw(&f, browse.Screen{
		What:    "row",
		Columns: func(int) []list.Column { return []list.Column{{Title: "NAME", Min: 4, Max: 9}} },
		Row:     func(row int, spans []list.Span, r *list.Row) { r.Cell(spans[0], p.rows[row], r.Pens.Text) },
		Detail:  func(int) []string { return detail },
	}, s)
	return f
}

func TestDraw(t *testing.T) {
	t.Parallel()
	s := sceneOf(14, 4)
	f := drawn(at(3, "auditor", "deploy"), s, nil)
	if want := []string{"  NAME        ", "▌ auditor     ", "  deploy      ", "              "}; !slices.Equal(f.Body, want) {
		t.Errorf("the list: %q, want %q", f.Body, want)
	}
	if f.Position != "1 of 2" || f.Split != 0 {
		t.Errorf("position %q, split at %d", f.Position, f.Split)
	}
	wide := sceneOf(130, 4)
	f = drawn(at(3, "auditor", "deploy"), wide, []string{"the detail"})
	if f.Split != wide.DividerAt() || !strings.Contains(f.Body[0], "│ the detail") {
		t.Errorf("side by side: split at %d, %q", f.Split, f.Body)
	}
	none := at(3, "auditor").send(browse.FilterMsg{}).types("zz")
	f = drawn(none, sceneOf(40, 4), nil)
	if len(f.Body) != 4 || strings.TrimSpace(f.Body[2]) != `No row matches "zz".` || f.Split != 0 || f.Position != "" {
		t.Errorf("no match: %+v", f)
	}
}

// TestAFilterWithoutAMatchIsShownAsItIs: cleaned, cut where it is too long, and
// without the escapes of a programming language.
func TestAFilterWithoutAMatchIsShownAsItIs(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		`' " é ;\`:              `No row matches "' " é ;\".`,
		"zz\u202e":              `No row matches "zz\u{202e}".`,
		strings.Repeat("é", 60): `No row matches "` + strings.Repeat("é", 13) + `…".`,
	} {
		f := drawn(at(3, "auditor").send(browse.FilterMsg{}).types(query), sceneOf(40, 4), nil)
		if got := strings.TrimSpace(f.Body[2]); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestLinesBelowAreCounted in words that fit their number.
func TestLinesBelowAreCounted(t *testing.T) {
	t.Parallel()
	detail := []string{"1", "2", "3", "4", "5", "6"}
	for height, want := range map[int]string{4: "1 of 1, 2 more lines below", 5: "1 of 1, 1 more line below", 6: "1 of 1"} {
		if f := drawn(at(height-1, "auditor").send(browse.OpenMsg{}), sceneOf(40, height), detail); f.Position != want {
			t.Errorf("%d lines: %q, want %q", height, f.Position, want)
		}
	}
}

func TestUnread(t *testing.T) {
	t.Parallel()
	s := sceneOf(60, 10)
	s.Endpoint = "api.vultr.com"
	reading, failed := s, s
	reading.Loading.Active = true
	failed.Failed = map[string]string{"roles": "not allowed (403)"}
	for _, c := range []struct {
		name string
		s    scene.Scene
		read scene.Count
		want []string
	}{
		{"none", s, scene.Count{Done: true}, []string{"This organisation has no roles."}},
		{"being read", reading, scene.Count{}, []string{"Reading roles and trusts from api.vultr.com", "0s, roles asked for, trusts asked for"}},
		{"read while others are being read", reading, scene.Count{Done: true}, []string{"This organisation has no roles."}},
		{"failed", failed, scene.Count{}, []string{"The roles could not be read.", "not allowed (403)", "ctrl+r  read again"}},
	} {
		got := browse.Unread("roles", c.read, c.s)
		var said []string
		for _, l := range got {
			if l = strings.TrimSpace(l); l != "" {
				said = append(said, l)
			}
		}
		if !slices.Equal(said, c.want) || len(got) != 10 {
			t.Errorf("%s: %q, want %q, in %d lines", c.name, said, c.want, len(got))
		}
	}
}

func TestHints(t *testing.T) {
	t.Parallel()
	why := map[string]string{"x": "no session to revoke", "esc": "nothing to go back from", "enter": "it is open"}
	actions := append([]action.Action{action.New("x", "x", "revoke", "Revoke", nil)}, browse.Actions()...)
	hints := browse.Hints(actions, func(a action.Action) string { return why[a.Keys.Keys()[0]] })
	var got []string
	for _, h := range hints {
		got = append(got, h.Keys.Help().Key+":"+h.Blocked)
	}
	if want := []string{"x:no session to revoke", "o:", "/:"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	delete(why, "enter")
	delete(why, "esc")
	if hints = browse.Hints(actions, func(a action.Action) string { return why[a.Keys.Keys()[0]] }); len(hints) != 5 {
		t.Errorf("with a way in and back: %d hints", len(hints))
	}
}

func TestTheFilterOnTheFrame(t *testing.T) {
	t.Parallel()
	s := sceneOf(60, 5)
	p := at(5, "auditor", "deploy", "dental")
	f := scene.Frame{Status: "its own", Position: "1 of 3"}
	p.Decorate(&f, s)
	if f.Status != "its own" || f.Position != "1 of 3" || f.Keys != nil {
		t.Errorf("without a filter: %+v", f)
	}
	p.send(browse.FilterMsg{}).types("de")
	p.Decorate(&f, s)
	if f.Status != "/ de│  2 of 3" || f.Position != "" || len(f.Keys) != 1 || len(f.Back) != 1 {
		t.Errorf("while typing: %+v", f)
	}
	if f.Keys[0].Keys.Help().Key != "enter" || f.Back[0].Keys.Help().Key != "esc" {
		t.Errorf("its keys: %v, %v", f.Keys, f.Back)
	}
	for width := range 12 {
		p.Decorate(&f, sceneOf(width, 5))
	}
}

func TestHeading(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, title, note string
		width             int
		want              string
	}{
		{"with a count", "TRUSTS", "2", 12, "TRUSTS     2"},
		{"with no note", "TRUST", "", 12, "TRUST       "},
		{"the note has no room", "WEEK", "hours in UTC", 12, "WEEK        "},
		{"nor the title", "OTHER CONDITIONS", "", 8, "OTHER C…"},
	} {
		if got := browse.Heading(c.title, c.note, c.width, sceneOf(80, 5)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestReading(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name          string
		roles, trusts scene.Count
		want          string
	}{
		{"asked for", scene.Count{}, scene.Count{}, "2s, roles asked for, trusts asked for"},
		{"under way", scene.Count{Have: 100, Total: 214}, scene.Count{Have: 500}, "2s, 100 of 214 roles, 500 trusts"},
		{"done", scene.Count{Done: true, Have: 7}, scene.Count{Done: true}, "2s, 7 roles, no trusts"},
	} {
		s := sceneOf(80, 5)
		s.Loading = scene.Progress{Active: true, Since: 2900 * time.Millisecond, Roles: c.roles, Trusts: c.trusts}
		if got := browse.Reading(s); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
