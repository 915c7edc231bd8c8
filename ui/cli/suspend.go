package cli

import (
	"io"
	"os"
	"os/signal"
	"sync"

	"actas/ui"
)

// pause says whether the program is suspended: the terminal is a shell's then. The zero
// value is not.
type pause struct {
	mu sync.Mutex
	// on is set while it is, over once it is told to end. told is closed then; nil while
	// nobody waits for that.
	on, over bool
	told     chan struct{}
	// goesOn tells of each time that the program goes on after it was stopped, but for
	// those within a suspension; nil while nobody asks.
	goesOn chan os.Signal
}

// stops tells of each time that the program goes on after it was stopped otherwise than
// by a suspension, until the channel is given to signal.Stop.
func (p *pause) stops() chan os.Signal {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.goesOn = make(chan os.Signal, 1)
	continues(p.goesOn)
	return p.goesOn
}

// heard is closed once the program is told to end.
func (p *pause) heard() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.hearing()
}

// hearing is heard for who holds the lock.
func (p *pause) hearing() chan struct{} {
	if p.told == nil {
		p.told = make(chan struct{})
	}
	return p.told
}

// begin suspends the program, unless it is told to end. told is closed once it is.
func (p *pause) begin() (told <-chan struct{}, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over {
		return nil, false
	}
	p.on = true
	if p.goesOn != nil {
		signal.Stop(p.goesOn)
	}
	return p.hearing(), true
}

// end says that the terminal is the program's again. Once the program is told to end,
// it is not any more: who was told that it is suspended ends it.
func (p *pause) end() (ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.on = p.on && p.over; p.on {
		return false
	}
	if p.goesOn != nil {
		continues(p.goesOn)
	}
	return true
}

// tell says that the program is told to end, and reports whether it is suspended.
func (p *pause) tell() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.over {
		close(p.hearing())
	}
	p.over = true
	return p.on
}

// suspension stops the program in favour of the shell that waits behind it. Bubble Tea
// would take the terminal back as soon as the program goes on. A shell that ends it lets
// it go on as well, in the background, where whoever sets the terminal is stopped: it
// would hear of its end and stand still for ever.
type suspension struct {
	at       *pause
	tty, out *os.File
	clock    ui.Clock
}

// SetStdin changes nothing, as SetStdout and SetStderr do: the terminal is the shell's.
func (*suspension) SetStdin(io.Reader) {}

// SetStdout changes nothing.
func (*suspension) SetStdout(io.Writer) {}

// SetStderr changes nothing.
func (*suspension) SetStderr(io.Writer) {}

// Run gives the window its name back, and returns when the program is in the foreground
// again. Once it is told to end, it does not: the terminal is not its own, and the
// watchdog ends it.
func (s *suspension) Run() error {
	told, ok := s.at.begin()
	if !ok {
		return nil
	}
	_, _ = s.out.WriteString(popTitle)
	for {
		stop(told, nil)
		if mayBeForeground(s.tty) && s.at.end() {
			_, _ = s.out.WriteString(pushTitle)
			return nil
		}
		// What is to end it may come with what lets it go on.
		select {
		case <-told:
			select {}
		case <-s.clock.After(signalsWithin):
		}
	}
}
