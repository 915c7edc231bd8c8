package renewal_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"actas/client"
	"actas/client/clock"
	"actas/client/renewal"
	"actas/client/simulator"
	"actas/model"
)

// start is a Friday.
var start = time.Date(2026, time.November, 20, 14, 3, 0, 0, time.UTC)

const callDeadline = 30 * time.Second

// hasty is a clock on which waits within calls are over at once and have taken
// their time nonetheless, so that only the engine itself waits for the test to
// move its clock. Deadlines of whole calls do not fire.
type hasty struct{ *clock.Manual }

func (h hasty) After(d time.Duration) <-chan time.Time {
	if d == callDeadline {
		return make(chan time.Time)
	}
	if d > 0 {
		h.Advance(d)
	}
	return h.Manual.After(0)
}

// serverClock is the API's clock: it runs with the boot clock, whatever is done
// to the wall clock here.
type serverClock struct{ hasty }

func (s serverClock) Now() model.Moment {
	boot := s.Manual.Now().Boot
	return model.Moment{Wall: start.Add(boot), Boot: boot}
}

// rig is a simulated API with one user, a role, and a client of it.
type rig struct {
	t      testing.TB
	server *simulator.Server
	clock  *clock.Manual
	api    *client.Client
	user   model.User
	role   model.Role
	trust  model.Trust
	folder string
	// suffixes counts the session names that were made.
	suffixes atomic.Int64
	// used is set while another process acts with every token.
	used atomic.Bool

	mu       sync.Mutex
	recorded []model.RenewalResult
	// ended are the revokes that went to the ledger, as in "ada-0000 by hang-up:
	// <nil>"; full is why it takes nothing.
	ended []string
	full  error
}

func newRig(t testing.TB) *rig {
	t.Helper()
	m := clock.NewManual(start)
	server, err := simulator.Start(simulator.Config{Clock: serverClock{hasty{m}}, Empty: true, Limit: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	r := &rig{t: t, server: server, clock: m, folder: t.TempDir()}
	r.api, err = client.New(client.Config{
		BaseURL: server.URL(), Key: model.NewSecret(server.Key()), Clock: hasty{m}, Rand: func() float64 { return 0 },
	})
	if err != nil {
		t.Fatal(err)
	}
	users, err := first(r.api.Users(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	r.user = users[0]
	r.role = server.AddRole(model.Role{Name: "Database Admin"})
	r.trust = server.AddTrust(model.Trust{RoleID: r.role.ID, Entity: model.Entity{Kind: model.EntityUser, ID: r.user.ID}})
	return r
}

// first is the first page of a list.
func first[T any](pages func(func(model.Page[T], error) bool)) ([]T, error) {
	for page, err := range pages {
		return page.Items, err
	}
	return nil, errors.New("no page")
}

// config is a configuration for renewals without jitter, on a clock whose waits
// are over at once.
func (r *rig) config() renewal.Config {
	return renewal.Config{
		API: r.api, Clock: hasty{r.clock}, UserID: r.user.ID, Rand: func() float64 { return 0 },
		Suffix:  func() string { return fmt.Sprintf("%04x", r.suffixes.Add(1)) },
		Choices: renewal.NewChoices(r.folder, "api", r.user.ID),
		Lock:    renewal.NewLock(r.folder, "api", r.user.ID, 4242, "bastion:pts/3"),
		InUse:   func(model.Secret) bool { return r.used.Load() },
		Record: func(result model.RenewalResult) error {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.recorded = append(r.recorded, result)
			return r.full
		},
		Revoked: func(s model.Session, by string, err error) error {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.ended = append(r.ended, fmt.Sprintf("%s by %s: %v", s.Name, by, err))
			return r.full
		},
	}
}

// records are the renewals that went to the ledger.
func (r *rig) records() []model.RenewalResult {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.recorded)
}

// mustNote checks which revokes went to the ledger.
func (r *rig) mustNote(want ...string) {
	r.t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	slices.Sort(r.ended)
	if !slices.Equal(r.ended, want) {
		r.t.Errorf("noted %q, want %q", r.ended, want)
	}
}

// assume begins a session on the role.
func (r *rig) assume(name string, duration time.Duration) model.Session {
	r.t.Helper()
	s, err := r.api.Assume(r.t.Context(), model.AssumeRequest{
		RoleID: r.role.ID, UserID: r.user.ID, Name: name, AuthMethod: "api_key", Duration: duration,
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return s
}

// renewalOf asks to renew a session under a name that ends in 0001.
func (r *rig) renewalOf(s model.Session) model.Renewal {
	return model.NewRenewal(live(s), r.role, "", "0001")
}

func live(s model.Session) model.LiveSession {
	return model.LiveSession{
		Session: s, Countdown: model.Countdown{}.Anchor(s.Sent, s.Remaining), Total: max(s.Life(), s.Remaining),
	}
}

// watch is what the dashboard would tell the engine of these sessions.
func (r *rig) watch(sessions ...model.Session) model.Watch {
	w := model.Watch{Caller: model.Caller{UserID: r.user.ID, GroupsKnown: true}}
	for _, s := range sessions {
		w.Sessions = append(w.Sessions, model.WatchedSession{
			LiveSession: live(s), Role: r.role, Trusts: []model.Trust{r.trust}, TrustsKnown: true,
		})
	}
	return w
}

// alive are the names of the sessions that live on the server, sorted.
func (r *rig) alive() []string {
	r.t.Helper()
	r.server.Heal()
	r.api.Resume()
	sessions, err := r.api.Sessions(context.Background(), r.user.ID)
	if err != nil {
		r.t.Fatal(err)
	}
	names := []string{}
	for _, s := range sessions {
		names = append(names, s.Name)
	}
	slices.Sort(names)
	return names
}

func (r *rig) mustLive(want ...string) {
	r.t.Helper()
	slices.Sort(want)
	if got := r.alive(); !slices.Equal(got, want) {
		r.t.Errorf("alive on the server: %q, want %q", got, want)
	}
}

// calls are the requests about sessions so far, as "POST assume", "GET session",
// "GET list" and "DELETE session".
func (r *rig) calls() []string {
	var calls []string
	for _, q := range r.server.Requests() {
		rest, found := strings.CutPrefix(q.Path, "/v2/assumed-roles/")
		switch {
		case !found:
		case strings.HasPrefix(rest, "users/"):
			calls = append(calls, q.Method+" list")
		case strings.HasPrefix(rest, "ars-"):
			calls = append(calls, q.Method+" session")
		default:
			calls = append(calls, q.Method+" "+rest)
		}
	}
	return calls
}

// since are the calls after the first n.
func (r *rig) mustCall(since int, want ...string) {
	r.t.Helper()
	if got := r.calls()[since:]; !slices.Equal(got, want) {
		r.t.Errorf("calls %q, want %q", got, want)
	}
}

const (
	postAssume = "POST /v2/assumed-roles/assume"
	getSession = "GET /v2/assumed-roles/ars-"
	getList    = "GET /v2/assumed-roles/users/"
	revoke     = "DELETE /v2/assumed-roles/"
)
