package client

import (
	"bytes"
	"context"
	"iter"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"actas/client/cache"
	"actas/model"
)

// ids reads a list to its end, or to its first error.
func ids[T any](list iter.Seq2[model.Page[T], error], id func(T) string) string {
	var all []string
	for page, err := range list {
		if err != nil {
			return strings.Join(append(all, "error"), " ")
		}
		for _, item := range page.Items {
			all = append(all, id(item))
		}
	}
	return strings.Join(all, " ")
}

func roleIDs(list iter.Seq2[model.Page[model.Role], error]) string {
	return ids(list, func(r model.Role) string { return r.ID })
}

func trustIDs(list iter.Seq2[model.Page[model.Trust], error]) string {
	return ids(list, func(t model.Trust) string { return t.ID })
}

// keeping is a client with a cache in a folder.
func keeping(t *testing.T, folder string, replies ...reply) *Client {
	server := httptest.NewServer(&fakeAPI{replies: replies})
	t.Cleanup(server.Close)
	return newTestClient(t, Config{BaseURL: server.URL, Clock: newQuickClock(), Cache: cache.In(folder, "api", "ref")})
}

var trustPage = reply{body: `{"role_trusts":[{"id":"t1","role_id":"a"}]}`}

func TestTheNextRunRemembersBothLists(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	first := keeping(t, folder, rolePage("next", "a", "b"), rolePage("", "c"), trustPage)
	if _, ok := first.Remembered(); ok {
		t.Error("it remembers what nobody read")
	}
	roleIDs(first.Roles(context.Background()))
	if _, ok := first.Remembered(); ok {
		t.Error("roles without trusts would all look closed")
	}
	trustIDs(first.Trusts(context.Background()))
	got, ok := keeping(t, folder).Remembered()
	if !ok || !got.Read.Equal(testStart) {
		t.Fatalf("remembered %v of %v", ok, got.Read)
	}
	if roles, trusts := roleIDs(got.Roles), trustIDs(got.Trusts); roles != "a b c" || trusts != "t1" {
		t.Errorf("roles %q, trusts %q", roles, trusts)
	}
}

func TestAListThatFailsLeavesWhatIsRemembered(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	first := keeping(t, folder, rolePage("", "a"), trustPage)
	roleIDs(first.Roles(context.Background()))
	trustIDs(first.Trusts(context.Background()))
	second := keeping(t, folder, rolePage("next", "x"), reply{status: 403, body: `{"error":"no"}`}, rolePage("next", "y"))
	if got := roleIDs(second.Roles(context.Background())); got != "x error" {
		t.Fatalf("got %q", got)
	}
	for range second.Roles(context.Background()) {
		break // somebody leaves
	}
	got, _ := second.Remembered()
	if roles := roleIDs(got.Roles); roles != "a" {
		t.Errorf("roles %q", roles)
	}
}

func TestNamesAloneAreNotKept(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	c := keeping(t, folder, rolePage("", "a"), trustPage)
	roleIDs(c.RoleNames(context.Background()))
	trustIDs(c.Trusts(context.Background()))
	if _, ok := c.Remembered(); ok {
		t.Error("they are kept")
	}
}

// TestWhatIsRememberedIsWholeOrNotThere: roles whose trusts are missing in part would
// look closed.
func TestWhatIsRememberedIsWholeOrNotThere(t *testing.T) {
	t.Parallel()
	for _, list := range []string{keptRoles, keptTrusts} {
		folder := t.TempDir()
		c := keeping(t, folder, rolePage("next", "a", "b"), rolePage("", "c"), trustPage)
		roleIDs(c.Roles(context.Background()))
		trustIDs(c.Trusts(context.Background()))
		paths, _ := filepath.Glob(filepath.Join(folder, "*", list))
		text, err := os.ReadFile(paths[0])
		if err != nil {
			t.Fatal(err)
		}
		for name, damaged := range map[string][]byte{
			"cut":      text[:len(text)-40],
			"one byte": bytes.Replace(text, []byte(`"id":"`), []byte(`"id":"x`), 1),
		} {
			damage(t, folder, list, damaged)
			if _, ok := c.Remembered(); ok {
				t.Errorf("%s of %s: it is shown", name, list)
			}
		}
	}
}

// TestAPageThatIsNotUnderstoodIsAnError: no list counts up to it.
func TestAPageThatIsNotUnderstoodIsAnError(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	c := keeping(t, folder, rolePage("", "a"), trustPage)
	roleIDs(c.Roles(context.Background()))
	trustIDs(c.Trusts(context.Background()))
	d := cache.In(folder, "api", "ref").Begin(keptTrusts, testStart)
	d.Add([]byte(trustPage.body))
	d.Add([]byte("{}"))
	d.Keep()
	got, _ := c.Remembered()
	if trusts := trustIDs(got.Trusts); trusts != "t1 error" {
		t.Errorf("trusts %q", trusts)
	}
}
