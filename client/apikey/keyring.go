package apikey

import (
	"errors"
	"io/fs"
	"strings"

	"actas/client/keyring"
	"actas/model"
)

// service is what keys of actas are called in the keyring.
const service = "actas"

// Keyring reads the key of an account from the keyring: a profile's name, and for one
// of another API than Vultr's " at " and the API after it. The error is an [Error], and
// [fs.ErrNotExist] as well where the keyring holds no such key.
func (p Places) Keyring(account string) (model.Secret, error) {
	value, err := p.ring().Get(account)
	if err != nil {
		return model.Secret{}, ringTrouble(err, account)
	}
	return key(value, "the keyring")
}

// Keep puts the key of an account into the keyring, in the place of one that is
// there. The error is an [Error].
func (p Places) Keep(account string, key model.Secret) error {
	return ringTrouble(p.ring().Set(account, key.Reveal()), account)
}

// Forget takes the key of an account out of the keyring; one that is gone already
// counts as done. The error is an [Error].
func (p Places) Forget(account string) error {
	return ringTrouble(p.ring().Delete(account), account)
}

func (p Places) ring() keyring.Patient {
	ring := p.Ring
	if ring == nil {
		ring = keyring.System(service)
	}
	return keyring.Patient{Ring: ring, Clock: p.Clock}
}

// absent says that there is no key in the keyring. It is [fs.ErrNotExist], and an Error.
type absent Error

// Error is the reason.
func (a absent) Error() string { return a.Why }

// Unwrap is what errors are compared with.
func (a absent) Unwrap() []error { return []error{Error(a), fs.ErrNotExist} }

// ringTrouble says what to do about an error of the keyring; nil for none. A profile
// may lie on a machine without a desktop, where no keyring helps; it is empty where
// there is none yet.
func ringTrouble(err error, account string) error {
	profile, _, _ := strings.Cut(account, " at ")
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return absent{"the keyring holds no key for the profile " + account + "; put it there with: actas config store-key --profile " + profile}
	case errors.Is(err, keyring.ErrNone) && profile == "":
		return Error{err.Error() + "; use key_command or key_file"}
	case errors.Is(err, keyring.ErrNone):
		return Error{err.Error() + `; in place of key_keyring, give the profile key_command = "pass show vultr" or key_file = "~/.vultr-key"`}
	case profile == "":
		return Error{err.Error()}
	}
	return Error{err.Error() + "; where nobody can unlock it, give the profile key_command or key_file in place of key_keyring"}
}
