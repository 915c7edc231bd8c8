package ui

import (
	"context"
	"errors"

	"actas/model"
)

// Keeping is an API whose sessions that no list tells again are kept: from the answer
// that made them until they are revoked or gone. That a keyring does not take one is no
// failure of the call; the session says where it is kept. Without kept, it is the API
// itself.
func Keeping(api API, kept Kept) API {
	if kept == nil {
		return api
	}
	return keeping{api, kept, &seen{known: map[string]bool{}, ended: map[string]bool{}}}
}

type keeping struct {
	API
	kept Kept
	seen *seen
}

// KeptOf is what keeps the sessions of an API; nil for nothing.
func KeptOf(api API) Kept {
	if k, ok := api.(keeping); ok {
		return k.kept
	}
	return nil
}

// Assume asks for a session, and keeps it where no list may tell it.
func (k keeping) Assume(ctx context.Context, request model.AssumeRequest) (model.Session, error) {
	s, err := k.API.Assume(ctx, request)
	if err != nil || !request.Unlisted() {
		return s, err
	}
	s = completeSession(s, request)
	return k.keep(s), nil
}

// keep keeps a session, and has it say where.
func (k keeping) keep(s model.Session) model.Session {
	s.Kept = model.KeptInKeyring
	if k.kept.Keep(k.Endpoint(), s) != nil {
		s.Kept = model.KeptInMemory
	}
	return s
}

// Session reads a session. One that the API knew before and does not know any more is
// kept no more.
func (k keeping) Session(ctx context.Context, token model.Secret) (model.Session, error) {
	s, err := k.API.Session(ctx, token)
	switch {
	case err == nil:
		k.seen.read(token)
	case errors.Is(err, model.ErrNotFound) && k.seen.has(token):
		k.forget(token)
	}
	return s, err
}

// Probe asks whether an object storage is there, and what time it has; of another API
// it asks nothing.
func (k keeping) Probe(ctx context.Context) error {
	if there, ok := k.API.(interface{ Probe(context.Context) error }); ok {
		return there.Probe(ctx)
	}
	return nil
}

// Revoke ends a session, which is kept no more.
func (k keeping) Revoke(ctx context.Context, token model.Secret) error {
	err := k.API.Revoke(ctx, token)
	if err == nil {
		k.forget(token)
	}
	return err
}

// forget takes a session away. What stays in a keyring gives no access any more, and is
// taken away when its time is over.
func (k keeping) forget(token model.Secret) {
	k.seen.end(token)
	_ = k.kept.Forget(k.Endpoint(), model.Session{Token: token}.Key())
}

// keptText says, in the middle of a sentence about a new session, where it is kept where
// that is not for long.
func keptText(s model.Session) string {
	if s.Kept == model.KeptInMemory {
		return "; kept in memory only"
	}
	return ""
}

// called is how a sentence calls a new session: by its role too, where nothing that
// matters more needs the room.
func (m Model) called(s model.Session) string {
	if s.Kept == model.KeptInMemory {
		return s.Name
	}
	return m.scene().RoleName(s.RoleID) + " as " + s.Name
}
