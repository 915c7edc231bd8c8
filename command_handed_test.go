//go:build unix

package main

import (
	"encoding/pem"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

// Tests of what an actas finds that a session's program starts.

// secure serves the desk's API over TLS, and gives its address and the authority
// that it is known by.
func (d *desk) secure() (address, authority string) {
	d.t.Helper()
	target, err := url.Parse(d.server.URL())
	if err != nil {
		d.t.Fatal(err)
	}
	server := httptest.NewTLSServer(httputil.NewSingleHostReverseProxy(target))
	d.t.Cleanup(server.Close)
	return server.URL, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}))
}

// twoWays is a configuration beside the usual place: the default profile leads
// elsewhere, the profile work to the desk's API over TLS.
func twoWays(d *desk) (folder, ada string) {
	d.t.Helper()
	who, _ := d.server.User("Ada Byron")
	address, authority := d.secure()
	folder = d.profiles("")
	d.file(filepath.Join(folder, "ca.pem"), authority, 0o644)
	d.file(filepath.Join(folder, "mine.toml"), `default_profile = "home"
[profiles.home]
api_url = "https://127.0.0.1:1"
user_id = "nobody"
ca_file = "none.pem"
key_env = "HOME_KEY"
[profiles.work]
api_url = "`+address+`"
user_id = "`+who.ID+`"
ca_file = "ca.pem"
key_env = "WORK_KEY"
`, 0o600)
	d.env = append(d.env, "WORK_KEY="+d.server.Key(), "HOME_KEY=WRONG")
	return folder, who.ID
}

