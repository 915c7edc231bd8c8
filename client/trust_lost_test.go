package client

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"actas/client/simulator"
	"actas/model"
)

// deed is a write on a trust of Ada's role.
type deed struct {
	method string
	// do carries it out, on a trust that Ada has or had.
	do func(ctx context.Context, c *Client, trust model.Trust) (model.Trust, error)
	// done reports whether the role's trusts are as the deed leaves them.
	done func(trusts []model.Trust) bool
	// deleted: the trust is deleted before.
	deleted bool
}

func deeds() map[string]deed {
	edited := func(t model.Trust) model.Trust { t.ValidUntil = testStart.Add(24 * time.Hour); return t }
	has := func(n int, is func(model.Trust) bool) func([]model.Trust) bool {
		return func(trusts []model.Trust) bool { return len(trusts) == n && (n == 0 || is(trusts[n-1])) }
	}
	endless := func(t model.Trust) bool { return t.ValidUntil.IsZero() }
	return map[string]deed{
		"create": {method: http.MethodPost, done: has(2, endless),
			do: func(ctx context.Context, c *Client, t model.Trust) (model.Trust, error) { return c.CreateTrust(ctx, t) }},
		"update": {method: http.MethodPut, done: has(1, func(t model.Trust) bool { return !endless(t) }),
			do: func(ctx context.Context, c *Client, t model.Trust) (model.Trust, error) {
				return c.UpdateTrust(ctx, t, edited(t))
			}},
		"delete": {method: http.MethodDelete, done: has(0, nil),
			do: func(ctx context.Context, c *Client, t model.Trust) (model.Trust, error) {
				return model.Trust{}, c.DeleteTrust(ctx, t.ID)
			}},
		"restore": {method: http.MethodPatch, done: has(1, endless), deleted: true,
			do: func(ctx context.Context, c *Client, t model.Trust) (model.Trust, error) {
				return c.RestoreTrust(ctx, t.ID)
			}},
	}
}

// try carries a deed out while its request suffers a fault; sent counts the
// requests that it wrote.
func (d deed) try(t *testing.T, fault simulator.Fault) (made model.Trust, left []model.Trust, sent int, err error) {
	t.Helper()
	c, server, _, req := small(t, simulator.Config{})
	trusts, err := c.TrustsOfRole(context.Background(), model.Role{ID: req.RoleID})
	if err != nil || len(trusts) != 1 {
		t.Fatalf("trusts %v, error %v", trusts, err)
	}
	if d.deleted {
		server.DeleteTrust(trusts[0].ID)
	}
	server.Next(d.method+" /v2/role-trusts", fault)
	made, err = d.do(context.Background(), c, trusts[0])
	for _, r := range server.Requests() {
		if r.Method == d.method {
			sent++
		}
	}
	server.Heal()
	left, listErr := c.TrustsOfRole(context.Background(), model.Role{ID: req.RoleID})
	if listErr != nil {
		t.Fatal(listErr)
	}
	return made, left, sent, err
}

// Robustness rows 6 and 11, for writes on trusts.
func TestTrustIsWrittenOnceWhateverHappensToItsAnswer(t *testing.T) {
	t.Parallel()
	for what, d := range deeds() {
		for name, fault := range map[string]simulator.Fault{
			"reset before the answer":         {Reset: simulator.ResetBeforeAnswer, Effect: true},
			"reset in its middle":             {Reset: simulator.ResetMidBody},
			"a gateway's 502 after the fact":  {Status: http.StatusBadGateway, Body: "<html>", ContentType: "text/html", Effect: true},
			"garbage after the fact":          {Garbage: true, Body: "{", Effect: true},
			"an empty answer after the fact":  {Garbage: true, Effect: true},
			"a 500 with JSON, after the fact": {Status: http.StatusInternalServerError, Body: `{"error":"x"}`, Effect: true},
			"a slow answer":                   {Delay: 20 * time.Second},
		} {
			t.Run(what+", "+name, func(t *testing.T) {
				t.Parallel()
				made, left, sent, err := d.try(t, fault)
				if err != nil || !d.done(left) || sent != 1 {
					t.Fatalf("%d requests, trusts %+v, error %v", sent, left, err)
				}
				if d.method != http.MethodDelete && made.ID != left[len(left)-1].ID {
					t.Errorf("made %+v, there is %+v", made, left)
				}
			})
		}
	}
}

