package cli

import (
	"io"
	"os"
	"os/signal"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui"
	"actas/ui/cells"
)

// A dashboard that somebody stops, and not ctrl+z, goes on with the shell's prompt on the
// terminal, unless it is told by fg to go on.

// shownIn is the terminal that the dashboard is shown in.
func (c *command) shownIn() cells.Terminal {
	return &ownTerminal{File: c.out.Stdout, at: &c.pause, clock: c.out.SystemClock()}
}

// ownTerminal is a terminal that is written to in the foreground alone: as long as it is
// another program's, whoever writes stands still, with all of actas where a shell can let
// that go on.
type ownTerminal struct {
	*os.File
	at    *pause
	clock ui.Clock
}

// Write waits until the terminal is actas's own, and writes.
func (o *ownTerminal) Write(p []byte) (int, error) {
	o.await()
	return o.File.Write(p)
}

// WriteString is Write.
func (o *ownTerminal) WriteString(s string) (int, error) { return o.Write([]byte(s)) }

// await returns when the terminal is actas's own. Once actas is told to end, it does not:
// the watchdog ends it.
func (o *ownTerminal) await() {
	told := o.at.heard()
	for !mayBeForeground(o.File) {
		// What is to end it may come with what lets it go on.
		select {
		case <-told:
			select {}
		case <-o.clock.After(signalsWithin):
		}
		if jobControl() && !mayBeForeground(o.File) {
			stop(told, o.clock.After(signalsWithin))
		}
	}
}

// inBackground reports that the terminal is another program's, and none that the
// dashboard started.
func (c *command) inBackground() bool { return !mayBeForeground(c.out.Stdout) && !c.shell.runs() }

// takeBackStopped takes the terminal back each time that actas goes on after it was
// stopped otherwise than by ctrl+z, until it has finished: the shell behind it may have
// set and written anything.
func (c *command) takeBackStopped(p *tea.Program, finished <-chan struct{}) {
	goesOn := c.pause.stops()
	defer signal.Stop(goesOn)
	for {
		select {
		case <-finished:
			return
		case <-goesOn:
		}
		if !c.shell.runs() {
			p.Send(tea.Exec(takenBack{}, func(error) tea.Msg { return tea.ResumeMsg{} })())
		}
	}
}

// takenBack is a program that has the terminal for no time at all: Bubble Tea gives it
// out of the hand, and takes it back whole.
type takenBack struct{}

// Run is over at once.
func (takenBack) Run() error { return nil }

// SetStdin changes nothing, as SetStdout and SetStderr do.
func (takenBack) SetStdin(io.Reader) {}

// SetStdout changes nothing.
func (takenBack) SetStdout(io.Writer) {}

// SetStderr changes nothing.
func (takenBack) SetStderr(io.Writer) {}
