package apikey

import (
	"errors"

	"github.com/zalando/go-keyring"
)

// ringService is what actas is called in the keyring.
const ringService = "actas"

// systemRing is the keyring of the system: the Secret Service on Linux and the
// BSDs, Keychain on macOS, the Credential Manager on Windows.
type systemRing struct{}

// Get reads the key of a profile.
func (systemRing) Get(profile string) (string, error) {
	if !hasBus() {
		return "", errNoRing
	}
	value, err := keyring.Get(ringService, profile)
	return value, sorted(err)
}

// Set keeps the key of a profile.
func (systemRing) Set(profile, key string) error {
	if !hasBus() {
		return errNoRing
	}
	return sorted(keyring.Set(ringService, profile, key))
}

// Delete takes the key of a profile away.
func (systemRing) Delete(profile string) error {
	if !hasBus() {
		return errNoRing
	}
	return sorted(keyring.Delete(ringService, profile))
}

func sorted(err error) error {
	switch {
	case errors.Is(err, keyring.ErrNotFound):
		return errNoKey
	case errors.Is(err, keyring.ErrUnsupportedPlatform), serviceUnknown(err):
		return errNoRing
	}
	return err
}
