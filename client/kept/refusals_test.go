package kept

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"actas/client/clock"
	"actas/model"
)

// Tests of keyrings and lists that fail, and of what is let go.

// TestAKeyringThatFailsForAWhile: one that does not answer is asked once in a minute,
// and at once when somebody wants that. What it holds is told again once it answers.
func TestAKeyringThatFailsForAWhile(t *testing.T) {
	t.Parallel()
	m, clk := newMachine(t), clock.NewManual(noon)
	first := m.process(clk, "one")
	for n := range 3 {
		mustKeep(t, first, session(clk, n, time.Hour))
	}
	m.ring.fail(errors.New("locked"))
	s, asked := m.process(clk, "one"), m.ring.asked
	for range 2 {
		if all, err := s.Sessions(api); len(all) != 0 || err == nil {
			t.Errorf("%d sessions, %v", len(all), err)
		}
	}
	if m.ring.asked != asked+1 {
		t.Errorf("it was asked %d times", m.ring.asked-asked)
	}
	m.ring.fail(nil)
	for _, c := range []struct {
		name string
		wait time.Duration
		told int
	}{
		{"within a minute", time.Minute - 1, 0},
		{"after a minute", 1, 3},
		{"once it answers", 0, 3},
	} {
		clk.Advance(c.wait)
		if all, err := s.Sessions(api); len(all) != c.told || (err == nil) != (c.told > 0) || s.Lasts() != (c.told > 0) {
			t.Errorf("%s: %d sessions, %v, %s", c.name, len(all), err, s.Where())
		}
	}
}

func TestAKeyringIsAskedAgain(t *testing.T) {
	t.Parallel()
	for name, again := range map[string]func(*Store, clock.Clock){
		"because somebody wants it":   func(s *Store, _ clock.Clock) { s.AskAgain() },
		"because it took another one": func(s *Store, clk clock.Clock) { _ = s.Keep("other", session(clk, 2, time.Hour)) },
	} {
		m, clk := newMachine(t), clock.NewManual(noon)
		mustKeep(t, m.process(clk, "one"), session(clk, 1, time.Hour))
		s := m.process(clk, "one")
		m.ring.fail(errors.New("locked"))
		if _, err := s.Sessions(api); err == nil {
			t.Errorf("%s: no error", name)
		}
		m.ring.fail(nil)
		again(s, clk)
		if only(t, s); !s.Lasts() || s.Where() != "the keyring" {
			t.Errorf("%s: it rests in %s", name, s.Where())
		}
	}
}

// TestAnEmptyListIsRead: what a power cut may leave of the list keeps nothing from
// being kept.
func TestAnEmptyListIsRead(t *testing.T) {
	t.Parallel()
	m, clk := newMachine(t), clock.NewManual(noon)
	if err := os.WriteFile(filepath.Join(m.folder, "kept.json"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if all, err := m.process(clk, "one").Sessions(api); len(all) != 0 || err != nil {
		t.Errorf("%d sessions, %v", len(all), err)
	}
	mustKeep(t, m.process(clk, "one"), session(clk, 1, time.Hour))
	only(t, m.process(clk, "one"))
}

// TestARefusalToKeepAnewLosesNothing: a session that the keyring holds already stays
// listed, once, and is kept; a new one that it refuses lies in memory alone.
func TestARefusalToKeepAnewLosesNothing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		// first is what the process does before the keyring refuses.
		first func(*Store)
		known bool
	}{
		{"it was read before", func(s *Store) { _, _ = s.Sessions(api) }, true},
		{"it was not read", func(*Store) {}, false},
	} {
		m, clk := newMachine(t), clock.NewManual(noon)
		mustKeep(t, m.process(clk, "one"), session(clk, 1, time.Hour))
		later := clock.NewManual(noon.Add(10 * time.Minute))
		s := m.process(later, "two")
		c.first(s)
		m.ring.setErr = errors.New("locked")
		anew := session(later, 1, 45*time.Minute)
		if err := s.Keep(api, anew); (err == nil) != c.known {
			t.Errorf("%s: %v", c.name, err)
		}
		if got := only(t, s); got.Kept != model.KeptInKeyring || got.Unverified == c.known {
			t.Errorf("%s: kept in %v, unverified %v", c.name, got.Kept, got.Unverified)
		}
		if s.Lasts() {
			t.Errorf("%s: another one is said to be taken", c.name)
		}
		if err := s.Keep(api, session(later, 2, time.Hour)); err == nil {
			t.Errorf("%s: another one was taken", c.name)
		}
		if all, err := s.Sessions(api); len(all) != 2 || err != nil {
			t.Errorf("%s: %d sessions, %v", c.name, len(all), err)
		}
		if got := only(t, m.process(later, "two")); got.Name != "s-1" {
			t.Errorf("%s: another process has %s", c.name, got.Name)
		}
	}
}

// TestWhatHasEndedIsNoTrial: of a session that is over, a refusal is told, whatever
// the keyring holds.
func TestWhatHasEndedIsNoTrial(t *testing.T) {
	t.Parallel()
	m, clk := newMachine(t), clock.NewManual(noon)
	s := m.process(clk, "one")
	over := session(clk, 1, 0)
	mustKeep(t, s, over)
	m.ring.setErr = errors.New("locked")
	if s.Keep(api, over) == nil {
		t.Error("a refusal is not told")
	}
}

// TestSecretsAreLetGo: what has ended, and what is kept no more, leaves the process.
func TestSecretsAreLetGo(t *testing.T) {
	t.Parallel()
	m, clk := newMachine(t), clock.NewManual(noon)
	first, s := m.process(clk, "one"), m.process(clk, "one")
	mustKeep(t, first, session(clk, 1, time.Hour))
	only(t, s)
	m.ring.setErr = errors.New("locked")
	_ = s.Keep(api, session(clk, 2, time.Minute))
	_ = s.Keep("other", session(clk, 3, time.Minute))
	if len(s.known) != 1 || len(s.memory) != 2 {
		t.Fatalf("%d known, %d in memory", len(s.known), len(s.memory))
	}
	clk.Advance(time.Minute)
	if err := first.Forget(api, session(clk, 1, 0).Key()); err != nil {
		t.Fatal(err)
	}
	if all, err := s.Sessions(api); len(all) != 0 || err != nil || len(s.known) != 0 || len(s.memory) != 0 {
		t.Errorf("%d sessions, %v, %d known, %d in memory", len(all), err, len(s.known), len(s.memory))
	}
}

// TestAnotherProcessKeepsAnew: what it knows better is told here as well.
func TestAnotherProcessKeepsAnew(t *testing.T) {
	t.Parallel()
	m, clk := newMachine(t), clock.NewManual(noon)
	first, s := m.process(clk, "one"), m.process(clk, "one")
	mustKeep(t, first, session(clk, 1, time.Hour))
	only(t, s)
	mustKeep(t, first, session(clk, 1, 10*time.Minute))
	m.ring.fail(errors.New("locked"))
	if all, err := s.Sessions(api); len(all) != 1 || err == nil {
		t.Errorf("from a keyring that refuses: %d sessions, %v", len(all), err)
	}
	m.ring.fail(nil)
	s.AskAgain()
	asked := m.ring.asked
	for range 2 {
		if got := only(t, s); got.Remaining != 10*time.Minute || m.ring.asked != asked+1 {
			t.Errorf("%v left, asked %d times", got.Remaining, m.ring.asked-asked)
		}
	}
}
