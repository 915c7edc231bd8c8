package cli

import (
	"context"
	"strings"
	"testing"

	"actas/model"
	"actas/ui"
)

// storing has profiles of object storages, with the first as the default.
func storing(places ...model.KeyPlace) model.Configuration {
	config := model.Configuration{Path: "/etc/actas/config.toml", Default: "a"}
	for i, place := range places {
		config.Profiles = append(config.Profiles, model.Profile{
			Name: string(rune('a' + i)), Kind: model.KindECS, APIURL: "https://storage.example:4443", Key: place,
		})
	}
	return config
}

// TestNoKeyOfVultrGoesToAnObjectStorage, and its token goes nowhere else.
func TestNoKeyOfVultrGoesToAnObjectStorage(t *testing.T) {
	t.Parallel()
	own := model.KeyPlace{Kind: model.KeyInVariable, Where: "STORAGE_TOKEN"}
	env := map[string]string{
		"VULTR_API_KEY": canary, "ACTAS_API_URL": "https://api.vultr.com", "ACTAS_USER_ID": "u-1", "STORAGE_TOKEN": "T",
	}
	for _, flag := range []string{"", "a"} {
		c := profiled(storing(own), keyRack{cli: true}, env)
		c.flags.profile = flag
		if err := c.findWay(); err != nil {
			t.Fatal(err)
		}
		key, err := c.mustFindKey(t.Context())
		e := c.endpoint(key, nil)
		if err != nil || e.Key.Reveal() != "T" || e.URL != "https://storage.example:4443" || e.Kind != model.KindECS || e.KeyFrom != "STORAGE_TOKEN" {
			t.Errorf("%q: to %s with what came from %s, %v", flag, e.URL, e.KeyFrom, err)
		}
		if who := c.userSetting().value; who != "" {
			t.Errorf("%q: I am %s", flag, who)
		}
	}
	c := profiled(storing(model.KeyPlace{}), keyRack{cli: true}, env)
	if err := c.findWay(); err != nil {
		t.Fatal(err)
	}
	if key, err := c.mustFindKey(t.Context()); !key.Empty() || !strings.Contains(message(err), "there is no X-SDS-AUTH-TOKEN: give the profile a one of key_command") {
		t.Errorf("%v", err)
	}
	if places := c.lookedIn(); len(places) != 1 || places[0] != "the profile a" {
		t.Errorf("looked in %q", places)
	}
}

func TestNothingIsRevokedOnAHangUpThere(t *testing.T) {
	t.Parallel()
	c := profiled(storing(model.KeyPlace{}), keyRack{}, map[string]string{"ACTAS_ON_HANGUP": "revoke"})
	if err := c.findWay(); err != nil {
		t.Fatal(err)
	}
	if err := c.checkHangup(); exitCode(err) != exitUsage || !strings.Contains(message(err), "cannot revoke a session") {
		t.Errorf("%v", err)
	}
}

// anAddress is an API of which nothing but that is asked.
type anAddress struct{ ui.API }

func (anAddress) Endpoint() string { return "storage.example:4443" }

// TestASessionIsRenewedForItsProfile: at an object storage nobody is a user, and the
// sessions of two profiles of one host are apart.
func TestASessionIsRenewedForItsProfile(t *testing.T) {
	t.Parallel()
	c := profiled(storing(model.KeyPlace{}, model.KeyPlace{}), keyRack{}, nil)
	c.flags.profile = "b"
	var started, renewed Whose
	c.out.Renewals = func(_ ui.API, _ ui.Clock, whose Whose, _ bool) ui.Renewals {
		started = whose
		return nil
	}
	c.out.Renew = func(_ context.Context, _ ui.API, _ ui.Clock, whose Whose, _ model.Renewal) model.RenewalResult {
		renewed = whose
		return model.RenewalResult{}
	}
	c.out.Suffix = func() string { return "ab12" }
	if err := c.findWay(); err != nil {
		t.Fatal(err)
	}
	c.renewals(still{}, func() bool { return true })(nil, "")
	c.renewOne(t.Context(), &remote{API: anAddress{}}, model.Role{}, model.LiveSession{}, 0)
	if want := (Whose{Profile: "b"}); started != want || renewed != want {
		t.Errorf("started for %+v, renewed for %+v", started, renewed)
	}
}

// ring notes whether it was asked to keep something.
type ring struct {
	ui.Kept
	asked *bool
}

func (ring) Lasts() bool { return true }
func (r ring) Keep(string, model.Session) error {
	*r.asked = true
	return nil
}
func (ring) Forget(string, string) error { return nil }

// TestAWrongAssumeAsksNoKeyring: it may open a window that asks for a password.
func TestAWrongAssumeAsksNoKeyring(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"--name", "a b"}, {"--ip", "nowhere"}, {"--ip", "10.0.0.1"}, {"--policy", "/nowhere"}, {"--via", "sts"}, {"--org", "o"},
		{"--print", "x"}, {"--force"}, {"--shell", "fish"}, {"--token-file", "/t"},
	} {
		c := profiled(storing(model.KeyPlace{}), keyRack{}, map[string]string{})
		var asked bool
		c.out.Kept = ring{asked: &asked}
		c.out.Identity = func(string, string, ...string) func(context.Context) (model.Secret, error) { return nil }
		cmd := c.assume()
		cmd.SetArgs(append([]string{"backup"}, args...))
		cmd.SilenceErrors, cmd.SilenceUsage = true, true
		if err := cmd.Execute(); exitCode(err) != exitUsage || asked {
			t.Errorf("%q: %v, the keyring asked: %v", args, err, asked)
		}
	}
}
