package client

import (
	"errors"
	"net/http"
)

// errReadOnly: the request is none that a read-only client sends.
var errReadOnly = errors.New("read-only")

// reads is the http.RoundTripper of a read-only client: it lets reads out, and
// nothing else. It stands before the network, so that no part of actas can write
// past it.
type reads struct{ base http.RoundTripper }

// RoundTrip sends a request that reads.
func (r reads) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method != http.MethodGet || req.Body != nil && req.Body != http.NoBody {
		return nil, errReadOnly
	}
	return r.base.RoundTrip(req)
}

const readOnlyText = "read-only: nothing was sent"
