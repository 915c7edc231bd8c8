package client

import (
	"regexp"
	"strings"
	"sync"

	"actas/model"
	"actas/model/text"
)

// sessionToken matches what a session token looks like, wherever it stands.
var sessionToken = regexp.MustCompile(`(?i)ars-[A-Za-z0-9_-]+`)

const (
	redacted = "[redacted]"
	// shortestSecret keeps a secret of a letter or two from taking every text
	// apart.
	shortestSecret = 4
)

// secrets are the credentials that may appear in no text: the key, and every
// session token that was seen.
type secrets struct {
	key   model.Secret
	mu    sync.Mutex
	extra map[string]struct{}
}

func newSecrets(key model.Secret) *secrets {
	s := &secrets{key: key, extra: make(map[string]struct{})}
	s.add(key)
	return s
}

// add remembers a credential. Session tokens of the known form are not kept:
// their form alone gives them away.
func (s *secrets) add(secret model.Secret) {
	value := secret.Reveal()
	if len(value) < shortestSecret || sessionToken.FindString(value) == value {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.extra[value] = struct{}{}
}

// clean makes a text from outside fit to show: without secrets, on one line,
// harmless. Secrets go first, as cleaning may cut a long text in one's middle.
func (s *secrets) clean(raw string) string {
	s.mu.Lock()
	for value := range s.extra {
		raw = strings.ReplaceAll(raw, value, redacted)
	}
	s.mu.Unlock()
	return text.Clean(sessionToken.ReplaceAllString(raw, redacted))
}
