//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Tests of profiles and of the places that keys come from, in the built binary.

// profiles puts a configuration where the binary looks for it, and takes the key
// out of the environment.
func (d *desk) profiles(content string) string {
	d.t.Helper()
	path := filepath.Join(d.home(), "actas", "config.toml")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		d.t.Fatal(err)
	}
	d.env = append(d.env, "VULTR_API_KEY=", "ACTAS_API_URL=")
	return filepath.Dir(path)
}

func (d *desk) file(path, content string, mode os.FileMode) {
	d.t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		d.t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		d.t.Fatal(err)
	}
}

func TestEveryPlaceOfAKey(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	key, url := d.server.Key(), d.server.URL()
	folder := d.profiles(strings.ReplaceAll(`
[profiles.command]
api_url = "@"
key_command = "cat beside"
[profiles.file]
api_url = "@"
key_file = "beside"
[profiles.variable]
api_url = "@"
key_env = "MY_KEY"
[profiles.nothing]
api_url = "@"
`, "@", url))
	beside := filepath.Join(folder, "beside")
	d.file(beside, key+"\n", 0o600)
	d.file(filepath.Join(d.home(), ".vultr-cli.yaml"), "api-key: "+key+"\n", 0o600)
	config := filepath.Join(folder, "config.toml")
	content, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	d.file(config, strings.ReplaceAll(string(content), "cat beside", "cat '"+beside+"'; echo asking >&2"), 0o600)
	d.env = append(d.env, "MY_KEY="+key)
	for profile, at := range map[string]string{
		"command": "key_command of the profile command", "file": beside, "variable": "MY_KEY",
	} {
		r := d.ends(0, "sessions", "--profile", profile)
		if !strings.Contains(r.out, "ada-deploy-7f3c") || strings.Contains(r.err, "asking") != (profile == "command") {
			t.Errorf("%s: %q, %q", profile, r.out, r.err)
		}
		if r := d.ends(0, "config", "where", "--profile", profile); !strings.Contains(r.out, at) || !strings.Contains(r.out, url) {
			t.Errorf("%s:\n%s", profile, r.out)
		}
		r = d.ends(0, "doctor", "--profile", profile)
		if !strings.Contains(r.out, "ok    key ") || !strings.Contains(r.out, at) || !strings.Contains(r.out, "the profile "+profile+" by --profile") {
			t.Errorf("%s:\n%s", profile, r.out)
		}
	}
	for command, code := range map[string]int{"sessions": 2, "doctor": 1, "config where": 0} {
		r := d.ends(code, append(strings.Fields(command), "--profile", "nothing")...)
		if !strings.Contains(r.out+r.err, ".vultr-cli.yaml is for https://api.vultr.com, and goes to no other API") {
			t.Errorf("%s: %q, %q", command, r.out, r.err)
		}
	}
	d.env = append(d.env, "ACTAS_PROFILE=file", "VULTR_API_KEY=WRONG")
	d.ends(0, "sessions")
	if r := d.ends(0, "config", "where"); !strings.Contains(r.out, "the key of VULTR_API_KEY is for https://api.vultr.com, and goes to no other API") && !strings.Contains(r.out, "no: it is for https://api.vultr.com, and goes to no other API") {
		t.Errorf("%s", r.out)
	}
	d.env = append(d.env, "ACTAS_API_URL="+url)
	d.ends(3, "sessions")
	d.ends(0, "sessions", "--profile", "file")
	if got := d.environ("ada-deploy", "--profile", "variable"); got["MY_KEY"] != "" || got["ACTAS_API_URL"] != url {
		t.Errorf("the command finds another environment than it should: %q", got["ACTAS_API_URL"])
	}
}

