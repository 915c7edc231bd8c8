package cli

import (
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"
)

// quitWithin is how long a program that was told to end may take, with its
// revokes, its renewals under way and its screen.
const quitWithin = 3 * time.Second

// watchdog ends the program on SIGINT, SIGTERM, SIGHUP and SIGQUIT, and when its
// terminal is gone. A terminal that takes no output blocks Bubble Tea's loop, and
// an API that does not answer the end of the renewals, so that it ends the process
// after a while, whatever is left to do.
type watchdog struct {
	c              *command
	signals, typed chan os.Signal
	// got is closed when the program is told to end, settled when the revokes that
	// this asks for are done and what was sent before is answered, and finished at
	// the program's end.
	got, settled, finished chan struct{}
	// state is the terminal's of before; nil where it is not known. clear is set
	// once the program itself has restored the terminal.
	state *term.State
	clear atomic.Bool
}

// watchSignals watches over a program from before it runs until stop.
func (c *command) watchSignals(p *tea.Program, gone <-chan struct{}) *watchdog {
	w := &watchdog{
		c: c, signals: make(chan os.Signal, 4), typed: c.shell.watchKeyboard(),
		got: make(chan struct{}), settled: make(chan struct{}), finished: make(chan struct{}),
	}
	w.state, _ = term.GetState(c.out.Stdin.Fd())
	signal.Notify(w.signals, syscall.SIGTERM, syscall.SIGHUP)
	go w.watch(p, gone)
	return w
}

func (w *watchdog) watch(p *tea.Program, gone <-chan struct{}) {
	select {
	case <-w.finished:
		return
	case <-gone:
	case <-w.signals:
	case <-w.typed:
	}
	late := w.c.out.SystemClock().After(quitWithin - 500*time.Millisecond)
	close(w.got)
	if w.c.pause.tell() {
		w.endSuspended(late)
		return
	}
	if w.c.inBackground() {
		// The modes are the shell's, who sets them from here is stopped. What is on
		// screen is not.
		_, _ = w.c.out.Stdout.WriteString(restoreScreen)
		w.endSuspended(late)
		return
	}
	w.c.shell.hangUp(w.c.out.Stdin)
	go p.Quit()
	go w.settle()
	select {
	case <-w.finished:
	case <-late:
		w.abandon()
	}
}

// endSuspended ends the process while the terminal is a shell's own.
func (w *watchdog) endSuspended(late <-chan time.Time) {
	done := make(chan struct{})
	go func() {
		w.settle()
		w.c.engines.close()
		close(done)
	}()
	select {
	case <-done:
	case <-late:
	}
	w.c.exit(exitFailed)
}

// settle revokes what is to be revoked, and beside that lets what was sent come to
// its end.
func (w *watchdog) settle() {
	defer close(w.settled)
	var beside sync.WaitGroup
	beside.Go(func() { w.c.endWrites(writesWithin) })
	w.c.revokeOnHangup()
	beside.Wait()
}

// restored says that the terminal is as it was before.
func (w *watchdog) restored() { w.clear.Store(true) }

// signalled reports that the program was told to end, once all is settled.
func (w *watchdog) signalled() bool {
	select {
	case <-w.got:
		<-w.settled
		return true
	default:
		return false
	}
}

// stop ends the watch.
func (w *watchdog) stop() {
	signal.Stop(w.signals)
	signal.Stop(w.typed)
	close(w.finished)
}

// restoreScreen leaves the alternate screen, shows the cursor, and ends
// bracketed paste and focus reports. Lines wrap again, should a frame have been
// cut off where they do not.
const restoreScreen = "\x1b[?7h\x1b[?2004l\x1b[?1004l\x1b[?1049l\x1b[?25h\x1b[0m" + popTitle

// pushTitle and popTitle keep the window's title of before, in the terminals
// that can (XTWINOPS).
const (
	pushTitle = "\x1b[22;2t"
	popTitle  = "\x1b[23;2t"
)

// abandon ends the process without Bubble Tea, and restores what it can.
func (w *watchdog) abandon() {
	if !w.clear.Load() {
		w.restore()
	}
	w.c.exit(exitFailed)
}

// restore restores the terminal, unless it takes no output.
func (w *watchdog) restore() {
	if w.state != nil {
		_ = term.Restore(w.c.out.Stdin.Fd(), w.state)
	}
	written := make(chan struct{})
	go func() {
		_, _ = w.c.out.Stdout.WriteString(restoreScreen)
		close(written)
	}()
	select {
	case <-written:
	case <-time.After(200 * time.Millisecond):
	}
}
