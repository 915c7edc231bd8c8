package cli

import (
	"testing"

	"actas/model"
	"actas/ui"
)

// TestAKeyInAVariable: what is none is named by its variable, and never shown.
func TestAKeyInAVariable(t *testing.T) {
	t.Parallel()
	for value, why := range map[string]string{
		"\ufeff" + canary + "\n":     "",
		canary + "\n" + canary:       "VULTR_API_KEY holds something that is no key",
		canary + "\x1b":              "VULTR_API_KEY holds something that is no key",
		"\u201c" + canary + "\u201d": "VULTR_API_KEY holds something that is no key",
		"\ufeff":                     "VULTR_API_KEY holds nothing",
		" ":                          "put it into VULTR_API_KEY, or say in a profile where it is (actas demo needs none)",
	} {
		c := profiled(someProfiles(), keyRack{}, map[string]string{"VULTR_API_KEY": value})
		c.way.found = true
		key, err := c.mustFindKey(t.Context())
		if why == "" && (err != nil || key.Reveal() != canary) {
			t.Errorf("%q: %v", value, err)
		}
		if why != "" && (!key.Empty() || message(err) != "there is no API key: "+why) {
			t.Errorf("%q: %v", value, err)
		}
	}
	c := profiled(someProfiles(), keyRack{}, nil)
	c.flags.profile = "none"
	if err := c.findWay(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.mustFindKey(t.Context()); message(err) != "there is no API key: the profile none says nothing of one, and VULTR_API_KEY is not set; give the profile key_command, key_keyring, key_file or key_env" {
		t.Errorf("%v", err)
	}
}

// TestAKeyForAnotherAPIIsNamed where none is found: what would send it there, and what
// the first-run screen says of it.
func TestAKeyForAnotherAPIIsNamed(t *testing.T) {
	t.Parallel()
	const why = "the key of VULTR_API_KEY is for https://api.vultr.com, and goes to no other API"
	c := profiled(model.Configuration{Default: "b", Profiles: []model.Profile{{Name: "b", APIURL: "https://b.example"}}}, keyRack{}, map[string]string{"VULTR_API_KEY": "K"})
	if err := c.findWay(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.mustFindKey(t.Context()); message(err) != "there is no API key for https://b.example: "+why+`; key_env = "VULTR_API_KEY" in the profile b sends it there` {
		t.Errorf("%v", err)
	}
	var deps ui.Deps
	if err := c.putKey(t.Context(), &deps, nil); err != nil || deps.API != nil || deps.KeyTrouble != why {
		t.Errorf("%v, %q", err, deps.KeyTrouble)
	}
}
