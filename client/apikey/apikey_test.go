package apikey

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"actas/client/clock"
	"actas/client/keyring"
	"actas/client/printed"
	"actas/model"
)

// canary is the key of these tests. No error may hold it.
const canary = "CANARY7KEY0123456789"

// places are places whose clock a test moves.
func places(t *testing.T) (Places, *clock.Manual, *bytes.Buffer) {
	t.Helper()
	clk, said := clock.NewManual(time.Date(2026, 11, 20, 14, 3, 0, 0, time.UTC)), new(bytes.Buffer)
	return Places{Home: t.TempDir(), Clock: clk, Stderr: said}, clk, said
}

// mustFail checks that there is no key, and that the error says why without one.
func mustFail(t *testing.T, name string, key model.Secret, err error, why string) {
	t.Helper()
	switch {
	case err == nil || !key.Empty():
		t.Errorf("%s: there is a key", name)
	case !strings.Contains(err.Error(), why):
		t.Errorf("%s: %q does not say %q", name, err, why)
	case strings.Contains(err.Error(), canary[:6]):
		t.Errorf("%s: %q holds a part of the key", name, err)
	}
}

func mustBe(t *testing.T, name string, key model.Secret, err error) {
	t.Helper()
	if err != nil || key.Reveal() != canary {
		t.Errorf("%s: %v", name, err)
	}
}

func put(t *testing.T, path, content string, mode os.FileMode) {
	t.Helper()
	if err := errors.Join(os.WriteFile(path, []byte(content), 0o600), os.Chmod(path, mode)); err != nil {
		t.Fatal(err)
	}
}

func TestFile(t *testing.T) {
	t.Parallel()
	p, _, _ := places(t)
	path := filepath.Join(p.Home, "it's a key")
	for _, c := range []struct {
		name, content string
		mode          os.FileMode
		why           string
	}{
		{"the key", canary, 0o600, ""},
		{"the key with the mark of an editor", mark + canary + "\n", 0o600, ""},
		{"the mark alone", mark + "\n", 0o600, "the key file holds nothing"},
		{"no text", "\x00\xff\xfeC\x00A\x00", 0o600, "the key file holds something that is no key"},
		{"the key with a newline", canary + "\r\n", 0o400, ""},
		{"open to the group", canary, 0o640, "can be opened by others; mend it with: chmod 600 '" + strings.ReplaceAll(path, "'", `'\''`) + "'"},
		{"open to all", canary, 0o604, "can be opened by others; mend it with: chmod 600 "},
		{"empty", " \n", 0o600, "the key file holds nothing"},
		{"two words", canary + " " + canary, 0o600, "the key file holds something that is no key"},
		{"two lines", canary + "\nsecond", 0o600, "holds something that is no key"},
		{"other signs", canary + "é", 0o600, "holds something that is no key"},
		{"too long", strings.Repeat(canary, 100), 0o600, "holds something that is no key"},
		{"huge", strings.Repeat(canary, 10000), 0o600, "is longer than"},
	} {
		put(t, path, c.content, c.mode)
		key, err := p.File(path)
		if c.why == "" {
			mustBe(t, c.name, key, err)
			continue
		}
		mustFail(t, c.name, key, err, c.why)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFilesThatAreNoKeyFiles(t *testing.T) {
	t.Parallel()
	p, _, _ := places(t)
	path := filepath.Join(p.Home, "key")
	put(t, path+".to", canary, 0o600)
	if err := os.Symlink(path+".to", path); err != nil {
		t.Fatal(err)
	}
	key, err := p.File(path)
	mustFail(t, "a link", key, err, "is a symbolic link, which is not followed; mend it with: umask 077 && cp '"+path+"' '"+path+".new' && mv '"+path+".new' '"+path+"'")
	key, err = p.File(p.Home)
	mustFail(t, "a folder", key, err, "is no regular file")
	key, err = p.File(path + ".not")
	mustFail(t, "nothing", key, err, "cannot be opened: no such file or directory")
}

// TestTheCommandThatMendsALink runs it.
func TestTheCommandThatMendsALink(t *testing.T) {
	t.Parallel()
	p, _, _ := places(t)
	path := filepath.Join(p.Home, "key")
	put(t, path+".to", canary, 0o644)
	if err := os.Symlink(path+".to", path); err != nil {
		t.Fatal(err)
	}
	_, err := p.File(path)
	_, remedy, _ := strings.Cut(err.Error(), "mend it with: ")
	_, err = p.Command(context.Background(), remedy, nil)
	if err == nil || !strings.Contains(err.Error(), "holds nothing") {
		t.Fatalf("%q: %v", remedy, err)
	}
	key, err := p.File(path)
	mustBe(t, "mended", key, err)
}

func TestCommand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, line, why, said string }{
		{"a key", "printf %s " + canary, "", ""},
		{"a pipe", "echo " + canary + "second | sed s/second//", "", ""},
		{"the first line of more", "echo " + canary + "; echo user: ada", "", ""},
		{"it says something", "echo unlocking >&2; echo " + canary, "", "unlocking\n"},
		{"it prints much more", "echo " + canary + "; head -c 1000000 /dev/zero", "", ""},
		{"the mark of an editor", "printf '\\357\\273\\277" + canary + "\\n'", "", ""},
		{"empty lines first", "echo; echo; echo " + canary, "", ""},
		{"it says what a terminal obeys", "printf 'locked\\033[2J\\n' >&2; exit 1", "the key command failed with exit code 1", "locked\\u{1b}[2J\n"},
		{"it reads its input", "cat; echo " + canary, "", ""},
		{"nothing", "true", "what the key command prints holds nothing", ""},
		{"no key", "echo " + canary + " x", "what the key command prints holds something that is no key", ""},
		{"it fails", "echo " + canary + "; echo locked >&2; exit 3", "the key command failed with exit code 3", "locked\n"},
		{"no such program", "exec 2>/dev/null; there-is-no-" + "such-program", "the key command was not found", ""},
		{"a signal", "kill -9 $$", "the key command was ended by a signal", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p, _, said := places(t)
			key, err := p.Command(context.Background(), c.line, nil)
			if c.why == "" {
				mustBe(t, c.name, key, err)
			} else {
				mustFail(t, c.name, key, err, c.why)
			}
			if said.String() != c.said {
				t.Errorf("it said %q", said)
			}
		})
	}
}

