package main

import (
	"slices"
	"testing"
	"time"

	"actas/client/clock"
	"actas/client/renewal"
	"actas/model"
	"actas/ui"
	"actas/ui/cli"
)

// hostOnly is an API of which the host alone is asked.
type hostOnly struct{ ui.API }

func (hostOnly) Endpoint() string            { return "storage.example:4443" }
func (hostOnly) Skew() (time.Duration, bool) { return 0, false }

// TestTwoStoragesOnOneHostAreRenewedApart: neither waits for the other's lock, nor heeds
// its choices. Two dashboards of one profile do, and of one user.
func TestTwoStoragesOnOneHostAreRenewedApart(t *testing.T) {
	t.Parallel()
	at := model.Session{Name: "s", RoleID: "r", Expires: friday.Add(time.Hour)}
	for _, tt := range []struct {
		name       string
		one, other cli.Whose
		apart      bool
	}{
		{"two storages", cli.Whose{Profile: "a"}, cli.Whose{Profile: "b"}, true},
		{"one storage", cli.Whose{Profile: "a"}, cli.Whose{Profile: "a"}, false},
		{"a storage and a user", cli.Whose{Profile: "a"}, cli.Whose{UserID: "a"}, true},
		{"one user, whichever profile", cli.Whose{UserID: "u"}, cli.Whose{UserID: "u", Profile: "a"}, false},
		{"two users", cli.Whose{UserID: "u"}, cli.Whose{UserID: "v"}, true},
	} {
		folder := t.TempDir()
		one := past{}.renewals(hostOnly{}, clock.NewManual(friday), tt.one, folder)
		other := past{}.renewals(hostOnly{}, clock.NewManual(friday), tt.other, folder)
		first, err := one.Lock.Try()
		if err != nil || !first {
			t.Fatal(tt.name, err)
		}
		second, err := other.Lock.Try()
		if err != nil || second != tt.apart {
			t.Errorf("%s: both act: %v, %v", tt.name, second, err)
		}
		one.Lock.Release()
		other.Lock.Release()
		if err := one.Choices.Set(renewal.Choice{RoleID: "r", Session: "s", Expires: at.Expires}, true); err != nil {
			t.Fatal(err)
		}
		if err := other.Choices.Refresh(); err != nil || other.Choices.On(at, at.Expires) == tt.apart {
			t.Errorf("%s: one heeds the other's choice: %v, %v", tt.name, !tt.apart, err)
		}
	}
}

// TestTwoKeysOfAUserRenewWhatTheyKeep: each finds its own sessions in the keyring, and
// one of the two renews those that lists tell.
func TestTwoKeysOfAUserRenewWhatTheyKeep(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	var acts []bool
	for _, key := range []string{"ref-1", "ref-2", "ref-2"} {
		cfg := past{}.renewals(hostOnly{}, clock.NewManual(friday), cli.Whose{UserID: "u", Kept: key}, folder)
		for _, lock := range []*renewal.Lock{cfg.Lock, cfg.KeptLock} {
			held, err := lock.Try()
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(lock.Release)
			acts = append(acts, held)
		}
	}
	if want := []bool{true, true, false, true, false, false}; !slices.Equal(acts, want) {
		t.Errorf("held: %v, want %v", acts, want)
	}
}
