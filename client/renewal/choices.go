package renewal

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"actas/client/private"
	"actas/model"
	"actas/model/text"
)

const (
	// sameEnd is how far apart two accounts of one session's end may lie: an end
	// that was reckoned from a remaining duration is less exact than one told.
	sameEnd = 2 * time.Minute
	// keptAfterEnd is how long the choice for a session outlives it: long enough
	// for every dashboard to have seen the end.
	keptAfterEnd = 24 * time.Hour
	// mostChoices bounds what is read of the file, in bytes: one of ours is never so
	// long.
	mostChoices = 4 << 20
	// choicesLockWait is the longest wait for another process that is writing,
	// which takes it milliseconds.
	choicesLockWait = 2 * time.Second
)

// Choice says that auto-renew is on for a session.
type Choice struct {
	RoleID  string `json:"role_id"`
	Session string `json:"session"`
	// Expires keeps the choice from applying to a later session of that name;
	// the zero time where the end is not known.
	Expires time.Time `json:"expires_at"`
}

// choiceOf is the choice for a session.
func (c Config) choiceOf(s model.Session) Choice { return newChoice(s, c.endsAt(s)) }

func newChoice(s model.Session, expires time.Time) Choice {
	return Choice{RoleID: s.RoleID, Session: s.Name, Expires: expires.UTC().Truncate(time.Second)}
}

// names reports whether both are about a session of one role and name.
func (c Choice) names(other Choice) bool {
	return c.RoleID == other.RoleID && c.Session == other.Session
}

// covers reports whether both are about the same session.
func (c Choice) covers(other Choice) bool {
	return c.names(other) &&
		(c.Expires.IsZero() || other.Expires.IsZero() || c.Expires.Sub(other.Expires).Abs() <= sameEnd)
}

// Choices keep for which sessions of one user auto-renew is on, in a file that
// several processes share. What could not be written stays in force for this
// run, and is written as soon as that works again. It is safe for use by
// several goroutines.
type Choices struct {
	// path is empty where nothing is kept.
	path string

	// file is held while the file is read or written.
	file sync.Mutex
	// seen is how the file looked when it was read.
	seen fs.FileInfo
	read []Choice

	mu      sync.Mutex
	view    []Choice
	pending []change
}

// change is a step from one list of choices to another. It leaves the list that
// it was given alone.
type change func([]Choice) []Choice

// NewChoices are the choices of a user at an endpoint, kept under a state folder
// as in $XDG_STATE_HOME/actas; where nobody is a user, whose says whose sessions they
// are. Without a folder they are kept for this run only.
// Nothing is opened yet.
func NewChoices(folder, endpoint, whose string) *Choices {
	return &Choices{path: stateFile(folder, "auto-renew", endpoint, whose, ".json")}
}

// stateFile is a file of one person at one endpoint, empty without a folder.
func stateFile(folder, what, endpoint, whose, extension string) string {
	if folder == "" {
		return ""
	}
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return '_'
	}, strings.ToLower(endpoint+"-"+whose))
	return filepath.Join(folder, what+"-"+plain+extension)
}

// On reports whether auto-renew is on for a session that ends at expires.
func (c *Choices) On(s model.Session, expires time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.ContainsFunc(c.view, newChoice(s, expires).covers)
}

// live are the choices for sessions that have not ended at a time of the API's
// clock, as far as their ends are known.
func (c *Choices) live(now time.Time) []Choice {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(c.view), func(choice Choice) bool {
		return !choice.Expires.IsZero() && !choice.Expires.After(now)
	})
}

// Set turns auto-renew on or off for a session. The error says that this is not
// remembered beyond this run.
func (c *Choices) Set(choice Choice, on bool) error {
	return c.do(func(list []Choice) []Choice {
		list = without(list, choice)
		if on {
			list = append(list, choice)
		}
		return list
	})
}

// Move lets the choice for a session, if there is one, go over to the session
// that replaced it. It fails as Set does.
func (c *Choices) Move(from, to Choice) error {
	return c.do(func(list []Choice) []Choice {
		if !slices.ContainsFunc(list, from.covers) {
			return list
		}
		return append(without(without(list, from), to), to)
	})
}

// Prune drops the choices for sessions that ended long before now. It fails as Set does.
func (c *Choices) Prune(now time.Time) error {
	c.mu.Lock()
	ended := func(choice Choice) bool {
		return !choice.Expires.IsZero() && now.Sub(choice.Expires) > keptAfterEnd
	}
	any := slices.ContainsFunc(c.view, ended)
	c.mu.Unlock()
	if !any {
		return nil
	}
	return c.do(func(list []Choice) []Choice { return slices.DeleteFunc(slices.Clone(list), ended) })
}

