package assume

import (
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/action"
	"actas/ui/form"
	"actas/ui/scene"
	"actas/ui/words"
)

// waitAtMost is how long the form tries again by itself. Vultr's guides say that
// a new trust counts within a minute or so.
const waitAtMost = 3 * time.Minute

// pauses are the waits before each try; the last one is repeated.
var pauses = [...]time.Duration{3 * time.Second, 5 * time.Second, 8 * time.Second, 10 * time.Second}

// phase is how far the waiting for a trust has come.
type phase int

const (
	// noWait: nobody waits.
	noWait phase = iota
	// waitOffered: the refusal may pass, and waiting is offered.
	waitOffered
	// waitCounting down to the next try.
	waitCounting
	// waitTrying: the call is under way.
	waitTrying
	// waitStopped while a call is under way: its refusal is told and no more.
	waitStopped
	// waitOver: the time was up.
	waitOver
)

// waiting is the wait until a trust that was saved a moment ago counts.
type waiting struct {
	phase phase
	// tries is how often it was tried again so far.
	tries int
	// next is when it is tried again, until when at the latest, on the boot clock.
	next, until time.Duration
}

// asks reports that the sheet is open and takes the keys.
func (w waiting) asks() bool {
	return w.phase == waitOffered || w.phase == waitCounting || w.phase == waitTrying
}

// pause plans the next try; the time may be up by then.
func (w waiting) pause(boot time.Duration) waiting {
	w.phase = waitCounting
	w.next = boot + pauses[min(w.tries, len(pauses)-1)]
	if w.next > w.until {
		return waiting{phase: waitOver}
	}
	return w
}

// NotInForce says that the API refused the request, and that a trust that is only
// minutes old may let it through soon: the form offers to wait, and where it
// waits already goes on doing so.
func (m Model) NotInForce(text string, s scene.Scene) Model {
	m.Outcome, m.Answer = form.Refused, text
	switch m.wait.phase {
	case waitTrying:
		m.wait = m.wait.pause(s.Now.Boot)
	case waitStopped:
		m.wait = waiting{}
	default:
		m.wait = waiting{phase: waitOffered}
	}
	return m
}

// Waiting reports that the form waits for a trust to count.
func (m Model) Waiting() bool { return m.wait.phase != noWait && m.wait.phase != waitOver }

// UntilChange is how long the form stays as it is by itself; ok is false where
// it does not change.
func (m Model) UntilChange(boot time.Duration) (wait time.Duration, ok bool) {
	if m.wait.phase != waitCounting {
		return 0, false
	}
	left := max(0, m.wait.next-boot)
	if rest := left % time.Second; rest > 0 || left == 0 {
		return rest, true
	}
	return time.Second, true
}

// Tick tries again once that is due.
func (m Model) Tick(s scene.Scene) (Model, tea.Cmd) {
	if m.wait.phase != waitCounting || s.Now.Boot < m.wait.next {
		return m, nil
	}
	return m.again(s)
}

// again sends the same request anew: a refusal made no session. What is not valid
// any more ends the waiting.
func (m Model) again(s scene.Scene) (Model, tea.Cmd) {
	w, refused := m.wait, m.Answer
	w.phase, w.tries = waitTrying, w.tries+1
	m, cmd := m.enter(s)
	if cmd != nil {
		m.wait, m.Answer = w, refused
	}
	return m, cmd
}

// waitKey takes a key while the sheet is open. Esc never leaves the form here.
func (m Model) waitKey(msg tea.KeyMsg, s scene.Scene) (Model, tea.Cmd) {
	switch {
	case msg.Paste || msg.Alt:
	case msg.Type == tea.KeyEsc && m.wait.phase == waitTrying:
		m.wait, m.Answer = waiting{phase: waitStopped}, ""
	case msg.Type == tea.KeyEsc:
		m.wait = waiting{}
	case msg.Type == tea.KeyEnter && m.wait.phase == waitOffered:
		m.wait = waiting{}
		return m.enter(s)
	case msg.Type == tea.KeyEnter && m.wait.phase == waitCounting:
		return m.again(s)
	case msg.Type == tea.KeyRunes && string(msg.Runes) == "w" && m.wait.phase == waitOffered:
		m.wait = waiting{until: s.Now.Boot + waitAtMost}.pause(s.Now.Boot)
	}
	return m, nil
}

// waitKeys are the hints of the sheet.
func (m Model) waitKeys() []action.Hint {
	now := form.Hint("enter", "enter", "try now", "Try again now")
	switch m.wait.phase {
	case waitOffered:
		return []action.Hint{form.Hint("w", "w", "wait and try again", "Wait and try again"), now}
	case waitCounting:
		return []action.Hint{now}
	}
	return []action.Hint{}
}

// waitBack is esc while the sheet is open.
func (m Model) waitBack() []action.Hint {
	if m.wait.phase == waitOffered {
		return []action.Hint{form.Hint("esc", "esc", "back", "Back to the form")}
	}
	return []action.Hint{form.Hint("esc", "esc", "stop", "Stop waiting")}
}

// waitSheet says why it may help to wait, and when it is tried again.
func (m Model) waitSheet(body []string, s scene.Scene) []string {
	pens, title := s.Theme.Page, "Waiting for the trust to count"
	said := []form.Paragraph{
		{Text: m.Answer, Pen: pens.Text},
		{Text: "A trust of " + m.role.Chosen.Label + " was saved only minutes ago, and may not count yet.", Pen: pens.Text},
	}
	switch m.wait.phase {
	case waitOffered:
		title = "Refused, perhaps only for now"
	case waitCounting:
		left := (m.wait.next - s.Now.Boot + time.Second - 1) / time.Second
		said = append(said, form.Paragraph{
			Text: fmt.Sprintf("Trying again in %ds (%s time), esc stops.", left, words.Ordinal(m.wait.tries+1)), Pen: pens.Strong,
		})
	case waitTrying:
		said = append(said, form.Paragraph{Text: "Trying again now (" + words.Ordinal(m.wait.tries) + " time), esc stops.", Pen: pens.Strong})
	}
	return form.Question(body, title, said, s)
}
