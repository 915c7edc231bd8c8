package client

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"actas/client/simulator"
	"actas/model"
)

// simulate starts the simulated API and a client with Ada's key, both on one
// clock.
func simulate(t testing.TB, cfg simulator.Config) (*Client, *simulator.Server, *quickClock) {
	t.Helper()
	clk := newQuickClock()
	cfg.Clock = clk
	server, err := simulator.Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	return as(t, server, clk, server.Key()), server, clk
}

// as makes a client with another key.
func as(t testing.TB, server *simulator.Server, clk *quickClock, key string) *Client {
	t.Helper()
	c, err := New(Config{BaseURL: server.URL(), Key: model.NewSecret(key), Clock: clk, Rand: func() float64 { return 0 }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.transport.CloseIdleConnections)
	return c
}

// organisation is all that a client reads of one.
type organisation struct {
	Account  model.Account
	Orgs     []model.Organization
	Roles    []model.Role
	Trusts   []model.Trust
	Users    []model.User
	Groups   []model.Group
	Issuers  []model.Issuer
	Policies []model.Policy
	Sessions map[string][]model.Session
	Role     model.Role
	Trust    model.Trust
	User     model.User
	MyGroups []model.Group
}

func readOrganisation(t *testing.T, c *Client) (o organisation) {
	t.Helper()
	ctx := context.Background()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var err error
	o.Account, err = c.Account(ctx)
	check(err)
	o.Orgs, err = c.Organizations(ctx)
	check(err)
	o.Roles = all(t, c.Roles(ctx))
	o.Trusts = all(t, c.Trusts(ctx))
	o.Users = all(t, c.Users(ctx))
	o.Groups = all(t, c.Groups(ctx))
	o.Issuers = all(t, c.Issuers(ctx))
	o.Policies, err = c.RolePolicies(ctx, o.Roles[0].ID)
	check(err)
	o.Role, err = c.Role(ctx, o.Roles[0].ID)
	check(err)
	o.Trust, err = c.Trust(ctx, o.Trusts[0].ID)
	check(err)
	o.User, err = c.User(ctx, o.Users[0].ID)
	check(err)
	o.MyGroups, err = c.UserGroups(ctx, o.Users[0].ID)
	check(err)
	o.Sessions = map[string][]model.Session{}
	for _, user := range o.Users {
		sessions, err := c.Sessions(ctx, user.ID)
		check(err)
		for i := range sessions {
			// When it was asked and how conditions are told differs on purpose.
			sessions[i].Sent, sessions[i].Remaining, sessions[i].Met = 0, 0, model.ConditionsMet{}
		}
		o.Sessions[user.ID] = sessions
	}
	return o
}

func all[T any](t *testing.T, pages iter.Seq2[model.Page[T], error]) []T {
	t.Helper()
	items, err := collect(pages)
	if err != nil {
		t.Fatal(err)
	}
	if len(items) == 0 {
		t.Fatalf("no %T", items)
	}
	return items
}

// Whichever of the disagreeing shapes the API speaks, the client reads the
// same organisation.
func TestEveryVariantReadsTheSame(t *testing.T) {
	t.Parallel()
	c, _, _ := simulate(t, simulator.Config{Seed: 7})
	want := readOrganisation(t, c)
	if len(want.Roles) < 10 || len(want.Trusts) < 15 || len(want.Policies) == 0 {
		t.Fatalf("%d roles, %d trusts, %d policies", len(want.Roles), len(want.Trusts), len(want.Policies))
	}
	for name, variant := range map[string]simulator.Variant{
		"the OpenAPI file's": {LongSessionList: true, WrappedSession: true, WrappedTrust: true, AssumableRoles: true,
			ServiceRoleTypes: true, Met: simulator.MetTrue},
		"charset, plain dates":    {Charset: true, Dates: simulator.DatesPlain},
		"numbers as text":         {Remaining: simulator.RemainingText, Hours: simulator.HoursPadded, Met: simulator.MetNull},
		"decimals, clock hours":   {Remaining: simulator.RemainingDecimal, Hours: simulator.HoursClock},
		"PHP's empty objects":     {Empty: simulator.EmptyArray},
		"absent instead of empty": {Empty: simulator.EmptyAbsent},
		"all at once": {LongSessionList: true, WrappedSession: true, Charset: true, ServiceRoleTypes: true,
			Met: simulator.MetNull, Dates: simulator.DatesPlain, Remaining: simulator.RemainingText,
			Empty: simulator.EmptyArray, Hours: simulator.HoursClock},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, _, _ := simulate(t, simulator.Config{Seed: 7, Variant: variant})
			gotValue, wantValue := reflect.ValueOf(readOrganisation(t, c)), reflect.ValueOf(want)
			for i := range wantValue.NumField() {
				got, want := gotValue.Field(i).Interface(), wantValue.Field(i).Interface()
				if !reflect.DeepEqual(got, want) {
					t.Errorf("%s: got\n%+v\nwant\n%+v", wantValue.Type().Field(i).Name, got, want)
				}
			}
		})
	}
}

