package kept

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"actas/client/clock"
	"actas/client/keyring"
	"actas/model"
)

const (
	api    = "api.vultr.com"
	canary = "ars-CANARY0123456789"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// ring is a keyring of a test.
type ring struct {
	mu   sync.Mutex
	held map[string]string
	err  error
	// setErr is what it says to whoever wants something kept.
	setErr error
	asked  int
}

func (r *ring) do(f func() error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.asked++; r.err != nil {
		return r.err
	}
	return f()
}

func (r *ring) Get(account string) (secret string, err error) {
	return secret, r.do(func() error {
		if secret = r.held[account]; secret == "" {
			err = keyring.ErrNotFound
		}
		return err
	})
}

func (r *ring) Set(account, secret string) error {
	return r.do(func() error {
		if r.setErr == nil {
			r.held[account] = secret
		}
		return r.setErr
	})
}

func (r *ring) Delete(account string) error {
	return r.do(func() error { delete(r.held, account); return nil })
}

func (r *ring) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.err = err
}

// machine is what outlives a process: a keyring and a folder.
type machine struct {
	ring   *ring
	folder string
}

func newMachine(t *testing.T) machine {
	return machine{&ring{held: map[string]string{}}, t.TempDir()}
}

// process is a store of another process, in a run of the machine.
func (m machine) process(clk clock.Clock, boot string) *Store {
	return New(Config{
		Clock: clk, Folder: m.folder, Ring: m.ring, Boot: boot,
		Name: func(s model.Secret) string { return "ref-" + s.Fingerprint() },
	})
}

func session(clk clock.Clock, n int, life time.Duration) model.Session {
	now := clk.Now()
	return model.Session{
		Token: model.NewSecret(fmt.Sprintf("%s%d", canary, n)), Name: fmt.Sprintf("s-%d", n), RoleID: "role",
		AWS:     model.AWSKeys{ID: model.NewSecret("ASIACANARY"), Secret: model.NewSecret("CANARYSECRET")},
		Assumed: now.Wall, Expires: now.Wall.Add(life), Remaining: life, Sent: now.Boot,
		Met:   model.ConditionsMet{Known: true, Met: true, Names: []string{"ip_address"}},
		Asked: &model.AssumeRequest{Dialect: model.DialectECS, RoleID: "role", Duration: life, PolicyARNs: []string{"urn:a"}},
	}
}

func mustKeep(t *testing.T, s *Store, m model.Session) {
	t.Helper()
	if err := s.Keep(api, m); err != nil {
		t.Fatal(err)
	}
}

// only is the one session that a store tells.
func only(t *testing.T, s *Store) model.Session {
	t.Helper()
	all, err := s.Sessions(api)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d sessions, %v", len(all), err)
	}
	return all[0]
}

func TestASessionOutlivesItsProcess(t *testing.T) {
	t.Parallel()
	m, clk := newMachine(t), clock.NewManual(noon)
	first := m.process(clk, "one")
	made := session(clk, 1, time.Hour)
	mustKeep(t, first, made)
	if first.Where() != "the keyring" {
		t.Errorf("it rests in %s", first.Where())
	}
	clk.Advance(10 * time.Minute)
	second := m.process(clk, "one")
	got := only(t, second)
	if got.Token != made.Token || got.AWS != made.AWS || got.Asked == nil || got.Asked.PolicyARNs[0] != "urn:a" || got.Name != "s-1" ||
		!got.Expires.Equal(made.Expires) || len(got.Met.Names) != 1 || got.Kept != model.KeptInKeyring {
		t.Errorf("%+v", got)
	}
	if other, err := second.Sessions("objects.example"); len(other) != 0 || err != nil {
		t.Errorf("another endpoint has %d, %v", len(other), err)
	}
	// One process forgets it by the key of its token, the other knows at once.
	if err := first.Forget(api, got.Key()); err != nil {
		t.Error(err)
	}
	if all, err := second.Sessions(api); len(all) != 0 || err != nil || len(m.ring.held) != 0 {
		t.Errorf("%d sessions, %v, %d items", len(all), err, len(m.ring.held))
	}
	asked := m.ring.asked
	if err := second.Forget(api, "token:nobody's"); err != nil || m.ring.asked != asked {
		t.Errorf("the keyring was asked for nothing: %v", err)
	}
}

func TestForgettingByID(t *testing.T) {
	t.Parallel()
	m, clk := newMachine(t), clock.NewManual(noon)
	s := m.process(clk, "one")
	made := session(clk, 1, time.Hour)
	made.ID = "an-id"
	mustKeep(t, s, made)
	mustKeep(t, s, session(clk, 2, time.Hour))
	if err := m.process(clk, "one").Forget(api, "an-id"); err != nil {
		t.Error(err)
	}
	if got := only(t, s); got.Name != "s-2" {
		t.Errorf("%s is left", got.Name)
	}
}

