package renewal_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"actas/client/renewal"
	"actas/client/simulator"
	"actas/model"
)

const (
	soakSlots = 20
	soakStep  = 15 * time.Second
	// soakReading is how often the dashboard reads the list.
	soakReading = 5 * time.Minute
	soakSuspend = 2 * time.Hour
	// soakFailures is the share of calls that fail.
	soakFailures = 0.05
)

// dice are random numbers for several goroutines.
type dice struct {
	mu   sync.Mutex
	rand *rand.Rand
}

func newDice(seed uint64) *dice { return &dice{rand: rand.New(rand.NewPCG(seed, 0))} }

func (d *dice) float() float64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.rand.Float64()
}

// flaky lets some calls fail, and counts the assumes that the server refused.
type flaky struct {
	renewal.API
	server  *simulator.Server
	dice    *dice
	healthy atomic.Bool
	refused atomic.Int64
	spoilt  atomic.Int64
}

func (f *flaky) spoil(match string) {
	if f.healthy.Load() || f.dice.float() >= soakFailures {
		return
	}
	f.spoilt.Add(1)
	faults := []simulator.Fault{
		{Status: http.StatusInternalServerError, Body: `{"error":"soak"}`}, before, after,
		{Status: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {"5"}}, Body: `{"error":"soak"}`},
	}
	f.server.Next(match, faults[int(f.dice.float()*float64(len(faults)))])
}

func (f *flaky) Sessions(ctx context.Context, userID string) ([]model.Session, error) {
	f.spoil(getList)
	return f.API.Sessions(ctx, userID)
}

func (f *flaky) Session(ctx context.Context, token model.Secret) (model.Session, error) {
	f.spoil(getSession)
	return f.API.Session(ctx, token)
}

func (f *flaky) Assume(ctx context.Context, r model.AssumeRequest) (model.Session, error) {
	f.spoil(postAssume)
	s, err := f.API.Assume(ctx, r)
	if errors.Is(err, model.ErrForbidden) {
		f.refused.Add(1)
	}
	return s, err
}

func (f *flaky) Revoke(ctx context.Context, token model.Secret) error {
	f.spoil(revoke)
	return f.API.Revoke(ctx, token)
}

// slot is one session that somebody wants to have at all times, through its
// renewals.
type slot struct {
	role    model.Role
	trust   model.Trust
	current model.Session
}

// soak is two dashboards of one user over some days.
type soak struct {
	*rig
	api     *flaky
	slots   []*slot
	engines []*renewal.Engine
	// seen is how many ended renewals of each engine were looked at.
	seen    map[*renewal.Engine]int
	asleep  time.Duration
	renewed int
	lapsed  int
}

// TestSoak lets two engines renew twenty sessions through windows that open and
// close, failures, steps of the wall clock and a suspend.
func TestSoak(t *testing.T) {
	t.Parallel()
	length := 48 * time.Hour
	if testing.Short() {
		length = 16 * time.Hour
	}
	s := newSoak(t)
	s.days(length)
	s.api.healthy.Store(true)
	s.run(5 * time.Minute)
	s.mustHaveNoOrphan()
	t.Logf("%d renewals, %d calls spoilt, %d sessions ended outside their windows", s.renewed, s.api.spoilt.Load(), s.lapsed)
	if n := s.api.refused.Load(); n > 0 {
		t.Errorf("%d renewals outside their window", n)
	}
	if s.renewed < int(length/time.Hour)*soakSlots/8 || s.api.spoilt.Load() == 0 {
		t.Errorf("only %d renewals and %d failures: the soak proves nothing", s.renewed, s.api.spoilt.Load())
	}
}

// days passes the time with its events.
func (s *soak) days(length time.Duration) {
	s.run(length / 4)
	s.clock.Step(time.Hour)
	s.run(length / 4)
	s.asleep = s.clock.Now().Boot
	s.clock.Suspend(soakSuspend)
	s.run(length / 8)
	s.handOver()
	s.run(length / 8)
	s.clock.Step(-time.Hour)
	s.run(length / 4)
}

// handOver closes the dashboard that acts; the other one takes over.
func (s *soak) handOver() {
	s.api.healthy.Store(true)
	s.run(5 * time.Minute)
	s.engines[0].Close()
	s.follow()
	s.engines = s.engines[1:]
	s.api.healthy.Store(false)
}

func newSoak(t *testing.T) *soak {
	s := &soak{rig: newRig(t), seen: map[*renewal.Engine]int{}}
	random := newDice(7)
	s.api = &flaky{API: s.rig.api, server: s.server, dice: random}
	for range 2 {
		config := s.config()
		config.API, config.Clock, config.Rand = s.api, s.clock, random.float
		s.engines = append(s.engines, s.startWith(config))
	}
	zones := []string{"utc", "America/New_York", "Asia/Kolkata", "Europe/Berlin", "Pacific/Auckland"}
	windows := [][2]int{{0, 0}, {9, 17}, {22, 6}, {12, 24}}
	lengths := []time.Duration{30 * time.Minute, time.Hour, 2 * time.Hour, 8 * time.Hour}
	for i := range soakSlots {
		role := s.server.AddRole(model.Role{Name: fmt.Sprintf("Role %d", i), MaxSession: lengths[i/2%len(lengths)]})
		window := windows[i%len(windows)]
		trust := s.server.AddTrust(model.Trust{RoleID: role.ID, Entity: s.trust.Entity, Conditions: model.Conditions{
			Schedule: model.NewSchedule(zones[i%len(zones)], 0, window[0]*60, window[1]*60),
		}})
		s.slots = append(s.slots, &slot{role: role, trust: trust})
	}
	return s
}

