package cli

import (
	"sync"

	"actas/model"
	"actas/ui"
)

// keptFor keeps the sessions of whoever asks with a key: of two keys for one API,
// neither finds those of the other. Tokens of an object storage come and go within
// hours, so that its profile stands for them. nil keeps none.
func (c *command) keptFor(key model.Secret) ui.Kept {
	if c.out.Kept == nil {
		return nil
	}
	if c.storage() {
		profile := c.way.name()
		return &keptOfKey{kept: c.out.Kept, whose: func() string { return profile }}
	}
	return &keptOfKey{kept: c.out.Kept, whose: sync.OnceValue(func() string { return c.tokenRef(key) })}
}

// keptOfKey is what is kept for one key. It names the key no earlier than somebody
// asks.
type keptOfKey struct {
	kept  ui.Kept
	whose func() string
}

func (k *keptOfKey) at(endpoint string) string { return endpoint + " " + k.whose() }

// Keep keeps a session.
func (k *keptOfKey) Keep(endpoint string, s model.Session) error {
	return k.kept.Keep(k.at(endpoint), s)
}

// Sessions are those kept for an endpoint.
func (k *keptOfKey) Sessions(endpoint string) ([]model.Session, error) {
	return k.kept.Sessions(k.at(endpoint))
}

// Forget takes one away.
func (k *keptOfKey) Forget(endpoint, key string) error { return k.kept.Forget(k.at(endpoint), key) }

// Where says where they rest.
func (k *keptOfKey) Where() string { return k.kept.Where() }
