package cells

import (
	"bytes"
	"errors"
	"io"
	"sync"
	"syscall"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// Clock tells the time and waits.
type Clock interface {
	Now() model.Moment
	After(d time.Duration) <-chan time.Time
}

// Terminal is the file that frames go to. Its descriptor is what Bubble Tea asks
// for the size.
type Terminal interface {
	io.ReadWriteCloser
	Fd() uintptr
}

const (
	// between is the time that each frame has, on the average: two may come at once,
	// so that a key does not wait because a countdown went on just before.
	between = 8 * time.Millisecond
	// again is how long a frame waits that could not be written.
	again = 100 * time.Millisecond
	// stalled is how long a write takes after which the terminal may have been
	// shown to somebody else, or the machine suspended.
	stalled = time.Second
	// The pauses in which a terminal that takes nothing more is tried again.
	shortPause = time.Millisecond
	longPause  = 100 * time.Millisecond
)

// screen is the output of a Bubble Tea program: its sequences pass, and in the
// alternate screen frames are drawn by the cells that changed. It is safe for the
// use by several goroutines, as Bubble Tea does.
type screen struct {
	Terminal
	clock Clock
	// send hands a message to the program, in which a frame is due.
	send func(tea.Msg)

	mu        sync.Mutex
	frame     frame
	alternate bool
	// stale is set while the program has had a message since the last frame.
	stale bool
	// spent is when the time of all frames so far is over, on the boot clock.
	spent time.Duration
	// armed is set while a message is on its way that makes a frame due.
	armed bool
}

// Write lets through what Bubble Tea writes.
func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.alternate && (string(p) == blankFrame || string(p) == blankNarrow) {
		return len(p), nil
	}
	if s.alternate && s.frame.known && string(p) == clearScreen {
		// What asks for it is drawn over all that is there, without an empty screen
		// in between.
		s.forget(between)
		return len(p), nil
	}
	n, err := s.write(p)
	s.look(p)
	return n, err
}

// WriteString is Write: without it, strings would go past it to the terminal.
func (s *screen) WriteString(p string) (int, error) { return s.Write([]byte(p)) }

// What Bubble Tea 1.3.10 writes for an empty view, once for each size and each
// time that the alternate screen begins: a blank line, and in windows of one
// column or of no known size without the erasing of its rest.
const (
	blankFrame  = "\x1b[H\r \x1b[K\x1b[H"
	blankNarrow = "\x1b[H\r \x1b[H"
)

// clearScreen is what Bubble Tea writes first for tea.ClearScreen.
const clearScreen = "\x1b[2J"

// look notes what a sequence of Bubble Tea's does to the screen.
func (s *screen) look(p []byte) {
	switch {
	case bytes.Equal(p, []byte("\x1b[?1049h")), bytes.Equal(p, []byte("\x1b[?1049l")):
		s.alternate = p[len(p)-1] == 'h'
		s.forget(between)
	case bytes.HasPrefix(p, []byte("\x1b[?")), bytes.HasPrefix(p, []byte("\x1b]")):
		// A mode, or a title: nothing that can be seen in a cell.
	default:
		s.forget(between)
	}
}

// forget takes it that nothing is known of what the terminal shows, and has it
// drawn anew after a while.
func (s *screen) forget(after time.Duration) {
	s.frame.known = false
	s.arm(after)
}

// frameMsg makes a frame due.
type frameMsg struct{}

// arm sends one frameMsg after a while, unless one is on its way.
func (s *screen) arm(after time.Duration) {
	if s.armed || s.send == nil {
		return
	}
	s.armed = true
	waited := s.clock.After(after)
	go func() {
		<-waited
		s.send(frameMsg{})
	}()
}

// updated notes a message of the program's.
func (s *screen) updated(msg tea.Msg) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch msg := msg.(type) {
	case frameMsg:
		s.armed = false
		return
	case tea.WindowSizeMsg:
		// A terminal that was resized may show anything, also in its size of before.
		s.frame.resize(msg.Width, msg.Height)
	}
	s.stale = true
}

// show draws the view in the alternate screen where a frame is due, and gives
// what is left for Bubble Tea to draw.
func (s *screen) show(view func() string) string {
	switch due, ours := s.due(); {
	case !ours:
		return view()
	case due:
		s.draw(view())
	}
	return ""
}

// due reports whether it is time for another frame, and whether that is drawn
// here at all.
func (s *screen) due() (due, ours bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.alternate {
		return false, false
	}
	if s.frame.width == 0 || s.frame.height == 0 || s.frame.known && !s.stale {
		return false, true
	}
	if wait := s.spent - between - s.clock.Now().Boot; wait > 0 {
		s.arm(wait)
		return false, true
	}
	return true, true
}

// draw writes what differs between the view and the frame before.
func (s *screen) draw(view string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stale = false
	changed := s.frame.paint(view)
	if len(changed) == 0 {
		return
	}
	began := s.clock.Now().Boot
	_, err := s.write(changed)
	now := s.clock.Now().Boot
	s.spent = max(s.spent, now) + between
	switch {
	case err != nil:
		s.forget(again)
	case now-began >= stalled:
		s.forget(between)
	}
}

// write writes all of p. A terminal that takes nothing more for now is waited for,
// as one does that is not set to return at once.
func (s *screen) write(p []byte) (int, error) {
	written, pause := 0, shortPause
	for {
		n, err := s.Terminal.Write(p[written:])
		written += max(0, n)
		switch {
		case written >= len(p):
			return len(p), nil
		case err != nil && !errors.Is(err, syscall.EAGAIN):
			return written, err
		case n > 0:
			pause = shortPause
		case err == nil:
			return written, io.ErrNoProgress
		default:
			<-s.clock.After(pause)
			pause = min(2*pause, longPause)
		}
	}
}