func TestACommandThatDoesNotEnd(t *testing.T) {
	t.Parallel()
	p, clk, _ := places(t)
	go func() {
		clk.Waiting(1)
		clk.Advance(printed.Within)
	}()
	key, err := p.Command(context.Background(), "echo "+canary+"; exec sleep 1000", nil)
	mustFail(t, "it hangs", key, err, "the key command took longer than 30 s, and was given up")
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if key, err := p.Command(ctx, "echo "+canary, nil); !errors.Is(err, context.Canceled) || !key.Empty() {
		t.Errorf("called off: %v", err)
	}
}

func TestVultrCLI(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, yaml, why string }{
		{"plain", "api-key: " + canary + "\n", ""},
		{"among others", "# mine\noutput: json\n\napi-key:   " + canary + "   # the key\n", ""},
		{"in quotes", "api-key: \"" + canary + "\" # yes", ""},
		{"in single quotes", "'api-key' : '" + canary + "'\r\n", ""},
		{"in capital letters", "API-KEY: " + canary, ""},
		{"with the mark of a file", "\ufeffapi-key: " + canary, ""},
		{"none", "output: json\n", "has no line api-key: that can be read"},
		{"in another table", "old:\n  api-key: " + canary, "has no line api-key: that can be read"},
		{"empty", "api-key:\n", "the line api-key: of ~/.vultr-cli.yaml holds nothing"},
		{"a comment alone", "api-key: # " + canary, "holds nothing"},
		{"a block", "api-key: |\n  " + canary, "has no line api-key: that can be read"},
		{"an alias", "api-key: *" + canary, "has no line"},
		{"an escape", "api-key: \"" + canary + "\\n\"", "has no line"},
		{"a quote that does not end", "api-key: \"" + canary, "has no line"},
		{"something after the quote", "api-key: '" + canary + "' x", "has no line"},
		{"no space", "api-key:" + canary, "has no line"},
	} {
		p, _, _ := places(t)
		put(t, filepath.Join(p.Home, ".vultr-cli.yaml"), c.yaml, 0o600)
		key, err := p.VultrCLI()
		if c.why == "" {
			mustBe(t, c.name, key, err)
			continue
		}
		mustFail(t, c.name, key, err, c.why)
	}
}

