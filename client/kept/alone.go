package kept

import (
	"context"

	"actas/client/private"
	"actas/model"
)

// Alone keeps other processes out of what a text stands for, until release is called.
// It waits for them as long as the context lasts. Where nothing can be locked, each
// goes ahead. The error is a [private.Error].
func (s *Store) Alone(ctx context.Context, what string) (release func(), err error) {
	if s.index == "" {
		return func() {}, nil
	}
	return private.Lock(ctx, string(s.index)+"."+s.cfg.Name(model.NewSecret(what))+".lock")
}
