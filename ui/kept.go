package ui

import (
	"context"
	"errors"
	"sync"

	tea "github.com/charmbracelet/bubbletea"

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
	return keeping{api, kept}
}

type keeping struct {
	API
	kept Kept
}

// keptOf is what keeps the sessions of an API; nil for nothing.
func keptOf(api API) Kept {
	if k, ok := api.(keeping); ok {
		return k.kept
	}
	return nil
}

// Remembered is what an earlier run read, where the API can tell.
func (k keeping) Remembered() (model.Remembered, bool) {
	if api, can := k.API.(Remembers); can {
		return api.Remembered()
	}
	return model.Remembered{}, false
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

// Session reads a session. One that is gone is kept no more, and one whose end was
// reckoned is kept with the end that the API tells.
func (k keeping) Session(ctx context.Context, token model.Secret) (model.Session, error) {
	s, err := k.API.Session(ctx, token)
	if errors.Is(err, model.ErrNotFound) {
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
	_ = k.kept.Forget(k.Endpoint(), model.Session{Token: token}.Key())
}

// KeptSession is a kept session, and what the API says of it where it was asked.
type KeptSession struct {
	model.Session
	// Read is set where the session is as the API says; otherwise it is as it was kept.
	Read bool
	// Err is why it could not be read. One that is [model.ErrNotFound] says that it
	// gives no access any more.
	Err error
}

// ReadKept reads the kept sessions of an API anew, side by side, as far as that is
// needed; all of them are returned.
func ReadKept(ctx context.Context, api API, need func(model.Session) bool) []KeptSession {
	k, ok := api.(keeping)
	if !ok {
		return nil
	}
	sessions, _ := k.kept.Sessions(k.Endpoint()) // those that could be read
	out := make([]KeptSession, len(sessions))
	var all sync.WaitGroup
	for i, s := range sessions {
		out[i].Session = s
		if need(s) {
			all.Go(func() { out[i] = k.readAnew(ctx, s) })
		}
	}
	all.Wait()
	return out
}

// readAnew is a kept session by what the API says of it now.
func (k keeping) readAnew(ctx context.Context, kept model.Session) KeptSession {
	s, err := k.Session(ctx, kept.Token)
	if err != nil {
		return KeptSession{Session: kept, Err: err}
	}
	s.AWS, s.Asked, s.PackedPolicy, s.Kept = kept.AWS, kept.Asked, kept.PackedPolicy, kept.Kept
	s = completeSession(s, model.AssumeRequest{RoleID: kept.RoleID, UserID: kept.UserID, IssuerID: kept.IssuerID, Name: kept.Name})
	if kept.Unverified && !s.Unverified {
		s = k.keep(s)
	}
	return KeptSession{Session: s, Read: true}
}

type (
	// keptFoundMsg are the sessions that were kept for an API.
	keptFoundMsg struct {
		api      API
		sessions []model.Session
	}
	// keptReadMsg are those that the API was asked about.
	keptReadMsg struct {
		api      API
		sessions []KeptSession
	}
)

// findKept looks for what is kept, at the start.
func (m Model) findKept() tea.Cmd {
	k, ok := m.deps.API.(keeping)
	if !ok {
		return nil
	}
	return func() tea.Msg {
		sessions, _ := k.kept.Sessions(k.Endpoint()) // those that could be read
		if len(sessions) == 0 {
			return nil
		}
		return keptFoundMsg{k, sessions}
	}
}

// keptFound shows what was kept, unverified until the API has told of it.
func (m Model) keptFound(msg keptFoundMsg) (Model, tea.Cmd) {
	if msg.api != m.deps.API {
		return m, nil
	}
	known := map[model.Secret]bool{}
	for l := range m.roster.All() {
		known[l.Token] = true
	}
	for _, s := range msg.sessions {
		switch {
		case known[s.Token]:
			m.roster.Complete(s)
		case m.concerned(s):
			s.Unverified = true
			m.roster.Put(s)
		}
	}
	return m.sync()
}

// concerned reports that a kept session is mine, or nobody's.
func (m Model) concerned(s model.Session) bool { return s.UserID == "" || s.UserID == m.me.ID }

// readKept asks the API about the kept sessions that no list has told.
func (m Model) readKept() tea.Cmd {
	api := m.deps.API
	if keptOf(api) == nil {
		return nil
	}
	listed := map[model.Secret]bool{}
	for l := range m.roster.All() {
		listed[l.Token] = !l.Unlisted() || l.Gone != ""
	}
	return func() tea.Msg {
		read := ReadKept(context.Background(), api, func(s model.Session) bool { return !listed[s.Token] })
		if len(read) == 0 {
			return nil
		}
		return keptReadMsg{api, read}
	}
}

// keptRead takes in what the API says of kept sessions. What it could not be asked
// about stays as it is.
func (m Model) keptRead(msg keptReadMsg) (Model, tea.Cmd) {
	if msg.api != m.deps.API {
		return m, nil
	}
	for _, s := range msg.sessions {
		switch {
		case !m.concerned(s.Session):
		case errors.Is(s.Err, model.ErrNotFound):
			m.roster.Ended(s.Token, m.now.Boot)
			m = m.sayUnsure(s.Session, true)
		case s.Read:
			m.roster.Put(s.Session)
			m = m.sayUnsure(s.Session, false)
		default:
			m.roster.Complete(s.Session)
		}
	}
	return m.sync()
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
