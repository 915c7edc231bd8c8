package apikey

import (
	"errors"
	"fmt"
	"time"

	"actas/model"
)

// Ring is a keyring. Get and Delete fail with errNoKey where it holds none for a
// profile.
type Ring interface {
	Get(profile string) (string, error)
	Set(profile, key string) error
	Delete(profile string) error
}

// ringWithin is how long a keyring may take: one that is locked may wait for
// somebody who cannot see its question.
const ringWithin = 5 * time.Second

var (
	// errNoKey: the keyring holds no key for the profile.
	errNoKey = errors.New("no key in the keyring")
	// errNoRing: the system has no keyring that could be asked.
	errNoRing = errors.New("no keyring")
	// errLate ends what took longer than ringWithin.
	errLate = errors.New("late")
)

// Keyring reads the key of a profile from the keyring.
func (p Places) Keyring(profile string) (model.Secret, error) {
	var value string
	err := p.ask(func(r Ring) (err error) {
		value, err = r.Get(profile)
		return err
	})
	if err != nil {
		return model.Secret{}, ringTrouble(err, profile)
	}
	return key(value, "the keyring")
}

// Keep puts the key of a profile into the keyring, in the place of one that is
// there.
func (p Places) Keep(profile string, key model.Secret) error {
	if err := p.ask(func(r Ring) error { return r.Set(profile, key.Reveal()) }); err != nil {
		return ringTrouble(err, profile)
	}
	return nil
}

// Forget takes the key of a profile out of the keyring; one that is gone already
// counts as done.
func (p Places) Forget(profile string) error {
	err := p.ask(func(r Ring) error { return r.Delete(profile) })
	if err != nil && !errors.Is(err, errNoKey) {
		return ringTrouble(err, profile)
	}
	return nil
}

// ask asks the keyring, which goes on by itself where it takes too long: there is
// no way to call it off.
func (p Places) ask(question func(Ring) error) error {
	ring := p.Ring
	if ring == nil {
		ring = systemRing{}
	}
	answered := make(chan error, 1)
	go func() { answered <- question(ring) }()
	select {
	case err := <-answered:
		return err
	case <-p.Clock.After(ringWithin):
		return errLate
	}
}

// ringTrouble puts an error of the keyring into words: its own may be anything.
func ringTrouble(err error, profile string) error {
	switch {
	case errors.Is(err, errLate):
		return Error{fmt.Sprintf("the keyring did not answer in %d s; it may wait to be unlocked", int(ringWithin/time.Second))}
	case errors.Is(err, errNoKey):
		return Error{"the keyring holds no key for the profile " + profile + "; put it there with: actas config store-key --profile " + profile}
	case errors.Is(err, errNoRing):
		return Error{"this machine has no keyring; use key_command or key_file"}
	}
	return Error{"the keyring refuses; is it unlocked?"}
}
