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

func (k keyRack) Command(_ context.Context, line string, _ []string) (model.Secret, error) {
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
		{"the environment before the default profile", "", "file", "ENVKEY", true, "ENVKEY", "VULTR_API_KEY", "it is set, and comes before what the profile file says"},
		{"the default profile of another API before the environment", "", "cmd", "ENVKEY", true, canary + "command pass show k", "key_command of the profile cmd", "the profile cmd says so; the key of VULTR_API_KEY is for https://api.vultr.com, and goes to no other API"},
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

// TestWhichSourceCounts: every one is told, in order, with whether it counts.
func TestWhichSourceCounts(t *testing.T) {
	t.Parallel()
	const other = "https://other.example"
	for _, tt := range []struct {
		name, flag, usual string
		env               map[string]string
		cli               bool
		want              [3]string
	}{
		{"nothing", "", "", nil, false, [3]string{
			"VULTR_API_KEY|no: it is not set", "a profile|no: nothing chooses one of the profiles cmd, env, file, none, ring; --profile NAME, ACTAS_PROFILE or the line default_profile = \"NAME\" does",
			"~/.vultr-cli.yaml|no: it is not there"}},
		{"the environment", "", "file", map[string]string{"VULTR_API_KEY": "K"}, true, [3]string{
			"VULTR_API_KEY|yes", "/k, by the profile file|no: VULTR_API_KEY comes before it", "~/.vultr-cli.yaml|no: VULTR_API_KEY comes before it"}},
		{"the environment, and a profile of another API", "", "cmd", map[string]string{"VULTR_API_KEY": "K"}, false, [3]string{
			"VULTR_API_KEY|no: it is for https://api.vultr.com, and goes to no other API", "key_command of the profile cmd|yes", "~/.vultr-cli.yaml|no: it is not there"}},
		{"the environment with an address, and a profile of that API", "", "cmd", map[string]string{"VULTR_API_KEY": "K", "ACTAS_API_URL": "https://a.example/"}, false, [3]string{
			"VULTR_API_KEY|yes", "key_command of the profile cmd|no: VULTR_API_KEY comes before it", "~/.vultr-cli.yaml|no: it is not there"}},
		{"a profile that is named", "file", "", map[string]string{"VULTR_API_KEY": "K"}, true, [3]string{
			"/k, by the profile file|yes", "VULTR_API_KEY|no: /k comes before it", "~/.vultr-cli.yaml|no: /k comes before it"}},
		{"a variable without a key", "env", "", nil, false, [3]string{
			"CI_KEY, by the profile env|yes, but it is not set", "VULTR_API_KEY|no: it is not set", "~/.vultr-cli.yaml|no: it is not there"}},
		{"the keyring, for another API", "", "ring", map[string]string{"ACTAS_API_URL": other}, false, [3]string{
			"VULTR_API_KEY|no: it is not set", "the keyring, for the profile ring|no: it is for https://api.vultr.com, and goes to no other API", "~/.vultr-cli.yaml|no: it is not there"}},
		{"vultr-cli alone", "none", "", nil, true, [3]string{
			"the profile none|no: it says nothing of a key", "VULTR_API_KEY|no: it is not set", "~/.vultr-cli.yaml|yes"}},
	} {
		config := someProfiles()
		config.Default = tt.usual
		c := profiled(config, keyRack{cli: tt.cli}, tt.env)
		c.flags.profile = tt.flag
		if err := c.findWay(); err != nil {
			t.Fatal(err)
		}
		for i, row := range c.keySources() {
			if got := strings.Join(row, "|"); got != tt.want[i] {
				t.Errorf("%s: %q, want %q", tt.name, got, tt.want[i])
			}
		}
	}
	if rows := (&command{out: Outside{Getenv: func(string) string { return "" }}}).keySources(); len(rows) != 2 || rows[1][1] != "no: there is none" {
		t.Errorf("without places: %q", rows)
	}
}

// TestNoKeyGoesToAnotherAPI: whichever way an address was said that is not the
// key's own.
func TestNoKeyGoesToAnotherAPI(t *testing.T) {
	t.Parallel()
	const other = "https://other.example"
	config := someProfiles()
	in := func(variable string) model.KeyPlace {
		return model.KeyPlace{Kind: model.KeyInVariable, Where: variable}
	}
	config.Profiles = append(config.Profiles, model.Profile{Name: "bare", APIURL: other},
		model.Profile{Name: "own", APIURL: other, Key: in("OWN")}, model.Profile{Name: "same", APIURL: other, Key: in("VULTR_API_KEY")})
	for name, tt := range map[string]struct {
		flag, chosen, apiFlag string
		env                   map[string]string
		want                  string
	}{
		"the environment's key, a named profile elsewhere":      {"bare", "", "", map[string]string{"VULTR_API_KEY": "K"}, ""},
		"the environment's key and address, a named profile":    {"none", "", "", map[string]string{"VULTR_API_KEY": "K", "ACTAS_API_URL": other}, ""},
		"the environment's key, a named profile of that API":    {"bare", "", "", map[string]string{"VULTR_API_KEY": "K", "ACTAS_API_URL": other}, "K"},
		"vultr-cli's key, a named profile elsewhere":            {"bare", "", "", nil, ""},
		"vultr-cli's key and an address in the environment":     {"", "", "", map[string]string{"ACTAS_API_URL": other}, ""},
		"vultr-cli's key and an address on the command line":    {"", "", other, nil, ""},
		"a profile's key and an address in the environment":     {"", "file", "", map[string]string{"ACTAS_API_URL": other}, ""},
		"a profile's key and an address on the command line":    {"", "file", other, nil, canary + "file /k"},
		"a named profile, whatever the environment's address":   {"file", "", "", map[string]string{"ACTAS_API_URL": other}, canary + "file /k"},
		"vultr-cli's key and Vultr's API with a slash behind":   {"", "", DefaultAPI + "/", nil, canary + "vultr-cli"},
		"the environment's key, the default profile elsewhere":  {"", "bare", "", map[string]string{"VULTR_API_KEY": "K"}, ""},
		"the environment's key, the default one at its address": {"", "bare", "", map[string]string{"VULTR_API_KEY": "K", "ACTAS_API_URL": other}, "K"},
		"the environment's key, sent there by the command line": {"", "bare", other, map[string]string{"VULTR_API_KEY": "K"}, "K"},
		"a profile in the environment, elsewhere":               {"", "", "", map[string]string{"VULTR_API_KEY": "K", "ACTAS_PROFILE": "bare"}, ""},
		"a session's token, the default profile elsewhere":      {"", "bare", "", map[string]string{"VULTR_API_KEY": "K", "ACTAS_SESSION": "s"}, "K"},
		"the default profile's own key, and the environment's":  {"", "own", "", map[string]string{"VULTR_API_KEY": "K", "OWN": "O"}, "O"},
		"the default profile's key in the same variable":        {"", "same", "", map[string]string{"VULTR_API_KEY": "K"}, "K"},
	} {
		config.Default = tt.chosen
		c := profiled(config, keyRack{cli: true}, tt.env)
		c.flags.profile, c.flags.apiURL = tt.flag, tt.apiFlag
		if err := c.findWay(); err != nil {
			t.Fatal(err)
		}
		if key, err := c.findKey(t.Context()); err != nil || key.Reveal() != tt.want {
			t.Errorf("%s: another key, %v", name, err)
		}
		if _, err := c.mustFindKey(t.Context()); tt.want == "" && !strings.Contains(message(err), "and goes to no other API") {
			t.Errorf("%s: %v", name, err)
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
	want := []string{"ACTAS_READ_ONLY=true", "PATH=/bin", "KEPT=1", "VULTR_API_KEY=ars-1", "ACTAS_SESSION=s", "ACTAS_EXPIRES_AT=2026-11-20T14:03:08Z", "ACTAS_API_URL=" + DefaultAPI}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	c.way.config = model.Configuration{}
	if c.told() != "" {
		t.Errorf("without a configuration: %q", c.told())
	}
}

// TestAKeyGoesToItsOwnAPI: what the environment says of the API and of the person
// is not that of a profile which is named now; a flag is.
func TestAKeyGoesToItsOwnAPI(t *testing.T) {
	t.Parallel()
	env := map[string]string{"ACTAS_API_URL": "https://env.example", "ACTAS_USER_ID": "env-user", "VULTR_API_KEY": "ENVKEY"}
	for _, tt := range []struct{ name, flag, usual, apiFlag, api, user string }{
		{"no profile", "", "", "", "https://env.example", "env-user"},
		{"the default profile", "", "cmd", "", "https://env.example", "env-user"},
		{"a named profile", "cmd", "", "", "https://a.example", "u-1"},
		{"a named profile on Vultr's own API", "ring", "", "", DefaultAPI, ""},
		{"a named profile and a flag", "ring", "", "https://flag.example", "https://flag.example", ""},
	} {
		config := someProfiles()
		config.Default = tt.usual
		c := profiled(config, keyRack{}, env)
		c.flags.profile, c.flags.apiURL = tt.flag, tt.apiFlag
		if err := c.findWay(); err != nil {
			t.Fatal(err)
		}
		if user, _, _ := c.said(); c.apiURL() != tt.api || user != tt.user {
			t.Errorf("%s: %q at %s", tt.name, user, c.apiURL())
		}
	}
}

func TestGoingOnWithAnotherProfile(t *testing.T) {
	t.Parallel()
	env := map[string]string{"ACTAS_API_URL": "https://env.example", "VULTR_API_KEY": "ENVKEY"}
	c := profiled(someProfiles(), keyRack{}, env)
	var refuse error
	c.out.Connect = func(Endpoint) (ui.API, error) { return nil, refuse }
	c.flags.apiURL, c.flags.userID = "https://flag.example", "flag-user"
	if err := c.findWay(); err != nil {
		t.Fatal(err)
	}
	if trouble, _ := c.goOnWith(t.Context(), "ring", still{}); trouble != "" || c.apiURL() != DefaultAPI || c.way.key.Reveal() != canary+"keyring ring" {
		t.Errorf("%q, at %s", trouble, c.apiURL())
	}
	if user, _, _ := c.said(); user != "" {
		t.Errorf("somebody is %s", user)
	}
	for name, fault := range map[string]struct {
		profile, why string
		refuse       error
	}{
		"no key in its variable": {"env", "Not with env: CI_KEY is not set, and key_env of the profile env names it.", nil},
		"authorities":            {"cmd", "Not with cmd: read the certificate authorities: /ca.pem is not there.", errors.New("read the certificate authorities: /ca.pem is not there")},
	} {
		refuse = fault.refuse
		if trouble, _ := c.goOnWith(t.Context(), fault.profile, still{}); trouble != fault.why || c.way.profile.Name != "ring" || c.way.key.Empty() {
			t.Errorf("%s: %q, and %q holds", name, trouble, c.way.profile.Name)
		}
	}
	delete(env, "VULTR_API_KEY")
	if trouble, _ := c.goOnWith(t.Context(), "none", still{}); trouble != "Not with none: nothing says where the key is." {
		t.Errorf("%q", trouble)
	}
}

func TestStoreAndForgetAKey(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, typed, profile string
		err                  error
		code                 int
		says                 string
	}{
		{"a key", canary + "\n", "ring", nil, 0, "the key of the profile ring is in the keyring\n"},
		{"a key that nobody looks for", canary, "file", nil, 0, "give it the line key_keyring = true in /etc/actas/config.toml"},
		{"nothing", "\n", "ring", nil, 2, "no key was given"},
		{"two words", canary + " x", "ring", nil, 2, "that is no key"},
		{"as long as one may be", strings.Repeat("k", 1024), "ring", nil, 0, "is in the keyring"},
		{"too long", strings.Repeat("k", 1025), "ring", nil, 2, "that is no key: it is longer than 1024 letters"},
		{"a film", strings.Repeat("k", 5<<20), "ring", nil, 2, "that is no key: it is longer than 1024 letters"},
		{"blanks and more", canary + strings.Repeat(" ", 5000) + "k", "ring", nil, 2, "that is no key"},
		{"a keyring that refuses", canary, "ring", errors.New("the keyring refuses; is it unlocked?"), 1, "the key is not kept: the keyring refuses"},
	} {
		w, rack := newWorld(t), shelf{keyRack{kept: map[string]string{}}, tt.err}
		in, out, failed := file(t, "in"), file(t, "out"), file(t, "err")
		if _, err := in.WriteString(tt.typed); err != nil {
			t.Fatal(err)
		}
		if _, err := in.Seek(0, 0); err != nil {
			t.Fatal(err)
		}
		outside := w.outside(in, out, failed)
		outside.Keys, outside.Configuration = rack, func(string) (model.Configuration, error) { return someProfiles(), nil }
		code := Run(t.Context(), []string{"config", "store-key", "--profile", tt.profile}, outside)
		said := printed(t, out) + printed(t, failed)
		if code != tt.code || !strings.Contains(said, tt.says) || strings.Contains(said, canary) {
			t.Errorf("%s: %d, %q", tt.name, code, said)
		}
		if code == 0 && rack.kept[tt.profile] != strings.TrimSpace(tt.typed) {
			t.Errorf("%s: it is not kept", tt.name)
		}
		if code == 0 && (Run(t.Context(), []string{"config", "forget-key", "--profile", tt.profile}, outside) != 0 || len(rack.kept) > 0) {
			t.Errorf("%s: it is not forgotten", tt.name)
		}
	}
}
