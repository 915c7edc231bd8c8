package cli

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"actas/model"
)

// shelf is a keyring that holds what is put into it.
type shelf struct {
	keyRack
	refuses error
}

func (s shelf) Keyring(profile string) (model.Secret, error) {
	if key, ok := s.kept[profile]; ok {
		return model.NewSecret(key), nil
	}
	return model.Secret{}, errors.New("the keyring holds no key for the profile " + profile)
}

func (s shelf) Keep(profile string, key model.Secret) error {
	if s.refuses == nil {
		s.kept[profile] = key.Reveal()
	}
	return s.refuses
}

// shelved is a command line whose configuration, keyring and environment are given,
// and what it writes.
func shelved(t *testing.T, config model.Configuration, f flags, s shelf, fails error) (*command, *[]model.Profile) {
	t.Helper()
	var written []model.Profile
	c := profiled(config, s.keyRack, map[string]string{"HOME": "/home/ada"})
	c.flags, c.out.Keys, c.out.KeyringReady = f, s, func() error { return nil }
	c.out.ConfigurationPath = "/home/ada/.config/actas/config.toml"
	c.out.AddProfile = func(path string, p model.Profile) (model.Configuration, error) {
		written = append(written, p)
		return model.Configuration{Path: path, Default: p.Name, Profiles: []model.Profile{p}}, fails
	}
	if err := c.findWay(); err != nil {
		t.Fatal(err)
	}
	return c, &written
}

func TestATypedKeyIsKept(t *testing.T) {
	t.Parallel()
	inRing := model.KeyPlace{Kind: model.KeyInKeyring, Where: "default"}
	for _, tt := range []struct {
		name, profile, api string
		want               *model.Profile
	}{
		{"without a configuration", "", "", &model.Profile{Name: "default", Key: inRing}},
		{"for another API", "", "https://b.example", &model.Profile{Name: "default", Key: inRing, APIURL: "https://b.example"}},
		{"beside a profile whose key is elsewhere", "cmd", "", &model.Profile{Name: "default", Key: inRing, APIURL: "https://a.example", ReadOnly: true, UserID: "u-1", CAFile: "/ca.pem"}},
		{"beside a profile of another API", "ring", "https://b.example", &model.Profile{Name: "default", Key: inRing, APIURL: "https://b.example"}},
		{"for a profile that looks there", "ring", "", nil},
		{"for a profile that says nothing", "none", "", &model.Profile{Name: "none", Key: model.KeyPlace{Kind: model.KeyInKeyring, Where: "none"}}},
	} {
		config := model.Configuration{}
		if tt.profile != "" {
			config = someProfiles()
		}
		s := shelf{keyRack: keyRack{kept: map[string]string{}}}
		c, written := shelved(t, config, flags{profile: tt.profile, apiURL: tt.api}, s, nil)
		var kept keptIn
		rest := c.keyRest(&kept)
		name := "default"
		if tt.profile == "none" || tt.want == nil {
			name = tt.profile
		}
		if (rest.Profile != "") != (name == tt.profile) || rest.IsThere != (tt.profile != "") || rest.File != "~/.config/actas/config.toml" {
			t.Errorf("%s: %+v", tt.name, rest.Rest)
		}
		if err := rest.Keep(name, model.NewSecret(canary)); err != nil || s.kept[heldAs(name, tt.want)] != canary || kept.Load() == nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if tt.want == nil && len(*written) > 0 || tt.want != nil && (len(*written) != 1 || !sameProfile((*written)[0], *tt.want)) {
			t.Errorf("%s: it writes %+v", tt.name, *written)
		}
	}
}

// heldAs is where the keyring must hold the key of a profile that is written; nil is
// one of Vultr's own API that is there.
func heldAs(name string, written *model.Profile) string {
	if written == nil || written.APIURL == "" {
		return name
	}
	return name + " at " + written.APIURL
}

func sameProfile(a, b model.Profile) bool {
	same := slices.Equal(a.Roles, b.Roles)
	a.Roles, b.Roles = nil, nil
	return same && a.Name == b.Name && a.Key == b.Key && a.APIURL == b.APIURL && a.ReadOnly == b.ReadOnly && a.UserID == b.UserID && a.CAFile == b.CAFile && a.Kind == b.Kind
}

// TestAKeyThatCannotBeKeptLeavesNothing: neither half of it, and no key in an error.
func TestAKeyThatCannotBeKeptLeavesNothing(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, held     string
		refuses, fails error
		why, left      string
	}{
		{"the keyring refuses", "", errors.New("the keyring refuses"), nil, "the keyring refuses", ""},
		{"the file cannot be written", "", nil, errors.New("config.toml: could not be written"), "could not be written", ""},
		{"another key is there", "OTHER", nil, nil, "holds another key for a profile default already", "OTHER"},
		{"the same key is there", canary, nil, errors.New("config.toml: could not be written"), "could not be written", canary},
	} {
		s := shelf{keyRack{kept: map[string]string{}}, tt.refuses}
		if tt.held != "" {
			s.kept["default"] = tt.held
		}
		c, _ := shelved(t, model.Configuration{}, flags{}, s, tt.fails)
		var kept keptIn
		err := c.keyRest(&kept).Keep("default", model.NewSecret(canary))
		if err == nil || !strings.Contains(err.Error(), tt.why) || strings.Contains(err.Error(), canary) || kept.Load() != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if s.kept["default"] != tt.left {
			t.Errorf("%s: something is left in the keyring", tt.name)
		}
	}
}

func TestWithoutAPlaceNoKeyIsKept(t *testing.T) {
	t.Parallel()
	c, _ := shelved(t, model.Configuration{}, flags{}, shelf{}, nil)
	c.out.ConfigurationPath = ""
	if c.keyRest(new(keptIn)) != nil {
		t.Error("without a home a key is kept")
	}
	if c.flags.config = "/etc/c.toml"; c.keyRest(new(keptIn)) == nil {
		t.Error("with --config none is kept")
	}
}

// TestATypedKeysProfileIsWrittenWhereProfilesAreRead: into the configuration that
// somebody named, by a flag or by the environment.
func TestATypedKeysProfileIsWrittenWhereProfilesAreRead(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ flag, env, want string }{
		{"", "", "/home/ada/.config/actas/config.toml"},
		{"", "/home/ada/env.toml", "/home/ada/env.toml"},
		{"/home/ada/flag.toml", "/home/ada/env.toml", "/home/ada/flag.toml"},
	} {
		c, _ := shelved(t, model.Configuration{}, flags{config: tt.flag}, shelf{keyRack: keyRack{kept: map[string]string{}}}, nil)
		c.out.Getenv = func(name string) string { return map[string]string{"HOME": "/home/ada", "ACTAS_CONFIG": tt.env}[name] }
		var kept keptIn
		rest := c.keyRest(&kept)
		if err := rest.Keep("default", model.NewSecret(canary)); err != nil {
			t.Fatal(err)
		}
		if got := kept.Load().Path; got != tt.want || rest.File != "~"+strings.TrimPrefix(tt.want, "/home/ada") {
			t.Errorf("%+v: written into %s, told %s", tt, got, rest.File)
		}
	}
}
