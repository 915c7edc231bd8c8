package leave

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// live are sessions with an hour left each.
func live(names ...string) []model.LiveSession {
	r := &model.Roster{}
	for _, name := range names {
		r.Put(model.Session{ID: "id-of-" + name, Name: name, Remaining: time.Hour})
	}
	return r.List()
}

func drawn(m *Model, width, height int) scene.Frame {
	body := make([]string, height)
	for i := range body {
		body[i] = strings.Repeat(" ", width)
	}
	return m.Over(scene.Frame{Body: body}, scene.Scene{Theme: screentest.Plain, Width: width, Height: height})
}

func TestTheQuestionNamesWhatIsLeft(t *testing.T) {
	t.Parallel()
	many := live("a", "b", "c", "d", "e", "f", "g")
	for _, c := range []struct {
		name     string
		sessions []model.LiveSession
		want     []string
	}{
		{"one", live("deploy-7f3c"), []string{"Leave 1 session that is renewed by itself?", "deploy-7f3c", "1:00:00 left   id-of-deploy-7f3c"}},
		{"several", live("a", "b"), []string{"Leave 2 sessions that are renewed by themselves?", "id-of-a", "id-of-b"}},
		{"many", many, []string{"id-of-d", "and 3 more"}},
	} {
		for _, width := range []int{40, 60, 80, 140} {
			f := drawn(New(c.sessions), width, 12)
			text := strings.Join(f.Body, "\n")
			for _, want := range c.want {
				if width >= 100 && !strings.Contains(text, want) {
					t.Errorf("%s: %q is not in\n%s", c.name, want, text)
				}
			}
			for _, l := range f.Body {
				if w := ansi.StringWidth(l); w != width {
					t.Errorf("%s: %d columns of %d: %q", c.name, w, width, l)
				}
			}
		}
	}
}

func TestOnlyLettersAnswer(t *testing.T) {
	t.Parallel()
	m := New(live("a"))
	runes := func(s string, paste bool) tea.KeyMsg {
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s), Paste: paste}
	}
	for _, c := range []struct {
		name string
		key  tea.Msg
		want string
	}{
		{"y", runes("y", false), "revoke"}, {"n", runes("n", false), "keep"}, {"q", runes("q", false), "keep"},
		{"esc", tea.KeyMsg{Type: tea.KeyEsc}, "stay"}, {"enter", tea.KeyMsg{Type: tea.KeyEnter}, ""},
		{"a pasted y", runes("y", true), ""}, {"another letter", runes("x", false), ""}, {"no key", tea.FocusMsg{}, ""},
	} {
		got := ""
		if cmd := m.Update(c.key); cmd != nil {
			switch msg := cmd().(type) {
			case RevokeMsg:
				got = "revoke"
				if len(msg.Sessions) != 1 || msg.Sessions[0].Name != "a" {
					t.Errorf("it revokes %+v", msg.Sessions)
				}
			case KeepMsg:
				got = "keep"
			case StayMsg:
				got = "stay"
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTheQuestionSaysWhoRenewsOn(t *testing.T) {
	t.Parallel()
	two := live("a", "b")
	for _, c := range []struct {
		heirs map[string]bool
		want  []string
	}{
		{nil, []string{"Revoke them now?"}},
		{map[string]bool{}, []string{"Nobody renews them once actas is gone. Revoke them now?"}},
		{map[string]bool{"id-of-a": true}, []string{"Another actas renews 1 of them on, nobody the rest. Revoke", "them now?", "1:00:00 left   renewed on", "1:00:00 left   id-of-b"}},
		{map[string]bool{"id-of-a": true, "id-of-b": true}, []string{"Another actas renews them on once this one is gone. Revoke", "them now?", "1:00:00 left   renewed on"}},
	} {
		for _, width := range []int{40, 60, 80} {
			words := strings.Join(strings.Fields(strings.Join(drawn(New(two).Heirs(c.heirs), width, 12).Body, " ")), " ")
			if !strings.Contains(words, "them now?") {
				t.Errorf("%v: at %d columns the question is cut: %q", c.heirs, width, words)
			}
		}
		text := strings.Join(drawn(New(two).Heirs(c.heirs), 80, 12).Body, "\n")
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%v: %q is not in\n%s", c.heirs, want, text)
			}
		}
	}
}
