package model

import (
	"crypto/sha256"
	"encoding/hex"
	"unique"
)

// Secret is a credential. Every way of printing it shows a mask; Reveal is the
// only way to the value, so that a search for it finds each use. Secrets can be
// compared with ==. The zero value is "no secret".
//
// The value stands behind a handle because package fmt does not call methods on
// unexported fields: it would print a plain string in there.
type Secret struct{ handle unique.Handle[string] }

// NewSecret wraps a credential; the empty string gives the zero value.
func NewSecret(value string) Secret {
	if value == "" {
		return Secret{}
	}
	return Secret{handle: unique.Make(value)}
}

// Reveal returns the credential itself.
func (s Secret) Reveal() string {
	if s.Empty() {
		return ""
	}
	return s.handle.Value()
}

// Empty reports whether there is no credential.
func (s Secret) Empty() bool { return s == Secret{} }

// Fingerprint names the credential without telling it: the start of its
// SHA-256 sum, and the empty string for the zero value. It keeps rows apart
// within one run and is not meant for files.
func (s Secret) Fingerprint() string {
	if s.Empty() {
		return ""
	}
	sum := sha256.Sum256([]byte(s.Reveal()))
	return hex.EncodeToString(sum[:8])
}

// String is the mask, whatever the value.
func (s Secret) String() string {
	if s.Empty() {
		return ""
	}
	return "hidden"
}

// GoString keeps %#v from reaching the value.
func (s Secret) GoString() string { return "model.Secret(" + s.String() + ")" }

// MarshalText keeps encoders from reaching the value.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
