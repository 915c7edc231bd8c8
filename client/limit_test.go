package client

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"actas/client/clock"
	"actas/model"
)

// Side by side calls, as the API counts them: by arrival.
func TestNoSecondSeesMoreThanThirtyRequests(t *testing.T) {
	t.Parallel()
	var (
		mu       sync.Mutex
		arrivals []time.Duration
		clk      *quickClock
	)
	api := &fakeAPI{replies: []reply{{body: oneRole}}}
	c, clk := connect(t, api)
	api.during = func(*http.Request) {
		mu.Lock()
		defer mu.Unlock()
		arrivals = append(arrivals, clk.Now().Boot)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 25 {
				if _, err := c.Role(context.Background(), "r-1"); !errors.Is(err, model.ErrNotAPI) {
					t.Errorf("error %v", err)
				}
			}
		})
	}
	group.Wait()
	if len(arrivals) != 200 {
		t.Fatalf("%d requests arrived", len(arrivals))
	}
	slices.Sort(arrivals)
	for i := requestsPerWindow; i < len(arrivals); i++ {
		if span := arrivals[i] - arrivals[i-requestsPerWindow]; span < time.Second {
			t.Fatalf("31 requests within %v", span)
		}
	}
}

func TestLimiterLetsThirtyPassAtOnceAndHoldsTheNext(t *testing.T) {
	t.Parallel()
	clk := clock.NewManual(testStart)
	l := newLimiter(clk)
	for range requestsPerWindow {
		if err := l.acquire(context.Background()); err != nil {
			t.Fatal(err)
		}
		l.used(context.Background())
	}
	passed := make(chan error, 1)
	go func() { passed <- l.acquire(context.Background()) }()
	clk.Waiting(1)
	clk.Advance(limitWindow - time.Nanosecond)
	select {
	case <-passed:
		t.Fatal("31 requests within a second")
	default:
	}
	clk.Advance(time.Nanosecond)
	if err := <-passed; err != nil {
		t.Fatal(err)
	}
}

func TestWaitForASlotCanBeCancelled(t *testing.T) {
	t.Parallel()
	clk := clock.NewManual(testStart)
	l := newLimiter(clk)
	for range requestsPerWindow {
		_ = l.acquire(context.Background())
	}
	ctx, cancel := context.WithCancel(context.Background())
	passed := make(chan error, 1)
	go func() { passed <- l.acquire(ctx) }()
	cancel()
	if err := <-passed; !errors.Is(err, context.Canceled) {
		t.Fatalf("while all slots are busy: %v", err)
	}
	ctx, cancel = context.WithCancel(context.Background())
	l.used(ctx)
	go func() { passed <- l.acquire(ctx) }()
	clk.Waiting(1)
	cancel()
	if err := <-passed; !errors.Is(err, context.Canceled) {
		t.Fatalf("while a slot cools down: %v", err)
	}
	if len(l.all.free) != 1 {
		t.Error("the slot was lost")
	}
}

// A long row of reads never keeps waiting what somebody asks for meanwhile.
func TestPatientCallsLeaveRoom(t *testing.T) {
	t.Parallel()
	clk := clock.NewManual(testStart)
	l := newLimiter(clk)
	patient, stop := context.WithCancel(model.Patient(context.Background()))
	for range patientPerWindow {
		if err := l.acquire(patient); err != nil {
			t.Fatal(err)
		}
		l.used(patient)
	}
	waiting := make(chan error, 1)
	go func() { waiting <- l.acquire(patient) }()
	clk.Waiting(1)
	for range requestsPerWindow - patientPerWindow {
		// The clock stands: a call that had to wait would do so for ever.
		if err := l.acquire(context.Background()); err != nil {
			t.Fatal(err)
		}
		l.used(context.Background())
	}
	clk.Advance(limitWindow)
	if err := <-waiting; err != nil {
		t.Fatal(err)
	}
	l.unused(patient)
	stop()
	if err := l.acquire(patient); !errors.Is(err, context.Canceled) {
		t.Fatalf("a row that was given up goes on: %v", err)
	}
	if len(l.patient.free) != patientPerWindow || len(l.all.free) != requestsPerWindow {
		t.Errorf("%d and %d slots are left", len(l.patient.free), len(l.all.free))
	}
}

// A patient call that is given up while all slots are busy loses neither slot.
func TestPatientCallGivenUpLosesNoSlot(t *testing.T) {
	t.Parallel()
	clk := clock.NewManual(testStart)
	l := newLimiter(clk)
	for range requestsPerWindow {
		_ = l.acquire(context.Background())
		l.used(context.Background())
	}
	ctx, stop := context.WithCancel(model.Patient(context.Background()))
	passed := make(chan error, 1)
	go func() { passed <- l.acquire(ctx) }()
	clk.Waiting(1)
	stop()
	if err := <-passed; !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if len(l.patient.free) != patientPerWindow || len(l.all.free) != requestsPerWindow {
		t.Errorf("%d and %d slots are left", len(l.patient.free), len(l.all.free))
	}
}

func TestGateKeepsTheLongerWait(t *testing.T) {
	t.Parallel()
	clk := clock.NewManual(testStart)
	g := newGate(clk)
	if _, shut := g.closedUntil(); shut {
		t.Error("shut from the start")
	}
	g.close(10 * time.Second)
	g.close(time.Second)
	if left := g.left(); left != 10*time.Second {
		t.Errorf("left %v", left)
	}
	clk.Advance(10 * time.Second)
	if _, shut := g.closedUntil(); shut || g.left() != 0 {
		t.Error("still shut when the time is up")
	}
}

func TestGateThatShutsWhileACallWaitsForASlotHoldsItToo(t *testing.T) {
	t.Parallel()
	c, _, clk := talk(t, reply{body: oneRole})
	for range requestsPerWindow {
		_ = c.limit.acquire(context.Background())
		c.limit.used(context.Background())
	}
	clk.onWait = func(time.Duration) {
		clk.onWait = nil
		c.gate.close(10 * time.Second)
	}
	if _, err := listRoles(c); err != nil {
		t.Fatal(err)
	}
	if want := []time.Duration{time.Second, 9 * time.Second}; !slices.Equal(clk.waited(), want) {
		t.Errorf("waits %v, want %v", clk.waited(), want)
	}
}
