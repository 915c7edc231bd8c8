package simulator_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"runtime"
	"slices"
	"testing"
	"time"

	"actas/client/clock"
	"actas/client/simulator"
	"actas/model"
)

// friday is the moment of the mock-ups: Friday, 14:03 UTC.
var friday = time.Date(2026, time.November, 20, 14, 3, 0, 0, time.UTC)

// bench is a running simulator with a clock that stands still.
type bench struct {
	*simulator.Server
	t     *testing.T
	clock *clock.Manual
	http  *http.Client
	key   string
}

func start(t *testing.T, cfg simulator.Config) *bench {
	t.Helper()
	return startAt(t, friday, cfg)
}

func startAt(t *testing.T, at time.Time, cfg simulator.Config) *bench {
	t.Helper()
	manual := clock.NewManual(at)
	cfg.Clock = manual
	if cfg.Limit == 0 {
		cfg.Limit = -1
	}
	if !cfg.SourceIP.IsValid() {
		cfg.SourceIP = simulator.DemoSourceIP()
	}
	server, err := simulator.Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	client := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	return &bench{Server: server, t: t, clock: manual, http: client, key: server.Key()}
}

// as is the same server seen with another credential.
func (b *bench) as(key string) *bench {
	other := *b
	other.key = key
	return &other
}

// in is the same server for a test of its own inside the test.
func (b *bench) in(t *testing.T) *bench {
	other := *b
	other.t = t
	return &other
}

// later sends a request at the side. The channel is closed without a reply when
// no answer came.
func (b *bench) later(method, path string, body any) <-chan reply {
	answered := make(chan reply, 1)
	go func() {
		defer close(answered)
		if r, err := b.send(method, path, body); err == nil {
			answered <- r
		}
	}()
	return answered
}

// waitFor returns once a request for the path has arrived.
func (b *bench) waitFor(path string) {
	for !slices.ContainsFunc(b.Requests(), func(r simulator.Request) bool { return r.Path == path }) {
		runtime.Gosched()
	}
}

// reply is an answer, read whole.
type reply struct {
	t      *testing.T
	status int
	header http.Header
	body   []byte
}

func (b *bench) send(method, path string, body any) (reply, error) {
	b.t.Helper()
	var content io.Reader
	switch body := body.(type) {
	case nil:
	case string:
		content = bytes.NewBufferString(body)
	default:
		raw, err := json.Marshal(body)
		if err != nil {
			b.t.Fatal(err)
		}
		content = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(b.t.Context(), method, b.URL()+path, content)
	if err != nil {
		b.t.Fatal(err)
	}
	if b.key != "" {
		req.Header.Set("Authorization", "Bearer "+b.key)
	}
	resp, err := b.http.Do(req)
	if err != nil {
		return reply{}, err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	return reply{t: b.t, status: resp.StatusCode, header: resp.Header, body: raw}, err
}

func (b *bench) do(method, path string, body any) reply {
	b.t.Helper()
	r, err := b.send(method, path, body)
	if err != nil {
		b.t.Fatalf("%s %s: %v", method, path, err)
	}
	return r
}

func (b *bench) get(path string) reply { b.t.Helper(); return b.do(http.MethodGet, path, nil) }

// want fails the test unless the answer has the status.
func (r reply) want(status int) reply {
	r.t.Helper()
	if r.status != status {
		r.t.Fatalf("status %d, want %d: %s", r.status, status, r.body)
	}
	return r
}

// refused wants an error answer with the status and the text.
func (r reply) refused(status int, text string) {
	r.t.Helper()
	r.want(status)
	var e struct {
		Error  string
		Status int
	}
	r.into(&e)
	if e.Error != text || e.Status != status {
		r.t.Fatalf("refused with %q (%d), want %q (%d)", e.Error, e.Status, text, status)
	}
}

func (r reply) into(v any) {
	r.t.Helper()
	if err := json.Unmarshal(r.body, v); err != nil {
		r.t.Fatalf("%v in %s", err, r.body)
	}
}

// object decodes a JSON object.
func (r reply) object() map[string]any {
	r.t.Helper()
	var m map[string]any
	r.into(&m)
	return m
}

// items decodes a list under its key.
func (r reply) items(key string) []map[string]any {
	r.t.Helper()
	list, ok := r.want(http.StatusOK).object()[key].([]any)
	if !ok {
		r.t.Fatalf("no list %q in %s", key, r.body)
	}
	out := make([]map[string]any, len(list))
	for i := range list {
		out[i], _ = list[i].(map[string]any)
	}
	return out
}

func column(items []map[string]any, key string) []any {
	out := make([]any, len(items))
	for i := range items {
		out[i] = items[i][key]
	}
	return out
}

// role and user look something up that the test relies on.
func (b *bench) role(name string) model.Role {
	b.t.Helper()
	r, ok := b.Role(name)
	if !ok {
		b.t.Fatalf("no role %q", name)
	}
	return r
}

func (b *bench) user(name string) model.User {
	b.t.Helper()
	u, ok := b.User(name)
	if !ok {
		b.t.Fatalf("no user %q", name)
	}
	return u
}

func TestListenRefusesWhatOthersCouldReach(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:80", "example.com:80", "127.0.0.1"} {
		if s, err := simulator.Start(simulator.Config{Listen: address}); err == nil {
			t.Errorf("listens on %s", address)
			_ = s.Close()
		}
	}
	s, err := simulator.Start(simulator.Config{Listen: "localhost:0"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestListenSaysThatAPortIsTaken(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Empty: true})
	if s, err := simulator.Start(simulator.Config{Listen: b.URL()[len("http://"):]}); err == nil {
		_ = s.Close()
		t.Error("a taken port was listened on")
	}
}

func TestEveryAnswerCarriesTheClocksDate(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	if got := b.get("/v2/account").header.Get("Date"); got != "Fri, 20 Nov 2026 14:03:00 GMT" {
		t.Errorf("Date %q", got)
	}
}

func TestUnknownRoutesAreNotFoundInJSON(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Empty: true})
	b.get("/v2/instances").refused(http.StatusNotFound, "Route not found")
}

func TestCloseEndsHeldAnswers(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Empty: true})
	never := make(chan struct{})
	b.Next("GET /v2/roles", simulator.Fault{Hold: never})
	answered := b.later(http.MethodGet, "/v2/roles", nil)
	b.waitFor("/v2/roles")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if _, came := <-answered; came {
		t.Error("the held request was answered")
	}
	if _, err := b.send(http.MethodGet, "/v2/roles", nil); err == nil {
		t.Error("a closed server answers")
	}
}

func TestConfiguredDelayPassesOnTheClock(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Empty: true, Delay: 20 * time.Millisecond})
	answered := b.later(http.MethodGet, "/v2/account", nil)
	b.clock.Waiting(1)
	select {
	case <-answered:
		t.Fatal("answered before the delay had passed")
	default:
	}
	b.clock.Advance(20 * time.Millisecond)
	r, ok := <-answered
	if !ok {
		t.Fatal("the delayed request failed")
	}
	r.want(http.StatusOK)
}
