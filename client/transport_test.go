package client

import (
	"compress/gzip"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strings"
	"sync"
	"testing"
	"time"

	"actas/client/clock"
	"actas/model"
)

// zeros is an endless JSON string.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '0'
	}
	return len(p), nil
}

// Robustness row 9.
func TestBodiesAboveTheCapAreRefused(t *testing.T) {
	t.Parallel()
	const size = 64 << 20
	for name, handler := range map[string]http.HandlerFunc{
		"64 MB": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.CopyN(w, zeros{}, size)
		},
		"gzip bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			_, _ = io.CopyN(z, zeros{}, size)
			_ = z.Close()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, _ := connect(t, handler)
			_, err := listRoles(c)
			fault := mustFail(t, err, model.ErrNotAPI)
			if fault.Status != 200 || !strings.Contains(fault.Message, "larger than 8 MiB") {
				t.Errorf("fault %#v", fault)
			}
		})
	}
}

func TestBodyAtTheCapIsRead(t *testing.T) {
	t.Parallel()
	body := oneRole + strings.Repeat(" ", bodyCap-len(oneRole))
	c, _, _ := talk(t, reply{body: body})
	if roles, err := listRoles(c); err != nil || len(roles) != 1 {
		t.Errorf("%d roles, error %v", len(roles), err)
	}
}

func TestGzipIsUndone(t *testing.T) {
	t.Parallel()
	c, _ := connect(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "gzip" {
			w.WriteHeader(http.StatusTeapot)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = io.WriteString(z, oneRole)
		_ = z.Close()
	}))
	if roles, err := listRoles(c); err != nil || len(roles) != 1 {
		t.Errorf("%d roles, error %v", len(roles), err)
	}
}

func TestConnectionsAreKeptAlive(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	callers := map[string]bool{}
	api := &fakeAPI{replies: []reply{{body: oneRole}}, during: func(r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		callers[r.RemoteAddr] = true
	}}
	c, _ := connect(t, api)
	for range 5 {
		if _, err := listRoles(c); err != nil {
			t.Fatal(err)
		}
	}
	if len(callers) != 1 {
		t.Errorf("5 calls took %d connections", len(callers))
	}
}

// tlsServer serves over TLS with a certificate for example.com and 127.0.0.1.
func tlsServer(t *testing.T, handler http.Handler) (server *httptest.Server, roots *x509.CertPool) {
	t.Helper()
	server = httptest.NewUnstartedServer(handler)
	server.EnableHTTP2 = true
	// The refused handshakes are the point of some tests.
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	roots = x509.NewCertPool()
	roots.AddCert(server.Certificate())
	return server, roots
}

func TestHTTP2IsSpokenWhereOffered(t *testing.T) {
	t.Parallel()
	api := &fakeAPI{replies: []reply{{body: oneRole}}}
	var proto string
	api.during = func(r *http.Request) { proto = r.Proto }
	server, roots := tlsServer(t, api)
	c := newTestClient(t, Config{BaseURL: server.URL, Clock: newQuickClock(), RootCAs: roots})
	if _, err := listRoles(c); err != nil || proto != "HTTP/2.0" {
		t.Errorf("spoke %q, error %v", proto, err)
	}
}

// Robustness row 17.
func TestUnsafeRoutesAreRefusedAndNamed(t *testing.T) {
	t.Parallel()
	api := &fakeAPI{replies: []reply{{body: oneRole}}}
	server, roots := tlsServer(t, api)
	wrongHost := strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	plain := httptest.NewServer(api)
	t.Cleanup(plain.Close)
	for _, tc := range []struct {
		name, url string
		roots     *x509.CertPool
		want      string
	}{
		{"unknown authority", server.URL, x509.NewCertPool(), "127.0.0.1: its certificate is signed by an unknown authority"},
		{"another host's certificate", wrongHost, roots, "localhost: its certificate is for another host"},
		{"no TLS on the other side", strings.Replace(plain.URL, "http:", "https:", 1), roots, "127.0.0.1: it does not speak TLS"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c := newTestClient(t, Config{BaseURL: tc.url, Clock: newQuickClock(), RootCAs: tc.roots})
			_, err := listRoles(c)
			if fault := mustFail(t, err, model.ErrRefusedRoute); fault.Message != tc.want {
				t.Errorf("message %q, want %q", fault.Message, tc.want)
			}
		})
	}
}

