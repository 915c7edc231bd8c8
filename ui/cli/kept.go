package cli

import (
	"sync"

	"actas/model"
	"actas/ui"
)

// keptHere keeps the sessions of whoever asks with a key, or of whom an identity
// token speaks: of two keys for one API, neither finds those of the other. Tokens of
// an object storage change with each login, so that there the profile says whose they
// are. nil keeps none.
func (c *command) keptHere(whose model.Secret) ui.Kept {
	switch {
	case c.out.Kept == nil:
		return nil
	case c.storage():
		profile := "profile " + c.way.profile.Name
		return &keptOf{c.out.Kept, func() string { return profile }}
	}
	return &keptOf{c.out.Kept, sync.OnceValue(func() string { return c.tokenRef(whose) })}
}

// keptOf is what is kept for one who asks. It finds out whose it is no earlier than
// somebody wants to know.
type keptOf struct {
	kept  ui.Kept
	whose func() string
}

func (k *keptOf) at(endpoint string) string { return endpoint + " " + k.whose() }

// Keep keeps a session.
func (k *keptOf) Keep(endpoint string, s model.Session) error {
	return k.kept.Keep(k.at(endpoint), s)
}

// Sessions are those kept for an endpoint.
func (k *keptOf) Sessions(endpoint string) ([]model.Session, error) {
	return k.kept.Sessions(k.at(endpoint))
}

// Forget takes one away.
func (k *keptOf) Forget(endpoint, key string) error { return k.kept.Forget(k.at(endpoint), key) }

// Where says where they rest.
func (k *keptOf) Where() string { return k.kept.Where() }

// Lasts reports that they outlive this run.
func (k *keptOf) Lasts() bool { return k.kept.Lasts() }

// AskAgain has the keyring asked at once.
func (k *keptOf) AskAgain() { k.kept.AskAgain() }
