package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/muesli/termenv"

	"actas/client"
	"actas/client/storage"
	"actas/model"
	"actas/theme"
	"actas/ui"
)

// The dashboard of an object storage, that of the simulated API.

// storageRoles are what a profile names.
var storageRoles = []string{"urn:ecs:iam::s3:role/s3assumeRole", "urn:ecs:iam::s3:role/backup-writer", "urn:ecs:iam::s3:role/archive-reader"}

// useStorage puts the simulated object storage in the place of Vultr's API.
func (s *stage) useStorage(d *ui.Deps, roles []string, kept storage.Kept) {
	s.tb.Helper()
	api, err := storage.New(client.Config{
		BaseURL: s.server.URL(), Key: model.NewSecret(s.server.ECSToken()), Clock: countedClock{s.clock, s, &s.pauses, &s.deadlines},
		Rand: func() float64 { return 0 }, UserAgent: "actas/test",
	}, roles, kept)
	if err != nil {
		s.tb.Fatal(err)
	}
	d.API, d.Storage, d.Demo, d.Profile = api, true, false, "storage"
	next := 0x9c03
	d.Suffix = func() string {
		next++
		return fmt.Sprintf("%04x", next)
	}
	d.Renewals = func(_ ui.API, userID string) ui.Renewals {
		return s.engineOn(api, countedClock{s.clock, s, &s.engineWaits, &[]time.Duration{}}, userID, "")
	}
}

// inStorage is a scenario in the object storage.
func inStorage() scenario { return scenario{storage: storageRoles} }

// narrowedSession assumes a role with policies.
func narrowedSession(s *stage) {
	s.settle()
	s.press("2")
	on("backup-writer")(s)
	s.press("a", "tab", "tab")
	s.paste("urn:ecs:iam:::policy/ECSS3ReadOnlyAccess")
	s.press("tab")
	s.paste("{\n  \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}]\n}\n")
	s.press("enter")
}

func storagePictures() []picture {
	named := func(name string, act func(*stage)) picture {
		return picture{name: name, scenario: inStorage(), act: act}
	}
	empty, light := inStorage(), inStorage()
	empty.storage = []string{}
	light.deps = painted(theme.Options{Profile: termenv.TrueColor})
	return []picture{
		named("storage-roles", nil),
		named("storage-role", then(narrowedSession, keys("2"), opened)),
		{name: "storage-no-roles", scenario: empty},
		named("storage-no-sessions", keys("1")),
		named("storage-sessions", then(narrowedSession, keys("r"))),
		named("storage-session", then(narrowedSession, opened)),
		{name: "storage-session-colours", scenario: light, act: then(narrowedSession, opened), sizes: sizes[:1]},
		named("storage-revoke", then(narrowedSession, keys("x"))),
		named("storage-trusts", keys("3", "n")),
		named("storage-form", then(keys("a"))),
		{name: "storage-help", scenario: inStorage(), act: keys("?"), sizes: sizes[:1]},
	}
}

// TestStorageSessionIsRenewedAndEnds: a session counts down to its end, and a
// renewal makes another one with the same policies and lets the old one last.
func TestStorageSessionIsRenewedAndEnds(t *testing.T) {
	t.Parallel()
	sc := inStorage()
	sc.cols, sc.rows = 120, 40
	s := raise(t, sc)
	narrowedSession(s)
	s.see("1 Sessions 1", "Assumed backup-writer as backup-writer-9c04 for 1h, policies 6% packed.", "59:59  active")
	s.pass(49 * time.Minute)
	s.see("10:59  active")
	s.press("r")
	s.see("1 Sessions 2", "Renewed backup-writer-9c05 until 15:52 UTC; the old one ends 15:03.", "10:59  active", "59:59  active")
	s.press("A")
	s.see("Auto-renew on for backup-writer-9c05, while an actas of yours runs.")
	s.pass(11 * time.Minute)
	s.see("expired", "48:59  active")
	asked := s.requests("POST", "/sts")
	s.pass(37 * time.Minute)
	s.see("Auto-renewed backup-writer-0001 until ", "the old one ends 15:52.")
	if now := s.requests("POST", "/sts"); now != asked+1 {
		t.Errorf("%d requests for a renewal", now-asked)
	}
	for _, r := range s.server.Requests() {
		if strings.HasPrefix(r.Path, "/v2") {
			t.Errorf("Vultr's API was asked for %s", r.Path)
		}
	}
	s.press("m", "W")
	s.lacks("who you are", "Say who you are")
}

// TestStorageRefusalStandsAtItsField: the words of the object storage, and the
// input kept; an unknown role can be named by its ARN.
func TestStorageRefusalStandsAtItsField(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{storage: []string{}})
	s.press("2", "a")
	s.paste("urn:ecs:iam::s3:role/none")
	s.press("enter")
	s.see("Not assumed.", "The role urn:ecs:iam::s3:role/none does not exist (404).", "▌ role           none")
	s.paste(storageRoles[1])
	s.press("tab", "tab")
	s.write("2h")
	s.press("enter")
	s.see("DurationSeconds must be from 900 to 3600", "▌ duration")
	s.press("esc")
	s.see("Leave the form?")
	s.press("n", "left", "enter")
	s.see("Assumed backup-writer as backup-writer-9c04 for")
}
