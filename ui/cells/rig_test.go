package cells

import (
	"context"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"actas/model"
	"actas/ui/cells/vttest"
)

// The rig: a program whose model tests change, on a terminal whose screen they
// see, by a clock that they move.

// handClock is a clock that tests move. What it is asked to wait for never comes
// by itself: tests send the message that a frame is due.
type handClock struct {
	mu    sync.Mutex
	boot  time.Duration
	waits []time.Duration
	// passes lets a wait be over at once.
	passes bool
}

func (c *handClock) Now() model.Moment {
	c.mu.Lock()
	defer c.mu.Unlock()
	return model.Moment{Boot: c.boot}
}

func (c *handClock) After(d time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waits = append(c.waits, d)
	if !c.passes {
		return nil
	}
	c.boot += d
	over := make(chan time.Time)
	close(over)
	return over
}

func (c *handClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.boot += d
}

// waited is what was waited for so far.
func (c *handClock) waited() []time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]time.Duration(nil), c.waits...)
}

// terminal is an emulated terminal that may take less than it is given.
type terminal struct {
	mu  sync.Mutex
	vt  *vttest.Terminal
	raw strings.Builder
	// takes says how much of a write is taken; nil for all.
	takes func(p []byte) (int, error)
	// frame is what was on screen behind the last Write, which Bubble Tea uses for
	// frames alone.
	frame string
}

func newTerminal(width, height int) *terminal { return &terminal{vt: vttest.New(width, height)} }

func (t *terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n, err := len(p), error(nil)
	if t.takes != nil {
		n, err = t.takes(p)
	}
	t.raw.Write(p[:n])
	_, _ = t.vt.Write(p[:n])
	t.frame = t.vt.Picture()
	return n, err
}

// WriteString keeps the sequences beside frames apart from them.
func (t *terminal) WriteString(s string) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	_, _ = t.vt.Write([]byte(s))
	return len(s), nil
}

func (*terminal) Read([]byte) (int, error) { return 0, io.EOF }
func (*terminal) Close() error             { return nil }
func (*terminal) Fd() uintptr              { return ^uintptr(0) }

// look does something with the emulator.
func (t *terminal) look(at func(vt *vttest.Terminal)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	at(t.vt)
}

func (t *terminal) picture() (picture string) {
	t.look(func(vt *vttest.Terminal) { picture = vt.Picture() })
	return picture
}

// board is a model whose view is what it was last told.
type board string

func (b board) Init() tea.Cmd { return nil }

func (b board) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case board:
		return msg, nil
	case panicMsg:
		panic("the model fails")
	case tea.Cmd:
		return b, msg
	}
	return b, nil
}

func (b board) View() string { return string(b) }

type panicMsg struct{}

// running is a program under test.
type running struct {
	*tea.Program
	clock *handClock
	on    *terminal
	ended chan error
}

// start runs a board of a size in the alternate screen.
func start(t *testing.T, on *terminal, view string) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r := &running{clock: &handClock{boot: time.Hour}, on: on, ended: make(chan error, 1)}
	// An input that has ended: Bubble Tea's reader of files is closed while it reads.
	r.Program = NewProgram(board(view), on, r.clock, tea.WithInput(strings.NewReader("")), tea.WithAltScreen(),
		tea.WithReportFocus(), tea.WithoutSignalHandler(), tea.WithContext(ctx))
	go func() {
		_, err := r.Run()
		r.ended <- err
	}()
	t.Cleanup(func() {
		cancel()
		r.Wait()
	})
	return r
}

// step sends a message, and returns when what it changes is drawn.
func (r *running) step(msg tea.Msg) {
	r.clock.advance(between)
	r.Send(msg)
	r.clock.advance(between)
	r.Send(frameMsg{}) // draws what the message has made due without being drawn itself
	r.Send(frameMsg{}) // is taken when that is done
}

// resize is a step to another size, after which the terminal shows anything.
func (r *running) resize(width, height int) {
	r.on.look(func(vt *vttest.Terminal) {
		vt.Resize(width, height)
		vt.Scramble()
	})
	r.step(tea.WindowSizeMsg{Width: width, Height: height})
}

// painting is a view as Bubble Tea paints it on an empty screen, by the same
// steps.
func painting(view string, width, height int) string {
	vt := vttest.New(width, height)
	lines := strings.Split(view, "\n")
	lines = lines[max(0, len(lines)-height):]
	for i, line := range lines {
		line = ansi.Truncate(line, width, "")
		if ansi.StringWidth(line) < width {
			line += ansi.EraseLineRight
		}
		lines[i] = line
	}
	_, _ = vt.Write([]byte(strings.Join(lines, "\r\n")))
	return vt.Picture()
}

// plainPainting is a view as Bubble Tea itself paints it on an empty screen.
func plainPainting(t *testing.T, view string, width, height int) string {
	t.Helper()
	on := newTerminal(width, height)
	p := tea.NewProgram(board(view), tea.WithOutput(on), tea.WithInput(nil), tea.WithAltScreen(), tea.WithoutSignalHandler())
	go func() {
		p.Send(tea.WindowSizeMsg{Width: width, Height: height})
		p.Quit()
	}()
	if _, err := p.Run(); err != nil {
		t.Fatal(err)
	}
	return on.frame
}
