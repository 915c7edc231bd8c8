package model

import (
	"testing"
	"time"
)

// madeOf is the activity that made a session of Ada's on r1.
func madeOf(kind ActivityKind, session, replaces string, change func(*Activity)) Activity {
	a := Activity{Kind: kind, Endpoint: "api", Session: session, Replaces: replaces, RoleID: "r1", UserID: "ada", ContextIP: "192.0.2.1"}
	if change != nil {
		change(&a)
	}
	return a
}

func liveOf(name, id string) LiveSession {
	var r Roster
	r.MergeUser("ada", []Session{{ID: id, Name: name, RoleID: "r1", Remaining: time.Hour, Token: NewSecret("ars-" + name + id)}}, 0)
	return r.List()[0]
}

func TestContextIP(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		done []Activity
		want string
	}{
		{"nothing was done", nil, ""},
		{"assumed from here", []Activity{madeOf(ActivityAssume, "deploy", "", nil)}, "192.0.2.1"},
		{"renewed from here", []Activity{madeOf(ActivityRenew, "deploy", "old", nil)}, "192.0.2.1"},
		{"the newest counts", []Activity{
			madeOf(ActivityAssume, "deploy", "", nil), madeOf(ActivityAssume, "deploy", "", func(a *Activity) { a.ContextIP = "192.0.2.9" }),
		}, "192.0.2.9"},
		{"asked for with none", []Activity{
			madeOf(ActivityAssume, "deploy", "", nil), madeOf(ActivityAssume, "deploy", "", func(a *Activity) { a.ContextIP = "" }),
		}, ""},
		{"another role's of that name", []Activity{madeOf(ActivityAssume, "deploy", "", func(a *Activity) { a.RoleID = "r2" })}, ""},
		{"another user's of that name", []Activity{madeOf(ActivityAssume, "deploy", "", func(a *Activity) { a.UserID = "bob" })}, ""},
		{"another API's of that name", []Activity{madeOf(ActivityAssume, "deploy", "", func(a *Activity) { a.Endpoint = "other" })}, ""},
		{"another id", []Activity{madeOf(ActivityAssume, "deploy", "", func(a *Activity) { a.SessionID = "s2" })}, ""},
		{"the same id", []Activity{madeOf(ActivityAssume, "named otherwise", "", func(a *Activity) { a.SessionID = "s1" })}, "192.0.2.1"},
		{"a later try under the name failed", []Activity{
			madeOf(ActivityAssume, "deploy", "", nil), madeOf(ActivityAssume, "deploy", "", func(a *Activity) { a.ContextIP, a.Problem = "192.0.2.9", "refused" }),
		}, "192.0.2.1"},
		{"its answer was lost", []Activity{madeOf(ActivityAssume, "deploy", "", func(a *Activity) { a.Problem = "no answer" })}, "192.0.2.1"},
		{"a revoke says nothing of it", []Activity{
			madeOf(ActivityAssume, "deploy", "", nil), madeOf(ActivityRevoke, "deploy", "", func(a *Activity) { a.ContextIP = "" }),
		}, "192.0.2.1"},
	} {
		if got := ContextIP(c.done, liveOf("deploy", "s1"), "api"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSuccessor(t *testing.T) {
	t.Parallel()
	old, second, third := liveOf("a", "s1"), liveOf("b", "s2"), liveOf("c", "s3")
	once := []Activity{madeOf(ActivityRenew, "b", "a", nil)}
	failing := madeOf(ActivityRenew, "b", "a", func(a *Activity) { a.Problem = "assume role: no trust (403)" })
	for _, c := range []struct {
		name string
		done []Activity
		live []LiveSession
		want string
	}{
		{"never renewed", nil, []LiveSession{old, second}, ""},
		{"renewed", once, []LiveSession{old, second}, "b"},
		{"its successor has ended", once, []LiveSession{old}, ""},
		{"renewed twice", append(once[:1:1], madeOf(ActivityRenew, "c", "b", nil)), []LiveSession{old, third}, "c"},
		{"not renewed", []Activity{failing}, []LiveSession{old}, ""},
		{"not renewed at first", append([]Activity{failing}, once...), []LiveSession{old, second}, "b"},
		{"renewed, and the revoke failed", []Activity{failing}, []LiveSession{old, second}, "b"},
		{"another role's", []Activity{madeOf(ActivityRenew, "b", "a", func(a *Activity) { a.RoleID = "r2" })}, []LiveSession{old, second}, ""},
		{"another user's", []Activity{madeOf(ActivityRenew, "b", "a", func(a *Activity) { a.UserID = "bob" })}, []LiveSession{old, second}, ""},
	} {
		by, ok := Successor(c.done, old, "api", c.live)
		if by.Name != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, want %q", c.name, by.Name, c.want)
		}
	}
}
