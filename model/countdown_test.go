package model

import (
	"math"
	"testing"
	"time"
)

func TestCountdownBeforeAnyAnswer(t *testing.T) {
	t.Parallel()
	var c Countdown
	if c.Anchored() || c.Left(0) != 0 || !c.EndsAt(Moment{Wall: time.Unix(1, 0)}).IsZero() {
		t.Errorf("the zero value counts: %+v", c)
	}
}

func TestCountdownAnchor(t *testing.T) {
	t.Parallel()
	const boot, hour = 100 * time.Second, time.Hour
	first := Countdown{}.Anchor(boot, hour)
	for _, scenario := range []struct {
		name            string
		sent, remaining time.Duration
		left            time.Duration // at boot
	}{
		{"the same end, a minute later", boot + time.Minute, hour - time.Minute, hour},
		{"a second earlier", boot + time.Minute, hour - 61*time.Second, hour - time.Second},
		{"a second later does not hop", boot + time.Minute, hour - 59*time.Second, hour},
		{"two seconds later do not hop", boot + time.Minute, hour - 58*time.Second, hour},
		{"more than two seconds later", boot + time.Minute, hour - 58*time.Second + 1, hour + 2*time.Second + 1},
		{"nothing left", boot, 0, 0},
		{"less than nothing left", boot, -time.Minute, 0},
		{"longer than the clock can count", boot, math.MaxInt64, math.MaxInt64 - boot},
	} {
		c := first.Anchor(scenario.sent, scenario.remaining)
		if got := c.Left(boot); got != scenario.left || !c.Anchored() {
			t.Errorf("%s: %v left, want %v", scenario.name, got, scenario.left)
		}
	}
}

func TestCountdownLeft(t *testing.T) {
	t.Parallel()
	c := Countdown{}.Anchor(10*time.Second, time.Minute)
	for boot, want := range map[time.Duration]time.Duration{
		10 * time.Second: time.Minute, 69 * time.Second: time.Second, 70*time.Second - 1: 1,
		70 * time.Second: 0, 71 * time.Second: 0, 10 * time.Hour: 0,
	} {
		if got := c.Left(boot); got != want {
			t.Errorf("at %v: %v left, want %v", boot, got, want)
		}
	}
}

func TestCountdownEndsAtFollowsTheWallClock(t *testing.T) {
	t.Parallel()
	c := Countdown{}.Anchor(10*time.Second, time.Minute)
	wall := at(t, "2026-11-23T14:03:00Z")
	if got, want := c.EndsAt(Moment{Wall: wall, Boot: 40 * time.Second}), wall.Add(30*time.Second); !got.Equal(want) {
		t.Errorf("ends at %v, want %v", got, want)
	}
	stepped := Moment{Wall: wall.Add(time.Hour), Boot: 80 * time.Second}
	if got, want := c.EndsAt(stepped), stepped.Wall.Add(-10*time.Second); !got.Equal(want) {
		t.Errorf("ended at %v, want %v", got, want)
	}
}
