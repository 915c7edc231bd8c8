// Package kept keeps sessions that no list tells again: in the keyring of the system,
// or in memory where there is none. A file says which items of the keyring there are;
// no session ever lies in a file.
package kept

import (
	"crypto/rand"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"actas/client/clock"
	"actas/client/keyring"
	"actas/model"
)

// Service is what the sessions are called in the keyring.
const Service = "actas session"

// inMemory says where sessions are that the keyring did not take.
const inMemory = "memory, for this run only"

// Config is what a store needs from outside. Clock must be set.
type Config struct {
	Clock clock.Clock
	// Folder is where the list of the keyring's items lies. Without one, and without
	// a Ring, sessions are kept in memory.
	Folder string
	Ring   keyring.Ring
	// Boot names this run of the machine. Where it is empty, readings of the boot
	// clock say nothing to another process.
	Boot string
	// Name makes a name of a secret that does not tell it, the same one each time.
	Name func(model.Secret) string
}

// Store keeps sessions. It is safe for use by several goroutines, and several
// processes may keep theirs in one folder.
type Store struct {
	cfg   Config
	ring  keyring.Patient
	index index
	// self is the name of this run of the machine, or of this store where there is none.
	self string

	// busy is held while the keyring is asked: one question at a time.
	busy sync.Mutex
	mu   sync.Mutex
	// memory holds what the keyring did not take, known what it told, by item.
	memory map[string]*record
	known  map[string]told
	// why is what keeps sessions in memory; nil for nothing. silent is set where the
	// keyring did not answer: until then, on the boot clock, it is not asked for more.
	why    error
	silent bool
	until  time.Duration
}

// told is what the keyring told of an item, and the end that the list told of it then.
type told struct {
	*record
	ends time.Time
}

// New makes a store. Nothing is opened yet. A nil ring keeps sessions in memory.
func New(cfg Config) *Store {
	s := &Store{
		cfg: cfg, ring: keyring.Patient{Ring: cfg.Ring, Clock: cfg.Clock},
		memory: map[string]*record{}, known: map[string]told{},
	}
	switch {
	case cfg.Ring == nil:
		s.why = keyring.ErrNone
	case cfg.Folder == "":
		s.why = errors.New("there is no folder for what actas remembers")
	default:
		s.index = index(filepath.Join(cfg.Folder, "kept.json"))
	}
	if here, ok := cfg.Ring.(interface{ There() bool }); ok && !here.There() {
		s.why = keyring.ErrNone
	}
	if s.self = cfg.Boot; s.self == "" {
		s.self = rand.Text()
	}
	return s
}

// Where says where sessions rest: "the keyring", or "memory, for this run only" and
// why.
func (s *Store) Where() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.why == nil:
		return "the keyring"
	case s.cfg.Ring == nil:
		return inMemory
	}
	return inMemory + ": " + s.why.Error()
}

// Lasts reports that sessions outlive this run, as far as that is known without asking
// the keyring.
func (s *Store) Lasts() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.why == nil
}