// small is an organisation in which Ada may assume one role.
func small(t testing.TB, cfg simulator.Config) (c *Client, server *simulator.Server, clk *quickClock, req model.AssumeRequest) {
	t.Helper()
	cfg.Empty = true
	c, server, clk = simulate(t, cfg)
	users, err := collect(c.Users(context.Background()))
	if err != nil || len(users) != 1 {
		t.Fatalf("users %v, error %v", users, err)
	}
	role := server.AddRole(model.Role{Name: "Database Admin", MaxSession: time.Hour})
	server.AddTrust(model.Trust{RoleID: role.ID, RoleName: role.Name, Entity: model.Entity{Kind: model.EntityUser, ID: users[0].ID}})
	return c, server, clk, model.AssumeRequest{
		UserID: users[0].ID, RoleID: role.ID, Name: "ada-1", AuthMethod: "api_key", Duration: 30 * time.Minute,
	}
}

func TestAssumeReadAndRevokeInEveryShape(t *testing.T) {
	t.Parallel()
	for _, variant := range []simulator.Variant{
		{},
		{WrappedSession: true, LongSessionList: true, Met: simulator.MetTrue, Charset: true, Dates: simulator.DatesPlain},
		{Met: simulator.MetNull, Remaining: simulator.RemainingText, Empty: simulator.EmptyAbsent},
	} {
		c, _, clk, req := small(t, simulator.Config{Variant: variant})
		ctx := context.Background()
		made, err := c.Assume(ctx, req)
		if err != nil {
			t.Fatal(err)
		}
		if made.Remaining != 30*time.Minute || made.Sent != clk.Now().Boot || made.Name != "ada-1" || made.RoleID != req.RoleID ||
			!strings.HasPrefix(made.Token.Reveal(), "ars-") || !made.Expires.Equal(testStart.Add(30*time.Minute)) {
			t.Errorf("made %+v", made)
		}
		clk.After(10 * time.Minute)
		read, err := c.Session(ctx, made.Token)
		if err != nil || read.Remaining != 20*time.Minute || read.Key() != made.Key() {
			t.Errorf("read %+v, error %v", read, err)
		}
		list, err := c.Sessions(ctx, req.UserID)
		if err != nil || len(list) != 1 || list[0].Token != made.Token {
			t.Errorf("list %+v, error %v", list, err)
		}
		for range 2 {
			if err := c.Revoke(ctx, made.Token); err != nil {
				t.Error(err)
			}
		}
		if _, err := c.Session(ctx, made.Token); !errors.Is(err, model.ErrNotFound) {
			t.Errorf("after revoking: %v", err)
		}
	}
}

// Robustness row 11, with the API's own effects.
func TestAssumeMakesOneSessionWhateverHappensToItsAnswer(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]simulator.Fault{
		"reset before the answer":         {Reset: simulator.ResetBeforeAnswer, Effect: true},
		"reset in its middle":             {Reset: simulator.ResetMidBody},
		"a gateway's 502 after the fact":  {Status: http.StatusBadGateway, Body: "<html>", ContentType: "text/html", Effect: true},
		"garbage after the fact":          {Garbage: true, Body: "{", Effect: true},
		"an empty answer after the fact":  {Garbage: true, Effect: true},
		"a 500 with JSON, after the fact": {Status: http.StatusInternalServerError, Body: `{"error":"x"}`, Effect: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, server, _, req := small(t, simulator.Config{})
			server.Next("POST /v2/assumed-roles/assume", fault)
			made, err := c.Assume(context.Background(), req)
			if err != nil {
				t.Fatal(err)
			}
			list, err := c.Sessions(context.Background(), req.UserID)
			if err != nil || len(list) != 1 || list[0].Token != made.Token || made.Token.Empty() {
				t.Errorf("made %+v, list %+v, error %v", made, list, err)
			}
			if n := posts(server); n != 1 {
				t.Errorf("%d requests to assume", n)
			}
		})
	}
	t.Run("reset without an effect", func(t *testing.T) {
		t.Parallel()
		c, server, _, req := small(t, simulator.Config{})
		server.Next("POST /v2/assumed-roles/assume", simulator.Fault{Reset: simulator.ResetBeforeAnswer})
		_, err := c.Assume(context.Background(), req)
		if fault := mustFail(t, err, model.ErrOffline); fault.Lost || posts(server) != 1 {
			t.Errorf("fault %#v after %d requests", fault, posts(server))
		}
	})
}

