package cli

import (
	"slices"
	"strings"
	"testing"

	"actas/model"
)

// TestAKeyInTheKeyringGoesToItsOwnAPI: another configuration may have a profile of the
// same name.
func TestAKeyInTheKeyringGoesToItsOwnAPI(t *testing.T) {
	t.Parallel()
	inRing := model.KeyPlace{Kind: model.KeyInKeyring, Where: "work"}
	of := func(api string) model.Configuration {
		return model.Configuration{Path: "/c.toml", Profiles: []model.Profile{{Name: "work", APIURL: api, Key: inRing}}}
	}
	s := shelf{keyRack: keyRack{kept: map[string]string{}}}
	first, _ := shelved(t, of("https://a.example/"), flags{profile: "work"}, s, nil)
	if err := first.keepInRing(first.way.profile, model.NewSecret(canary), false); err != nil {
		t.Fatal(err)
	}
	for api, there := range map[string]bool{
		"https://A.example": true, "https://a.example/": true, "https://b.example": false, "": false, DefaultAPI: false,
	} {
		c, _ := shelved(t, of(api), flags{profile: "work"}, s, nil)
		key, err := c.findKey(t.Context())
		if (err == nil && key.Reveal() == canary) != there {
			t.Errorf("%q: there is %v, %v", api, !key.Empty(), err)
		}
	}
	// One that was kept when the name alone counted is that of Vultr's own API.
	s.kept["work"] = "OLD"
	for _, api := range []string{"", DefaultAPI, DefaultAPI + "/"} {
		c, _ := shelved(t, of(api), flags{profile: "work"}, s, nil)
		if key, err := c.findKey(t.Context()); err != nil || key.Reveal() != "OLD" {
			t.Errorf("%q: %v", api, err)
		}
	}
}

func TestAnotherKeyIsReplacedOnlyByForce(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		held string
		args []string
		code int
		left string
	}{
		{"OTHER", nil, 1, "OTHER"},
		{"OTHER", []string{"--force"}, 0, canary},
		{canary, nil, 0, canary},
		{"", nil, 0, canary},
	} {
		w, s := newWorld(t), shelf{keyRack: keyRack{kept: map[string]string{}}}
		if tt.held != "" {
			s.kept["ring"] = tt.held
		}
		in, out, failed := file(t, "in"), file(t, "out"), file(t, "err")
		if _, err := in.WriteString(canary); err != nil {
			t.Fatal(err)
		}
		if _, err := in.Seek(0, 0); err != nil {
			t.Fatal(err)
		}
		outside := w.outside(in, out, failed)
		outside.Keys, outside.Configuration = s, func(string) (model.Configuration, error) { return someProfiles(), nil }
		code := Run(t.Context(), slices.Concat([]string{"config", "store-key", "--profile", "ring"}, tt.args), outside)
		said := printed(t, failed)
		if code != tt.code || s.kept["ring"] != tt.left || strings.Contains(said, "--force replaces it") != (tt.code == 1) {
			t.Errorf("%q %q: %d, %q", tt.held, tt.args, code, said)
		}
	}
}
