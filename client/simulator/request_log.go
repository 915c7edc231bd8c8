package simulator

import (
	"net/http"
	"strings"
	"sync"
)

const (
	// maxRequestBody is far above any body of this API.
	maxRequestBody = 1 << 20
	// maxLogged bounds the memory of a demo that runs for days.
	maxLogged = 2048
)

// Request is a request that the server has seen.
type Request struct {
	Method string
	// Path has "ars-…" in the place of a session token.
	Path  string
	Query string
	// Caller is the name of the user, or the session, whose credential came
	// with it; empty where the credential was not accepted.
	Caller string
	// Status is 0 until the answer is known, and for connections that were reset.
	Status int
	Body   string
}

type requestLog struct {
	mu      sync.Mutex
	entries []*entry
}

type entry struct {
	log     *requestLog
	request Request
}

// Requests returns what the server has seen, in order of arrival: at least the
// last 1,024 requests.
func (s *Server) Requests() []Request {
	s.log.mu.Lock()
	defer s.log.mu.Unlock()
	seen := make([]Request, len(s.log.entries))
	for i, e := range s.log.entries {
		seen[i] = e.request
	}
	return seen
}

func (l *requestLog) begin(r *http.Request) *entry {
	e := &entry{log: l, request: Request{Method: r.Method, Path: maskPath(r.URL.Path), Query: r.URL.RawQuery}}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.entries) == maxLogged {
		l.entries = append(l.entries[:0], l.entries[maxLogged/2:]...)
	}
	l.entries = append(l.entries, e)
	return e
}

func (e *entry) setBody(body []byte) {
	e.log.mu.Lock()
	defer e.log.mu.Unlock()
	e.request.Body = string(body)
}

func (e *entry) setStatus(status int) {
	e.log.mu.Lock()
	defer e.log.mu.Unlock()
	e.request.Status = status
}

func (e *entry) setCaller(name string) {
	e.log.mu.Lock()
	defer e.log.mu.Unlock()
	e.request.Caller = name
}

func (e *entry) read() Request {
	e.log.mu.Lock()
	defer e.log.mu.Unlock()
	return e.request
}

// maskPath hides every segment that is a session token.
func maskPath(path string) string {
	segments := strings.Split(path, "/")
	for i, s := range segments {
		if strings.HasPrefix(s, "ars-") {
			segments[i] = "ars-…"
		}
	}
	return strings.Join(segments, "/")
}