func TestTrustThatWasNotWrittenIsNotLost(t *testing.T) {
	t.Parallel()
	for what, d := range deeds() {
		for name, tc := range map[string]struct {
			fault simulator.Fault
			kind  error
		}{
			"reset":     {simulator.Fault{Reset: simulator.ResetBeforeAnswer}, model.ErrOffline},
			"conflict":  {simulator.Fault{Status: 409, Body: `{"error":"The trust is being changed"}`}, model.ErrConflict},
			"forbidden": {simulator.Fault{Status: 403, Body: `{"error":"No"}`}, model.ErrForbidden},
			"slow down": {simulator.Fault{Status: 429, Body: `{"error":"Slow down"}`}, model.ErrRateLimited},
		} {
			t.Run(what+", "+name, func(t *testing.T) {
				t.Parallel()
				_, left, sent, err := d.try(t, tc.fault)
				fault := mustFail(t, err, tc.kind)
				if fault.Lost || sent != 1 || d.done(left) || fault.Call != what+" role trust" {
					t.Errorf("%d requests, trusts %+v, fault %#v", sent, left, fault)
				}
			})
		}
	}
}

// TestWriteThatTheAPIGaveUpOnStaysLost: whoever gave up waiting, the API may still
// come to it, whatever a look shows by then.
func TestWriteThatTheAPIGaveUpOnStaysLost(t *testing.T) {
	t.Parallel()
	for what, d := range deeds() {
		for _, status := range []int{500, 502, 503, 504} {
			t.Run(fmt.Sprint(what, ", ", status), func(t *testing.T) {
				t.Parallel()
				_, left, sent, err := d.try(t, simulator.Fault{Status: status})
				fault := mustFail(t, err, model.ErrUnavailable)
				if !fault.Lost || sent != 1 || d.done(left) || fault.Call != what+" role trust" {
					t.Errorf("%d requests, trusts %+v, fault %#v", sent, left, fault)
				}
			})
		}
	}
}

func TestRefusedTrustNamesItsField(t *testing.T) {
	t.Parallel()
	for text, field := range map[string]string{
		"conditions.time_of_day.start: must be an hour": "start", "Invalid ip address": "ip_address", "no such timezone": "timezone",
		"valid_until is in the past": "valid_until", "trust_type must be TemporaryAssumption": "trust_type", "The body is wrong": "",
		"conditions.time_of_day.days_of_week: Funday": "days_of_week", "trusted_oidc_issuer_source: moon": "trusted_oidc_issuer_source",
	} {
		for _, what := range []string{"create", "update"} {
			_, _, _, err := deeds()[what].try(t, simulator.Fault{Status: 422, Body: `{"error":"` + text + `"}`})
			if fault := mustFail(t, err, model.ErrInvalid); fault.Field != field || fault.Message != text {
				t.Errorf("%s, %s: fault %#v", what, text, fault)
			}
		}
	}
}

// The trusts of a role as they are listed.
const (
	oldTwin  = `{"id":"t-old","role_id":"r-1","trust_type":"TemporaryAssumption","trusted_user_id":"u-1","conditions":null}`
	newTwin  = `{"id":"t-new","role_id":"r-1","trust_type":"TemporaryAssumption","trusted_user_id":"u-1","conditions":{"ip_address":[]}}`
	thirdOne = `{"id":"t-3","role_id":"r-1","trust_type":"TemporaryAssumption","trusted_user_id":"u-1"}`
	stranger = `{"id":"t-4","role_id":"r-1","trust_type":"TemporaryAssumption","trusted_user_id":"u-2"}`
)

func trustList(trusts ...string) reply {
	return reply{body: `{"role_trusts":[` + strings.Join(trusts, ",") + `]}`}
}

// TestLostTrustIsFoundAmongTwins, or said to be lost where it cannot be told.
func TestLostTrustIsFoundAmongTwins(t *testing.T) {
	t.Parallel()
	asked := model.Trust{RoleID: "r-1", Type: model.TemporaryAssumption, Entity: model.Entity{Kind: model.EntityUser, ID: "u-1"}}
	forbidden := reply{status: 403, body: `{"error":"No"}`}
	for name, c := range map[string]struct {
		before, after reply
		found         string
		lost          bool
	}{
		"none but an old twin":            {trustList(oldTwin), trustList(oldTwin, stranger), "", false},
		"a new twin beside the old":       {trustList(oldTwin, stranger), trustList(oldTwin, newTwin, stranger), "t-new", false},
		"two new twins":                   {trustList(), trustList(newTwin, thirdOne), "", true},
		"the list was refused before":     {forbidden, trustList(newTwin), "", true},
		"the list is refused afterwards":  {trustList(), forbidden, "", true},
		"the list breaks off after a 500": {trustList(), reply{status: 500}, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, api, _ := talk(t, c.before, reply{reset: true}, c.after)
			got, err := client.CreateTrust(context.Background(), asked)
			if got.ID != c.found || (err == nil) != (c.found != "") {
				t.Errorf("%+v, error %v", got, err)
			}
			if err != nil {
				if fault := mustFail(t, err, model.ErrOffline); fault.Lost != c.lost || fault.Call != "create role trust" {
					t.Errorf("fault %#v", fault)
				}
			}
			if n := len(slices.DeleteFunc(api.seen(), func(r string) bool { return !strings.HasPrefix(r, "POST") })); n != 1 {
				t.Errorf("requests %q", api.seen())
			}
		})
	}
}

