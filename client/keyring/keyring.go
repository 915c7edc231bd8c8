// Package keyring asks the keyring of the system, and waits for it for five seconds
// at most.
package keyring

import (
	"errors"
	"fmt"
	"time"

	"actas/client/clock"
)

// Ring is a keyring, or the part of one that is for one purpose. Get and Delete fail
// with [ErrNotFound] where it holds nothing for an account.
type Ring interface {
	Get(account string) (string, error)
	Set(account, secret string) error
	Delete(account string) error
}

// Within is how long a keyring may take: one that is locked may wait for somebody who
// cannot see its question.
const Within = 5 * time.Second

var (
	// ErrNotFound: the keyring holds nothing for the account.
	ErrNotFound = errors.New("nothing in the keyring")
	// ErrNone: the system has no keyring that could be asked.
	ErrNone = errors.New("this machine has no keyring")
	// ErrLate ends what took longer than [Within].
	ErrLate = fmt.Errorf("the keyring did not answer in %d s; it may wait to be unlocked", int(Within/time.Second))
	// errRefused stands for whatever else a keyring says: that may hold anything.
	errRefused = errors.New("the keyring refuses; is it unlocked?")
)

// Patient is a keyring that is waited for no longer than [Within]. Its errors are
// those of this package, in words for people.
type Patient struct {
	Ring  Ring
	Clock clock.Clock
}

// Get reads the secret of an account. It fails with [ErrNotFound] where there is none.
func (p Patient) Get(account string) (string, error) {
	var secret string // read once the question was answered
	err := p.ask(func() (err error) {
		secret, err = p.Ring.Get(account)
		return err
	})
	if err != nil {
		return "", err
	}
	return secret, nil
}

// Set keeps the secret of an account, in the place of one that is there.
func (p Patient) Set(account, secret string) error {
	return p.ask(func() error { return p.Ring.Set(account, secret) })
}

// Delete takes the secret of an account away; none that is there counts as done.
func (p Patient) Delete(account string) error {
	err := p.ask(func() error { return p.Ring.Delete(account) })
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}

// ask asks the keyring, which goes on by itself where it takes too long: there is
// no way to call it off.
func (p Patient) ask(question func() error) error {
	answered := make(chan error, 1)
	go func() { answered <- question() }()
	select {
	case err := <-answered:
		return told(err)
	case <-p.Clock.After(Within):
		return ErrLate
	}
}

// told is an error without what the keyring said of it.
func told(err error) error {
	for _, known := range []error{nil, ErrNotFound, ErrNone} {
		if errors.Is(err, known) {
			return known
		}
	}
	return errRefused
}