// serverTime is the API's clock at a boot reading.
func serverTime(boot time.Duration) time.Time { return start.Add(boot) }

// open reports whether the slot's role can be assumed at a boot reading.
func (s *soak) open(at *slot, boot time.Duration) bool {
	caller := model.Caller{UserID: s.user.ID, GroupsKnown: true}
	return model.JudgeRole(at.role, []model.Trust{at.trust}, caller, serverTime(boot)).State == model.VerdictOpen
}

// run passes time in small steps. The engines come to rest in each.
func (s *soak) run(d time.Duration) {
	s.t.Helper()
	end := s.clock.Now().Boot + d
	reading := s.clock.Now().Boot
	for s.clock.Now().Boot < end {
		if s.clock.Now().Boot >= reading {
			s.read()
			reading = s.clock.Now().Boot + soakReading
		}
		s.clock.Advance(soakStep)
		s.settle(s.engines...)
		acting := 0
		for _, e := range s.engines {
			if e.State().Acts {
				acting++
			}
		}
		if acting > 1 {
			s.t.Fatal("two engines act")
		}
	}
}

// follow takes in what the engines renewed.
func (s *soak) follow() {
	for _, e := range s.engines {
		state := e.State()
		for i, result := range state.Ended {
			if number := state.First + i; number <= s.seen[e] || !result.Swapped() {
				continue
			}
			s.seen[e] = state.First + i
			s.renewed++
			for _, at := range s.slots {
				if at.current.Key() == result.Old.Key() {
					at.current = result.New
				}
			}
		}
	}
}

// read is the dashboard's reading: it looks at the list, begins sessions where
// there is none, and tells the engines.
func (s *soak) read() {
	s.t.Helper()
	s.follow()
	// Faults that no call of the engines met would meet those of the dashboard.
	s.server.Heal()
	s.rig.api.Resume()
	listed, err := s.rig.api.Sessions(s.t.Context(), s.user.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	watch := s.watch()
	for _, at := range s.slots {
		i := slices.IndexFunc(listed, func(l model.Session) bool { return l.Key() == at.current.Key() })
		switch {
		case i >= 0:
			at.current = listed[i]
		case s.renewing(at):
			// The old session may be gone before its renewal is at its end.
		default:
			s.judgeLapse(at)
			s.begin(at)
		}
	}
	for _, at := range s.slots {
		if at.current.Name != "" {
			watch.Sessions = append(watch.Sessions, model.WatchedSession{
				LiveSession: live(at.current), Role: at.role, Trusts: []model.Trust{at.trust}, TrustsKnown: true,
			})
		}
	}
	for _, e := range s.engines {
		e.Watch(watch)
	}
}

func (s *soak) renewing(at *slot) bool {
	return slices.ContainsFunc(s.engines, func(e *renewal.Engine) bool {
		return e.State().Sessions[at.current.Key()].Renewing
	})
}

// begin assumes the slot's role if that is possible now, and turns auto-renew on
// in one of the dashboards.
func (s *soak) begin(at *slot) {
	s.t.Helper()
	if !s.open(at, s.clock.Now().Boot) {
		return
	}
	fresh, err := s.rig.api.Assume(s.t.Context(), model.AssumeRequest{
		RoleID: at.role.ID, UserID: s.user.ID, Name: fmt.Sprintf("soak-%04x", s.suffixes.Add(1)),
		AuthMethod: "api_key", Duration: at.role.MaxSession,
	})
	if err != nil {
		s.t.Fatal(err)
	}
	at.current = fresh
	if err := s.engines[int(s.api.dice.float()*float64(len(s.engines)))].SetAuto(fresh, true); err != nil {
		s.t.Fatal(err)
	}
}

// judgeLapse fails the test for a session that ended although it could have been
// renewed: its window was open for a while, the machine was awake, and a new
// session would have lasted longer.
func (s *soak) judgeLapse(at *slot) {
	s.t.Helper()
	if at.current.Name == "" {
		return
	}
	ends := s.endOf(at.current)
	begun := ends - at.role.MaxSession
	awake := time.Duration(0)
	for t := begun + 6*time.Minute; t < ends-soakStep; t += 30 * time.Second {
		// Nothing is renewed before its time, so that of a session which the suspend
		// cut into, only what came after counts.
		asleep := s.asleep > 0 && begun < s.asleep+time.Minute && t < s.asleep+soakSuspend+2*soakStep
		if asleep || !s.open(at, t) {
			awake = 0
			continue
		}
		if awake += 30 * time.Second; awake >= 4*time.Minute {
			s.t.Errorf("%s on %s %v (%s %d-%d) lapsed at %v although it could have been renewed at %v: %+v",
				at.current.Name, at.role.Name, at.role.MaxSession, at.trust.Schedule.Zone, at.trust.Schedule.Start/60, at.trust.Schedule.End/60,
				serverTime(ends), serverTime(t), s.engines[0].State().Sessions[at.current.Key()])
			break
		}
	}
	s.lapsed++
	at.current = model.Session{}
}

// endOf is the boot reading at which a session ends.
func (s *soak) endOf(session model.Session) time.Duration { return session.Sent + session.Remaining }

// mustHaveNoOrphan compares the server's live sessions with the ones that the
// dashboards know.
func (s *soak) mustHaveNoOrphan() {
	s.t.Helper()
	s.server.Heal()
	s.follow()
	var want []string
	for _, at := range s.slots {
		if at.current.Name != "" && s.endOf(at.current) > s.clock.Now().Boot {
			want = append(want, at.current.Name)
		}
	}
	s.mustLive(want...)
}
