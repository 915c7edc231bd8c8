package model

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// day is a simulated day: a server with its sessions, the network between, and
// a roster that lives by what it is told.
type day struct {
	ends    map[string]time.Duration // the truth, on the boot clock
	revoked map[string]time.Duration
	now     Moment
	roster  Roster
	late    []answer
}

// answer is a list on its way to the roster.
type answer struct {
	arrives, sent time.Duration
	sessions      []Session
}

// ask sends a list request: the server reads its clock after a while, gives
// whole seconds, rounded either way, and the answer takes a while too.
func (d *day) ask(t *rapid.T) {
	there := time.Duration(rapid.IntRange(0, 1000).Draw(t, "way there")) * time.Millisecond
	back := time.Duration(rapid.IntRange(0, 20_000).Draw(t, "way back")) * time.Millisecond
	up := rapid.Bool().Draw(t, "rounded up")
	read := d.now.Boot + there
	list := answer{arrives: read + back, sent: d.now.Boot}
	for id, ends := range d.ends {
		if revoked, gone := d.revoked[id]; ends <= read || gone && revoked <= read {
			continue
		}
		remaining := (ends - read).Truncate(time.Second)
		if up && remaining < ends-read {
			remaining += time.Second
		}
		list.sessions = append(list.sessions, listed(id, d.now.Boot, remaining))
	}
	d.late = append(d.late, list)
}

// receive merges what has arrived.
func (d *day) receive() {
	waiting := d.late[:0]
	for _, a := range d.late {
		if a.arrives > d.now.Boot {
			waiting = append(waiting, a)
			continue
		}
		d.roster.Merge(a.sessions, a.sent)
	}
	d.late = waiting
}

// check holds what is shown against the truth.
func (d *day) check(t *rapid.T) {
	for _, l := range d.roster.List() {
		truth := d.ends[l.ID] - d.now.Boot
		left := l.Countdown.Left(d.now.Boot)
		shown := l.State(d.now.Boot, false)
		alive := shown == StateActive || shown == StateExpiring
		if left > max(0, truth)+time.Second {
			t.Fatalf("%s shows %v, %v are left: late", l.ID, left, truth)
		}
		if left < truth-2*time.Second {
			t.Fatalf("%s shows %v, %v are left: far too early", l.ID, left, truth)
		}
		if alive && truth <= -time.Second {
			t.Fatalf("%s is %q, but ended %v ago", l.ID, shown, -truth)
		}
		if _, revoked := d.revoked[l.ID]; shown == StateRevoked && !revoked {
			t.Fatalf("%s is revoked, but nobody did that", l.ID)
		}
		if left > 0 && l.Countdown.EndsAt(d.now).Sub(d.now.Wall) != left {
			t.Fatalf("%s ends at %v, now is %v, %v left", l.ID, l.Countdown.EndsAt(d.now), d.now.Wall, left)
		}
	}
}

// newDay draws the sessions of a day that starts at midnight. A quarter of them
// are revoked at half their life.
func newDay(t *rapid.T) *day {
	d := &day{ends: map[string]time.Duration{}, revoked: map[string]time.Duration{}}
	d.now = Moment{Wall: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), Boot: time.Hour}
	for i := range rapid.IntRange(1, 6).Draw(t, "sessions") {
		life := time.Duration(rapid.IntRange(1, 24*3600_000).Draw(t, "life")) * time.Millisecond
		id := fmt.Sprint("session ", i)
		d.ends[id] = d.now.Boot + life
		if rapid.IntRange(0, 3).Draw(t, "revoked") == 0 {
			d.revoked[id] = d.now.Boot + life/2
		}
	}
	return d
}

// checkConfirmed wants an end of the day at which nothing is left open.
func (d *day) checkConfirmed(t *rapid.T) {
	d.now.Boot += time.Minute
	d.receive()
	d.ask(t)
	d.now.Boot += time.Minute
	d.receive()
	for _, l := range d.roster.List() {
		_, revoked := d.revoked[l.ID]
		over := d.ends[l.ID] < d.now.Boot-2*time.Minute
		if got := l.State(d.now.Boot, false); over && got != StateExpired && (!revoked || got != StateRevoked) {
			t.Fatalf("%s is %q at the end of the day, revoked: %v", l.ID, got, revoked)
		}
	}
}

func TestRosterThroughADayIsNeverLate(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := newDay(t)
		suspend := rapid.IntRange(100, 2000).Draw(t, "suspended at step")
		step := rapid.IntRange(100, 2000).Draw(t, "clock stepped at step")
		pace := time.Duration(rapid.IntRange(15_000, 40_000).Draw(t, "pace")) * time.Millisecond
		untilAsked := time.Duration(0)
		for i := 0; d.now.Boot < 25*time.Hour; i++ {
			if untilAsked -= pace; untilAsked <= 0 {
				d.ask(t)
				untilAsked = time.Duration(rapid.IntRange(30, 300).Draw(t, "next list in")) * time.Second
			}
			d.now.Boot, d.now.Wall = d.now.Boot+pace, d.now.Wall.Add(pace)
			if i == suspend {
				d.now.Boot, d.now.Wall = d.now.Boot+2*time.Hour, d.now.Wall.Add(2*time.Hour)
				d.check(t) // before any answer can have come
			}
			if i == step {
				d.now.Wall = d.now.Wall.Add(rapid.SampledFrom([]time.Duration{-time.Hour, time.Hour}).Draw(t, "step"))
			}
			d.receive()
			d.check(t)
		}
		d.checkConfirmed(t)
	})
}
