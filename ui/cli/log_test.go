package cli

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"actas/model"
	"actas/ui"
)

// keptLedger is a ledger of a test; it counts no lines.
type keptLedger struct {
	entries []model.Activity
	err     error
}

func (k *keptLedger) Add(a model.Activity) error {
	k.entries = append(k.entries, a)
	return k.err
}
func (k *keptLedger) Entries() ([]model.Activity, error) { return k.entries, k.err }

// cutLedger has lines that cannot be read.
type cutLedger struct {
	keptLedger
	unread int
}

func (c *cutLedger) Read() ([]model.Activity, int, error) { return c.entries, c.unread, c.err }

func threeEntries() []model.Activity {
	at := time.Date(2026, 11, 20, 14, 3, 8, 0, time.UTC)
	return []model.Activity{
		{At: at.Add(-48 * time.Hour), Kind: model.ActivityAssume, By: "dashboard", From: "bastion:pts/3", Session: "ada-deploy-7f3c", Role: "Déploiement", Duration: time.Hour},
		{At: at.Add(-time.Hour), Kind: model.ActivityRenew, By: "auto-renew", From: "bastion:pts/3", Session: "ada-deploy-9c04", Replaces: "ada-deploy-7f3c", Role: "Déploiement", Problem: "assume role: not allowed (403)"},
		{At: at, Kind: model.ActivityRevoke, By: "command", Session: "ci", SessionID: "s-3", RoleID: "r-2"},
	}
}

// runLog runs actas log on a ledger, at the time of its last entry.
func runLog(t *testing.T, kept interface {
	Add(model.Activity) error
	Entries() ([]model.Activity, error)
}, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	w := newWorld(t)
	in, out, failed := file(t, "in"), file(t, "out"), file(t, "err")
	outside := w.outside(in, out, failed)
	delete(w.env, "VULTR_API_KEY")
	outside.SystemClock = func() ui.Clock { return still{threeEntries()[2].At} }
	if kept != nil {
		outside.Ledger = kept
	}
	code = Run(t.Context(), append([]string{"log"}, args...), outside)
	return code, printed(t, out), printed(t, failed)
}

func TestLog(t *testing.T) {
	t.Parallel()
	table := strings.Join([]string{
		"WHEN       WHAT        SESSION          OUTCOME            ROLE         FROM",
		"Wed 14:03  assumed     ada-deploy-7f3c  done               Déploiement  bastion:pts/3",
		"13:03      auto-renew  ada-deploy-7f3c  not allowed (403)  Déploiement  bastion:pts/3",
		"14:03      revoked     ci               done               r-2",
	}, "\n") + "\n"
	for _, c := range []struct {
		name        string
		args        []string
		code        int
		out, failed string
	}{
		{"all", nil, 0, table, ""},
		{"the last", []string{"--last", "1"}, 0, "WHEN   WHAT     SESSION  OUTCOME  ROLE  FROM\n14:03  revoked  ci       done     r-2\n", ""},
		{"more than there are", []string{"--last", "9"}, 0, table, ""},
		{"a number below none", []string{"--last", "-1"}, 2, "", "actas: --last takes a number of entries, not -1 (actas --help tells more)\n"},
		{"nothing by that name", []string{"--session", "bob"}, 4, "", "actas: the ledger says nothing of a session with that name\n"},
		{"an argument", []string{"x"}, 2, "", `actas: unknown command "x" for "actas log" (actas --help tells more)` + "\n"},
	} {
		code, out, failed := runLog(t, &keptLedger{entries: threeEntries()}, c.args...)
		if code != c.code || out != c.out || failed != c.failed {
			t.Errorf("%s: %d, %q\n%s", c.name, code, failed, out)
		}
	}
}

func TestLogOfOneSession(t *testing.T) {
	t.Parallel()
	for session, want := range map[string]int{"ada-deploy-7f3c": 2, "ada-deploy-9c04": 1, "ada": 2, "s-3": 1, "ci": 1} {
		code, out, failed := runLog(t, &keptLedger{entries: threeEntries()}, "--session", session, "--json")
		var got []model.Activity
		if err := json.Unmarshal([]byte(out), &got); err != nil || code != 0 || failed != "" || len(got) != want {
			t.Errorf("%s: %d, %v, %q, %s", session, code, err, failed, out)
		}
	}
}

func TestLogAsJSON(t *testing.T) {
	t.Parallel()
	_, out, _ := runLog(t, &keptLedger{entries: threeEntries()}, "--json", "--last", "2")
	want := `[
  {
    "at": "2026-11-20T13:03:08Z",
    "kind": "renew",
    "by": "auto-renew",
    "from": "bastion:pts/3",
    "session": "ada-deploy-9c04",
    "replaces": "ada-deploy-7f3c",
    "role": "Déploiement",
    "problem": "assume role: not allowed (403)"
  },
  {
    "at": "2026-11-20T14:03:08Z",
    "kind": "revoke",
    "by": "command",
    "session_id": "s-3",
    "session": "ci",
    "role_id": "r-2"
  }
]
`
	if out != want {
		t.Errorf("%s", out)
	}
}

func TestLogWithoutEntries(t *testing.T) {
	t.Parallel()
	if code, out, failed := runLog(t, &keptLedger{}); code != 0 || out != "" || failed != "actas: nothing was done from here yet\n" {
		t.Errorf("empty: %d, %q, %q", code, out, failed)
	}
	if code, out, failed := runLog(t, &keptLedger{}, "--json", "--session", "x"); code != 0 || out != "[]\n" || failed != "" {
		t.Errorf("empty, as JSON: %d, %q, %q", code, out, failed)
	}
	if code, out, failed := runLog(t, nil); code != 2 || out != "" || !strings.Contains(failed, "XDG_STATE_HOME") {
		t.Errorf("none: %d, %q, %q", code, out, failed)
	}
	if code, out, failed := runLog(t, &keptLedger{err: errors.New("/x is a symbolic link")}); code != 1 || out != "" || failed != "actas: /x is a symbolic link\n" {
		t.Errorf("broken: %d, %q, %q", code, out, failed)
	}
	for unread, want := range map[int]string{1: "actas: one line of the ledger could not", 2: "actas: 2 lines of the ledger could not"} {
		if code, _, failed := runLog(t, &cutLedger{keptLedger{entries: threeEntries()}, unread}); code != 0 || !strings.HasPrefix(failed, want) {
			t.Errorf("%d unread: %d, %q", unread, code, failed)
		}
	}
}

// TestLogHelpNamesEveryField keeps the help to what is written.
func TestLogHelpNamesEveryField(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../model/activity_json.go")
	if err != nil {
		t.Fatal(err)
	}
	fields := 0
	for _, part := range strings.Split(string(data), "`json:\"")[1:] {
		field, _, _ := strings.Cut(part, `"`)
		field, _, _ = strings.Cut(field, ",")
		fields++
		if !strings.Contains(logHelp, field) {
			t.Errorf("the help does not name %s", field)
		}
	}
	if fields != 21 {
		t.Errorf("%d fields", fields)
	}
}
