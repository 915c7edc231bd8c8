package main

import (
	"cmp"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/teatest"
	"github.com/muesli/termenv"

	"actas/client"
	"actas/client/cache"
	"actas/client/clock"
	"actas/client/ledger"
	"actas/client/renewal"
	"actas/client/simulator"
	"actas/client/storage"
	"actas/model"
	"actas/theme"
	"actas/ui"
)

// The stage: the dashboard as it is wired in main, on the simulated API over
// HTTP, with a clock that a test moves. Tests wait for what is on screen, never
// for time.

// friday is when the stage's clock stands unless a scenario says otherwise: a
// Friday afternoon in office hours.
var friday = time.Date(2026, time.November, 20, 14, 3, 8, 0, time.UTC)

// clientDeadline is what the client gives a call. Waiting for it is no wait.
const clientDeadline = 30 * time.Second

// engineBeat is how long the renewal engine sleeps when nothing is due.
const engineBeat = 15 * time.Second

// scenario is what a stage is set up for. The zero value is the demo, seen by
// Ada in 80x24 without colour.
type scenario struct {
	cols, rows int
	start      time.Time
	// earlier is when an earlier run with Ada's key read everything; zero for none.
	earlier time.Time
	// cache keeps lists between runs; nil keeps none.
	cache *cache.Store
	api   simulator.Config
	// as is the name of the user whose key is used.
	as string
	// folder is where state is kept between runs; empty keeps none.
	folder string
	// url is another API than the simulated one.
	url string
	// prepare changes the organisation, or sets faults, before anything is read.
	prepare func(*simulator.Server)
	// identity gives identity tokens; nil for none.
	identity func(*simulator.Server) client.IdentitySource
	// tokenFile gives those in a file; nil for none.
	tokenFile func(path string) ui.TokenSource
	// deps changes what the dashboard is given.
	deps func(*ui.Deps)
	// storage are the ARNs of the roles of a profile of the object storage, which is
	// the API then; nil for Vultr's.
	storage []string
	// kept tells what was kept of the object storage; nil for nothing.
	kept storage.Kept
}

// stage is a running dashboard.
type stage struct {
	tb     testing.TB
	clock  *clock.Manual
	server *simulator.Server
	client *client.Client
	cache  *cache.Store
	tm     *teatest.TestModel
	// engine is the dashboard's renewal engine; nil until it is known who I am.
	engine atomic.Pointer[renewal.Engine]
	ended  bool
	// identity gives identity tokens; nil for none.
	identity client.IdentitySource
	// tokenFile gives those in a file.
	tokenFile func(path string) client.IdentitySource
	// held is how many commands wait for answers that a test holds back.
	held int

	mu sync.Mutex
	// view is what is on screen, frames everything that ever was.
	view   string
	frames []string
	// unseen are messages of the test that were not handled yet, running the
	// commands whose result was not handled yet.
	unseen, running int
	// sleeps are when each wait of the dashboard ends, pauses those of the
	// client, deadlines those of its calls, on the boot clock.
	sleeps, pauses, deadlines []time.Duration
	// engineWaits are those of the renewal engine and its client.
	engineWaits []time.Duration
	copied      []string
	changed     chan struct{}
}

// open sets up a scenario and waits until everything is read.
func open(tb testing.TB, sc scenario) *stage {
	tb.Helper()
	s := raise(tb, sc)
	s.settle()
	return s
}

// raise sets up a scenario and waits for nothing.
func raise(tb testing.TB, sc scenario) *stage {
	tb.Helper()
	if sc.start.IsZero() {
		sc.start = friday
	}
	if sc.cols == 0 {
		sc.cols, sc.rows = 80, 24
	}
	if !sc.earlier.IsZero() {
		sc.cache = cache.In(tb.TempDir(), "stage", "key")
		open(tb, scenario{start: sc.earlier, cache: sc.cache}).end()
	}
	s := &stage{tb: tb, clock: clock.NewManual(sc.start), cache: sc.cache, changed: make(chan struct{}), unseen: 1}
	s.startServer(sc.api)
	if sc.prepare != nil {
		sc.prepare(s.server)
	}
	deps := s.deps(sc)
	if sc.storage != nil {
		s.useStorage(&deps, sc.storage, sc.kept)
	}
	if sc.deps != nil {
		sc.deps(&deps)
	}
	dashboard := ui.New(deps)
	s.tm = teatest.NewTestModel(tb, watched{inner: dashboard, stage: s, view: dashboard.View()}, teatest.WithInitialTermSize(sc.cols, sc.rows))
	tb.Cleanup(func() { s.end() })
	return s
}

