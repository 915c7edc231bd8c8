package screentest

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/line"
	"actas/ui/scene"
)

// slip is a form of one line that fills its window, but for what is wrong with it.
type slip struct {
	typed string
	split int
	short bool
}

// Update takes letters, and asks to be closed with esc.
func (p slip) Update(msg tea.Msg, _ scene.Scene) (slip, tea.Cmd) {
	key, ok := msg.(tea.KeyMsg)
	if ok && key.Type == tea.KeyEsc {
		return p, func() tea.Msg { return scene.CloseMsg{} }
	}
	if ok {
		p.typed += string(key.Runes)
	}
	return p, nil
}

func (p slip) View(s scene.Scene) scene.Frame {
	body := make([]string, s.Height)
	for i := range body {
		body[i] = line.Fit(p.typed, s.Width, s.Theme.Glyphs)
	}
	if p.short && s.Width == 150 && s.Height > 1 {
		body = body[1:]
	}
	split := p.split
	if s.Width >= scene.SplitAt {
		split++
	}
	return scene.Frame{Body: body, Split: split}
}

// slipRig is a slip with what drives it.
type slipRig struct {
	slip
	Driver[slip, *slipRig]
}

func rigOf(tb testing.TB, p slip) *slipRig {
	tb.Helper()
	f := &slipRig{slip: p}
	f.Driver = Drive(tb, scene.Scene{Theme: Plain, Width: 20, Height: 2}, &f.slip, f)
	return f
}

func TestADriverFillsInAForm(t *testing.T) {
	t.Parallel()
	f := rigOf(t, slip{}).Types("a b").Pastes("c\nd").Press("e").Shows("a bc").Hides("x")
	if f.typed != "a bc\nde" || f.Closed() {
		t.Errorf("typed %q, closed %v", f.typed, f.Closed())
	}
	if f.Keys(tea.KeyEsc); !f.Closed() || TheOne[scene.CloseMsg](t, f.Sent) != (scene.CloseMsg{}) {
		t.Errorf("it asked for %#v", f.Sent)
	}
	// What the header, the rules and the lines below leave of a window.
	for rows, want := range map[int]int{20: 16, 24: 19, 40: 33} {
		if f.Size(80, rows); f.Scene.Height != want {
			t.Errorf("%d rows leave %d", rows, f.Scene.Height)
		}
	}
}

func TestAFormThatDoesNotFit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		form slip
		want string
	}{
		{"fits", slip{typed: "日本"}, ""},
		{"a line is missing at one size", slip{short: true}, "150x14: 13 lines of 14"},
		{"a divider where there is no room", slip{split: 1}, "1x1: the divider is at 1"},
	} {
		r := &recorder{TB: t}
		rigOf(r, c.form).FitsEverySize()
		if got := strings.Join(r.errors, "\n"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
