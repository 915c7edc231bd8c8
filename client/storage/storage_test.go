package storage_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"actas/client"
	"actas/client/clock"
	"actas/client/renewal"
	"actas/client/simulator"
	"actas/client/storage"
	"actas/model"
)

// role is one of the simulated object storage.
const role = "urn:ecs:iam::s3:role/backup-writer"

var start = time.Date(2026, time.November, 20, 14, 3, 0, 0, time.UTC)

// asked are the sessions that an object storage was asked for: name, seconds and
// policy of each.
func asked(there *simulator.Server) []string {
	var all []string
	for _, r := range there.Requests() {
		q, _ := url.ParseQuery(r.Query)
		all = append(all, q.Get("RoleSessionName")+" "+q.Get("DurationSeconds")+" "+q.Get("InlineSessionPolicy"))
	}
	return all
}

// keeper tells what was kept.
type keeper struct {
	mu   sync.Mutex
	kept []model.Session
	err  error
}

func (k *keeper) Sessions(string) ([]model.Session, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.kept, k.err
}

// newStorage is an API of the simulated object storage, on a clock that stands.
func newStorage(t *testing.T, kept storage.Kept) (*storage.API, *simulator.Server, *clock.Manual) {
	t.Helper()
	clk := clock.NewManual(start)
	there, err := simulator.Start(simulator.Config{Clock: clk, Empty: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = there.Close() })
	api, err := storage.New(client.Config{BaseURL: there.URL(), Key: model.NewSecret(there.ECSToken()), Clock: clk}, []string{role}, kept)
	if err != nil {
		t.Fatal(err)
	}
	return api, there, clk
}

func request(name string) model.AssumeRequest {
	return model.AssumeRequest{Dialect: model.DialectECS, RoleID: role, Name: name, Duration: 15 * time.Minute, InlinePolicy: ` { "Statement" : [{}] }`}
}

func TestRolesAreThoseThatWereNamed(t *testing.T) {
	t.Parallel()
	api, _, _ := newStorage(t, nil)
	want := model.Role{ID: role, Name: "backup-writer", Type: model.RoleAssumable}
	for page, err := range api.Roles(t.Context()) {
		if err != nil || len(page.Items) != 1 || fmt.Sprint(page.Items[0]) != fmt.Sprint(want) {
			t.Errorf("%+v, %v", page, err)
		}
	}
	other := "urn:ecs:iam::s3:role/other"
	if got, err := api.Role(t.Context(), other); err != nil || got.ID != other || got.Name != "other" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := api.Role(t.Context(), "other"); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("%v", err)
	}
}

// TestASessionIsKeptAndCountsDown until it ends.
func TestASessionIsKeptAndCountsDown(t *testing.T) {
	t.Parallel()
	for name, kept := range map[string]*keeper{"nothing keeps": nil, "something keeps": {}, "it cannot be read": {err: errors.New("no keyring")}} {
		var by storage.Kept
		if kept != nil {
			by = kept
		}
		api, there, clk := newStorage(t, by)
		made, err := api.Assume(t.Context(), request("temp"))
		if err != nil || made.Remaining != 15*time.Minute-time.Second {
			t.Fatalf("%s: %+v, %v", name, made, err)
		}
		if got := asked(there); len(got) != 1 || got[0] != `temp 900 {"Statement":[{}]}` {
			t.Errorf("asked for %q", got)
		}
		clk.Advance(5 * time.Minute)
		got, err := api.Session(t.Context(), made.Token)
		if err != nil || got.Remaining != 10*time.Minute-time.Second || got.Sent != clk.Now().Boot || got.AWS != made.AWS {
			t.Errorf("%s: %v left, %v", name, got.Remaining, err)
		}
		if all, err := api.Sessions(t.Context(), "anybody"); (err != nil) != (kept != nil && kept.err != nil) || len(all) != 1 || all[0].Key() != made.Key() {
			t.Errorf("%s: %d sessions, %v", name, len(all), err)
		}
		err = api.Revoke(t.Context(), made.Token)
		if !errors.Is(err, model.ErrUnsupported) || !strings.Contains(err.Error(), "cannot revoke a session; it ends by itself on 2026-11-20 at 14:18 UTC") {
			t.Errorf("%s: %v", name, err)
		}
		clk.Advance(10 * time.Minute)
		if kept == nil {
			if _, err := api.Session(t.Context(), made.Token); !errors.Is(err, model.ErrNotFound) {
				t.Errorf("%s: it has ended, %v", name, err)
			}
		}
		printed := fmt.Sprintf("%v %+v %#v %v", api, api, api, made)
		for _, secret := range []string{there.ECSToken(), made.Token.Reveal(), made.AWS.Secret.Reveal()} {
			if secret == "" || strings.Contains(printed, secret) {
				t.Errorf("%s: %q is in %s", name, secret, printed)
			}
		}
	}
}