// TestNothingIsMadeWhenNoAnswerComesBefore: the search for a lost answer needs to
// know what was there.
func TestNothingIsMadeWhenNoAnswerComesBefore(t *testing.T) {
	t.Parallel()
	c, api, _ := talk(t, reply{status: 503})
	_, err := c.CreateTrust(context.Background(), guideTrust("r-1", "u-1"))
	if fault := mustFail(t, err, model.ErrUnavailable); fault.Lost {
		t.Errorf("fault %#v", fault)
	}
	for _, request := range api.seen() {
		if !strings.HasPrefix(request, "GET /v2/role-trusts/by-role/r-1") {
			t.Errorf("request %q", request)
		}
	}
}

// TestEditOverwrittenMeanwhileIsLost: what is there is neither the old nor the new.
func TestEditOverwrittenMeanwhileIsLost(t *testing.T) {
	t.Parallel()
	was := reply{body: oldTwin}
	c, api, _ := talk(t, was, was, reply{reset: true}, reply{body: strings.Replace(oldTwin, "u-1", "u-9", 1)})
	before, err := c.Trust(context.Background(), "t-old")
	if err != nil {
		t.Fatal(err)
	}
	after := before
	after.ValidUntil = testStart
	_, err = c.UpdateTrust(context.Background(), before, after)
	if fault := mustFail(t, err, model.ErrOffline); !fault.Lost {
		t.Errorf("fault %#v", fault)
	}
	mustHaveSeen(t, api, "GET /v2/role-trusts/t-old", "GET /v2/role-trusts/t-old", "PUT /v2/role-trusts/t-old",
		"GET /v2/role-trusts/t-old", "GET /v2/role-trusts/t-old", "GET /v2/role-trusts/t-old")
}

func TestCancelledWriteSaysThatItMayHaveBeenDone(t *testing.T) {
	t.Parallel()
	for what, d := range deeds() {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(context.Background())
			release := make(chan struct{})
			api := &fakeAPI{replies: []reply{{body: strings.Replace(oldTwin, "{", `{"role_trusts":[],`, 1)}}}
			api.during = func(r *http.Request) {
				if r.Method == d.method {
					cancel()
					<-release
				}
			}
			c, _ := connect(t, api)
			defer close(release)
			trust := model.Trust{ID: "t-old", RoleID: "r-1", Type: model.TemporaryAssumption, Entity: model.Entity{Kind: model.EntityUser, ID: "u-1"}}
			_, err := d.do(ctx, c, trust)
			var fault *model.APIError
			if !errors.Is(err, context.Canceled) || !errors.As(err, &fault) || !fault.Lost || fault.Call != what+" role trust" {
				t.Errorf("error %v", err)
			}
			mustBeFit(t, err.Error())
			if last := api.seen()[len(api.seen())-1]; !strings.HasPrefix(last, d.method) {
				t.Errorf("after the end came %q", last)
			}
		})
	}
}

func TestSearchForALostTrustCanBeCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c, api, _ := talk(t, reply{reset: true}, reply{body: oldTwin})
	api.during = func(r *http.Request) {
		if r.Method == http.MethodGet {
			cancel()
		}
	}
	err := c.DeleteTrust(ctx, "t-old")
	var fault *model.APIError
	if !errors.Is(err, context.Canceled) || !errors.As(err, &fault) || !fault.Lost || len(api.seen()) != 2 {
		t.Errorf("error %v after %q", err, api.seen())
	}
}

func TestIDsOfTrustsAreChecked(t *testing.T) {
	t.Parallel()
	c, api, _ := talk(t, reply{body: oldTwin})
	for _, id := range []string{"", "../users", "a/b", "x?y"} {
		mustFail(t, c.DeleteTrust(context.Background(), id), model.ErrInvalid)
		_, err := c.RestoreTrust(context.Background(), id)
		mustFail(t, err, model.ErrInvalid)
	}
	if len(api.seen()) != 0 {
		t.Errorf("requests went out: %q", api.seen())
	}
}

// TestAnswerWithoutARoleIsGivenIt: govultr's trust has no role_id.
func TestAnswerWithoutARoleIsGivenIt(t *testing.T) {
	t.Parallel()
	c, _, _ := talk(t, trustList(), reply{status: 201, body: `{"id":"t-1","trust_type":"IAMAssumption","trusted_user_id":"u-1"}`})
	if made, err := c.CreateTrust(context.Background(), guideTrust("r-1", "u-1")); err != nil || made.RoleID != "r-1" {
		t.Errorf("made %+v, error %v", made, err)
	}
}
