package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// readingEveryone is a crowd of whom the first answers to the question for everyone's
// sessions are held back.
func readingEveryone(t *testing.T) *rig {
	r := crowd(t)
	r.api.sessions["user-0"] = []model.Session{sessionOf("first", "user-0", time.Hour)}
	r.hold = only[othersReadMsg]
	r.press("m")
	return r
}

// answer lets n users' sessions arrive.
func (r *rig) answer(n int) {
	for range n {
		msg := r.held[0]
		r.held = r.held[1:]
		hold := r.hold
		r.send(msg)
		r.hold = hold
	}
}

func (r *rig) size(width, height int) {
	r.send(tea.WindowSizeMsg{Width: width, Height: height})
}

func TestReadingEveryoneIsSeen(t *testing.T) {
	t.Parallel()
	r := readingEveryone(t)
	r.shows("Reading everyone's sessions", "1 of 302 users")
	r.hides("left")
	r.answer(30)
	r.pass(3 * time.Second)
	r.shows("━━━──", "31 of 302 users, about 30s left", "esc stops", "first")
	r.size(80, 24)
	r.shows("Reading  ━╸", "31 of 302 users, about 30s left  esc stops")
	r.size(60, 20)
	r.shows("━───────────  31 of 302, 30s left  esc stops")
	r.hides("Reading")
	r.size(40, 12)
	r.shows("╸─────  31 of 302  esc stops")
	r.size(140, 40)
	r.answer(262)
	r.shows("293 of 302 users, about 1s left")
	r.hides("stops")
	r.answer(9)
	r.shows("Read everyone's sessions: 302 users")
	r.hides("about", "stops")
}

// The answers bring the progress on, and leave in place what was said meanwhile.
func TestResultsAreSaidWhileEveryoneIsRead(t *testing.T) {
	t.Parallel()
	r := readingEveryone(t)
	r.answer(3)
	r.pass(time.Second)
	r.api.failAll(forbidden(), callRevoke)
	r.press("x", "y")
	r.answer(1)
	r.shows("Not revoked: ")
	r.pass(resultFor)
	r.shows("5 of 302 users")
	r.answer(len(r.held))
	for len(r.held) > 0 {
		r.answer(1)
	}
	// The person has not been told for a minute yet.
	r.shows("Not revoked: ")
}

func TestReadingEveryoneIsStopped(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"m", "esc"} {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			r := readingEveryone(t)
			r.answer(20)
			before := len(r.api.asked)
			r.press(key)
			r.shows("first", "Stopped at 21 of 302 users. ^r reads all.", "1 of 1 from 21 of 302 users")
			for _, call := range r.api.asked[before-readersAtOnce:] {
				if call.ctx.Err() == nil {
					t.Fatalf("the call for %s goes on", call.user)
				}
			}
			r.hold = nil
			if n := r.since(callSessions, func() { r.answer(len(r.held)) }); n != 0 {
				t.Errorf("%d more users were asked after the end", n)
			}
			r.pass(90 * time.Second)
			r.shows("The sessions of 21 of 302 users. ^r reads all.", "from 21 of 302 users")
			r.pass(10 * time.Minute)
			r.shows("The sessions of 21 of 302 users.")
			if r.api.calls["sessions of user-200"] != 0 {
				t.Error("the reading went on by itself")
			}
			r.press("ctrl+r")
			r.shows("Read everyone's sessions: 302 users")
			r.hides("of 302 users, about", " from ")
			r.press("m")
			r.hides("first", "of 302")
		})
	}
}

// esc closes what is open first, and the progress names the key that stops.
func TestEscClosesTheFilterBeforeItStops(t *testing.T) {
	t.Parallel()
	r := readingEveryone(t)
	r.answer(3)
	r.press("/", "f", "enter")
	r.pass(resultFor)
	r.shows("m stops")
	r.press("esc")
	r.shows("esc stops", "4 of 302 users")
	r.press("2", "esc")
	r.hides("Stopped", "of 302 users")
	r.press("1", "esc")
	r.shows("Stopped at ")
}

// In an organisation of which all are asked at once there is nothing to stop: m
// shows mine alone, as it always does.
func TestNothingToStopAmongFew(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	r.press("1")
	r.hold = only[othersReadMsg]
	r.press("m", "m")
	r.hides("Stopped", "Reading everyone's")
	if r.m.everyone.on {
		t.Error("everyone's sessions are shown still")
	}
}

