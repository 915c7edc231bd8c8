package cli

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"

	"actas/ui"
	"actas/ui/cells"
)

// errInterrupted ends the program after a signal.
var errInterrupted = errors.New("ended by a signal")

// run shows the dashboard until it is left, and says with which profile to go on;
// empty for none.
func (c *command) run(ctx context.Context, deps ui.Deps) (next string, err error) {
	input := &watchedInput{File: c.out.Stdin, gone: make(chan struct{})}
	// Those of a dashboard before have ended, and take no call any more.
	c.writes = new(ui.Writes)
	deps.Writes = c.writes
	p := c.program(ui.New(deps),
		tea.WithContext(ctx), tea.WithInput(input), tea.WithAltScreen(), tea.WithReportFocus(),
		// Bubble Tea's own handler knows no SIGHUP, and can deadlock with SIGTERM.
		tea.WithoutSignalHandler())
	w := c.watchSignals(p, input.gone)
	_, _ = c.out.Stdout.WriteString(pushTitle)
	go c.lookAgain(p)
	go c.takeBackStopped(p, w.finished)
	last, err := p.Run()
	_, _ = c.out.Stdout.WriteString(popTitle)
	w.restored()
	signalled := w.signalled()
	switch {
	case signalled:
	case err == nil:
		// Leaving has waited, or was asked for at once.
		c.endWrites(0)
	default:
		c.endWrites(writesWithin)
	}
	c.engines.close()
	w.stop()
	switch {
	case signalled:
		return "", errInterrupted
	case errors.Is(err, tea.ErrProgramPanic):
		return "", errors.New("a part of actas failed and it had to end; the terminal is as before")
	case err != nil && ctx.Err() == nil:
		return "", errors.New("the terminal went away")
	}
	if m, ok := cells.Unwrap(last).(ui.Model); ok {
		next = m.SwitchTo()
	}
	return next, nil
}

// hears is how long after its start Bubble Tea hears of every resize.
const hears = time.Second

// lookAgain tells the program the terminal's size where it has changed while nobody
// listened: Bubble Tea draws first and listens then, and the size that it missed
// would stay wrong.
func (c *command) lookAgain(p *tea.Program) {
	size := func() (s tea.WindowSizeMsg) {
		s.Width, s.Height, _ = term.GetSize(c.out.Stdout.Fd()) // none is no change
		return s
	}
	first := size()
	<-c.out.SystemClock().After(hears)
	if now := size(); now != first && now != (tea.WindowSizeMsg{}) {
		p.Send(now)
	}
}

// watchedInput is the terminal's input, and tells when that has ended: Bubble
// Tea waits on, and a program whose terminal is gone would run for ever.
type watchedInput struct {
	*os.File
	once sync.Once
	gone chan struct{}
}

// Read reads from the terminal.
func (w *watchedInput) Read(p []byte) (int, error) {
	n, err := w.File.Read(p)
	if err != nil && n == 0 {
		w.once.Do(func() { close(w.gone) })
	}
	return n, err
}