func posts(server *simulator.Server) (n int) {
	for _, r := range server.Requests() {
		if r.Method == http.MethodPost {
			n++
		}
	}
	return n
}

func TestRefusedByConditionsAndPermissions(t *testing.T) {
	t.Parallel()
	c, server, clk, req := small(t, simulator.Config{})
	ctx := context.Background()
	server.AddUser(model.User{Name: "Eve", Email: "eve@example.com", APIEnabled: true})
	eve := as(t, server, clk, server.Keys()["Eve"])
	_, err := collect(eve.Roles(ctx))
	if fault := mustFail(t, err, model.ErrForbidden); fault.Action != "iam.role.Read" || fault.Call != "list roles" {
		t.Errorf("fault %#v", fault)
	}
	_, err = collect(as(t, server, clk, "not-a-key").Roles(ctx))
	if fault := mustFail(t, err, model.ErrUnauthorised); fault.Message != "Invalid API token" {
		t.Errorf("fault %#v", fault)
	}
	req.Duration = 2 * time.Hour
	_, err = c.Assume(ctx, req)
	if fault := mustFail(t, err, model.ErrInvalid); fault.Field != "duration" {
		t.Errorf("fault %#v", fault)
	}
	req.Duration = time.Hour
	closed := server.AddRole(model.Role{Name: "Closed"})
	req.RoleID = closed.ID
	_, err = c.Assume(ctx, req)
	if fault := mustFail(t, err, model.ErrForbidden); fault.Message == "" || fault.Status != http.StatusForbidden {
		t.Errorf("fault %#v", fault)
	}
}

// The limit is kept on both sides: the API never has to answer 429.
func TestLongListsKeepTheLimit(t *testing.T) {
	t.Parallel()
	const n = 10_000
	c, server, clk := simulate(t, simulator.Config{Roles: n})
	ctx := context.Background()
	errs := make(chan error, 2)
	go func() { roles, err := collect(c.Roles(ctx)); errs <- wantLen(len(roles), n, err) }()
	go func() { trusts, err := collect(c.Trusts(ctx)); errs <- wantLen(len(trusts), n, err) }()
	for range 2 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	for _, r := range server.Requests() {
		if r.Status != http.StatusOK {
			t.Errorf("%s %s: %d", r.Method, r.Path, r.Status)
		}
	}
	if len(server.Requests()) != 2*n/pageSize {
		t.Errorf("%d requests", len(server.Requests()))
	}
	if took := clk.Now().Boot - time.Hour; took < time.Second {
		t.Errorf("40 requests within %v", took)
	}
}

func wantLen(got, want int, err error) error {
	if err == nil && got != want {
		err = errors.New("some of the list is missing")
	}
	return err
}

// Robustness row 16.
func TestHostileNamesAreCleaned(t *testing.T) {
	t.Parallel()
	c, server, _, _ := small(t, simulator.Config{})
	for _, name := range []string{
		"\x1b[2J", "\x1b]0;title\x07", "a\rb\nc", "\x00", "\u009b31m", "\u202eevil", "z\u200bw", "e" + strings.Repeat("\u0301", 1000),
		strings.Repeat("x", 1<<20), "🧑‍🚀",
	} {
		server.AddRole(model.Role{Name: name, Description: name})
	}
	roles, err := listRoles(c)
	if err != nil || len(roles) != 11 {
		t.Fatalf("%d roles, error %v", len(roles), err)
	}
	for _, role := range roles {
		mustBeClean(t, role.Name, role.Description)
	}
}

func TestSimulatorsRateLimitIsHonoured(t *testing.T) {
	t.Parallel()
	c, server, clk, _ := small(t, simulator.Config{})
	server.Next("GET /v2/roles", simulator.Fault{
		Status: http.StatusTooManyRequests, Body: `{"error":"slow down"}`, Header: http.Header{"Retry-After": {"2"}},
	})
	if roles, err := listRoles(c); err != nil || len(roles) != 1 {
		t.Errorf("%d roles, error %v", len(roles), err)
	}
	if waits := clk.waited(); len(waits) != 1 || waits[0] != 2*time.Second {
		t.Errorf("waits %v", waits)
	}
}

func TestAssumableOfTheSimulator(t *testing.T) {
	t.Parallel()
	for _, roles := range []bool{false, true} {
		c, _, _, req := small(t, simulator.Config{Variant: simulator.Variant{AssumableRoles: roles}})
		got, err := c.Assumable(context.Background(), req.UserID)
		if err != nil || len(got.Roles)+len(got.Trusts) != 1 || (len(got.Roles) == 1) != roles {
			t.Errorf("roles %v: %+v, error %v", roles, got, err)
		}
	}
}
