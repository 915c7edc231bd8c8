package screentest

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/scene"
)

// Form is what the rig needs of a form's Model, which is M.
type Form[M any] interface {
	Update(tea.Msg, scene.Scene) (M, tea.Cmd)
	View(scene.Scene) scene.Frame
}

// Deliver hands messages to a form, and what its commands bring back to it: it
// leaves alone what is for others. brought are those messages.
func Deliver[M Form[M]](form M, s scene.Scene, msgs ...tea.Msg) (next M, brought []tea.Msg) {
	for _, msg := range msgs {
		var cmd tea.Cmd
		form, cmd = form.Update(msg, s)
		if cmd == nil {
			continue
		}
		answer := cmd()
		brought = append(brought, answer)
		form, _ = form.Update(answer, s)
	}
	return form, brought
}

// Keys are keys by their types.
func Keys(types ...tea.KeyType) []tea.Msg {
	var out []tea.Msg
	for _, k := range types {
		out = append(out, tea.KeyMsg{Type: k})
	}
	return out
}

// Letters are text that is typed letter by letter, as a terminal sends it.
func Letters(text string) []tea.Msg {
	var out []tea.Msg
	for _, r := range text {
		kind := tea.KeyRunes
		if r == ' ' {
			kind = tea.KeySpace
		}
		out = append(out, tea.KeyMsg{Type: kind, Runes: []rune{r}})
	}
	return out
}

// Says fails where text lacks something that is wanted, or has something that is
// not. A sentence counts also where it is wrapped.
func Says(tb testing.TB, text string, wanted, unwanted []string) {
	tb.Helper()
	flat := strings.Join(strings.Fields(text), " ")
	for _, w := range wanted {
		if !strings.Contains(text, w) && !strings.Contains(flat, w) {
			tb.Errorf("the form does not show %q:\n%s", w, text)
		}
	}
	for _, u := range unwanted {
		if strings.Contains(text, u) || strings.Contains(flat, u) {
			tb.Errorf("the form shows %q:\n%s", u, text)
		}
	}
}
