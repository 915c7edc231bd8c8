package model

import (
	"errors"
	"fmt"
	"time"
)

// The kinds of failure that screens and exit codes tell apart. An [APIError]
// is one of them by errors.Is.
var (
	// ErrUnauthorised: the key or token is not accepted (401).
	ErrUnauthorised = errors.New("the key is not accepted")
	// ErrForbidden: the caller's policies or a trust refuse the call (403).
	ErrForbidden = errors.New("not allowed")
	// ErrNotFound: there is no such thing (404).
	ErrNotFound = errors.New("not found")
	// ErrConflict: the thing changed or exists already (409).
	ErrConflict = errors.New("conflict")
	// ErrInvalid: the API refused the input (400, 422).
	ErrInvalid = errors.New("invalid input")
	// ErrRateLimited: too many requests (429); RetryAfter says how long to wait.
	ErrRateLimited = errors.New("too many requests")
	// ErrUnavailable: the API answered that it cannot answer (5xx).
	ErrUnavailable = errors.New("the API is not available")
	// ErrOffline: no answer came: no route, no name, refused, reset, timed out.
	ErrOffline = errors.New("no answer")
	// ErrNotAPI: something answered that is not the Vultr API, or in a shape
	// that actas cannot read.
	ErrNotAPI = errors.New("not the Vultr API")
	// ErrRefusedRoute: the answer led where credentials must not go: a redirect,
	// plain http, a bad certificate.
	ErrRefusedRoute = errors.New("unsafe route")
	// ErrReadOnly: the call would change something, and somebody wants nothing
	// changed from here. It was not sent.
	ErrReadOnly = errors.New("read-only")
	// ErrUnsupported: what answers there has no such call. Nothing was sent.
	ErrUnsupported = errors.New("not possible there")
)

// APIError is a call to the API that failed, in words that may be shown: they
// are cleaned, and hold no secret.
type APIError struct {
	// Kind is one of the Err values above.
	Kind error
	// Status is the HTTP status, 0 when no answer came.
	Status int
	// Call names the operation, as in "list role trusts".
	Call string
	// Action is the policy action that the call needs, as in
	// "iam.assumedrole.Read"; empty where it is not known.
	Action string
	// Message is the API's own text, or what went wrong on the way to it; may
	// be empty.
	Message string
	// Field is the input field that the message names; empty for none.
	Field string
	// RetryAfter is how long the API asked to wait; 0 when it did not say.
	RetryAfter time.Duration
	// Lost reports that the call may have been carried out although its answer
	// did not arrive.
	Lost bool
}

// Error names the operation, the message, and the status in brackets.
func (e *APIError) Error() string {
	text := e.Message
	if text == "" {
		text = e.Kind.Error()
	}
	if e.Status != 0 {
		return fmt.Sprintf("%s: %s (%d)", e.Call, text, e.Status)
	}
	return fmt.Sprintf("%s: %s", e.Call, text)
}

// Unwrap lets errors.Is find the kind.
func (e *APIError) Unwrap() error { return e.Kind }
