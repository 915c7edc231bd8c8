// Package fingerprint names a session token without telling it: the same name
// for the same token on this machine, another one elsewhere, and nothing that a
// token could be guessed from.
package fingerprint

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"actas/client/private"
	"actas/model"
)

const (
	saltName  = "token-ref.salt"
	saltBytes = 32
	prefix    = "ref-"
	// digits is how many hexadecimal digits of the sum make the name: enough to
	// tell a person's sessions apart.
	digits = 12
)

// Names makes the names. Make it with In.
type Names struct {
	folder string
	once   sync.Once
	salt   []byte
}

// In makes names with the salt that lies in a state folder, and puts one there
// first where there is none. Without a folder, and where the salt cannot be kept
// or read, names hold for this run. Nothing is opened yet.
func In(folder string) *Names { return &Names{folder: folder} }

// Of is the name of a token, as in "ref-3f9a0c11d2e4"; empty for none.
func (n *Names) Of(token model.Secret) string {
	if token.Empty() {
		return ""
	}
	n.once.Do(n.load)
	sum := hmac.New(sha256.New, n.salt)
	_, _ = io.WriteString(sum, token.Reveal()) // never fails
	return prefix + hex.EncodeToString(sum.Sum(nil))[:digits]
}

func (n *Names) load() {
	fresh := make([]byte, saltBytes)
	_, _ = rand.Read(fresh) // never fails
	n.salt = fresh
	if n.folder == "" {
		return
	}
	path := filepath.Join(n.folder, saltName)
	salt, err := read(path)
	if errors.Is(err, errNoSalt) && os.Remove(path) == nil {
		// A file that was cut short names nothing; a whole one takes its place.
		err = fs.ErrNotExist
	}
	if errors.Is(err, fs.ErrNotExist) {
		if private.Publish(path, fresh) != nil {
			return
		}
		// Another process may have been first: what lies there counts.
		salt, err = read(path)
	}
	if err == nil {
		n.salt = salt
	}
}

var errNoSalt = errors.New("no salt of ours")

func read(path string) ([]byte, error) {
	f, err := private.Open(path, os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	salt := make([]byte, saltBytes)
	if _, err := io.ReadFull(f, salt); err != nil {
		return nil, errNoSalt
	}
	return salt, nil
}
