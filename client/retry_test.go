package client

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"

	"actas/client/clock"
	"actas/model"
)

func retryHeader(value string) map[string]string { return map[string]string{"Retry-After": value} }

// Robustness row 5.
func TestRateLimitedReadWaitsAndTriesAgain(t *testing.T) {
	t.Parallel()
	date := testStart.Add(time.Hour)
	for _, tc := range []struct {
		name   string
		header map[string]string
		want   time.Duration
	}{
		{"with seconds", retryHeader("3"), 3 * time.Second},
		{"with a fraction", retryHeader("0.5"), 500 * time.Millisecond},
		{"without", nil, 375 * time.Millisecond},
		{"negative", retryHeader("-5"), 375 * time.Millisecond},
		{"zero", retryHeader("0"), 375 * time.Millisecond},
		{"not a number", retryHeader("soon"), 375 * time.Millisecond},
		{"a date by the server's own clock", map[string]string{
			"Date":        date.Format(http.TimeFormat),
			"Retry-After": date.Add(7 * time.Second).Format(http.TimeFormat),
		}, 7 * time.Second},
		{"a date in the past", map[string]string{
			"Date":        date.Format(http.TimeFormat),
			"Retry-After": date.Add(-7 * time.Second).Format(http.TimeFormat),
		}, 375 * time.Millisecond},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c, api, clk := talk(t,
				reply{status: 429, body: `{"error":"Too many requests"}`, header: tc.header}, reply{body: oneRole})
			roles, err := listRoles(c)
			if err != nil || len(roles) != 1 || len(api.seen()) != 2 {
				t.Fatalf("%d roles after %d requests, error %v", len(roles), len(api.seen()), err)
			}
			if waits := clk.waited(); !slices.Equal(waits, []time.Duration{tc.want}) {
				t.Errorf("waited %v, want %v", waits, tc.want)
			}
		})
	}
}

func TestRateLimitOfADayFailsAtOnceAndHoldsAllCalls(t *testing.T) {
	t.Parallel()
	c, api, clk := talk(t, reply{status: 429, header: retryHeader("86400")}, reply{body: oneRole})
	for call := range 2 {
		_, err := listRoles(c)
		if fault := mustFail(t, err, model.ErrRateLimited); fault.RetryAfter != 24*time.Hour {
			t.Errorf("call %d: retry after %v", call, fault.RetryAfter)
		}
	}
	if len(api.seen()) != 1 || len(clk.waited()) != 0 {
		t.Errorf("requests %v, waits %v", api.seen(), clk.waited())
	}
	until, waiting := c.Waiting()
	if !waiting || until != clk.Now().Boot+24*time.Hour {
		t.Errorf("waiting until %v, %v", until, waiting)
	}
	clk.After(24 * time.Hour)
	if _, err := listRoles(c); err != nil {
		t.Errorf("a day later: %v", err)
	}
}

func TestRetryAfterWithoutBoundIsADay(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"1e300", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT", "+Inf"} {
		wait, ok := retryAfter(http.Header{"Retry-After": {value}}, testStart)
		if !ok || wait != 24*time.Hour {
			t.Errorf("%s: %v, %v", value, wait, ok)
		}
	}
	if wait, ok := retryAfter(http.Header{"Retry-After": {"NaN"}}, testStart); ok {
		t.Errorf("NaN: %v", wait)
	}
}

