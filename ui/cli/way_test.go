package cli

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"actas/model"
	"actas/ui"
)

// keyRack has a key of its own for every place, named after it.
type keyRack struct {
	cli bool
	err error
	// kept is what was put into the keyring.
	kept map[string]string
}

func (k keyRack) key(at string) (model.Secret, error) {
	if k.err != nil {
		return model.Secret{}, k.err
	}
	return model.NewSecret(canary + at), nil
}

func (k keyRack) Command(_ context.Context, line string) (model.Secret, error) {
	return k.key("command " + line)
}
func (k keyRack) Keyring(profile string) (model.Secret, error) { return k.key("keyring " + profile) }
func (k keyRack) File(path string) (model.Secret, error)       { return k.key("file " + path) }
func (k keyRack) VultrCLI() (model.Secret, error)              { return k.key("vultr-cli") }
func (k keyRack) VultrCLIPath() string {
	if k.cli {
		return "/home/ada/.vultr-cli.yaml"
	}
	return ""
}
func (k keyRack) Keep(profile string, key model.Secret) error {
	k.kept[profile] = key.Reveal()
	return k.err
}
func (k keyRack) Forget(profile string) error {
	delete(k.kept, profile)
	return k.err
}

// someProfiles are a profile for each kind of place.
func someProfiles() model.Configuration {
	return model.Configuration{Path: "/etc/actas/config.toml", Default: "cmd", Profiles: []model.Profile{
		{Name: "cmd", Key: model.KeyPlace{Kind: model.KeyFromCommand, Where: "pass show k"}, ReadOnly: true, UserID: "u-1", CAFile: "/ca.pem", APIURL: "https://a.example"},
		{Name: "env", Key: model.KeyPlace{Kind: model.KeyInVariable, Where: "CI_KEY"}},
		{Name: "file", Key: model.KeyPlace{Kind: model.KeyInFile, Where: "/k"}},
		{Name: "none"},
		{Name: "ring", Key: model.KeyPlace{Kind: model.KeyInKeyring, Where: "ring"}},
	}}
}

// profiled is a command line with a configuration.
func profiled(config model.Configuration, rack keyRack, env map[string]string) *command {
	return &command{out: Outside{
		Getenv:        func(name string) string { return env[name] },
		Configuration: func(string) (model.Configuration, error) { return config, nil },
		Keys:          rack,
	}}
}

func TestWhereTheKeyComesFrom(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, flag, profile, env string
		cli                      bool
		want, named, why         string
	}{
		{"nothing at all", "", "", "", false, "", "none", "nothing says where the key is"},
		{"the environment", "", "", "ENVKEY", true, "ENVKEY", "VULTR_API_KEY", "it is set"},
		{"the default profile", "", "cmd", "", true, canary + "command pass show k", "key_command of the profile cmd", "the profile cmd says so"},
		{"the environment before the default profile", "", "cmd", "ENVKEY", true, "ENVKEY", "VULTR_API_KEY", "it is set, and comes before what the profile cmd says"},
		{"a profile that is named now before the environment", "cmd", "", "ENVKEY", true, canary + "command pass show k", "key_command of the profile cmd", "the profile cmd says so, and --profile names it"},
		{"the keyring", "ring", "", "", true, canary + "keyring ring", "the keyring, for the profile ring", "--profile names it"},
		{"a file", "file", "", "", true, canary + "file /k", "/k", "the profile file says so"},
		{"a variable", "env", "", "", true, "CIKEY", "CI_KEY", "the profile env says so"},
		{"a profile without a place, and the environment", "none", "", "ENVKEY", true, "ENVKEY", "VULTR_API_KEY", "it is set"},
		{"a profile without a place, and vultr-cli", "none", "", "", true, canary + "vultr-cli", "/home/ada/.vultr-cli.yaml", "nothing else says where the key is"},
		{"vultr-cli alone", "", "", " ", true, canary + "vultr-cli", "/home/ada/.vultr-cli.yaml", "nothing else"},
	} {
		config := someProfiles()
		config.Default = tt.profile
		c := profiled(config, keyRack{cli: tt.cli}, map[string]string{"VULTR_API_KEY": tt.env, "CI_KEY": "CIKEY"})
		c.flags.profile = tt.flag
		if err := c.findWay(); err != nil {
			t.Fatal(err)
		}
		key, err := c.findKey(t.Context())
		if err != nil || key.Reveal() != tt.want {
			t.Errorf("%s: another key, %v", tt.name, err)
		}
		if place, why := c.keyPlace(); c.placeName(place) != tt.named || !strings.Contains(why, tt.why) {
			t.Errorf("%s: %q, because %q", tt.name, c.placeName(place), why)
		}
	}
}

