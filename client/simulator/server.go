package simulator

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"actas/client/clock"
)

// DemoSourceIP is the address that callers of the demo seem to come from: a
// documentation address, inside the ranges that the demo's trusts allow.
func DemoSourceIP() netip.Addr { return netip.AddrFrom4([4]byte{203, 0, 113, 7}) }

// Config shapes a simulated API. The zero value serves the demo organisation on
// a free port of loopback, by the machine's clock.
type Config struct {
	// Clock is the only source of time; nil is the machine's.
	Clock clock.Clock
	// Seed is the only source of randomness.
	Seed uint64
	// Roles fills the organisation up to this many roles and as many trusts.
	// Up to the number that is there anyway, it adds nothing.
	Roles int
	// Users fills it up to this many users; some of those have a session.
	Users int
	// Listen is host:port; empty is 127.0.0.1:0. The host must be loopback.
	Listen string
	// SourceIP is the address that callers seem to come from; the zero value
	// is their real one.
	SourceIP netip.Addr
	// Variant chooses the answer shapes; the zero value is govultr's.
	Variant Variant
	// Limit is the requests a second and source: 0 is Vultr's 30, negative none.
	Limit int
	// Seen is told of each request once its answer is known, by several goroutines;
	// nil is told nothing.
	Seen func(Request)
	// Delay passes on Clock before each answer.
	Delay time.Duration
	// TrustLag is how long after it was created or edited over HTTP a trust does
	// not count for assume yet, as Vultr's Terraform guide tells of a new one.
	TrustLag time.Duration
	// Empty leaves the demo organisation out: there is Ada alone, who may do
	// everything.
	Empty bool
}

// Server is a running simulated API with its organisation.
type Server struct {
	*Organization
	cfg      Config
	listener net.Listener
	http     *http.Server
	routes   *http.ServeMux
	limit    *limiter
	faults   faults
	log      requestLog
	open     gate
}

// Start serves a simulated API until Close. It fails where Listen is no loopback
// address, or is taken.
func Start(cfg Config) (*Server, error) {
	if cfg.Clock == nil {
		cfg.Clock = clock.System()
	}
	listener, err := listen(cfg.Listen)
	if err != nil {
		return nil, err
	}
	s := &Server{Organization: organizationFor(cfg), cfg: cfg, listener: listener, limit: newLimiter(cfg.Limit)}
	s.Organization.now = cfg.Clock.Now
	s.routes = s.table()
	s.http = &http.Server{
		Handler:           http.HandlerFunc(s.serve),
		ReadHeaderTimeout: 10 * time.Second,
	}
	s.open.enter()
	go func() {
		defer s.open.leave()
		// Serve ends with ErrServerClosed; whatever else ends it shows as
		// refused connections.
		_ = s.http.Serve(listener)
	}()
	return s, nil
}

func organizationFor(cfg Config) *Organization {
	now := cfg.Clock.Now()
	var o *Organization
	if cfg.Empty {
		o = NewOrganization(cfg.Seed, now)
		o.AddUser(ada, Allow("everything", "*"))
	} else {
		o = Demo(cfg.Seed, now)
	}
	o.Fill(cfg.Roles)
	o.FillUsers(cfg.Users)
	return o
}

// listen refuses every address that others could reach: the keys of the
// simulated API are no secret.
func listen(address string) (net.Listener, error) {
	if address == "" {
		address = "127.0.0.1:0"
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("listen on %q: not host:port", address)
	}
	ip, err := netip.ParseAddr(host)
	if host == "localhost" {
		ip, err = netip.MustParseAddr("127.0.0.1"), nil
	}
	if err != nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("listen on %s: only loopback addresses are served", address)
	}
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", address)
	if err != nil {
		var op *net.OpError
		if errors.As(err, &op) {
			err = op.Err
		}
		return nil, fmt.Errorf("listen on %s: %w", address, err)
	}
	return listener, nil
}

// URL is where the API is, without a slash at the end.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Close ends all connections and held answers, and waits for them.
func (s *Server) Close() error {
	s.open.shut()
	err := s.http.Close()
	s.open.running.Wait()
	return err
}

// serve is one request: counted, perhaps spoilt, answered.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if !s.open.enter() {
		return
	}
	defer s.open.leave()
	entry := s.log.begin(r)
	body, err := io.ReadAll(io.LimitReader(r.Body, maxRequestBody+1))
	if err != nil {
		return
	}
	entry.setBody(body)
	f := s.faults.take(r.Method + " " + r.URL.Path)
	if !s.wait(r, f) {
		return
	}
	reply := s.reply(r, body, f, entry)
	reply.header.Set("Date", s.cfg.Clock.Now().Wall.UTC().Format(http.TimeFormat))
	entry.setStatus(reply.status)
	if s.cfg.Seen != nil {
		s.cfg.Seen(entry.read())
	}
	if !s.waitAfter(r, f) {
		return
	}
	deliver(w, reply, f)
}

// wait passes the time before the answer, and reports false when the caller or
// the server has gone meanwhile.
func (s *Server) wait(r *http.Request, f *Fault) bool {
	delay := s.cfg.Delay
	var hold <-chan struct{}
	if f != nil {
		delay += f.Delay
		if !f.Effect {
			hold = f.Hold
		}
	}
	return s.pass(r, hold, delay)
}

// waitAfter holds back the answer to a request that has had its effect.
func (s *Server) waitAfter(r *http.Request, f *Fault) bool {
	if f == nil || !f.Effect {
		return true
	}
	return s.pass(r, f.Hold, 0)
}

func (s *Server) pass(r *http.Request, hold <-chan struct{}, delay time.Duration) bool {
	if hold != nil {
		select {
		case <-hold:
		case <-r.Context().Done():
			return false
		}
	}
	if delay > 0 {
		select {
		case <-s.cfg.Clock.After(delay):
		case <-r.Context().Done():
			return false
		}
	}
	return true
}

// reply makes the answer, unless the fault keeps the request from having an
// effect.
func (s *Server) reply(r *http.Request, body []byte, f *Fault, entry *entry) *recorded {
	out := newRecorded()
	if f != nil && f.replaces() && !f.Effect {
		return out
	}
	if !s.limit.admit(source(r), s.cfg.Clock.Now().Boot) {
		out.header.Set("Retry-After", "1")
		s.writeFor(r, out, refuse(http.StatusTooManyRequests, "Rate limit exceeded: %d requests per second", s.limit.limit))
		return out
	}
	s.routes.ServeHTTP(out, r.WithContext(withRequest(r.Context(), body, entry)))
	return out
}

// writeFor writes a refusal in the dialect of the path that was asked for.
func (s *Server) writeFor(r *http.Request, w http.ResponseWriter, a answer) {
	switch strings.TrimSuffix(r.URL.Path, "/") {
	case stsPath:
		s.mu.Lock()
		defer s.mu.Unlock()
		s.refuseSTS(w, *stsRefusal(a))
	case ecsPath:
		refuseECS(w, ecsError{a.status, "Throttling", "Rate exceeded"})
	default:
		s.write(w, a)
	}
}

// source is the address of the other end of the connection.
func source(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