func TestOneCallsRateLimitHoldsTheOthers(t *testing.T) {
	t.Parallel()
	api := &fakeAPI{replies: []reply{{status: 429, header: retryHeader("5")}, {body: oneRole}}}
	c, _ := connect(t, api)
	clk := clock.NewManual(testStart)
	c = newTestClient(t, Config{BaseURL: c.base.String(), Clock: clk})
	done := make(chan error, 2)
	list := func() { _, err := listRoles(c); done <- err }
	go list()
	clk.Waiting(2) // its deadline, and the gate
	go list()
	clk.Waiting(4)
	if n := len(api.seen()); n != 1 {
		t.Errorf("%d requests went through a shut gate", n)
	}
	clk.Advance(5 * time.Second)
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func TestWaitAtTheGateCanBeCancelled(t *testing.T) {
	t.Parallel()
	api := &fakeAPI{replies: []reply{{status: 429, header: retryHeader("5")}}}
	c, _ := connect(t, api)
	clk := clock.NewManual(testStart)
	c = newTestClient(t, Config{BaseURL: c.base.String(), Clock: clk})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { _, err := c.Role(ctx, "r-1"); done <- err }()
	clk.Waiting(2)
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// Robustness row 6, and row 10 for resets.
func TestReadsAreRetriedTwice(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		bad  reply
		kind error
	}{
		{"500", reply{status: 500, body: `{"error":"Internal"}`}, model.ErrUnavailable},
		{"503 with HTML", reply{status: 503, body: "<html>", contentType: "text/html"}, model.ErrUnavailable},
		{"429", reply{status: 429}, model.ErrRateLimited},
		{"reset", reply{reset: true}, model.ErrOffline},
		{"cut off", reply{cut: true, body: `{"roles":[`}, model.ErrOffline},
	} {
		t.Run(tc.name+", in the end well", func(t *testing.T) {
			t.Parallel()
			c, api, _ := talk(t, tc.bad, tc.bad, reply{body: oneRole})
			if roles, err := listRoles(c); err != nil || len(roles) != 1 || len(api.seen()) != 3 {
				t.Errorf("%d roles after %d requests, error %v", len(roles), len(api.seen()), err)
			}
		})
		t.Run(tc.name+", for good", func(t *testing.T) {
			t.Parallel()
			c, api, clk := talk(t, tc.bad)
			_, err := listRoles(c)
			fault := mustFail(t, err, tc.kind)
			if fault.Status != tc.bad.status && tc.bad.status != 0 {
				t.Errorf("status %d", fault.Status)
			}
			if len(api.seen()) != 3 {
				t.Errorf("%d requests", len(api.seen()))
			}
			want := []time.Duration{375 * time.Millisecond, 750 * time.Millisecond}
			if waits := clk.waited(); !slices.Equal(waits, want) {
				t.Errorf("waits %v, want %v", waits, want)
			}
		})
	}
}

func TestRefusalsAreNotRetried(t *testing.T) {
	t.Parallel()
	for _, status := range []int{400, 401, 403, 404, 409, 422, 302} {
		c, api, _ := talk(t, reply{status: status, body: `{"error":"no"}`})
		if _, err := listRoles(c); err == nil || len(api.seen()) != 1 {
			t.Errorf("%d: %d requests, error %v", status, len(api.seen()), err)
		}
	}
}

func TestWritesAreSentOnce(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		bad  reply
		kind error
		lost bool
	}{
		{"500", reply{status: 500}, model.ErrUnavailable, false},
		{"503 with Retry-After", reply{status: 503, header: retryHeader("1")}, model.ErrUnavailable, false},
		{"429", reply{status: 429, header: retryHeader("1")}, model.ErrRateLimited, false},
		{"reset", reply{reset: true}, model.ErrOffline, true},
		{"cut off", reply{cut: true, body: `{`}, model.ErrOffline, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c, api, _ := talk(t, tc.bad)
			fault := mustFail(t, c.Revoke(context.Background(), model.NewSecret(canaryToken)), tc.kind)
			if fault.Lost != tc.lost || fault.Status != tc.bad.status && !tc.lost {
				t.Errorf("fault %#v", fault)
			}
			if len(api.seen()) != 1 {
				t.Errorf("sent %d times", len(api.seen()))
			}
		})
	}
}

func TestUnavailableForLongerThanTheCallMayTakeFailsAtOnce(t *testing.T) {
	t.Parallel()
	c, api, _ := talk(t, reply{status: 503, header: retryHeader("60")})
	_, err := listRoles(c)
	if fault := mustFail(t, err, model.ErrUnavailable); fault.RetryAfter != time.Minute {
		t.Errorf("retry after %v", fault.RetryAfter)
	}
	if len(api.seen()) != 1 {
		t.Errorf("%d requests", len(api.seen()))
	}
}

func TestBackoffDoublesWithJitterUpToItsCap(t *testing.T) {
	t.Parallel()
	c, _, _ := talk(t, reply{})
	for _, tc := range []struct {
		jitter  float64
		attempt int
		want    time.Duration
	}{
		{0, 0, 250 * time.Millisecond}, {0.5, 0, 375 * time.Millisecond},
		{0, 1, 500 * time.Millisecond}, {0, 10, 4 * time.Second}, {1, 10, 8 * time.Second},
	} {
		c.rand = func() float64 { return tc.jitter }
		if got := c.backoff(tc.attempt); got != tc.want {
			t.Errorf("attempt %d, jitter %v: %v, want %v", tc.attempt, tc.jitter, got, tc.want)
		}
	}
}