func TestVultrCLIsFile(t *testing.T) {
	t.Parallel()
	p, _, _ := places(t)
	if p.VultrCLIPath() != "" || (Places{}).VultrCLIPath() != "" {
		t.Error("it is there")
	}
	key, err := p.VultrCLI()
	mustFail(t, "not there", key, err, "there is no ~/.vultr-cli.yaml")
	path := filepath.Join(p.Home, ".vultr-cli.yaml")
	put(t, path, "api-key: "+canary, 0o644)
	if p.VultrCLIPath() != path {
		t.Errorf("%q", p.VultrCLIPath())
	}
	key, err = p.VultrCLI()
	mustFail(t, "open to all", key, err, "can be opened by others; mend it with: chmod 600 '"+path+"'")
}

// FuzzVultrCLI: whatever the file holds, a key that is read is one.
func FuzzVultrCLI(f *testing.F) {
	f.Add("api-key: " + canary)
	f.Add("api-key: 'a' # b\n")
	f.Add("\"api-key\"\t:\t|\n")
	f.Fuzz(func(t *testing.T, yaml string) {
		value, ok := apiKey(yaml)
		if !ok {
			return
		}
		if read, err := key(value, "it"); err == nil && strings.ContainsAny(read.Reveal(), " \t\r\n") {
			t.Errorf("%q gives %q", yaml, value)
		}
	})
}

// ring is a keyring of a test.
type ring struct {
	held map[string]string
	err  error
	// hangs, where set, holds every answer back until it is closed.
	hangs chan struct{}
}

func (r ring) answer() error {
	if r.hangs != nil {
		<-r.hangs
		return errors.New("too late")
	}
	return r.err
}

func (r ring) Get(profile string) (string, error) {
	if err := r.answer(); err != nil {
		return "", err
	}
	if value, ok := r.held[profile]; ok {
		return value, nil
	}
	return "", keyring.ErrNotFound
}

func (r ring) Set(profile, key string) error {
	if err := r.answer(); err != nil {
		return err
	}
	r.held[profile] = key
	return nil
}

func (r ring) Delete(profile string) error {
	if err := r.answer(); err != nil {
		return err
	}
	if _, ok := r.held[profile]; !ok {
		return keyring.ErrNotFound
	}
	delete(r.held, profile)
	return nil
}

func TestKeyring(t *testing.T) {
	t.Parallel()
	p, _, _ := places(t)
	held := ring{held: map[string]string{}}
	p.Ring = held
	key, err := p.Keyring("work")
	mustFail(t, "none", key, err, "the keyring holds no key for the profile work; put it there with: actas config store-key --profile work")
	if err := p.Keep("work", model.NewSecret(canary)); err != nil || held.held["work"] != canary {
		t.Errorf("kept: %v", err)
	}
	key, err = p.Keyring("work")
	mustBe(t, "kept", key, err)
	key, err = p.Keyring("home")
	mustFail(t, "another", key, err, "for the profile home")
	key, err = p.Keyring("work at https://b.example")
	mustFail(t, "another API", key, err, "no key for the profile work at https://b.example; put it there with: actas config store-key --profile work")
	for range 2 {
		if err := p.Forget("work"); err != nil || len(held.held) > 0 {
			t.Errorf("forgotten: %v", err)
		}
	}
}

func TestKeyringsThatDoNotAnswer(t *testing.T) {
	t.Parallel()
	hangs := make(chan struct{})
	t.Cleanup(func() { close(hangs) })
	for _, c := range []struct {
		name string
		ring ring
		why  string
	}{
		{"it hangs", ring{hangs: hangs}, "the keyring did not answer in 5 s; it may wait to be unlocked; where nobody can unlock it, give the profile key_command or key_file in place of key_keyring"},
		{"there is none", ring{err: keyring.ErrNone}, `this machine has no keyring; in place of key_keyring, give the profile key_command = "pass show vultr" or key_file = "~/.vultr-key"`},
		{"it refuses", ring{err: errors.New("dbus: " + canary)}, "the keyring refuses; is it unlocked?; where nobody can unlock it, give the profile key_command or key_file in place of key_keyring"},
	} {
		p, clk, _ := places(t)
		p.Ring = c.ring
		expire := func() {
			if c.ring.hangs != nil {
				clk.Waiting(1)
				clk.Advance(keyring.Within)
			}
		}
		go expire()
		key, err := p.Keyring("work")
		mustFail(t, c.name, key, err, c.why)
		go expire()
		mustFail(t, c.name+", keeping", model.Secret{}, p.Keep("work", model.NewSecret(canary)), c.why)
		go expire()
		mustFail(t, c.name+", forgetting", model.Secret{}, p.Forget("work"), c.why)
	}
}
