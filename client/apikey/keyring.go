package apikey

import (
	"errors"

	"actas/client/keyring"
	"actas/model"
)

// service is what keys of actas are called in the keyring.
const service = "actas"

// Keyring reads the key of a profile from the keyring.
func (p Places) Keyring(profile string) (model.Secret, error) {
	value, err := p.ring().Get(profile)
	if err != nil {
		return model.Secret{}, ringTrouble(err, profile)
	}
	return key(value, "the keyring")
}

// Keep puts the key of a profile into the keyring, in the place of one that is
// there.
func (p Places) Keep(profile string, key model.Secret) error {
	return ringTrouble(p.ring().Set(profile, key.Reveal()), profile)
}

// Forget takes the key of a profile out of the keyring; one that is gone already
// counts as done.
func (p Places) Forget(profile string) error {
	return ringTrouble(p.ring().Delete(profile), profile)
}

func (p Places) ring() keyring.Patient {
	ring := p.Ring
	if ring == nil {
		ring = keyring.System(service)
	}
	return keyring.Patient{Ring: ring, Clock: p.Clock}
}

// ringTrouble says what to do about an error of the keyring; nil for none. A profile
// may lie on a machine without a desktop, where no keyring helps; it is empty where
// there is none yet.
func ringTrouble(err error, profile string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return Error{"the keyring holds no key for the profile " + profile + "; put it there with: actas config store-key --profile " + profile}
	case errors.Is(err, keyring.ErrNone) && profile == "":
		return Error{err.Error() + "; use key_command or key_file"}
	case errors.Is(err, keyring.ErrNone):
		return Error{err.Error() + `; in place of key_keyring, give the profile key_command = "pass show vultr" or key_file = "~/.vultr-key"`}
	case profile == "":
		return Error{err.Error()}
	}
	return Error{err.Error() + "; where nobody can unlock it, give the profile key_command or key_file in place of key_keyring"}
}
