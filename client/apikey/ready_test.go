//go:build unix

package apikey

import (
	"errors"
	"testing"

	"actas/client/keyring"
	"actas/model"
)

// askedRing is a keyring that says whether it is ready.
type askedRing struct {
	ring
	err error
}

func (r askedRing) Ready() error { return r.err }

func TestReady(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		ring keyring.Ring
		why  string
	}{
		{"it is there", askedRing{}, ""},
		{"it does not say", ring{err: errors.New("dbus: " + canary)}, ""},
		{"there is none", askedRing{err: keyring.ErrNone}, "this machine has no keyring; use key_command or key_file"},
		{"something else", askedRing{err: errors.New("dbus: " + canary)}, "the keyring refuses"},
	} {
		p, _, _ := places(t)
		p.Ring = c.ring
		err := p.Ready()
		if c.why == "" {
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		mustFail(t, c.name, model.Secret{}, err, c.why)
	}
}

func TestNoBusIsNoKeyring(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+t.TempDir()+"/no-bus")
	p, _, _ := places(t)
	mustFail(t, "no bus", model.Secret{}, p.Ready(), "this machine has no keyring")
}