// Keep keeps a session made at an endpoint, in the place of the same one. The error,
// in words for people, says that it lies in memory alone, and why.
func (s *Store) Keep(endpoint string, made model.Session) error {
	if made.Token.Empty() {
		return errors.New("it has no token")
	}
	r, item := s.record(endpoint, &made), s.item(made.Token)
	s.busy.Lock()
	defer s.busy.Unlock()
	there, err := false, error(nil)
	if s.index != "" {
		there, err = s.put(item, r)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch _, known := s.known[item]; {
	case s.index == "":
		s.memory[item] = r
		return s.why
	case err == nil:
		s.silent = false
	case !there || !known || r.Left <= 0:
		s.memory[item], s.why = r, err
		return err
	}
	// What the keyring holds and does not take anew is kept as well. Of what has ended
	// nobody needs that.
	delete(s.memory, item)
	s.known[item], s.why = told{r, r.WallEnds}, err
	return nil
}

// put puts a session into the keyring; there reports that one was listed before.
func (s *Store) put(item string, r *record) (there bool, err error) {
	// The list comes first: an item that no list tells would stay in the keyring.
	if err = s.index.change(func(l []line) []line {
		there = slices.ContainsFunc(l, func(l line) bool { return l.Item == item })
		return append(without(l, item), line{Item: item, Endpoint: r.Endpoint, Ends: r.WallEnds})
	}); err != nil {
		return there, err
	}
	err = s.ring.Set(item, r.encode())
	if err != nil && !there && !errors.Is(err, keyring.ErrLate) {
		// What comes late may still come, and is taken away after its end.
		_ = s.index.change(func(l []line) []line { return without(l, item) })
	}
	return there, err
}

// Sessions are those kept for an endpoint that have not ended, with Remaining and
// Sent as of now. With an error, in words for people, they are those that could be
// read.
func (s *Store) Sessions(endpoint string) ([]model.Session, error) {
	s.busy.Lock()
	defer s.busy.Unlock()
	lines, fault := s.index.read()
	if fault == nil {
		s.letGo(lines)
	}
	now := s.cfg.Clock.Now()
	var sessions []model.Session
	var ended []string
	for _, l := range lines {
		over := now.Wall.Sub(l.Ends) > longOver
		if l.Endpoint == endpoint && !over {
			r, err := s.get(l)
			if err != nil {
				fault = err
			}
			if r != nil {
				session, live := r.session(now, s.self)
				if session.Kept = model.KeptInKeyring; live {
					sessions = append(sessions, session)
				}
				over = !live && !session.Unverified
			}
		}
		if over {
			ended = append(ended, l.Item)
		}
	}
	sessions = append(sessions, s.inMemory(endpoint, now)...)
	if !s.isSilent() {
		_ = s.clear(ended) // the next time again
	}
	return sessions, fault
}

// longOver is how long ago a session must have ended by the wall clock to be taken
// away unread: that clock may be wrong.
const longOver = 24 * time.Hour

// letGo drops what the keyring told of items that are not listed any more.
func (s *Store) letGo(lines []line) {
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.DeleteFunc(s.known, func(item string, _ told) bool {
		return !slices.ContainsFunc(lines, func(l line) bool { return l.Item == item })
	})
}

// inMemory are the sessions of an endpoint that the keyring did not take. Those that
// have ended are dropped, whosever they were.
func (s *Store) inMemory(endpoint string, now model.Moment) []model.Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.DeleteFunc(s.memory, func(_ string, r *record) bool { return r.BootEnds <= now.Boot })
	var sessions []model.Session
	for _, r := range s.memory {
		if r.Endpoint == endpoint {
			session, _ := r.session(now, s.self)
			session.Kept = model.KeptInMemory
			sessions = append(sessions, session)
		}
	}
	return sessions
}

// get reads an item of the keyring, once as long as nobody keeps it anew. An item that
// is not there, or that cannot be understood, gives nil. With an error, it is as it was
// told before.
func (s *Store) get(l line) (*record, error) {
	s.mu.Lock()
	before, known := s.known[l.Item]
	why := s.why
	s.mu.Unlock()
	switch {
	case known && before.ends.Equal(l.Ends):
		return before.record, nil
	case s.isSilent():
		return before.record, why
	}
	answer, err := s.ring.Get(l.Item)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil && !errors.Is(err, keyring.ErrNotFound) {
		s.unanswered(err)
		return before.record, err
	}
	if s.silent {
		s.silent, s.why = false, nil
	}
	r := decode(answer)
	if r != nil {
		s.known[l.Item] = told{r, l.Ends}
		delete(s.memory, l.Item) // it came late
	}
	return r, nil
}

// Forget takes a session away; one that is not kept counts as done.
func (s *Store) Forget(endpoint, key string) error {
	s.busy.Lock()
	defer s.busy.Unlock()
	named := s.cfg.Name(model.NewSecret(key))
	s.mu.Lock()
	maps.DeleteFunc(s.memory, func(item string, r *record) bool {
		return item == named || r.Endpoint == endpoint && r.ID == key
	})
	s.mu.Unlock()
	item, err := s.find(endpoint, key, named)
	if err != nil || item == "" {
		return err
	}
	return s.clear([]string{item})
}

// find is the item of a session in the keyring; empty where that does not hold it. A
// key that is that of a token names the item by itself, so that no keyring need be
// asked.
func (s *Store) find(endpoint, key, named string) (string, error) {
	lines, err := s.index.read()
	for _, l := range lines {
		if l.Item == named {
			return l.Item, nil
		}
	}
	for _, l := range lines {
		if l.Endpoint != endpoint || isOfToken(key) {
			continue
		}
		if r, err := s.get(l); err == nil && r != nil && r.ID == key {
			return l.Item, nil
		}
	}
	return "", err
}

// clear takes items out of the keyring. What cannot be taken away stays on the list.
func (s *Store) clear(items []string) error {
	var fault error
	for _, item := range items {
		if s.index == "" {
			return nil
		}
		if err := s.ring.Delete(item); err != nil {
			s.mu.Lock()
			s.unanswered(err)
			s.mu.Unlock()
			fault = err
			continue
		}
		s.mu.Lock()
		delete(s.known, item)
		s.mu.Unlock()
		if err := s.index.change(func(l []line) []line { return without(l, item) }); err != nil {
			fault = err
		}
	}
	return fault
}
