package ledger

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"actas/model"
)

var friday = time.Date(2026, 11, 20, 14, 3, 8, 0, time.UTC)

// entry is one of many, told apart by its session.
func entry(session string) model.Activity {
	return model.Activity{At: friday, Kind: model.ActivityAssume, By: "command", From: "bastion:pts/3", Session: session}
}

// full has every field.
func full() model.Activity {
	return model.Activity{
		At: friday, Kind: model.ActivityRenew, By: "auto-renew", From: "bastion:pts/3", Endpoint: "api.vultr.com", OrganizationID: "o-1",
		SessionID: "s-2", Session: "ada-deploy-9c04", Replaces: "ada-deploy-7f3c", RoleID: "r-1", Role: "Production Deploy",
		UserID: "u-1", IssuerID: "i-1", ContextIP: "203.0.113.7", Duration: 90 * time.Minute, Expires: friday.Add(time.Hour),
		Problem: "revoke: the API is not available (503)", Failure: model.FailureNoAnswer,
	}
}

func mustAdd(t *testing.T, f interface{ Add(model.Activity) error }, entries ...model.Activity) {
	t.Helper()
	for _, a := range entries {
		if err := f.Add(a); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhatIsAddedIsRead(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "state", "actas")
	for name, kept := range map[string]interface {
		Add(model.Activity) error
		Entries() ([]model.Activity, error)
	}{"file": At(folder), "memory": &Memory{}} {
		if got, err := kept.Entries(); err != nil || len(got) != 0 {
			t.Errorf("%s: at first %v, %v", name, got, err)
		}
		mustAdd(t, kept, full(), entry("second"))
		got, err := kept.Entries()
		if err != nil || len(got) != 2 || got[0] != full() || got[1] != entry("second") {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestFieldsOfTheFile(t *testing.T) {
	t.Parallel()
	f := At(t.TempDir())
	mustAdd(t, f, full(), entry("x"))
	got, err := os.ReadFile(f.path(fileName))
	want := `{"at":"2026-11-20T14:03:08Z","kind":"renew","by":"auto-renew","from":"bastion:pts/3","endpoint":"api.vultr.com","organization_id":"o-1",` +
		`"session_id":"s-2","session":"ada-deploy-9c04","replaces":"ada-deploy-7f3c","role_id":"r-1","role":"Production Deploy",` +
		`"user_id":"u-1","issuer_id":"i-1","context_ip":"203.0.113.7","duration_seconds":5400,"expires_at":"2026-11-20T15:03:08Z",` +
		`"problem":"revoke: the API is not available (503)","failure":"no-answer"}` + "\n" +
		`{"at":"2026-11-20T14:03:08Z","kind":"assume","by":"command","from":"bastion:pts/3","session":"x"}` + "\n"
	if err != nil || string(got) != want {
		t.Errorf("the file holds, %v:\n%s\nwant:\n%s", err, got, want)
	}
}

func TestFieldsOfATrustsEntry(t *testing.T) {
	t.Parallel()
	f := At(t.TempDir())
	trust := model.Trust{ID: "t-1", RoleID: "r-1", RoleName: "Production Deploy"}
	edited := trust.Activity(model.ActivityEditTrust, "group deployers", "adds Saturday")
	edited.At, edited.By = full().At, "dashboard"
	mustAdd(t, f, edited)
	got, err := os.ReadFile(f.path(fileName))
	want := `{"at":"2026-11-20T14:03:08Z","kind":"edit-trust","by":"dashboard","trust_id":"t-1","trust":"group deployers",` +
		`"change":"adds Saturday","role_id":"r-1","role":"Production Deploy"}` + "\n"
	if err != nil || string(got) != want {
		t.Errorf("the file holds, %v:\n%s\nwant:\n%s", err, got, want)
	}
	if read, err := f.Entries(); err != nil || len(read) != 1 || read[0] != edited {
		t.Errorf("read back: %+v, %v", read, err)
	}
}

func TestPermissions(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "state", "actas")
	f := At(folder)
	mustAdd(t, f, entry("x"))
	for path, want := range map[string]fs.FileMode{folder: 0o700, f.path(fileName): 0o600, f.path(lockName): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	if err := os.Chmod(f.path(fileName), 0o644); err != nil {
		t.Fatal(err)
	}
	mustAdd(t, f, entry("y"))
	if info, err := os.Stat(f.path(fileName)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("permissions that were too wide are %v, %v", info.Mode(), err)
	}
}

func TestWhatIsNoFileOfOursIsRefused(t *testing.T) {
	t.Parallel()
	for name, put := range map[string]func(path string) error{
		"symbolic link": func(path string) error {
			if err := os.WriteFile(path+".target", nil, 0o600); err != nil {
				return err
			}
			return os.Symlink(path+".target", path)
		},
		"no regular file": func(path string) error { return os.Mkdir(path, 0o700) },
	} {
		for _, file := range []string{fileName, lockName} {
			f := At(t.TempDir())
			if err := put(f.path(file)); err != nil {
				t.Fatal(err)
			}
			err := f.Add(entry("x"))
			if err == nil || !strings.Contains(err.Error(), f.path(file)) {
				t.Errorf("%s as %s: %v", name, file, err)
			}
			if target, err := os.ReadFile(f.path(file) + ".target"); err == nil && len(target) > 0 {
				t.Errorf("%s as %s was written through: %s", name, file, target)
			}
		}
		f := At(t.TempDir())
		if err := put(f.path(fileName)); err != nil {
			t.Fatal(err)
		}
		if got, err := f.Entries(); err == nil {
			t.Errorf("%s was read: %v", name, got)
		}
	}
}

func TestAFolderThatCannotBeMade(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := At(filepath.Join(file, "actas")).Add(entry("x")); err == nil || !strings.Contains(err.Error(), "cannot be made") {
		t.Errorf("%v", err)
	}
}

func TestLinesThatAreNoEntries(t *testing.T) {
	t.Parallel()
	good := func(session string) string {
		data, err := json.Marshal(entry(session))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	for name, c := range map[string]struct {
		file            string
		entries, unread int
	}{
		"empty":                     {"", 0, 0},
		"blank lines":               {"\n \n" + good("a") + "\n\n", 1, 0},
		"a line cut short":          {good("a") + "\n" + good("b")[:30] + "\n" + good("c") + "\n", 2, 1},
		"the last one cut short":    {good("a") + "\n" + good("b")[:30], 1, 1},
		"the last one without end":  {good("a") + "\n" + good("b"), 2, 0},
		"other JSON":                {`{"name":"x"}` + "\n[1]\nnull\n7\n" + good("a"), 1, 4},
		"a time that is none":       {`{"at":"yesterday","kind":"assume"}` + "\n" + good("a"), 1, 1},
		"no kind":                   {`{"at":"2026-11-20T14:03:08Z"}` + "\n" + good("a"), 1, 1},
		"a field of another type":   {`{"at":"2026-11-20T14:03:08Z","kind":"assume","session":7}` + "\n" + good("a"), 1, 1},
		"a kind of a later version": {`{"at":"2026-11-20T14:03:08Z","kind":"extend","new":{}}` + "\n", 1, 0},
		"not text":                  {"\x00\xff\xfe\n" + good("a"), 1, 1},
		"a huge line":               {strings.Repeat("x", 3*longestLine) + "\n" + good("a"), 1, 1},
		"a huge line that ends it":  {good("a") + "\n" + strings.Repeat("x", 3*longestLine), 1, 1},
		"an entry that is too long": {`{"at":"2026-11-20T14:03:08Z","kind":"assume","session":"` + strings.Repeat("x", longestLine) + `"}` + "\n", 0, 1},
		"two entries on one line":   {good("a") + good("b") + "\n", 0, 1},
		"a duration that overflows": {`{"at":"2026-11-20T14:03:08Z","kind":"assume","duration_seconds":9223372036854775807}` + "\n", 1, 0},
	} {
		f := At(t.TempDir())
		if err := os.WriteFile(f.path(fileName), []byte(c.file), 0o600); err != nil {
			t.Fatal(err)
		}
		got, unread, err := f.Read()
		if err != nil || len(got) != c.entries || unread != c.unread {
			t.Errorf("%s: %d entries, %d unread, %v; want %d and %d", name, len(got), unread, err, c.entries, c.unread)
		}
		mustAdd(t, f, entry("after"))
		got, _ = f.Entries()
		if len(got) == 0 || got[len(got)-1].Session != "after" {
			t.Errorf("%s: what is added afterwards is not read: %+v", name, got)
		}
	}
}

func TestTextFromTheFileIsCleaned(t *testing.T) {
	t.Parallel()
	f := At(t.TempDir())
	line := `{"at":"2026-11-20T14:03:08Z","kind":"a\u001b[2J","by":"\u202e","session":"x\u001b]0;y\u0007","problem":"a\nb"}` + "\n"
	if err := os.WriteFile(f.path(fileName), []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := f.Entries()
	if err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	if all := fmt.Sprint(got[0]); strings.ContainsAny(all, "\x1b\n\u202e\a") {
		t.Errorf("%q", all)
	}
}

func TestNoTokenIsKept(t *testing.T) {
	t.Parallel()
	const token = "ars-CANARYcanary0123456789"
	f := At(t.TempDir())
	a := entry("deploy")
	a.Problem = "DELETE /v2/assumed-roles/" + token + ": no answer"
	mustAdd(t, f, a)
	got, err := os.ReadFile(f.path(fileName))
	if err != nil || bytes.Contains(got, []byte("CANARY")) || !bytes.Contains(got, []byte("[redacted]: no answer")) {
		t.Errorf("%s, %v", got, err)
	}
}

// small is a ledger that is full after a few entries.
func small(folder string) *File {
	f := At(folder)
	f.max = 4096
	return f
}

func TestRotation(t *testing.T) {
	t.Parallel()
	f := small(t.TempDir())
	for i := range 200 {
		mustAdd(t, f, entry(fmt.Sprint("session-", i)))
	}
	got, unread, err := f.Read()
	if err != nil || unread != 0 || len(got) < 40 || len(got) >= 200 {
		t.Fatalf("%d entries, %d unread, %v", len(got), unread, err)
	}
	for i, a := range got {
		if want := fmt.Sprint("session-", 200-len(got)+i); a.Session != want {
			t.Fatalf("entry %d is %s, want %s", i, a.Session, want)
		}
	}
	files, err := filepath.Glob(f.path("activity*jsonl"))
	if err != nil || len(files) != 2 {
		t.Errorf("%v, %v", files, err)
	}
	for _, file := range files {
		if info, err := os.Stat(file); err != nil || info.Size() > f.max || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %d bytes, %v, %v", file, info.Size(), info.Mode(), err)
		}
	}
}

func TestRotationThatCannotBe(t *testing.T) {
	t.Parallel()
	f := small(t.TempDir())
	if err := os.MkdirAll(filepath.Join(f.path(olderName), "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	var err error
	for i := 0; err == nil && i < 100; i++ {
		err = f.Add(entry("x"))
	}
	if err == nil || !strings.Contains(err.Error(), "is full") {
		t.Errorf("%v", err)
	}
}

func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	var m Memory
	for i := range mostInMemory + 10 {
		mustAdd(t, &m, entry(fmt.Sprint(i)))
	}
	got, err := m.Entries()
	if err != nil || len(got) != mostInMemory || got[0].Session != "10" {
		t.Errorf("%d entries from %s, %v", len(got), got[0].Session, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"at":"2026-11-20T14:03:08Z","kind":"assume","session":"x"}` + "\n"))
	f.Add([]byte("{}\n\x00\n{\"at\":\"2026-11-20T14:03:08+25:00\",\"kind\":\"\x1b\"}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, unread, err := read(bytes.NewReader(data))
		if err != nil || unread < 0 || len(got)+unread > bytes.Count(data, []byte("\n"))+1 {
			t.Fatalf("%d entries, %d unread, %v", len(got), unread, err)
		}
		for _, a := range got {
			again, err := json.Marshal(a)
			b, ok := parse(again)
			if err != nil || !ok || a != b {
				t.Fatalf("%+v is written as %s, %v, and read as %+v", a, again, err, b)
			}
		}
	})
}