func TestRedirectsAreRefusedAndTheKeyStaysHere(t *testing.T) {
	t.Parallel()
	var reached bool
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	t.Cleanup(other.Close)
	otherHost := strings.TrimPrefix(other.URL, "http://")
	for _, tc := range []struct{ location, names string }{
		{other.URL + "/v2/" + canaryToken, otherHost},
		{"//" + otherHost + "/x", otherHost},
		{"/elsewhere", "127.0.0.1"},
		{"http://evil.example.com:81/" + canaryToken, "evil.example.com:81"},
		{"", "elsewhere"},
		{"http://%zz/" + canaryToken, "elsewhere"},
	} {
		for _, status := range []int{301, 302, 303, 307, 308} {
			c, api, _ := talk(t, reply{status: status, header: map[string]string{"Location": tc.location}})
			_, err := listRoles(c)
			fault := mustFail(t, err, model.ErrRefusedRoute)
			if !strings.Contains(fault.Message, tc.names) || fault.Status != status {
				t.Errorf("%d to %s: %v", status, tc.location, fault)
			}
			if len(api.seen()) != 1 {
				t.Errorf("%d to %s was followed", status, tc.location)
			}
		}
	}
	if reached {
		t.Error("the other host was called")
	}
}

// Robustness row 10.
func TestNoAnswerEndsAtTheDeadline(t *testing.T) {
	t.Parallel()
	arrived, release := make(chan struct{}), make(chan struct{})
	defer close(release) // before the servers close, which wait for their answers
	api := &fakeAPI{replies: []reply{{body: oneRole}}, during: func(*http.Request) {
		arrived <- struct{}{}
		<-release
	}}
	plain := httptest.NewServer(api)
	t.Cleanup(plain.Close)
	secure, roots := tlsServer(t, api)
	for _, url := range []string{plain.URL, secure.URL} {
		clk := newQuickClock()
		c := newTestClient(t, Config{BaseURL: url, Clock: clk, RootCAs: roots})
		for _, write := range []bool{false, true} {
			done := make(chan error, 1)
			go func() {
				if write {
					done <- c.Revoke(context.Background(), model.NewSecret(canaryToken))
					return
				}
				_, err := listRoles(c)
				done <- err
			}()
			<-arrived
			clk.expire()
			fault := mustFail(t, <-done, model.ErrOffline)
			if fault.Message != "127.0.0.1: no answer in 30 s" || fault.Lost != write || fault.Status != 0 {
				t.Errorf("%s, write %v: fault %#v", url, write, fault)
			}
		}
	}
}

