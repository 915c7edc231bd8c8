package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"

	"actas/ui"
)

// quitWithin is how long a program that was told to end may take.
const quitWithin = 3 * time.Second

// framesASecond keeps the wait for the next frame short after a key.
const framesASecond = 120

// errInterrupted ends the program after a signal.
var errInterrupted = errors.New("ended by a signal")

// run shows the dashboard until it is left.
func (c *command) run(ctx context.Context, deps ui.Deps) error {
	input := &watchedInput{File: c.out.Stdin, gone: make(chan struct{})}
	p := tea.NewProgram(ui.New(deps),
		tea.WithContext(ctx), tea.WithInput(input), tea.WithOutput(c.out.Stdout),
		tea.WithAltScreen(), tea.WithReportFocus(), tea.WithFPS(framesASecond),
		// Bubble Tea's own handler knows no SIGHUP, and can deadlock with SIGTERM.
		tea.WithoutSignalHandler())
	stop := c.watchSignals(p, input.gone)
	_, _ = c.out.Stdout.WriteString(pushTitle)
	_, err := p.Run()
	_, _ = c.out.Stdout.WriteString(popTitle)
	signalled := stop()
	defer c.engines.close()
	switch {
	case signalled:
		return errInterrupted
	case errors.Is(err, tea.ErrProgramPanic):
		return errors.New("a part of actas failed and it had to end; the terminal is as before")
	case err != nil && ctx.Err() == nil:
		return errors.New("the terminal went away")
	}
	return nil
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

// watchSignals ends the program on SIGINT, SIGTERM, SIGHUP and SIGQUIT, and when
// its terminal is gone. A
// terminal that takes no output blocks Bubble Tea's loop and with it every
// orderly end, so a watchdog ends the process after a while.
func (c *command) watchSignals(p *tea.Program, gone <-chan struct{}) (stop func() (signalled bool)) {
	state, _ := term.GetState(c.out.Stdin.Fd())
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGHUP)
	typed := c.shell.watchKeyboard()
	finished, got, revoked := make(chan struct{}), make(chan struct{}), make(chan struct{})
	go func() {
		select {
		case <-finished:
			return
		case <-gone:
		case <-signals:
		case <-typed:
		}
		close(got)
		c.shell.hangUp(c.out.Stdin)
		go p.Quit()
		go func() {
			defer close(revoked)
			c.revokeOnHangup()
		}()
		select {
		case <-finished:
		case <-time.After(quitWithin - 500*time.Millisecond):
			c.abandon(state)
		}
	}()
	return func() bool {
		signal.Stop(signals)
		signal.Stop(typed)
		close(finished)
		select {
		case <-got:
			<-revoked
			return true
		default:
			return false
		}
	}
}

// restoreScreen leaves the alternate screen, shows the cursor, and ends
// bracketed paste and focus reports.
const restoreScreen = "\x1b[?2004l\x1b[?1004l\x1b[?1049l\x1b[?25h\x1b[0m" + popTitle

// pushTitle and popTitle keep the window's title of before, in the terminals
// that can (XTWINOPS).
const (
	pushTitle = "\x1b[22;2t"
	popTitle  = "\x1b[23;2t"
)

// abandon ends the process without Bubble Tea, and restores what it can.
func (c *command) abandon(state *term.State) {
	if state != nil {
		_ = term.Restore(c.out.Stdin.Fd(), state)
	}
	written := make(chan struct{})
	go func() {
		_, _ = c.out.Stdout.WriteString(restoreScreen)
		close(written)
	}()
	select {
	case <-written:
	case <-time.After(200 * time.Millisecond):
	}
	os.Exit(exitFailed)
}
