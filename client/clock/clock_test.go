package clock_test

import (
	"testing"
	"time"

	"actas/client/clock"
)

var start = time.Date(2026, time.November, 20, 14, 3, 0, 0, time.UTC)

func fired(c <-chan time.Time) (time.Time, bool) {
	select {
	case t := <-c:
		return t, true
	default:
		return time.Time{}, false
	}
}

func TestManualFiresOnlyWhatIsDue(t *testing.T) {
	t.Parallel()
	m := clock.NewManual(start)
	soon, late := m.After(time.Minute), m.After(time.Hour)
	m.Advance(59 * time.Second)
	if _, ok := fired(soon); ok {
		t.Fatal("fired a second early")
	}
	m.Advance(time.Second)
	at, ok := fired(soon)
	if !ok || !at.Equal(start.Add(time.Minute)) {
		t.Fatalf("after a minute: fired %v at %v", ok, at)
	}
	if _, ok := fired(late); ok {
		t.Fatal("the hour fired after a minute")
	}
}

func TestManualFiresAtOnceForNothingToWait(t *testing.T) {
	t.Parallel()
	m := clock.NewManual(start)
	for _, d := range []time.Duration{0, -time.Second} {
		if _, ok := fired(m.After(d)); !ok {
			t.Errorf("After(%v) did not fire", d)
		}
	}
}

func TestManualStepMovesTheWallClockAlone(t *testing.T) {
	t.Parallel()
	m := clock.NewManual(start)
	wait := m.After(time.Minute)
	m.Step(time.Hour)
	now := m.Now()
	if !now.Wall.Equal(start.Add(time.Hour)) || now.Boot != 0 {
		t.Errorf("after a step: %+v", now)
	}
	m.Advance(0)
	if _, ok := fired(wait); ok {
		t.Error("a step of the wall clock fired an After")
	}
}

func TestManualSuspendFiresAtTheNextAdvance(t *testing.T) {
	t.Parallel()
	m := clock.NewManual(start)
	wait := m.After(time.Minute)
	m.Suspend(2 * time.Hour)
	if _, ok := fired(wait); ok {
		t.Error("fired while suspended")
	}
	if now := m.Now(); now.Boot != 2*time.Hour || !now.Wall.Equal(start.Add(2*time.Hour)) {
		t.Errorf("after a suspend: %+v", now)
	}
	m.Advance(0)
	if _, ok := fired(wait); !ok {
		t.Error("did not fire after the suspend")
	}
}

func TestManualWaitingSeesAnAfterOfAnotherGoroutine(t *testing.T) {
	t.Parallel()
	m := clock.NewManual(start)
	done := make(chan time.Time)
	go func() { done <- <-m.After(time.Second) }()
	m.Waiting(1)
	m.Advance(time.Second)
	if at := <-done; !at.Equal(start.Add(time.Second)) {
		t.Errorf("fired at %v", at)
	}
}

func TestSystemReadsUTCWithoutAMonotonicReading(t *testing.T) {
	t.Parallel()
	now := clock.System().Now()
	if now.Wall.Location() != time.UTC {
		t.Errorf("zone %v", now.Wall.Location())
	}
	// A monotonic reading would show as "m=" in the text.
	if now.Wall != now.Wall.Round(0) {
		t.Errorf("%v holds a monotonic reading", now.Wall)
	}
}

func TestSystemClocksRunForward(t *testing.T) {
	t.Parallel()
	c := clock.System()
	before := c.Now()
	<-c.After(time.Millisecond)
	if after := c.Now(); after.Boot <= before.Boot {
		t.Errorf("boot clock went from %v to %v", before.Boot, after.Boot)
	}
}

func TestStartingAtBeginsThereAndRuns(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("east", 3600)
	c := clock.StartingAt(start.In(zone))
	first := c.Now()
	if first.Wall.Before(start) || first.Wall.Location() != time.UTC {
		t.Fatalf("first reading %v", first.Wall)
	}
	fired := <-c.After(time.Millisecond)
	second := c.Now()
	if fired.Before(first.Wall) || fired.After(second.Wall) {
		t.Errorf("After answered %v, not between %v and %v", fired, first.Wall, second.Wall)
	}
	if wall, boot := second.Wall.Sub(first.Wall), second.Boot-first.Boot; wall != boot {
		t.Errorf("wall moved %v, boot %v", wall, boot)
	}
}
