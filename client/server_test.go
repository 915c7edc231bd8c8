package client

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"actas/model"
)

const (
	canaryKey   = "CANARYKEY0123456789CANARYKEY"
	canaryToken = "ars-CANARYTOKEN_0123456789"
)

var testStart = time.Date(2026, time.November, 20, 14, 3, 0, 0, time.UTC)

// quickClock is a clock on which every wait is over at once, and has taken its
// time nonetheless. Deadlines of whole calls do not fire but for expire.
type quickClock struct {
	mu        sync.Mutex
	now       model.Moment
	waits     []time.Duration
	deadlines []chan time.Time
	// onWait runs before a wait ends.
	onWait func(d time.Duration)
}

func newQuickClock() *quickClock {
	return &quickClock{now: model.Moment{Wall: testStart, Boot: time.Hour}}
}

func (q *quickClock) Now() model.Moment {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.now
}

func (q *quickClock) After(d time.Duration) <-chan time.Time {
	fired := make(chan time.Time, 1)
	if d > 0 && d != callDeadline && q.onWait != nil {
		q.onWait(d)
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case d == callDeadline:
		q.deadlines = append(q.deadlines, fired)
		return fired
	case d > 0:
		q.waits = append(q.waits, d)
		q.now.Boot += d
		q.now.Wall = q.now.Wall.Add(d)
	}
	fired <- q.now.Wall
	return fired
}

// expire ends every call that is under way, as if 30 s had passed.
func (q *quickClock) expire() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.now.Boot += callDeadline
	for _, fired := range q.deadlines {
		fired <- q.now.Wall
	}
	q.deadlines = nil
}

// waited lists the waits so far, without those for a slot of the limiter.
func (q *quickClock) waited() []time.Duration {
	q.mu.Lock()
	defer q.mu.Unlock()
	return append([]time.Duration(nil), q.waits...)
}

// reply is one scripted answer.
type reply struct {
	status int
	body   string
	header map[string]string
	// contentType is application/json where empty, and none for "none".
	contentType string
	// cut ends the connection after the body, of which more was promised.
	cut bool
	// reset ends the connection without an answer.
	reset bool
}

func (r reply) write(w http.ResponseWriter) {
	if r.reset {
		panic(http.ErrAbortHandler)
	}
	switch r.contentType {
	case "":
		w.Header().Set("Content-Type", "application/json")
	case "none":
		w.Header()["Content-Type"] = nil
	default:
		w.Header().Set("Content-Type", r.contentType)
	}
	for name, value := range r.header {
		w.Header().Set(name, value)
	}
	if r.cut {
		w.Header().Set("Content-Length", "100000")
	}
	if r.status == 0 {
		r.status = http.StatusOK
	}
	w.WriteHeader(r.status)
	_, _ = w.Write([]byte(r.body))
	if r.cut {
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
}

// fakeAPI answers with its replies in order; the last one repeats.
type fakeAPI struct {
	mu       sync.Mutex
	replies  []reply
	requests []string
	// during runs before each answer.
	during func(r *http.Request)
}

func (f *fakeAPI) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	f.requests = append(f.requests, r.Method+" "+r.URL.RequestURI())
	next := f.replies[0]
	if len(f.replies) > 1 {
		f.replies = f.replies[1:]
	}
	f.mu.Unlock()
	if f.during != nil {
		f.during(r)
	}
	next.write(w)
}

// seen lists the requests so far, as "METHOD /path?query".
func (f *fakeAPI) seen() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]string(nil), f.requests...)
}

// talk makes a client of a server that gives these replies.
func talk(t testing.TB, replies ...reply) (*Client, *fakeAPI, *quickClock) {
	t.Helper()
	api := &fakeAPI{replies: replies}
	c, clk := connect(t, api)
	return c, api, clk
}

func connect(t testing.TB, handler http.Handler) (*Client, *quickClock) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	clk := newQuickClock()
	return newTestClient(t, Config{BaseURL: server.URL, Clock: clk}), clk
}

func newTestClient(t testing.TB, cfg Config) *Client {
	t.Helper()
	cfg.Key = model.NewSecret(canaryKey)
	cfg.Rand = func() float64 { return 0.5 }
	c, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.transport.CloseIdleConnections)
	return c
}

// mustFail checks an error's kind, that it is typed, and that it is fit to show.
func mustFail(t *testing.T, err, kind error) *model.APIError {
	t.Helper()
	var fault *model.APIError
	if !errors.As(err, &fault) {
		t.Fatalf("error %v (%T) is not an APIError", err, err)
	}
	if !errors.Is(err, kind) {
		t.Fatalf("error %q is %v, want %v", err, fault.Kind, kind)
	}
	mustBeFit(t, err.Error())
	return fault
}

// mustBeFit checks a text for secrets, raw errors and markup.
func mustBeFit(t *testing.T, text string) {
	t.Helper()
	for _, bad := range []string{
		canaryKey, canaryToken, "CANARY", "http://", "https://", "Get \"", "Post \"", "<html", "\x1b", "\n",
		"json:", "net/http", "dial tcp", "giving up", "gave up",
	} {
		if strings.Contains(text, bad) {
			t.Errorf("%q holds %q", text, bad)
		}
	}
}

// listRoles collects all roles.
func listRoles(c *Client) ([]model.Role, error) { return collect(c.Roles(context.Background())) }

const oneRole = `{"roles":[{"id":"r-1","name":"Database Admin","role_type":"assumable",` +
	`"max_session_duration":3600}],"meta":{"total":1,"links":{"next":"","prev":""}}}`