func TestAnswerThatNeverEndsIsEndedAtTheDeadline(t *testing.T) {
	t.Parallel()
	begun, release := make(chan struct{}), make(chan struct{})
	defer close(release) // before the servers close, which wait for their answers
	server, roots := tlsServer(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"roles":[`)
		_ = http.NewResponseController(w).Flush()
		begun <- struct{}{}
		<-release
	}))
	clk := newQuickClock()
	c := newTestClient(t, Config{BaseURL: server.URL, Clock: clk, RootCAs: roots})
	done := make(chan error, 1)
	go func() { _, err := listRoles(c); done <- err }()
	<-begun
	clk.expire()
	if fault := mustFail(t, <-done, model.ErrOffline); fault.Message != "127.0.0.1: no answer in 30 s" {
		t.Errorf("fault %#v", fault)
	}
}

// roundTrip is a connection of a test's own.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func TestTimeToConnectDoesNotCountAsSent(t *testing.T) {
	t.Parallel()
	clk := newQuickClock()
	slow := &capture{clock: clk, base: roundTrip(func(req *http.Request) (*http.Response, error) {
		clk.After(5 * time.Second)
		httptrace.ContextClientTrace(req.Context()).GotConn(httptrace.GotConnInfo{})
		clk.After(7 * time.Second)
		return nil, io.EOF
	})}
	ex, start := new(exchange), clk.Now().Boot
	req := httptest.NewRequestWithContext(withExchange(context.Background(), ex), http.MethodGet, "/", nil)
	resp, err := slow.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if sent := time.Duration(ex.sent.Load()) - start; sent != 5*time.Second || !ex.begun.Load() {
		t.Errorf("sent after %v, begun %v", sent, ex.begun.Load())
	}
}

func TestCancelledCallSaysSo(t *testing.T) {
	t.Parallel()
	arrived := make(chan struct{})
	release := make(chan struct{})
	api := &fakeAPI{replies: []reply{{body: oneRole}}, during: func(*http.Request) {
		arrived <- struct{}{}
		<-release
	}}
	c, _ := connect(t, api)
	defer close(release)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- c.Revoke(ctx, model.NewSecret(canaryToken)) }()
	<-arrived
	cancel()
	err := <-done
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	var fault *model.APIError
	if !errors.As(err, &fault) || !fault.Lost {
		t.Errorf("error %v does not say that the write may have been carried out", err)
	}
	mustBeFit(t, err.Error())
	before := len(api.seen())
	if _, err := c.Role(ctx, "r-1"); !errors.Is(err, context.Canceled) || len(api.seen()) != before {
		t.Errorf("with a context that has ended: %v, %d requests", err, len(api.seen())-before)
	}
}

func TestConnectionRefusedIsToldInWords(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	_ = listener.Close()
	c := newTestClient(t, Config{BaseURL: "http://" + address, Clock: newQuickClock()})
	_, err = listRoles(c)
	if fault := mustFail(t, err, model.ErrOffline); fault.Message != "127.0.0.1: connection refused" {
		t.Errorf("message %q", fault.Message)
	}
	// Nothing was connected, so nothing can have been carried out.
	err = c.Revoke(context.Background(), model.NewSecret(canaryToken))
	if fault := mustFail(t, err, model.ErrOffline); fault.Lost {
		t.Error("a request that never left counts as lost")
	}
}

func TestTroubleOnTheLineIsToldInWords(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		err  error
		want string
	}{
		{&net.DNSError{Err: "no such host", Name: "api.vultr.com", IsNotFound: true}, "api.vultr.com: no such host"},
		{&net.DNSError{Err: "server misbehaving"}, "api.vultr.com: the name cannot be looked up"},
		{&net.OpError{Op: "proxyconnect", Addr: &net.TCPAddr{IP: net.IPv4(10, 0, 0, 1), Port: 3128}, Err: errors.New("x")},
			"the proxy 10.0.0.1:3128: the connection failed"},
		{fmt.Errorf("wrapped: %w", io.ErrUnexpectedEOF), "api.vultr.com: the connection ended before the answer did"},
		{errors.New(`Get "https://api.vultr.com/v2/assumed-roles/` + canaryToken), "api.vultr.com: the connection failed"},
		{&net.OpError{Op: "dial", Err: timeoutError{}}, "api.vultr.com: no answer"},
	} {
		message, kind := describeRoute(tc.err, "api.vultr.com:443")
		if message != tc.want || !errors.Is(kind, model.ErrOffline) {
			t.Errorf("%v: %v, %q, want %q", tc.err, kind, message, tc.want)
		}
	}
}

type timeoutError struct{}

func (timeoutError) Error() string   { return "i/o timeout" }
func (timeoutError) Timeout() bool   { return true }
func (timeoutError) Temporary() bool { return true }

func TestRequestWithoutAnExchangeIsRefused(t *testing.T) {
	t.Parallel()
	transport := &capture{base: http.DefaultTransport, clock: clock.NewManual(testStart)}
	req, _ := http.NewRequest(http.MethodGet, "http://127.0.0.1:1/", nil)
	if resp, err := transport.RoundTrip(req); err == nil {
		_ = resp.Body.Close()
		t.Error("it was sent")
	}
}