// TestTheEndAcrossProcesses: in one run of the machine the boot clock tells, whatever
// the wall clock does; in another one the wall clock does, early and unverified.
func TestTheEndAcrossProcesses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		// later is the clock of the other process, ahead how far the API's clock was
		// ahead of ours when the session was made.
		later      func(*clock.Manual) *clock.Manual
		boot       string
		ahead      time.Duration
		left       time.Duration
		unverified bool
	}{
		{"the same run", advanced(10 * time.Minute), "one", 0, 50 * time.Minute, false},
		{"the clock is put back an hour", stepped(-time.Hour), "one", 0, 50 * time.Minute, false},
		{"the clock is put forward an hour", stepped(time.Hour), "one", 0, 50 * time.Minute, false},
		{"a suspend", func(m *clock.Manual) *clock.Manual { m.Suspend(20 * time.Minute); return m }, "one", 0, 40 * time.Minute, false},
		{"a clock that is ten minutes off", advanced(10 * time.Minute), "one", 10 * time.Minute, 50 * time.Minute, false},
		{"another run", started(10 * time.Minute), "two", 0, 50 * time.Minute, true},
		{"another run, the clock slow as before", started(10 * time.Minute), "two", 10 * time.Minute, 50 * time.Minute, true},
		{"another run, the clock fast as before", started(10 * time.Minute), "two", -10 * time.Minute, 40 * time.Minute, true},
		{"another run, the clock put right", started(20 * time.Minute), "two", 10 * time.Minute, 40 * time.Minute, true},
		{"another run, the clock hours behind", started(-5 * time.Hour), "two", 0, time.Hour, true},
		{"no name of the run", advanced(10 * time.Minute), "", 0, 50 * time.Minute, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m, clk := newMachine(t), clock.NewManual(noon)
			made := session(clk, 1, time.Hour)
			made.Expires = made.Expires.Add(c.ahead)
			boot := "one"
			if c.boot == "" {
				boot = ""
			}
			mustKeep(t, m.process(clk, boot), made)
			later := c.later(clk)
			got := only(t, m.process(later, c.boot))
			if got.Remaining != c.left || got.Unverified != c.unverified || got.Sent != later.Now().Boot {
				t.Errorf("%v left, unverified %v; want %v, %v", got.Remaining, got.Unverified, c.left, c.unverified)
			}
		})
	}
}

func advanced(by time.Duration) func(*clock.Manual) *clock.Manual {
	return func(m *clock.Manual) *clock.Manual { m.Advance(by); return m }
}

func stepped(by time.Duration) func(*clock.Manual) *clock.Manual {
	return func(m *clock.Manual) *clock.Manual { m.Advance(10 * time.Minute); m.Step(by); return m }
}

// started is a machine that was started anew; by is how far its wall clock is.
func started(by time.Duration) func(*clock.Manual) *clock.Manual {
	return func(*clock.Manual) *clock.Manual { return clock.NewManual(noon.Add(by)) }
}

func TestEndedSessionsAreTakenAway(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		later func(*clock.Manual) *clock.Manual
		boot  string
		items int
	}{
		{"in the same run, at once", advanced(time.Hour), "one", 0},
		{"by a wall clock that may be wrong, not yet", started(2 * time.Hour), "two", 1},
		{"a day later", started(26 * time.Hour), "two", 0},
	} {
		m, clk := newMachine(t), clock.NewManual(noon)
		mustKeep(t, m.process(clk, "one"), session(clk, 1, time.Hour))
		all, err := m.process(c.later(clk), c.boot).Sessions(api)
		if len(all) != 0 || err != nil || len(m.ring.held) != c.items {
			t.Errorf("%s: %d sessions, %v, %d items", c.name, len(all), err, len(m.ring.held))
		}
	}
}

func TestWhereThereIsNoKeyring(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		store func(m machine, clk clock.Clock) *Store
		where string
	}{
		{"none", func(m machine, clk clock.Clock) *Store { m.ring.fail(keyring.ErrNone); return m.process(clk, "one") },
			"memory, for this run only: this machine has no keyring"},
		{"it refuses", func(m machine, clk clock.Clock) *Store { m.ring.fail(errors.New(canary)); return m.process(clk, "one") },
			"memory, for this run only: the keyring refuses; is it unlocked?"},
		{"no folder", func(m machine, clk clock.Clock) *Store { m.folder = ""; return m.process(clk, "one") },
			"memory, for this run only: there is no folder for what actas remembers"},
		{"a demo", func(m machine, clk clock.Clock) *Store {
			return New(Config{Clock: clk, Name: model.Secret.Fingerprint})
		}, "memory, for this run only"},
	} {
		m, clk := newMachine(t), clock.NewManual(noon)
		s := c.store(m, clk)
		made := session(clk, 1, time.Hour)
		if err := s.Keep(api, made); err == nil || s.Where() != c.where {
			t.Errorf("%s: %v, %q", c.name, err, s.Where())
		}
		if got := only(t, s); got.Token != made.Token || got.Kept != model.KeptInMemory || got.Unverified {
			t.Errorf("%s: %+v", c.name, got)
		}
		if err := s.Forget(api, made.Key()); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if all, _ := s.Sessions(api); len(all) != 0 {
			t.Errorf("%s: %d are left", c.name, len(all))
		}
	}
}

