package model

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

func TestRoleTypeAssignable(t *testing.T) {
	t.Parallel()
	for kind, want := range map[RoleType]bool{
		RoleAssignable: true, "user": true, RoleAssumable: false, "service": false, "": false, "new": false,
	} {
		if kind.Assignable() != want {
			t.Errorf("role type %q: assignable %v", kind, !want)
		}
	}
}

func TestSessionKey(t *testing.T) {
	t.Parallel()
	withID := Session{ID: "id", Token: NewSecret("ars-1")}
	one, two := Session{Token: NewSecret("ars-1")}, Session{Token: NewSecret("ars-2")}
	if withID.Key() != "id" || one.Key() == two.Key() || one.Key() == "token:ars-1" {
		t.Errorf("keys %q, %q, %q", withID.Key(), one.Key(), two.Key())
	}
}

func TestSessionLife(t *testing.T) {
	t.Parallel()
	start := at(t, "2026-11-23T14:00:00Z")
	for _, scenario := range []struct {
		name             string
		assumed, expires time.Time
		want             time.Duration
	}{
		{"an hour", start, start.Add(time.Hour), time.Hour},
		{"no start", time.Time{}, start, 0},
		{"no end", start, time.Time{}, 0},
		{"ends before it starts", start, start.Add(-time.Hour), 0},
	} {
		if got := (Session{Assumed: scenario.assumed, Expires: scenario.expires}).Life(); got != scenario.want {
			t.Errorf("%s: %v", scenario.name, got)
		}
	}
}

func TestUserDisplayName(t *testing.T) {
	t.Parallel()
	for want, user := range map[string]User{
		"Ada": {ID: "1", Name: "Ada", Email: "a@b"}, "a@b": {ID: "1", Email: "a@b"}, "1": {ID: "1"},
	} {
		if got := user.DisplayName(); got != want {
			t.Errorf("display name %q, want %q", got, want)
		}
	}
}

func TestAPIError(t *testing.T) {
	t.Parallel()
	refused := &APIError{Kind: ErrForbidden, Status: 403, Call: "assume role", Message: "No trust"}
	if got := refused.Error(); got != "assume role: No trust (403)" {
		t.Errorf("error text %q", got)
	}
	offline := &APIError{Kind: ErrOffline, Call: "list roles"}
	if got := offline.Error(); got != "list roles: no answer" {
		t.Errorf("error text %q", got)
	}
	if wrapped := fmt.Errorf("load: %w", refused); !errors.Is(wrapped, ErrForbidden) || errors.Is(wrapped, ErrNotFound) {
		t.Error("the kind is not found by errors.Is")
	}
}
