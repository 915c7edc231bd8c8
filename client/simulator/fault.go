package simulator

import (
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Reset says whether and when a fault resets the connection.
type Reset int

// Connections are reset not at all, instead of an answer, or in the middle of
// its body.
const (
	NoReset Reset = iota
	ResetBeforeAnswer
	ResetMidBody
)

// Fault spoils the answer to one request. Its fields combine: hold or delay
// first, then the answer, then the reset.
type Fault struct {
	// Hold keeps the request back until the channel is closed; nil does not.
	// With Effect, the request has had its effect by then.
	Hold <-chan struct{}
	// Delay passes on the server's clock first.
	Delay time.Duration
	// Status replaces the answer's status, and its body by Body; 0 leaves it.
	Status int
	// Header is added to the answer, and replaces what it has.
	Header http.Header
	// Garbage replaces the body, with any status, even by nothing at all.
	Garbage bool
	// Body is the body where Status or Garbage replace it.
	Body string
	// ContentType goes with Body; empty is JSON.
	ContentType string
	// Reset breaks the connection.
	Reset Reset
	// Effect carries the request out although its answer is replaced or lost.
	// A reset in the middle of an answer always has an effect.
	Effect bool
	// Times is how many requests suffer it: 0 is one, negative all of them.
	Times int
}

// replaces reports whether the request's own answer is not wanted.
func (f *Fault) replaces() bool {
	return f.Status != 0 || f.Garbage || f.Reset == ResetBeforeAnswer
}

type faults struct {
	mu      sync.Mutex
	waiting []*pending
}

type pending struct {
	match string
	left  int
	fault Fault
}

// Next makes the next request whose "METHOD /path" begins with match suffer the
// fault. The faults of one match wait in line.
func (s *Server) Next(match string, f Fault) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.waiting = append(s.faults.waiting, &pending{match: match, left: max(f.Times, 1), fault: f})
	if f.Times < 0 {
		s.faults.waiting[len(s.faults.waiting)-1].left = -1
	}
}

// Heal drops every fault that has not happened yet or goes on.
func (s *Server) Heal() {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.waiting = nil
}

// take returns the fault of a request, or nil.
func (f *faults) take(request string) *Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, p := range f.waiting {
		if !strings.HasPrefix(request, p.match) {
			continue
		}
		if p.left > 0 {
			p.left--
		}
		if p.left == 0 {
			f.waiting = append(f.waiting[:i:i], f.waiting[i+1:]...)
		}
		return &p.fault
	}
	return nil
}

// deliver sends an answer as the fault wants it.
func deliver(w http.ResponseWriter, r *recorded, f *Fault) {
	if f == nil {
		r.send(w)
		return
	}
	f.spoil(r)
	switch f.Reset {
	case ResetBeforeAnswer:
		reset(w)
	case ResetMidBody:
		copyHeader(w, r)
		w.WriteHeader(r.status)
		_, _ = w.Write(r.body[:len(r.body)/2])
		_ = http.NewResponseController(w).Flush()
		reset(w)
	default:
		r.send(w)
	}
}

func (f *Fault) spoil(r *recorded) {
	if f.Status != 0 {
		r.status = f.Status
	}
	if f.Status != 0 || f.Garbage {
		r.body = []byte(f.Body)
		r.header.Set("Content-Type", "application/json")
		if f.ContentType != "" {
			r.header.Set("Content-Type", f.ContentType)
		}
	}
	for name, values := range f.Header {
		r.header[http.CanonicalHeaderKey(name)] = values
	}
}

// reset closes the connection with a TCP reset instead of an orderly end.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, isTCP := conn.(*net.TCPConn); isTCP {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}