// TestSessionsOfAnEarlierRun are those that were kept.
func TestSessionsOfAnEarlierRun(t *testing.T) {
	t.Parallel()
	kept := &keeper{}
	api, _, _ := newStorage(t, kept)
	made, err := api.Assume(t.Context(), request("temp"))
	if err != nil {
		t.Fatal(err)
	}
	earlier := model.Session{Token: model.NewSecret("CANARYEARLIER"), Name: "earlier", Remaining: time.Minute, Kept: model.KeptInKeyring}
	again := made
	again.Kept = model.KeptInKeyring
	kept.kept = []model.Session{earlier, again}
	if all, err := api.Sessions(t.Context(), ""); err != nil || len(all) != 2 || all[1].Kept != model.KeptInKeyring {
		t.Errorf("%+v, %v", all, err)
	}
	if got, err := api.Session(t.Context(), earlier.Token); err != nil || got.Name != "earlier" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	t.Parallel()
	api, _, _ := newStorage(t, &keeper{err: errors.New("the keyring is locked")})
	for _, err := range []error{second(api.Sessions(t.Context(), "")), second(api.Session(t.Context(), model.NewSecret("x")))} {
		if !errors.Is(err, model.ErrUnavailable) || !strings.Contains(err.Error(), "the keyring is locked") {
			t.Errorf("%v", err)
		}
	}
}

// TestTheFaultComesWithThoseThatCouldBeRead: what this run made does not hide it.
func TestTheFaultComesWithThoseThatCouldBeRead(t *testing.T) {
	t.Parallel()
	api, _, _ := newStorage(t, &keeper{err: errors.New("the keyring is locked"), kept: []model.Session{{Token: model.NewSecret("CANARYEARLIER"), Name: "earlier"}}})
	if _, err := api.Assume(t.Context(), request("temp")); err != nil {
		t.Fatal(err)
	}
	if all, err := api.Sessions(t.Context(), ""); !errors.Is(err, model.ErrUnavailable) || len(all) != 2 {
		t.Errorf("%d sessions, %v", len(all), err)
	}
}

func second[T any](_ T, err error) error { return err }

// TestWhatThereIsNot is empty, or fails for what would change it.
func TestWhatThereIsNot(t *testing.T) {
	t.Parallel()
	api, there, _ := newStorage(t, nil)
	for name, err := range map[string]error{
		"create":  second(api.CreateTrust(t.Context(), model.Trust{})),
		"update":  second(api.UpdateTrust(t.Context(), model.Trust{}, model.Trust{})),
		"delete":  api.DeleteTrust(t.Context(), "x"),
		"restore": second(api.RestoreTrust(t.Context(), "x")),
		"native":  second(api.Assume(t.Context(), model.AssumeRequest{RoleID: role, Name: "temp"})),
	} {
		if !errors.Is(err, model.ErrUnsupported) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for page, err := range api.Trusts(t.Context()) {
		if err != nil || len(page.Items) != 0 {
			t.Errorf("%+v, %v", page, err)
		}
	}
	if account, err := api.Account(t.Context()); err != nil || account != (model.Account{}) {
		t.Errorf("%+v, %v", account, err)
	}
	if got := asked(there); len(got) != 0 {
		t.Errorf("asked %q", got)
	}
}

// TestARenewalLeavesTheOldSessionToItsEnd: it is asked for with the same length and
// policy, and what cannot be revoked is no failure.
func TestARenewalLeavesTheOldSessionToItsEnd(t *testing.T) {
	t.Parallel()
	api, there, clk := newStorage(t, nil)
	old, err := api.Assume(t.Context(), request("temp-0000"))
	if err != nil {
		t.Fatal(err)
	}
	clk.Advance(5 * time.Minute)
	all, err := api.Sessions(t.Context(), "")
	if err != nil || len(all) != 1 {
		t.Fatal(err)
	}
	var roster model.Roster
	roster.Put(all[0])
	r := model.NewRenewal(roster.List()[0], model.Role{ID: role}, "", "0001")
	result := renewal.Renew(context.Background(), renewal.Config{API: api, Clock: clk}, r)
	if !result.Done() || !result.OldKept || result.Deferred || result.New.AWS == old.AWS || result.New.Name != "temp-0001" {
		t.Errorf("%+v", result)
	}
	if got := asked(there); len(got) != 2 || got[1] != `temp-0001 900 {"Statement":[{}]}` {
		t.Errorf("asked %q", got)
	}
	if all, _ := api.Sessions(t.Context(), ""); len(all) != 2 {
		t.Errorf("%d sessions are kept", len(all))
	}
}
