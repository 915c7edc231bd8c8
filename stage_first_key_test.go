package main

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/teatest"

	"actas/client/simulator"
	"actas/model"
	"actas/ui"
	"actas/ui/firstrun"
)

// keyRing takes keys as a keyring does, or refuses them.
type keyRing struct {
	refuses error
	kept    []string
}

func (k *keyRing) keep(profile string, key model.Secret) error {
	k.kept = append(k.kept, profile+" "+key.Reveal())
	return k.refuses
}

// keyless is a dashboard without a key, on the simulated API, where a typed key can
// be kept; ready says why not.
func keyless(ready error, ring *keyRing, rest firstrun.Rest) scenario {
	return scenario{deps: func(d *ui.Deps) {
		api := d.API
		d.API, d.Demo, d.DefaultEndpoint = nil, false, true
		d.LookedIn = []string{"VULTR_API_KEY"}
		d.Connect = func(model.Secret) (ui.API, error) { return api, nil }
		d.KeyRest = &ui.KeyRest{Rest: rest, Ready: func() error { return ready }, Keep: ring.keep}
	}}
}

var (
	fresh       = firstrun.Rest{File: "~/.config/actas/config.toml"}
	existing    = firstrun.Rest{File: fresh.File, IsThere: true, Taken: []string{"default", "work"}, Default: "work"}
	ofWork      = firstrun.Rest{File: fresh.File, IsThere: true, Taken: []string{"work"}, Default: "work", Profile: "work"}
	errRingless = errors.New("this machine has no keyring; use key_command or key_file")
)

// keyTyped pastes a key and tries it.
func keyTyped(s *stage) {
	s.press("k")
	s.paste(s.server.Key() + "\n")
	s.press("enter")
	s.settle()
}

func firstKeyPictures() []picture {
	refusing := &keyRing{refuses: errors.New("the keyring did not answer in 5 s; it may wait to be unlocked; where nobody can unlock it, give the profile key_command or key_file in place of key_keyring")}
	return []picture{
		{name: "first-run-offer", scenario: keyless(nil, &keyRing{}, fresh)},
		{name: "first-run-works", scenario: keyless(nil, &keyRing{}, fresh), act: keyTyped},
		{name: "first-run-profile", scenario: keyless(nil, &keyRing{}, fresh), act: then(keyTyped, keys("k"))},
		{name: "first-run-added", scenario: keyless(nil, &keyRing{}, existing), act: then(keyTyped, keys("k"))},
		{name: "first-run-of-work", scenario: keyless(nil, &keyRing{}, ofWork), act: keyTyped, sizes: sizes[1:2]},
		{name: "first-run-ringless", scenario: keyless(errRingless, &keyRing{}, fresh), act: keyTyped},
		{name: "first-run-not-kept", scenario: keyless(nil, refusing, fresh), act: then(keyTyped, keys("k", "enter"))},
	}
}

// TestAKeyThatIsKept: it is kept for the profile that was named, and that profile is
// gone on with.
func TestAKeyThatIsKept(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, profile string
		rest          firstrun.Rest
		keys          []string
	}{
		{"a new profile", "default", fresh, []string{"k", "enter"}},
		{"beside others", "default-2", existing, []string{"k", "enter"}},
		{"the profile that holds", "work", ofWork, []string{"k"}},
		{"another name", "default7", fresh, []string{"k", "7", "enter"}},
	} {
		ring := &keyRing{}
		s := open(t, keyless(nil, ring, c.rest))
		keyTyped(s)
		s.see("The key works.", "It is ada@northwind.example's, at "+s.client.Endpoint()+".")
		s.ended = true // by itself
		s.strike(c.keys...)
		last, _ := s.tm.FinalModel(t, teatest.WithFinalTimeout(stagePatience)).(watched)
		if m, _ := last.inner.(ui.Model); m.SwitchTo() != c.profile {
			t.Errorf("%s: it goes on with %q", c.name, m.SwitchTo())
		}
		if !slices.Equal(ring.kept, []string{c.profile + " " + s.server.Key()}) {
			t.Errorf("%s: %d keys are kept", c.name, len(ring.kept))
		}
	}
}

// TestAKeyForThisRunOnly is kept nowhere.
func TestAKeyForThisRunOnly(t *testing.T) {
	t.Parallel()
	for name, ready := range map[string]error{"a keyring": nil, "none": errRingless} {
		ring := &keyRing{}
		s := open(t, keyless(ready, ring, fresh))
		keyTyped(s)
		if ready != nil {
			s.lacks("keep it in")
			s.press("k")
			s.see("The key works.")
		}
		s.press("r")
		s.see("ada-deploy-7f3c")
		if len(ring.kept) > 0 {
			t.Errorf("%s: it is kept", name)
		}
	}
}

// TestAKeyThatDoesNotWork is said so before anything is kept, and is still there.
func TestAKeyThatDoesNotWork(t *testing.T) {
	t.Parallel()
	const account = "GET /v2/account"
	for want, fault := range map[string]simulator.Fault{
		"Not connected: read account: the key is not accepted (401)": {Status: 401, Times: -1},
		"Not connected: read account: ":                              {Reset: simulator.ResetBeforeAnswer, Times: -1},
	} {
		ring := &keyRing{}
		s := open(t, keyless(nil, ring, fresh))
		s.server.Next(account, fault)
		keyTyped(s)
		s.pass(time.Minute)
		s.see(want)
		s.see("key  ****")
	}
	s := open(t, keyless(nil, &keyRing{}, fresh))
	s.server.Next(account, simulator.Fault{Status: 403})
	keyTyped(s)
	s.see("The key works.")
	s.lacks("It is")
}

// TestTheKeyIsTakenBackWhileTheAPIIsAsked: the answer that comes then counts for
// nothing.
func TestTheKeyIsTakenBackWhileTheAPIIsAsked(t *testing.T) {
	t.Parallel()
	s := open(t, keyless(nil, &keyRing{}, fresh))
	release := hold(s, "GET /v2/account")
	s.press("k")
	s.paste(s.server.Key())
	s.strike("enter")
	s.see("Connecting.")
	s.strike("esc")
	s.see("enter use this key")
	release()
	s.settle()
	s.lacks("The key works.")
	s.press("enter")
	s.see("The key works.")
}
