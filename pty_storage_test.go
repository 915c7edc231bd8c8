//go:build unix

package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestStorageByKeysAlone assumes a role of an object storage that is not ours with
// keys alone, renews the session, and opens a shell with it.
func TestStorageByKeysAlone(t *testing.T) {
	t.Parallel()
	d, e := storageDesk(t)
	found := filepath.Join(d.home(), "found")
	env := append(d.env, "AWS_PROFILE=outer", "AWS_SESSION_TOKEN=outer", shellScript(t, "env > '"+found+"'"))
	s := startPTY(t, ptyOptions{env: env, columns: 120, rows: 40})
	s.waitFor(0, "object storage s3", "urn:ecs:iam::s3:role/backup-writer")
	at := s.size()
	s.press("a")
	s.waitFor(at, "Assume backup-writer", "X-SDS-AUTH-TOKEN: ${ACTAS_ECS_TOKEN}")
	s.press("\x15temp\r")
	s.waitFor(at, "Assumed temp for 1h; kept in memory only.", "59:5", "revoke       not possible", "m slow")
	at = s.size()
	s.press("r")
	s.waitFor(at, "Renewed temp-", "the old one ends ")
	at = s.size()
	s.press("s")
	s.waitFor(at, "Back from the shell of temp-")
	at = s.size()
	s.press("q")
	s.waitFor(at, "q again leaves and loses 2 sessions, kept in memory only.")
	s.press("q")
	if code := s.wait(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	s.checkRestored()
	variables := map[string]string{}
	for _, line := range strings.Split(written(t, found), "\n") {
		name, value, _ := strings.Cut(line, "=")
		variables[name] = value
		if strings.Contains(value, storageToken) || strings.HasPrefix(name, "VULTR_") {
			t.Errorf("the shell finds %s", name)
		}
	}
	for name, want := range map[string]string{
		"AWS_ACCESS_KEY_ID": "ASIACANARY2", "AWS_SECRET_ACCESS_KEY": "CANARYSECRET2", "AWS_SESSION_TOKEN": "CANARYSESSION2",
	} {
		if variables[name] != want {
			t.Errorf("%s is not as it should be", name)
		}
	}
	if !strings.HasPrefix(variables["ACTAS_SESSION"], "temp-") || variables["AWS_CREDENTIAL_EXPIRATION"] == "" {
		t.Errorf("the session is called %q and ends %q", variables["ACTAS_SESSION"], variables["AWS_CREDENTIAL_EXPIRATION"])
	}
	if len(e.asked) != 2 || len(e.foreign) != 0 || len(d.server.Requests()) != 0 {
		t.Errorf("asked for %q and %q, and Vultr for %d things", e.asked, e.foreign, len(d.server.Requests()))
	}
	if strings.Contains(ansi.Strip(string(s.raw())), "CANARY") {
		t.Error("a secret was shown")
	}
}
