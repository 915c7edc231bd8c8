// Package apikey reads the API key from where it rests: a command, the keyring of
// the system, a file, or the configuration of vultr-cli. No error holds a key, or
// any part of what was read.
package apikey

import (
	"io"
	"strings"

	"actas/client/clock"
	"actas/client/keyring"
	"actas/client/private"
	"actas/model"
)

// Places are where keys are read from. Clock must be set.
type Places struct {
	// Home is the home folder; empty for somebody without one.
	Home  string
	Clock clock.Clock
	// Stderr is where a command says what it has to say, such as a question of its
	// own; nil puts it into the error, and leaves the command no terminal.
	Stderr io.Writer
	// Ring is the keyring; nil is the system's.
	Ring keyring.Ring
}

// Error says in words for people why there is no key.
type Error struct{ Why string }

// Error is the reason.
func (e Error) Error() string { return e.Why }

const (
	// longestKey is the longest key in bytes. Vultr's have 36.
	longestKey = 1024
	// fileCap is the largest file that is read for a key.
	fileCap = 64 << 10
)

// File reads a file that holds the key and nothing else. The error is an [Error], or a
// [private.Error] where the file cannot be read.
func (p Places) File(path string) (model.Secret, error) {
	data, err := private.ReadSecret(path, fileCap)
	if err != nil {
		return model.Secret{}, err
	}
	return key(string(data), "the key file")
}

// mark is what some editors and shells put at the beginning of a text.
const mark = "\ufeff"

// key is the key that a text is, but for the white space around it and the mark
// before it. from names where it comes from.
func key(text, from string) (model.Secret, error) {
	text = strings.TrimSpace(strings.TrimPrefix(text, mark))
	switch {
	case text == "":
		return model.Secret{}, Error{from + " holds nothing"}
	case len(text) > longestKey, strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }):
		return model.Secret{}, Error{from + " holds something that is no key"}
	}
	return model.NewSecret(text), nil
}