func TestTheNewestActivityIsReadFirst(t *testing.T) {
	t.Parallel()
	r := crowd(t)
	at := r.clock.now.Wall
	for i, id := range []string{"user-250", "user-251", "user-252"} {
		s := sessionOf(id, id, 10*time.Hour)
		s.Assumed = at.Add(-[]time.Duration{time.Hour, time.Minute, 2 * time.Hour}[i])
		r.api.sessions[id] = []model.Session{s}
	}
	r.m.past.entries = []model.Activity{{UserID: "user-200"}, {UserID: "ada"}, {UserID: "gone"}, {UserID: "user-201"}, {}}
	r.m.directory.AddTrusts([]model.Trust{trustOf("t2", "r1", model.EntityUser, "user-150"), trustOf("t3", "r1", model.EntityUser, "user-201")})
	order := func() []string {
		before := len(r.api.asked)
		r.hold = only[othersReadMsg]
		r.press("m")
		var users []string
		for _, call := range r.api.asked[before:] {
			users = append(users, call.user)
		}
		r.release()
		if n := len(r.api.asked) - before; n != 301 {
			t.Fatalf("%d users were asked", n)
		}
		return users[:7]
	}
	if got, want := order(), []string{"user-201", "user-200", "user-150", "bob", "user-0", "user-1", "user-2"}; !slices.Equal(got, want) {
		t.Errorf("asked %v first, want %v", got, want)
	}
	r.press("m")
	if got, want := order(), []string{"user-251", "user-250", "user-252", "user-201", "user-200", "user-150", "bob"}; !slices.Equal(got, want) {
		t.Errorf("then asked %v first, want %v", got, want)
	}
}

// Two thousand users are not read anew every five minutes: those with sessions are,
// and the others in turn.
func TestOnlyWhoHasSessionsIsReadEachTime(t *testing.T) {
	t.Parallel()
	r := crowd(t)
	for i := range 3 {
		id := fmt.Sprint("user-", i)
		r.api.sessions[id] = []model.Session{sessionOf(id, id, 10*time.Hour)}
	}
	r.press("m")
	r.pass(time.Minute)
	r.shows("3 of 302 users have sessions, read every 5m; others read 14:03 or later.")
	others := func() int {
		return r.api.calls[callSessions] - r.api.calls["sessions of ada"]
	}
	for round := range 2 {
		before := others()
		r.pass(sessionsEvery + time.Minute)
		if n := others() - before; n != 3+othersAtOnce {
			t.Errorf("round %d: %d users were asked", round, n)
		}
		r.hides("stops", "about")
	}
	for i := range 300 {
		id, want := fmt.Sprint("user-", i), 2
		if i < 3 {
			want = 3
		}
		// 298 others take turns in two rounds of 150: two of them twice.
		if n := r.api.calls["sessions of "+id]; n != want && n != want+1 {
			t.Errorf("%s was asked %d times", id, n)
		}
	}
	r.hides("14:03 or later")
}

// A newcomer is asked at the next round, and a reading that a failure cut goes on.
func TestWhoWasNotHeardIsAskedSoon(t *testing.T) {
	t.Parallel()
	r := readingEveryone(t)
	r.answer(40)
	r.api.failAll(unavailable(), callSessions)
	r.hold = nil
	r.answer(len(r.held))
	r.pass(time.Second)
	r.shows("Not all read: ", "from 53 of 302 users")
	r.api.failAll(nil, callSessions)
	r.pass(3 * time.Minute)
	r.hides("of 302 users")
	if n := len(r.m.everyone.heard); n != 301 {
		t.Errorf("%d users were heard", n)
	}
}

// The client holds back what is patient, so that nothing that somebody waits for
// queues behind it.
func TestOthersAreReadPatiently(t *testing.T) {
	t.Parallel()
	r := crowd(t)
	r.press("m", "ctrl+r")
	for _, call := range r.api.asked {
		if mine := call.user == "ada"; model.IsPatient(call.ctx) == mine {
			t.Errorf("the sessions of %s were asked for with patience: %v", call.user, !mine)
		}
	}
}

func TestTheProgressFits(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for i := range 99_998 {
		r.api.users = append(r.api.users, model.User{ID: fmt.Sprint("user-", i)})
	}
	r.api.pageSize = 100_000
	r.start()
	r.press("1")
	r.hold = only[othersReadMsg]
	r.press("m")
	r.answer(readersAtOnce * 2)
	r.pass(9 * time.Second)
	for width := smallestWidth; width <= 140; width++ {
		r.size(width, 24)
		view := strings.Split(r.m.View(), "\n")
		if status := view[len(view)-2]; !strings.Contains(status, "25 of 100,000") || !strings.Contains(status, "esc stops") {
			t.Errorf("%d columns: %q", width, status)
		}
	}
}