func TestKeysThatAreNotUsed(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	folder := d.profiles(`
[profiles.open]
key_file = "open"
[profiles.link]
key_file = "link"
[profiles.command]
key_command = "echo locked >&2; exit 3"
[profiles.ring]
key_keyring = true
`)
	d.env = append(d.env, "DBUS_SESSION_BUS_ADDRESS=unix:path="+filepath.Join(folder, "no-bus"))
	d.file(filepath.Join(folder, "open"), d.server.Key(), 0o644)
	if err := os.Symlink("open", filepath.Join(folder, "link")); err != nil {
		t.Fatal(err)
	}
	for profile, why := range map[string]string{
		"open":    "can be opened by others; mend it with: chmod 600 '" + filepath.Join(folder, "open") + "'",
		"link":    "is a symbolic link, which is not followed; mend it with: umask 077 && cp ",
		"command": "the key command failed with exit code 3",
		"ring":    `this machine has no keyring; in place of key_keyring, give the profile key_command = "pass show vultr" or key_file = "~/.vultr-key"`,
		"away":    `--profile names the profile "away", and there is none`,
	} {
		r := d.ends(2, "sessions", "--profile", profile)
		if !strings.Contains(r.err, why) || strings.Contains(r.err, "locked") != (profile == "command") {
			t.Errorf("%s: %q", profile, r.err)
		}
		if r := d.ends(1, "doctor", "--profile", profile); !strings.Contains(r.out, why) {
			t.Errorf("%s:\n%s", profile, r.out)
		}
	}
	store := d.command("config", "store-key", "--profile", "ring")
	store.Stdin = strings.NewReader("CANARYKEY\n")
	if out, err := store.CombinedOutput(); err == nil || !strings.HasPrefix(string(out), "actas: the key is not kept: this machine has no keyring") {
		t.Errorf("%q, %v", out, err)
	}
	d.ends(2, "config", "store-key", "--profile", "ring")
	d.ends(2, "config", "store-key")
	if n := len(d.server.Requests()); n > 0 {
		t.Errorf("%d requests without a key", n)
	}
}

func TestABadConfiguration(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	folder := d.profiles("[profiles.work]\nkey = \"CANARYVALUE\"\n")
	for _, args := range [][]string{{"sessions"}, {"assume", "Log Reader"}, {"config", "where"}, {"roles", "--json"}} {
		r := d.ends(2, args...)
		if want := "actas: " + filepath.Join(folder, "config.toml") + ", line 2: the key profiles.work.key is not known here; known are kind, "; !strings.HasPrefix(r.err, want) || strings.Contains(r.err, "CANARYVALUE") {
			t.Errorf("%q: %q", args, r.err)
		}
	}
	if r := d.ends(1, "doctor"); !strings.Contains(r.out, "fail  config ") || strings.Contains(r.out, "CANARYVALUE") {
		t.Errorf("%q", r.out)
	}
	if r := d.ends(2, "sessions", "--config", filepath.Join(folder, "away.toml")); !strings.Contains(r.err, "cannot be opened: no such file or directory") {
		t.Errorf("%q", r.err)
	}
	// The demo is nobody's profile.
	if r := d.ends(1, "demo"); !strings.Contains(r.err, "needs a terminal") {
		t.Errorf("%q", r.err)
	}
}

func TestConfigInit(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	path := filepath.Join(d.home(), "actas", "config.toml")
	if r := d.ends(0, "config", "init"); r.out != "wrote "+path+"\n" {
		t.Errorf("%q", r.out)
	}
	if r := d.ends(0, "config", "where"); !strings.Contains(r.out, path) || !strings.Contains(r.out, "default_profile") || !strings.Contains(r.out, "VULTR_API_KEY") {
		t.Errorf("%s", r.out)
	}
	if r := d.ends(1, "config", "init"); !strings.Contains(r.err, "was left as it is") {
		t.Errorf("%q", r.err)
	}
	d.ends(0, "sessions")
}

func TestReadOnlyCommands(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, args := range []string{"assume Log", "renew ada-deploy", "renew --all", "revoke --mine", "exec Log --read-only -- true", "exec ada-deploy --need 45m --read-only -- true"} {
		words := strings.Fields(args)
		if !strings.Contains(args, "--read-only") {
			words = append(words, "--read-only")
		}
		if r := d.ends(3, words...); !strings.Contains(r.err, "read-only") {
			t.Errorf("%q: %q", args, r.err)
		}
	}
	d.ends(0, "exec", "ada-deploy", "--read-only", "--", "true")
	d.ends(0, "sessions", "--read-only")
	for _, r := range d.server.Requests() {
		if r.Method != "GET" {
			t.Errorf("%s %s was sent", r.Method, r.Path)
		}
	}
	d.env = append(d.env, "ACTAS_ON_HANGUP=revoke")
	if s := startPTY(t, ptyOptions{env: d.env[len(d.env)-3:]}, "--read-only"); s.wait() != 2 {
		t.Errorf("it ends with %d", s.cmd.ProcessState.ExitCode())
	}
}
