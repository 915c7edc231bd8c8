package ui

import (
	"context"
	"errors"
	"sync"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// KeptSession is a kept session, and what the API says of it where it was asked.
type KeptSession struct {
	model.Session
	// Read is set where the session is as the API says; otherwise it is as it was kept.
	Read bool
	// Err is why it could not be read. One that is [model.ErrNotFound] says that it
	// gives no access any more. It is nil, too, where the API does not know the session
	// and may never have known it by this call.
	Err error
}

// readAtOnce is how many kept sessions are read side by side.
const readAtOnce = 4

// ReadKept reads the kept sessions of an API anew, a few side by side, as far as that is
// needed; all of them are returned.
func ReadKept(ctx context.Context, api API, need func(model.Session) bool) []KeptSession {
	k, ok := api.(keeping)
	if !ok {
		return nil
	}
	sessions, _ := k.kept.Sessions(k.Endpoint()) // those that could be read
	out := make([]KeptSession, len(sessions))
	slots := make(chan struct{}, readAtOnce)
	var all sync.WaitGroup
	for i, s := range sessions {
		out[i].Session = s
		if need(s) {
			slots <- struct{}{}
			all.Go(func() {
				defer func() { <-slots }()
				out[i] = k.readAnew(ctx, s)
			})
		}
	}
	all.Wait()
	return out
}

// readForgotten asks about sessions that the keyring held and holds no more: another
// actas has revoked or renewed them. Where the API cannot tell, that counts.
func readForgotten(ctx context.Context, api API, held []model.Session) []KeptSession {
	k, ok := api.(keeping)
	if !ok || len(held) == 0 {
		return nil
	}
	kept, err := k.kept.Sessions(k.Endpoint())
	if err != nil {
		return nil // a part says nothing of the rest
	}
	still := map[model.Secret]bool{}
	for _, s := range kept {
		still[s.Token] = true
	}
	var out []KeptSession
	for _, s := range held {
		if still[s.Token] {
			continue
		}
		if _, err := k.API.Session(ctx, s.Token); err != nil {
			out = append(out, KeptSession{Session: s, Err: err})
		}
	}
	return out
}

// readAnew is a kept session by what the API says of it now. It is kept anew where its
// end was reckoned, and where its id is news: that says that a read knows it.
func (k keeping) readAnew(ctx context.Context, kept model.Session) KeptSession {
	s, err := k.API.Session(ctx, kept.Token)
	switch {
	case errors.Is(err, model.ErrNotFound) && !k.seen.readable(kept):
		kept.Unverified = true
		return KeptSession{Session: kept}
	case errors.Is(err, model.ErrNotFound):
		k.forget(kept.Token)
		fallthrough
	case err != nil:
		return KeptSession{Session: kept, Err: err}
	}
	s.AWS, s.Asked, s.PackedPolicy, s.Kept = kept.AWS, kept.Asked, kept.PackedPolicy, kept.Kept
	s = completeSession(s, model.AssumeRequest{RoleID: kept.RoleID, UserID: kept.UserID, IssuerID: kept.IssuerID, Name: kept.Name})
	k.seen.read(s.Token)
	if kept.Unverified && !s.Unverified || kept.ID == "" && s.ID != "" {
		s = k.keepAnew(s)
	}
	return KeptSession{Session: s, Read: true}
}

// keepAnew keeps a session that was kept, unless it was taken away meanwhile.
func (k keeping) keepAnew(s model.Session) model.Session {
	k.seen.mu.Lock()
	defer k.seen.mu.Unlock()
	if k.seen.ended[s.Token.Fingerprint()] {
		return s
	}
	return k.keep(s)
}

// seen is what became of sessions in this run, by the fingerprints of their tokens.
type seen struct {
	mu sync.Mutex
	// known are those that the call which reads a session told, ended those that are
	// kept no more.
	known, ended map[string]bool
}

// read notes that the API told a session by its token.
func (x *seen) read(token model.Secret) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.known[token.Fingerprint()] = true
}

// has reports that a session was read in this run.
func (x *seen) has(token model.Secret) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.known[token.Fingerprint()]
}

// end notes that a session is to be kept no more. It waits for one that is just being
// kept anew.
func (x *seen) end(token model.Secret) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.ended[token.Fingerprint()] = true
}

// readable reports that the call which reads a session knows this one as long as it
// lives: it says so by itself, or was read in this run.
func (x *seen) readable(s model.Session) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return s.Readable() || x.known[s.Token.Fingerprint()]
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
		seq      int
		sessions []KeptSession
	}
)

// keptReading is how the reading of kept sessions stands.
type keptReading struct {
	// asked is set while one is under way, again where another one is to follow it.
	asked, again bool
	// seq is the number of the last reading, which whatever ends a session raises: an
	// answer from before may tell that session as alive.
	seq int
}

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

// concerned reports that a kept session is mine, or nobody's, or may be: the key for
// which it was kept is mine.
func (m Model) concerned(s model.Session) bool {
	return s.UserID == "" || m.me.ID == "" || s.UserID == m.me.ID
}

// readKept asks the API about the kept sessions that no list has told: once at a time.
func (m Model) readKept() (Model, tea.Cmd) {
	api := m.deps.API
	if KeptOf(api) == nil {
		return m, nil
	}
	if m.kept.asked {
		m.kept.again = true
		return m, nil
	}
	m.kept.seq++
	m.kept.asked, m.kept.again = true, false
	listed := map[model.Secret]bool{}
	var held []model.Session
	for l := range m.roster.All() {
		listed[l.Token] = !l.Unlisted() || l.Gone != ""
		if !listed[l.Token] && l.Kept == model.KeptInKeyring {
			held = append(held, l.Session)
		}
	}
	seq := m.kept.seq
	return m, func() tea.Msg {
		ctx := context.Background()
		read := ReadKept(ctx, api, func(s model.Session) bool { return !listed[s.Token] })
		return keptReadMsg{api, seq, append(read, readForgotten(ctx, api, held)...)}
	}
}

// keptRead takes in what the API says of kept sessions. What it could not be asked
// about stays as it is.
func (m Model) keptRead(msg keptReadMsg) (Model, tea.Cmd) {
	if msg.api != m.deps.API {
		return m, nil
	}
	late, again := msg.seq != m.kept.seq, m.kept.again
	m.kept.asked = false
	var read tea.Cmd
	if late || again {
		m, read = m.readKept()
	}
	if late || len(msg.sessions) == 0 {
		return m, read
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
	m, synced := m.sync()
	return m, tea.Batch(read, synced)
}
