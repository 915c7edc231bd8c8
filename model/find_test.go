package model

import (
	"slices"
	"testing"
)

func TestFind(t *testing.T) {
	t.Parallel()
	roles := []Role{
		{ID: "7f3c-1", Name: "Log Reader"},
		{ID: "7f3c-2", Name: "Log Writer"},
		{ID: "log", Name: "Auditor"},
		{ID: "9c04-1", Name: "audit"},
		{ID: "9c04-2", Name: "Deploy"},
		{ID: "a1", Name: "deploy"},
		{ID: "a2", Name: "Edge"},
		{ID: "a3", Name: "Edge"},
		{ID: "a4", Name: "Übung"},
		{Name: "Nameless Id"},
	}
	for _, tt := range []struct {
		name, wanted string
		want         []string // ids
	}{
		{"an id comes before a name's beginning", "log", []string{"log"}},
		{"a whole name comes before a longer one", "audit", []string{"9c04-1"}},
		{"a whole name in its own case comes first", "deploy", []string{"a1"}},
		{"a whole name in another case", "LOG READER", []string{"7f3c-1"}},
		{"two names that differ in case alone", "DEPLOY", []string{"9c04-2", "a1"}},
		{"the beginning of one name", "log r", []string{"7f3c-1"}},
		{"the beginning of two names", "Log ", []string{"7f3c-1", "7f3c-2"}},
		{"two of one name", "Edge", []string{"a2", "a3"}},
		{"letters beyond ASCII", "übu", []string{"a4"}},
		{"the beginning of one id", "9c04-2", []string{"9c04-2"}},
		{"the beginning of two ids", "7f3c", []string{"7f3c-1", "7f3c-2"}},
		{"a thing without an id", "nameless", []string{""}},
		{"the middle of a name", "Reader", nil},
		{"nothing", "payments", nil},
		{"no text", "", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, r := range Find(roles, tt.wanted, Role.Label) {
				got = append(got, r.ID)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("%q finds %q, want %q", tt.wanted, got, tt.want)
			}
		})
	}
}

func TestWhatAThingIsCalled(t *testing.T) {
	t.Parallel()
	if got := (User{ID: "u", Email: "ada@example.com"}).Label(); got != (Label{"u", "ada@example.com"}) {
		t.Errorf("a user without a name: %+v", got)
	}
	if got := (LiveSession{Session: Session{ID: "s", Name: "ada-deploy"}}).Label(); got != (Label{"s", "ada-deploy"}) {
		t.Errorf("a session: %+v", got)
	}
}
