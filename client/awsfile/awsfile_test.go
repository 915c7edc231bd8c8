package awsfile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"actas/model"
)

const (
	canaryID     = "ASIACANARY"
	canarySecret = "CANARYsecret/+="
	canaryToken  = "ars-CANARYtoken"
)

func session(name string) model.Session {
	return model.Session{
		Name: name, Token: model.NewSecret(canaryToken),
		AWS:     model.AWSKeys{ID: model.NewSecret(canaryID), Secret: model.NewSecret(canarySecret)},
		Expires: time.Date(2026, 11, 20, 16, 3, 0, 0, time.FixedZone("", 3600)),
	}
}

// written is what stands below the header of a section of ours.
const written = "# Written by actas: session ada-1, ends 2026-11-20T15:03:00Z. actas replaces these lines.\n" +
	"aws_access_key_id = " + canaryID + "\naws_secret_access_key = " + canarySecret + "\naws_session_token = " + canaryToken + "\n"

// at is a file in a folder of its own, with a content; none for "".
func at(t *testing.T, content string) File {
	t.Helper()
	folder := t.TempDir()
	f := At(filepath.Join(folder, ".aws", "credentials"), filepath.Join(folder, "state", "aws.lock"))
	if content != "" {
		if err := errors.Join(os.Mkdir(filepath.Dir(f.path), 0o755), os.WriteFile(f.path, []byte(content), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

func content(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestWrite(t *testing.T) {
	t.Parallel()
	crlf := func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }
	for _, c := range []struct {
		name, before, after string
		theirs              bool
	}{
		{"no file", "", "[deploy]\n" + written, false},
		{"another profile", "[default]\naws_access_key_id=A\n", "[default]\naws_access_key_id=A\n\n[deploy]\n" + written, false},
		{"a blank line at the end", "[default]\n\n", "[default]\n\n[deploy]\n" + written, false},
		{"no line end at the end", "[default]\nregion=x", "[default]\nregion=x\n\n[deploy]\n" + written, false},
		{"line ends of Windows", "[default]\r\nregion=x\r\n", "[default]\r\nregion=x\r\n" + crlf("\n[deploy]\n"+written), false},
		{
			"ours, in the middle", "# mine\n[deploy]  ; ours\n# Written by actas: session old\nAWS_Access_Key_ID : OLD\naws_secret_access_key = OLD\n  OLD\nregion = x\n\n# of b\n[b]\nk = v\n",
			"# mine\n[deploy]  ; ours\n" + written + "region = x\n\n# of b\n[b]\nk = v\n", false,
		},
		{"ours, without a line end", "[deploy]\n# Written by actas", "[deploy]\n" + written, false},
		{"a header without a line end", "[deploy]", "[deploy]\n" + written, true},
		{
			"theirs", "[deploy]\n# hers\nrole_arn = r\ns3 =\n  a = b\n\n[b]\n", "[deploy]\n" + written + "# hers\n\n[b]\n", true,
		},
		{"a mark of Windows's editors", "\ufeff[deploy]\n# Written by actas\n", "\ufeff[deploy]\n" + written, false},
		{"what looks alike", "[deploy2]\n[profile deploy]\n#[deploy]\n", "[deploy2]\n[profile deploy]\n#[deploy]\n\n[deploy]\n" + written, false},
	} {
		f := at(t, c.before)
		if err := f.Write("deploy", session("ada-1"), c.theirs); err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := content(t, f.path); got != c.after {
			t.Errorf("%s: %q, want %q", c.name, got, c.after)
		}
		if info, err := os.Stat(f.path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, %v", c.name, info.Mode(), err)
		}
		if state, err := f.Look("deploy"); err != nil || state != model.AWSProfileOurs {
			t.Errorf("%s: afterwards it is %v, %v", c.name, state, err)
		}
		if left, _ := os.ReadDir(filepath.Dir(f.path)); len(left) != 1 {
			t.Errorf("%s: %d files", c.name, len(left))
		}
	}
}

func TestWhatIsLeftAlone(t *testing.T) {
	t.Parallel()
	bare := session("ada-1")
	bare.AWS = model.AWSKeys{}
	odd := session("ada-1")
	odd.AWS.Secret = model.NewSecret("CANARY\n[default]")
	for _, c := range []struct {
		name, before, profile, says string
		session                     model.Session
		theirs                      bool
	}{
		{"theirs", "[deploy]\naws_access_key_id = A\n", "deploy", "has a profile deploy that actas did not write", session("ada-1"), false},
		{"empty, and theirs", "[deploy]\n", "deploy", "did not write", session("ada-1"), false},
		{"twice", "[deploy]\n[deploy]\n", "deploy", "has that profile twice: deploy; mend it by hand", session("ada-1"), true},
		{"behind a space", "[a]\n [deploy]\n", "deploy", "behind a space", session("ada-1"), true},
		{"a name that breaks out", "[a]\n", "x]\n[default", "only letters", session("ada-1"), true},
		{"no keys", "[a]\n", "deploy", "has no AWS keys", bare, true},
		{"keys that break out", "[a]\n", "deploy", "characters that no key has", odd, true},
		{"too long", strings.Repeat("#", longest-10), "deploy", "too long", session("ada-1"), false},
		{"longer than anybody's", strings.Repeat("#", longest+1), "deploy", "is longer than", session("ada-1"), false},
	} {
		f := at(t, c.before)
		err := f.Write(c.profile, c.session, c.theirs)
		if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "CANARY") {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
		if got := content(t, f.path); got != c.before {
			t.Errorf("%s: it became %q", c.name, got)
		}
		if left, _ := os.ReadDir(filepath.Dir(f.path)); len(left) != 1 {
			t.Errorf("%s: %d files are left", c.name, len(left))
		}
	}
}

func TestLook(t *testing.T) {
	t.Parallel()
	for before, want := range map[string]model.AWSProfileState{
		"": model.AWSProfileNone, "[a]\n# Written by actas\n": model.AWSProfileNone,
		"[deploy]\n": model.AWSProfileTheirs, "# Written by actas\n[deploy]\n": model.AWSProfileTheirs,
		"[deploy]\nregion = x\n# Written by actas\n": model.AWSProfileOurs,
	} {
		if got, err := at(t, before).Look("deploy"); err != nil || got != want {
			t.Errorf("%q: %v, %v", before, got, err)
		}
	}
}

func TestLinks(t *testing.T) {
	t.Parallel()
	f := at(t, "[default]\nk = v\n")
	real := filepath.Join(t.TempDir(), "dotfiles")
	if err := errors.Join(os.Rename(f.path, real), os.Symlink(real, f.path)); err != nil {
		t.Fatal(err)
	}
	if err := f.Write("deploy", session("ada-1"), false); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(f.path); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link became %v, %v", info.Mode(), err)
	}
	if got := content(t, real); got != "[default]\nk = v\n\n[deploy]\n"+written {
		t.Errorf("behind the link stands %q", got)
	}
	if err := os.Remove(real); err != nil {
		t.Fatal(err)
	}
	if err := f.Write("deploy", session("ada-1"), false); err == nil || !strings.Contains(err.Error(), "is a symbolic link to nothing") {
		t.Errorf("a link to nothing: %v", err)
	}
}

func TestSomebodyElses(t *testing.T) {
	t.Parallel()
	f := at(t, "[default]\n")
	if os.Geteuid() == 0 {
		if err := os.Chown(f.path, 1, 1); err != nil {
			t.Fatal(err)
		}
	} else if err := errors.Join(os.Remove(f.path), os.Symlink("/etc/passwd", f.path)); err != nil {
		t.Fatal(err)
	}
	if err := f.Write("deploy", session("ada-1"), true); err == nil || !strings.Contains(err.Error(), "belongs to somebody else") {
		t.Errorf("%v", err)
	}
}

func TestAFolderInTheWay(t *testing.T) {
	t.Parallel()
	f := at(t, "")
	if err := os.MkdirAll(f.path, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := f.Write("deploy", session("ada-1"), true); err == nil || !strings.Contains(err.Error(), "is no regular file") {
		t.Errorf("%v", err)
	}
}

// TestTwoActasWriteAtOnce: each profile arrives, and none twice.
func TestTwoActasWriteAtOnce(t *testing.T) {
	t.Parallel()
	f := at(t, "[default]\nk = v\n")
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for range 3 {
				if err := At(f.path, f.lock).Write(fmt.Sprintf("p%d", i), session("ada-1"), false); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	got := content(t, f.path)
	if !strings.HasPrefix(got, "[default]\nk = v\n") || strings.Count(got, "aws_session_token") != 8 {
		t.Errorf("%s", got)
	}
}

func TestPath(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ said, home, want string }{
		{"", "/home/ada", "/home/ada/.aws/credentials"}, {"/etc/keys", "/home/ada", "/etc/keys"},
		{"~/keys", "/home/ada", "/home/ada/keys"}, {"", "", ""},
	} {
		env := map[string]string{"AWS_SHARED_CREDENTIALS_FILE": c.said, "HOME": c.home}
		if got := Path(func(name string) string { return env[name] }); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

// TestAFileThatIsNoINIIsLeftAlone: appended to, it would be damaged, and of no use.
func TestAFileThatIsNoINIIsLeftAlone(t *testing.T) {
	t.Parallel()
	for _, before := range []string{"\x7fELF\x02\x01\x00\x00", "\xff\xfe[\x00a\x00]\x00", "[a]\nx = 1\n\x01\x02", "{\"keys\": []}\n", "a = 1\n[a]\n"} {
		f := at(t, before)
		err := f.Write("p", session("ada-1"), true)
		if err == nil || !strings.Contains(err.Error(), "is no credentials file of AWS's tools") || content(t, f.path) != before {
			t.Errorf("%q: %v", before, err)
		}
		if _, err := f.Look("p"); err == nil {
			t.Errorf("%q: nothing is said before", before)
		}
	}
	for _, before := range []string{"\n \t\n", "# mine\n; mine\n\n[a]\nx = é\n", "\ufeff# mine\n", " [a]\n"} {
		if err := at(t, before).Write("p", session("ada-1"), false); err != nil {
			t.Errorf("%q: %v", before, err)
		}
	}
}

// TestANamedFolderIsNotMade: it may be a mistake. AWS's own is made.
func TestANamedFolderIsNotMade(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "not", "there")
	err := At(filepath.Join(folder, "c"), "").Write("p", session("ada-1"), false)
	if err == nil || !strings.Contains(err.Error(), "has no folder; make it, or mend AWS_SHARED_CREDENTIALS_FILE") {
		t.Errorf("%v", err)
	}
	if _, err := At(filepath.Join(folder, "c"), "").Look("p"); err == nil {
		t.Error("nothing is said before a session is made")
	}
	if _, err := os.Stat(filepath.Dir(folder)); err == nil {
		t.Error("a folder was made")
	}
	if err := errors.Join(os.MkdirAll(folder, 0o700), At(filepath.Join(folder, "c"), "").Write("p", session("ada-1"), false)); err != nil {
		t.Error(err)
	}
}

// TestKeysThatEndedBeforeTheyWereMadeAreNotWritten: whatever a far end means, a past
// one is of no use.
func TestKeysThatEndedBeforeTheyWereMadeAreNotWritten(t *testing.T) {
	t.Parallel()
	for end, ok := range map[int]bool{2001: false, 2099: true} {
		s, f := session("ada-1"), at(t, "")
		s.Assumed = time.Date(2026, 11, 20, 14, 3, 0, 0, time.UTC)
		s.Expires = time.Date(end, 1, 1, 0, 0, 0, 0, time.UTC)
		err := f.Write("p", s, false)
		if (err == nil) != ok || !ok && !strings.Contains(err.Error(), "ended 2001-01-01T00:00:00Z") {
			t.Errorf("%d: %v", end, err)
		}
		if _, err := os.Stat(f.path); (err == nil) != ok {
			t.Errorf("%d: the file is there: %v", end, err == nil)
		}
	}
}
