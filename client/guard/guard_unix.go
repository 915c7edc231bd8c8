//go:build unix

package guard

import (
	"sync"

	"golang.org/x/sys/unix"
)

// processes is this process.
var processes process

// process is what was changed of a process.
type process struct {
	mu sync.Mutex
	// core is the limit of core files before; known is set once it was changed.
	core  unix.Rlimit
	known bool
}

func (p *process) close() {
	undumpable()
	p.mu.Lock()
	defer p.mu.Unlock()
	if unix.Getrlimit(unix.RLIMIT_CORE, &p.core) == nil {
		p.known = p.limit() == nil
	}
}

// limit lets no core files be written. The hard limit stays, so that it can be
// taken back.
func (p *process) limit() error {
	none := p.core
	none.Cur = 0
	return unix.Setrlimit(unix.RLIMIT_CORE, &none)
}

// opened keeps what runs meanwhile from being dumped: on Linux the process is
// closed to that anyway.
func (p *process) opened(start func() error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known {
		_ = unix.Setrlimit(unix.RLIMIT_CORE, &p.core) // to what it was
		defer func() { _ = p.limit() }()
	}
	return start()
}
