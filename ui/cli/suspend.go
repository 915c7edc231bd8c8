package cli

import (
	"io"
	"os"
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
}

// begin suspends the program, unless it is told to end. told is closed once it is.
func (p *pause) begin() (told <-chan struct{}, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over {
		return nil, false
	}
	p.on, p.told = true, make(chan struct{})
	return p.told, true
}

// end says that the terminal is the program's again.
func (p *pause) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.on = false
}

// tell says that the program is told to end, and reports whether it is suspended.
func (p *pause) tell() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.on && !p.over {
		close(p.told)
	}
	p.over = true
	return p.on
}

// suspension stops the program in favour of the shell that waits behind it. Bubble Tea
// would take the terminal back as soon as the program goes on. A shell that ends it lets
// it go on as well, in the background, where whoever sets the terminal is stopped: it
// would hear of its end and stand still for ever.
type suspension struct {
	at    *pause
	tty   *os.File
	clock ui.Clock
}

// SetStdin changes nothing, as SetStdout and SetStderr do: the terminal is the shell's.
func (*suspension) SetStdin(io.Reader) {}

// SetStdout changes nothing.
func (*suspension) SetStdout(io.Writer) {}

// SetStderr changes nothing.
func (*suspension) SetStderr(io.Writer) {}

// Run returns when the program is in the foreground again. Once it is told to end, it
// does not: the terminal is not its own, and the watchdog ends it.
func (s *suspension) Run() error {
	told, ok := s.at.begin()
	if !ok {
		return nil
	}
	defer s.at.end()
	for {
		stop(told)
		if mayBeForeground(s.tty) && !closed(told) {
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

// closed reports that a channel is, which is for nothing else.
func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
