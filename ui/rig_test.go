package ui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/screentest"
)

// handClock stands still until a test moves it. Waits are over at once: the rig
// drops the ticks that they end in, and sends its own.
type handClock struct{ now model.Moment }

func (c *handClock) Now() model.Moment { return c.now }

func (c *handClock) After(time.Duration) <-chan time.Time {
	fired := make(chan time.Time, 1)
	fired <- c.now.Wall
	return fired
}

// rig runs a dashboard on the fake API, one message after the other.
type rig struct {
	t     testing.TB
	m     Model
	api   *fakeAPI
	clock *handClock
	// engine is the dashboard's renewal engine, which acts.
	engine *fakeEngine
	// depth counts the messages that are handled within another one's commands.
	depth int
	// ticks are those that were asked for.
	ticks map[time.Duration]bool
	// alerts are what was announced.
	alerts []string
	quit   bool
	// hold keeps the messages back that it wants; they wait in held.
	hold func(tea.Msg) bool
	held []tea.Msg
}

// newRig makes a dashboard that was not started yet.
func newRig(t testing.TB) *rig {
	t.Helper()
	clock := &handClock{model.Moment{Wall: time.Date(2026, 11, 20, 14, 3, 8, 0, time.UTC), Boot: time.Hour}}
	api := newFakeAPI(clock)
	engine := &fakeEngine{api: api, state: &model.RenewalState{Acts: true}, auto: map[string]bool{}}
	r := &rig{t: t, api: api, clock: clock, engine: engine, ticks: map[time.Duration]bool{}}
	r.m = New(Deps{
		API: api, Clock: clock, Theme: screentest.Plain,
		Suffix: func() string { return "x7k2" }, Copy: func(string) (string, error) { return "to the clipboard", nil },
		Renewals: func(API, string) Renewals { return engine },
		Alert:    func(text string) error { r.alerts = append(r.alerts, text); return nil },
	})
	return r
}

// start opens a window wide enough for list and detail, and begins to read.
func (r *rig) start() {
	r.send(tea.WindowSizeMsg{Width: 140, Height: 40})
	r.send(startMsg{})
}

// send gives the dashboard a message, and runs what it asks for.
func (r *rig) send(msg tea.Msg) {
	next, cmd := r.m.Update(msg)
	r.m = next.(Model)
	r.depth++
	r.run(cmd)
	r.depth--
	if at := r.m.wakeAt; r.depth == 0 && at > r.clock.now.Boot && !r.ticks[at] {
		r.t.Errorf("after %T the tick at %v was given up: the countdowns stand still", msg, at)
	}
}

func (r *rig) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tickMsg:
		r.ticks[msg.at] = true
	case tea.BatchMsg:
		for _, one := range msg {
			r.run(one)
		}
	case tea.QuitMsg:
		r.quit = true
	default:
		if r.hold != nil && r.hold(msg) {
			r.held = append(r.held, msg)
			return
		}
		r.send(msg)
	}
}

// release sends what was held back, and holds nothing more.
func (r *rig) release() {
	held := r.held
	r.hold, r.held = nil, nil
	for _, msg := range held {
		r.send(msg)
	}
}

// pass lets time go by in ticks of a second.
func (r *rig) pass(d time.Duration) { r.passIn(d, time.Second) }

func (r *rig) passIn(d, step time.Duration) {
	for ; d > 0; d -= step {
		r.clock.now.Boot += step
		r.clock.now.Wall = r.clock.now.Wall.Add(step)
		r.send(tickMsg{at: r.clock.now.Boot})
	}
}

// press presses keys one after the other, by their names.
func (r *rig) press(keys ...string) {
	for _, key := range keys {
		r.send(screentest.Key(key))
	}
}

// burst sends letters that arrived in one read.
func (r *rig) burst(letters string) {
	r.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(letters)})
}

// since counts the calls that a step makes.
func (r *rig) since(call string, step func()) int {
	before := r.api.calls[call]
	step()
	return r.api.calls[call] - before
}

// shows checks that texts stand on the screen.
func (r *rig) shows(texts ...string) {
	r.t.Helper()
	view := r.m.View()
	for _, text := range texts {
		if !strings.Contains(view, text) {
			r.t.Errorf("the screen does not show %q:\n%s", text, view)
		}
	}
}

// hides checks that texts do not stand on the screen.
func (r *rig) hides(texts ...string) {
	r.t.Helper()
	view := r.m.View()
	for _, text := range texts {
		if strings.Contains(view, text) {
			r.t.Errorf("the screen shows %q:\n%s", text, view)
		}
	}
}

// state is the state of the session with this name; empty when it is not listed.
func (r *rig) state(name string) model.SessionState {
	for _, l := range r.m.roster.List() {
		if l.Name == name {
			return l.State(r.m.now.Boot, r.m.unverified)
		}
	}
	return ""
}

// only wants the messages of one type, for hold.
func only[T tea.Msg](msg tea.Msg) bool {
	_, ok := msg.(T)
	return ok
}