// TestAnActasInsideFindsTheSameWay: the same configuration, though it was named from
// another folder, profile, authorities and person, with the session's token as key.
func TestAnActasInsideFindsTheSameWay(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	folder, ada := twoWays(d)
	token := strings.TrimSpace(d.bare("token", "ada-deploy", "--config", filepath.Join(folder, "mine.toml"), "--profile", "work").out)
	cmd := d.command("exec", "ada-deploy", "--config", "mine.toml", "--profile", "work", "--", "sh", "-c",
		`cd /; echo "$VULTR_API_KEY $WORK_KEY"; "$0" config where; "$0" doctor`, binary(t))
	cmd.Dir = folder
	out, err := cmd.CombinedOutput()
	first, said, _ := strings.Cut(string(out), "\n")
	if first != token+" " {
		t.Errorf("it acts with another key than the session's, %v", err)
	}
	d.keepsSecrets(said)
	for _, want := range []string{
		"configuration  " + filepath.Join(folder, "mine.toml"), "profile        work", "ACTAS_PROFILE",
		ada, "authorities    " + filepath.Join(folder, "ca.pem"), "ok    endpoint", "found in VULTR_API_KEY",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
}

// TestWhatIsHandedOn in the environment, and what is not.
func TestWhatIsHandedOn(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	folder, ada := twoWays(d)
	config := filepath.Join(folder, "mine.toml")
	d.env = append(d.env, "ACTAS_CONFIG="+config, "ACTAS_USER_ID=someone-else", "ACTAS_PROFILE=home")
	got := d.environ("ada-deploy", "--profile", "work")
	if got["ACTAS_CONFIG"] != config || got["ACTAS_PROFILE"] != "work" || got["ACTAS_USER_ID"] != "" || got["HOME_KEY"]+got["WORK_KEY"] != "" {
		t.Errorf("%q", got)
	}
	if got = d.environ("ada-deploy", "--profile", "work", "--user-id", ada); got["ACTAS_USER_ID"] != ada {
		t.Errorf("somebody is %q", got["ACTAS_USER_ID"])
	}
	lines := d.bare("env", "ada-deploy", "--profile", "work", "--shell", "sh")
	if !strings.Contains(lines.out, "export ACTAS_PROFILE='work'\n") && !strings.Contains(lines.out, "export ACTAS_PROFILE=work\n") {
		t.Errorf("the lines do not name the profile: %d lines", strings.Count(lines.out, "\n"))
	}
	// Without a configuration there is nothing to hand on.
	bare := newDesk(t)
	if got := bare.environ("ada-deploy"); got["ACTAS_CONFIG"]+got["ACTAS_PROFILE"]+got["ACTAS_USER_ID"] != "" {
		t.Errorf("%q", got)
	}
}

// TestTheDefaultProfileSaysNothingOfAnotherAPI, such as that of a session whose lines
// were pasted, or the demo's.
func TestTheDefaultProfileSaysNothingOfAnotherAPI(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	folder, _ := twoWays(d)
	d.env = append(d.env, "ACTAS_CONFIG="+filepath.Join(folder, "mine.toml"), "ACTAS_API_URL="+d.server.URL(), "VULTR_API_KEY="+d.server.Key())
	if r := d.ends(0, "config", "where"); strings.Contains(r.out, "nobody") || strings.Contains(r.out, "authorities") {
		t.Errorf("%s", r.out)
	}
	if r := d.ends(0, "sessions"); !strings.Contains(r.out, "ada-deploy-7f3c") {
		t.Errorf("%q", r.out)
	}
}

// TestAProfileThatNothingChooses is named where no key is found.
func TestAProfileThatNothingChooses(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	folder := d.profiles("[profiles.work]\nkey_env = \"A\"\n")
	const one = "nothing chooses the profile work; --profile work, ACTAS_PROFILE or the line default_profile = \"work\" does\n"
	if r := d.ends(2, "sessions"); r.err != "actas: there is no API key: "+one {
		t.Errorf("%q", r.err)
	}
	if r := d.ends(1, "doctor"); !strings.Contains(r.out, "there is none: "+one) {
		t.Errorf("%s", r.out)
	}
	d.file(filepath.Join(folder, "config.toml"), "[profiles.work]\n[profiles.home]\n", 0o600)
	if r := d.ends(2, "sessions"); !strings.Contains(r.err, "nothing chooses one of the profiles home, work; --profile NAME, ACTAS_PROFILE or ") {
		t.Errorf("%q", r.err)
	}
}

// TestKeyCommandsGetNoOtherKey: neither that of the environment nor those that
// profiles name, and what they need themselves.
func TestKeyCommandsGetNoOtherKey(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	folder := d.profiles(`default_profile = "work"
[profiles.work]
api_url = "` + d.server.URL() + `"
key_command = "env >&2; echo \"$MINE\""
[profiles.home]
api_url = "` + d.server.URL() + `"
key_env = "HOME_KEY"
`)
	d.env = append(d.env, "MINE="+d.server.Key(), "VAULT_TOKEN=v", "HOME_KEY="+d.server.Key(), "VULTR_API_KEY=OTHER", "VULTR_WEB_IDENTITY_TOKEN_FILE=/x")
	r := d.bare("sessions", "--profile", "work")
	for _, hidden := range []string{"\nHOME_KEY=", "\nVULTR_API_KEY="} {
		if r.code != 0 || strings.Contains("\n"+r.err, hidden) {
			t.Errorf("exit code %d, the key command finds %q", r.code, hidden)
		}
	}
	if !strings.Contains(r.err, "\nVAULT_TOKEN=v\n") {
		t.Error("the key command does not find what is its own")
	}
	d.env = append(d.env, "ACTAS_CONFIG="+filepath.Join(folder, "config.toml"))
	for _, args := range [][]string{{"assume", "Log Reader", "--auth", "oidc", "--print", "token"}, {"renew", "ci-publish"}, {"credential-process", "Log Reader"}} {
		r = d.bare(append(args, "--profile", "home", "--token-command", "env >&2; exit 1")...)
		if strings.Contains("\n"+r.err, "\nHOME_KEY=") || strings.Contains("\n"+r.err, "\nVULTR_API_KEY=") || !strings.Contains(r.err, "\nVAULT_TOKEN=v\n") {
			t.Errorf("the token command of actas %s finds other keys, or nothing of its own", args[0])
		}
	}
}