// startServer starts the simulated API on the stage's clock.
func (s *stage) startServer(cfg simulator.Config) {
	s.tb.Helper()
	cfg.Clock, cfg.Seed = s.clock, 1
	if cfg.Limit == 0 {
		cfg.Limit = -1
	}
	if !cfg.SourceIP.IsValid() {
		cfg.SourceIP = simulator.DemoSourceIP()
	}
	server, err := simulator.Start(cfg)
	if err != nil {
		s.tb.Fatal(err)
	}
	s.tb.Cleanup(func() { _ = server.Close() })
	s.server = server
}

func (s *stage) deps(sc scenario) ui.Deps {
	s.tb.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		s.tb.Fatal(err)
	}
	key := s.server.Key()
	if sc.as != "" {
		key = s.server.Keys()[sc.as]
	}
	if sc.identity != nil {
		s.identity = sc.identity(s.server)
	}
	if sc.tokenFile != nil {
		s.tokenFile = func(path string) client.IdentitySource { return sc.tokenFile(path) }
	}
	s.client = s.dial(cmp.Or(sc.url, s.server.URL()), key)
	return ui.Deps{
		API: s.client, Demo: true,
		Clock:  countedClock{s.clock, s, &s.sleeps, &s.sleeps},
		Theme:  theme.New(theme.Options{Profile: termenv.Ascii}),
		Local:  berlin,
		Suffix: func() string { return "9c04" },
		Copy:   s.copy,
		Renewals: func(api ui.API, userID string) ui.Renewals {
			return s.startEngine(cmp.Or(sc.url, s.server.URL()), key, userID, sc.folder)
		},
		Ledger: &ledger.Memory{}, From: "bastion:pts/3", Identity: ui.TokenSource(s.identity),
	}
}

// startEngine starts a renewal engine as main does. It has a client of its own,
// whose waits the stage does not count: settle asks the engine itself.
func (s *stage) startEngine(url, key, userID, folder string) ui.Renewals {
	clk := countedClock{s.clock, s, &s.engineWaits, &[]time.Duration{}}
	api, err := client.New(client.Config{BaseURL: url, Key: model.NewSecret(key), Identity: s.identity, TokenFile: s.tokenFile, Clock: clk, Rand: func() float64 { return 0 }})
	if err != nil {
		panic(err) // the stage made a client of the same before
	}
	return s.engineOn(api, clk, userID, folder)
}

// engineOn starts a renewal engine on an API.
func (s *stage) engineOn(api ui.API, clk clock.Clock, userID, folder string) ui.Renewals {
	var suffixes atomic.Int64
	engine := renewal.Start(renewal.Config{
		API: api, Clock: clk, UserID: userID, Rand: func() float64 { return 0 },
		Suffix:  func() string { return fmt.Sprintf("%04x", suffixes.Add(1)) },
		Choices: renewal.NewChoices(folder, api.Endpoint(), userID),
		Lock:    renewal.NewLock(folder, api.Endpoint(), userID, os.Getpid(), "bastion:pts/3"),
	})
	s.engine.Store(engine)
	s.tb.Cleanup(engine.Close)
	return engine
}

// dial makes a client as main does.
func (s *stage) dial(url, key string) *client.Client {
	s.tb.Helper()
	api, err := client.New(client.Config{
		BaseURL: url, Key: model.NewSecret(key), Identity: s.identity, TokenFile: s.tokenFile, Clock: countedClock{s.clock, s, &s.pauses, &s.deadlines},
		Rand: func() float64 { return 0 }, UserAgent: "actas/test", Cache: s.cache,
	})
	if err != nil {
		s.tb.Fatal(err)
	}
	return api
}

func (s *stage) copy(text string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.copied = append(s.copied, text)
	return "to the clipboard", nil
}

// countedClock is the stage's clock for one part of the program, whose waits
// are noted.
type countedClock struct {
	*clock.Manual
	stage *stage
	waits *[]time.Duration
	// deadlines are waits that hold nothing up, told by their length.
	deadlines *[]time.Duration
}

// After notes when the wait ends, once it has begun: from then on the stage may
// move the clock.
func (c countedClock) After(d time.Duration) <-chan time.Time {
	into := c.waits
	if d == clientDeadline || d == engineBeat {
		into = c.deadlines
	}
	fired := c.Manual.After(d)
	if d > 0 {
		c.stage.note(func() { *into = append(*into, c.Now().Boot+d) })
	}
	return fired
}
