package form

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/line"
	"actas/ui/pick"
	"actas/ui/screentest"
)

func TestFaultsOfWhatIsGone(t *testing.T) {
	t.Parallel()
	refused := Fault{Text: "no", Refused: true}
	for _, c := range []struct {
		fault Fault
		gone  string
		want  Fault
	}{
		{Fault{}, pick.GoneRole, Fault{Text: pick.GoneRole}},
		{refused, pick.GoneEntity, Fault{Text: pick.GoneEntity}},
		{Fault{Text: pick.GoneRole}, "", Fault{}},
		{Fault{Text: pick.GoneEntity}, "", Fault{}},
		{refused, "", refused},
	} {
		if got := c.fault.Recheck(c.gone); got != c.want {
			t.Errorf("%+v, gone %q: %+v, want %+v", c.fault, c.gone, got, c.want)
		}
	}
}

func TestDirections(t *testing.T) {
	t.Parallel()
	for k, want := range map[tea.KeyType]int{tea.KeyLeft: -1, tea.KeyUp: -1, tea.KeyRight: 1, tea.KeyDown: 1} {
		if got := Direction(tea.KeyMsg{Type: k}); got != want {
			t.Errorf("%v leads to %d, want %d", k, got, want)
		}
	}
}

func TestHeadsAndAnswers(t *testing.T) {
	t.Parallel()
	p := Painter{Theme: screentest.Plain, Width: 30}
	for _, c := range []struct{ got, want string }{
		{p.Head("Assume a role", "open", "an estimate")[1], "  open   an estimate"},
		{p.Head("Assume a role", "closed until Monday morning", "an estimate")[1], "  closed until Monday morning"},
		{p.Head("Assume a role", "closed", "an estimate as read Mon 09:03")[1], "  closed   an estimate"},
		{p.Head("Assume a role", "closed until Monday morning", "")[1], "  closed until Monday morning"},
		{p.Head("Assume a role that has a name", "", "")[0], "  Assume a role that has a na…"},
		{p.Answered(Refused, "no", "lost")[0], "  refused        no"},
		{p.Answered(Failed, "no", "lost")[0], "  failed         no"},
		{p.Answered(Unanswered, "no", "lost")[0], "  lost           no"},
		{p.Fault(Fault{Text: "no"})[0], line.Pad(17) + "no"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	if got := p.Fault(Fault{}); got != nil {
		t.Errorf("no fault is %q", got)
	}
}