func without(list []Choice, choice Choice) []Choice {
	return slices.DeleteFunc(slices.Clone(list), choice.names)
}

// do puts a change in force, and writes it.
func (c *Choices) do(step change) error {
	c.mu.Lock()
	c.view = step(c.view)
	if c.path != "" {
		c.pending = append(c.pending, step)
	}
	c.mu.Unlock()
	return c.Refresh()
}

// Refresh takes in what other processes wrote, and writes what could not be
// written before. What is in force for this run stays so where it fails.
func (c *Choices) Refresh() error {
	if c.path == "" {
		return nil
	}
	c.file.Lock()
	defer c.file.Unlock()
	c.mu.Lock()
	pending := slices.Clone(c.pending)
	c.mu.Unlock()
	list, err := c.exchange(pending)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pending = slices.Delete(c.pending, 0, len(pending))
	c.view = list
	for _, step := range c.pending {
		c.view = step(c.view)
	}
	return nil
}

// exchange reads the file and, where there is something to change, writes it.
func (c *Choices) exchange(steps []change) ([]Choice, error) {
	if len(steps) == 0 {
		return c.load()
	}
	if err := touch(c.path + ".lock"); err != nil {
		return nil, err
	}
	lock := flock.New(c.path+".lock", flock.SetFlag(os.O_RDWR), flock.SetPermissions(private.FileMode))
	ctx, cancel := context.WithTimeout(context.Background(), choicesLockWait)
	defer cancel()
	if _, err := lock.TryLockContext(ctx, 5*time.Millisecond); err != nil {
		return nil, c.fault("written", err)
	}
	// Closing the file is what ends the lock, and it cannot fail usefully.
	defer func() { _ = lock.Unlock() }()
	before, err := c.load()
	if err != nil {
		return nil, err
	}
	after := before
	for _, step := range steps {
		after = step(after)
	}
	if slices.Equal(before, after) {
		return after, nil
	}
	return after, c.save(after)
}

// choicesFile is how the choices stand in the file.
type choicesFile struct {
	Choices []Choice `json:"choices"`
}

// load reads the file, unless it is the one that was read last; a file that does
// not exist yet holds nothing.
func (c *Choices) load() ([]Choice, error) {
	if _, err := os.Lstat(c.path); errors.Is(err, fs.ErrNotExist) {
		c.seen, c.read = nil, nil
		return nil, nil
	}
	from, err := private.Open(c.path, os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	defer func() { _ = from.Close() }()
	info, err := from.Stat()
	if err != nil {
		return nil, c.fault("read", err)
	}
	if c.seen != nil && os.SameFile(info, c.seen) && info.ModTime().Equal(c.seen.ModTime()) && info.Size() == c.seen.Size() {
		return c.read, nil
	}
	data, err := io.ReadAll(io.LimitReader(from, mostChoices+1))
	if err == nil && len(data) > mostChoices {
		err = errors.New("it is too long for a list of choices; mend it or remove it")
	}
	if err != nil {
		return nil, c.fault("read", err)
	}
	var file choicesFile
	if json.Unmarshal(data, &file) != nil {
		return nil, c.fault("read", errors.New("it is not a list of choices; mend it or remove it"))
	}
	for i := range file.Choices {
		choice := &file.Choices[i]
		choice.RoleID, choice.Session = text.Clean(choice.RoleID), text.Clean(choice.Session)
	}
	c.seen, c.read = info, file.Choices
	return file.Choices, nil
}

// save replaces the file, whole or not at all.
func (c *Choices) save(list []Choice) error {
	data, err := json.MarshalIndent(choicesFile{Choices: list}, "", "  ")
	if err != nil {
		return c.fault("written", err)
	}
	return private.Replace(c.path, append(data, '\n'), nil)
}

// fault says in words which file could not be used, and why.
func (c *Choices) fault(how string, cause error) error {
	var path *fs.PathError
	switch {
	case errors.As(cause, &path):
		cause = path.Err
	case errors.Is(cause, context.DeadlineExceeded):
		cause = errors.New("another actas keeps it locked")
	}
	return &private.Error{Path: c.path, Why: "cannot be " + how + ": " + cause.Error(), Cause: cause}
}
