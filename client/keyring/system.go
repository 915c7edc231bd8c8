package keyring

import (
	"errors"

	zalando "github.com/zalando/go-keyring"
)

// System is the keyring of the system: the Secret Service on Linux and the BSDs,
// Keychain on macOS, the Credential Manager on Windows. What it holds for actas
// stands under the name of a service, as in "actas".
func System(service string) Ring { return system{service} }

type system struct{ service string }

// There reports that there may be a keyring. It asks none.
func (system) There() bool { return hasBus() }

// Get reads the secret of an account.
func (s system) Get(account string) (string, error) {
	if !hasBus() {
		return "", ErrNone
	}
	value, err := zalando.Get(s.service, account)
	return value, sorted(err)
}

// Set keeps the secret of an account.
func (s system) Set(account, secret string) error {
	if !hasBus() {
		return ErrNone
	}
	return sorted(zalando.Set(s.service, account, secret))
}

// Delete takes the secret of an account away.
func (s system) Delete(account string) error {
	if !hasBus() {
		return ErrNone
	}
	return sorted(zalando.Delete(s.service, account))
}

func sorted(err error) error {
	switch {
	case errors.Is(err, zalando.ErrNotFound):
		return ErrNotFound
	case errors.Is(err, zalando.ErrUnsupportedPlatform), serviceUnknown(err):
		return ErrNone
	}
	return err
}

// Ready looks for somebody who is the keyring.
func (system) Ready() error {
	if !hasBus() {
		return ErrNone
	}
	return sorted(serviceThere())
}
