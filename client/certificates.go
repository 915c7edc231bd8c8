package client

import (
	"crypto/x509"
	"errors"
	"io/fs"
	"os"

	"actas/model"
	"actas/model/text"
)

// Authorities reads a file of certificate authorities in PEM, to be trusted in the
// place of the system's. The error is a [model.APIError].
func Authorities(path string) (*x509.CertPool, error) {
	refuse := func(why string) error {
		return &model.APIError{Kind: model.ErrInvalid, Call: "read the certificate authorities", Message: text.Clean(path) + " " + why}
	}
	pem, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, refuse("is not there")
	case err != nil:
		return nil, refuse("cannot be read")
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, refuse("holds no certificate in PEM")
	}
	return pool, nil
}