func TestItemsOfAnotherKind(t *testing.T) {
	t.Parallel()
	m, clk := newMachine(t), clock.NewManual(noon)
	mustKeep(t, m.process(clk, "one"), session(clk, 1, time.Hour))
	for _, told := range []string{"", "x", "{}", `{"v":2,"token":"a"}`, `{"v":1}`} {
		for item := range m.ring.held {
			m.ring.held[item] = told
		}
		if all, err := m.process(clk, "one").Sessions(api); len(all) != 0 || err != nil || len(m.ring.held) != 1 {
			t.Errorf("%q: %d sessions, %v", told, len(all), err)
		}
	}
}

// TestNoSecretLiesInAFile: what is written beside the keyring tells no secret.
func TestNoSecretLiesInAFile(t *testing.T) {
	t.Parallel()
	m, clk := newMachine(t), clock.NewManual(noon)
	s := m.process(clk, "one")
	mustKeep(t, s, session(clk, 1, time.Hour))
	release, err := s.Alone(t.Context(), canary)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	files, err := filepath.Glob(filepath.Join(m.folder, "*"))
	if err != nil || len(files) < 3 {
		t.Fatalf("%q, %v", files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		info, statErr := os.Stat(file)
		if err != nil || statErr != nil || info.Mode().Perm() != 0o600 || strings.Contains(file+string(data), "CANARY") {
			t.Errorf("%s: %v, %q, %v", file, info.Mode(), data, err)
		}
	}
}

// TestSeveralKeepAtOnce: no process loses what another one keeps.
func TestSeveralKeepAtOnce(t *testing.T) {
	t.Parallel()
	m, clk := newMachine(t), clock.NewManual(noon)
	var all sync.WaitGroup
	for n := range 12 {
		s := m.process(clk, "one")
		all.Go(func() { mustKeep(t, s, session(clk, n, time.Hour)) })
	}
	all.Wait()
	if sessions, err := m.process(clk, "one").Sessions(api); len(sessions) != 12 || err != nil {
		t.Errorf("%d sessions, %v", len(sessions), err)
	}
}

// TestWhatIsKeptIsWhatIsTold: after any sequence of keeping, forgetting and waiting, a
// new process tells the sessions that have not ended, with their true end.
func TestWhatIsKeptIsWhatIsTold(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		m := machine{&ring{held: map[string]string{}}, t.TempDir()}
		clk := clock.NewManual(noon)
		s := m.process(clk, "one")
		ends := map[string]time.Duration{}
		rt.Repeat(map[string]func(*rapid.T){
			"keep": func(rt *rapid.T) {
				life := time.Duration(rapid.IntRange(1, 300).Draw(rt, "life")) * time.Second
				made := session(clk, rapid.IntRange(0, 5).Draw(rt, "n"), life)
				mustKeep(t, s, made)
				ends[made.Key()] = made.Sent + life
			},
			"forget": func(rt *rapid.T) {
				key := session(clk, rapid.IntRange(0, 5).Draw(rt, "n"), 0).Key()
				if err := s.Forget(api, key); err != nil {
					rt.Fatal(err)
				}
				delete(ends, key)
			},
			"wait": func(rt *rapid.T) { clk.Advance(time.Duration(rapid.IntRange(1, 200).Draw(rt, "s")) * time.Second) },
			"step": func(rt *rapid.T) { clk.Step(time.Duration(rapid.IntRange(-4000, 4000).Draw(rt, "s")) * time.Second) },
			"":     func(rt *rapid.T) { mustTell(rt, m.process(clk, "one"), clk, ends) },
		})
	})
}

func mustTell(rt *rapid.T, s *Store, clk clock.Clock, ends map[string]time.Duration) {
	all, err := s.Sessions(api)
	if err != nil {
		rt.Fatal(err)
	}
	live := 0
	now := clk.Now().Boot
	for _, end := range ends {
		if end > now {
			live++
		}
	}
	if len(all) != live {
		rt.Fatalf("%d sessions are told, %d live", len(all), live)
	}
	for _, got := range all {
		if got.Sent+got.Remaining != ends[got.Key()] {
			rt.Fatalf("it ends %v, and not %v", got.Sent+got.Remaining, ends[got.Key()])
		}
	}
}
