package cli

import (
	"io/fs"
	"strings"
	"testing"

	"actas/model"
)

// emptyRack holds no key, and says so as the keyring does.
type emptyRack struct{ keyRack }

func (emptyRack) Keyring(string) (model.Secret, error) { return model.Secret{}, fs.ErrNotExist }

// TestForgettingSaysWhetherThereWasAKey, since a name that was mistyped forgets none.
func TestForgettingSaysWhetherThereWasAKey(t *testing.T) {
	t.Parallel()
	rack := keyRack{kept: map[string]string{"ring": canary}}
	for says, keys := range map[string]Keys{
		"the key of the profile ring is taken out of the keyring":                    rack,
		"the keyring held no key of the profile ring: there was nothing to take out": emptyRack{rack},
	} {
		out, failed := file(t, "out"), file(t, "err")
		outside := newWorld(t).outside(file(t, "in"), out, failed)
		outside.Keys, outside.Configuration = keys, func(string) (model.Configuration, error) { return someProfiles(), nil }
		code := Run(t.Context(), []string{"config", "forget-key", "--profile", "ring"}, outside)
		if said := printed(t, out); code != 0 || !strings.HasPrefix(said, says) {
			t.Errorf("%d: %q, want %q", code, said, says)
		}
	}
}