func TestAKeyThatIsNotThere(t *testing.T) {
	t.Parallel()
	c := profiled(someProfiles(), keyRack{err: errors.New("the key command failed with exit code 3")}, nil)
	if err := c.findWay(); err != nil {
		t.Fatal(err)
	}
	_, err := c.mustFindKey(t.Context())
	if exitCode(err) != exitUsage || message(err) != "there is no API key: the key command failed with exit code 3" {
		t.Errorf("%v", err)
	}
	c.way.profile, _ = c.way.config.Profile("env")
	if _, err := c.mustFindKey(t.Context()); message(err) != "there is no API key: CI_KEY is not set, and key_env of the profile env names it" {
		t.Errorf("%v", err)
	}
	var deps ui.Deps
	if err := c.putKey(t.Context(), &deps, nil); err != nil || deps.API != nil || deps.KeyTrouble != "CI_KEY is not set, and key_env of the profile env names it" ||
		!slices.Equal(deps.LookedIn, []string{"CI_KEY"}) {
		t.Errorf("%v, %+v", err, deps)
	}
}

func TestWhichProfileHolds(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, flag, env, usual, want, by string }{
		{"none", "", "", "", "", ""},
		{"the default", "", "", "file", "file", "default_profile"},
		{"the environment", "", "env", "file", "env", "ACTAS_PROFILE"},
		{"the flag", "ring", "env", "file", "ring", "--profile"},
	} {
		config := someProfiles()
		config.Default = tt.usual
		c := profiled(config, keyRack{}, map[string]string{"ACTAS_PROFILE": tt.env})
		c.flags.profile = tt.flag
		if err := c.findWay(); err != nil || c.way.profile.Name != tt.want || c.way.chosen != tt.by {
			t.Errorf("%s: %v, %q by %q", tt.name, err, c.way.profile.Name, c.way.chosen)
		}
	}
	c := profiled(someProfiles(), keyRack{}, nil)
	c.flags.profile = "away\x1b[2J"
	if err := c.findWay(); exitCode(err) != exitUsage || !strings.HasSuffix(err.Error(), "there are cmd, env, file, none, ring") || strings.Contains(err.Error(), "\x1b") {
		t.Errorf("%v", err)
	}
	c = profiled(model.Configuration{}, keyRack{}, nil)
	c.flags.profile = "away"
	if err := c.findWay(); exitCode(err) != exitUsage || !strings.Contains(err.Error(), "there is no configuration; actas config init writes one") {
		t.Errorf("%v", err)
	}
}

// TestTheEndpointOfAProfile: what a profile says of its API reaches the client.
func TestTheEndpointOfAProfile(t *testing.T) {
	t.Parallel()
	c := profiled(someProfiles(), keyRack{}, nil)
	if err := c.findWay(); err != nil {
		t.Fatal(err)
	}
	e := c.endpoint(model.NewSecret(canary), still{})
	if e.URL != "https://a.example" || e.CAFile != "/ca.pem" || !e.ReadOnly {
		t.Errorf("%+v", e)
	}
	if err := c.writing(); exitCode(err) != exitRefused || message(err) != "read-only (the profile cmd): nothing is changed from here, and nothing was sent" {
		t.Errorf("%v", err)
	}
	c.flags.onHangup = "revoke"
	if err := c.checkHangup(); exitCode(err) != exitUsage || !strings.Contains(err.Error(), "contradict") {
		t.Errorf("%v", err)
	}
}

// TestChildrenAreToldTheAPI where a configuration could name them another, and get
// no key of any profile.
func TestChildrenAreToldTheAPI(t *testing.T) {
	t.Parallel()
	c := profiled(someProfiles(), keyRack{}, map[string]string{"VULTR_API_KEY": "ENVKEY0123", "ACTAS_API_URL": DefaultAPI})
	c.out.Environ = []string{"PATH=/bin", "CI_KEY=" + canary, "COPY=ENVKEY0123", "VULTR_API_KEY=ENVKEY0123", "ACTAS_API_URL=" + DefaultAPI, "KEPT=1"}
	if err := c.findWay(); err != nil {
		t.Fatal(err)
	}
	got := c.sessionEnviron(c.sessionVars(model.LiveSession{Session: model.Session{Name: "s", Token: model.NewSecret("ars-1")}}, threeEntries()[2].At))
	want := []string{"PATH=/bin", "KEPT=1", "VULTR_API_KEY=ars-1", "ACTAS_SESSION=s", "ACTAS_EXPIRES_AT=2026-11-20T14:03:08Z", "ACTAS_API_URL=" + DefaultAPI}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	c.way.config = model.Configuration{}
	if c.told() != "" {
		t.Errorf("without a configuration: %q", c.told())
	}
}
