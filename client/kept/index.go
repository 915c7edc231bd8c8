package kept

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"slices"
	"time"

	"actas/client/private"
)

const (
	// longestIndex bounds what is read of the list, in bytes: one of ours is never so
	// long.
	longestIndex = 1 << 20
	// lockWait is how long another process may be writing the list, which takes it
	// milliseconds.
	lockWait = 2 * time.Second
)

// index is the path of the file that lists the items in the keyring; empty for none.
// No secret is in it.
type index string

// line is an item of the keyring: whose it is, and when it has ended by the wall clock.
type line struct {
	Item     string    `json:"item"`
	Endpoint string    `json:"endpoint"`
	Ends     time.Time `json:"ends"`
}

// indexFile is how the list stands in the file.
type indexFile struct {
	Sessions []line `json:"sessions"`
}

// read reads the list; a file that is not there yet, or is empty, lists nothing.
func (x index) read() ([]line, error) {
	if x == "" {
		return nil, nil
	}
	data, err := private.ReadSecret(string(x), longestIndex)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var file indexFile
	// An empty file is what a power cut may leave of one.
	if err == nil && len(data) > 0 && json.Unmarshal(data, &file) != nil {
		err = &private.Error{Path: string(x), Why: "is no list of kept sessions; remove it"}
	}
	return file.Sessions, err
}

// change puts another list in the place of the one that is there.
func (x index) change(step func([]line) []line) error {
	ctx, cancel := context.WithTimeout(context.Background(), lockWait)
	defer cancel()
	unlock, err := private.Lock(ctx, string(x)+".lock")
	if err != nil {
		return err
	}
	defer unlock()
	lines, err := x.read()
	if err != nil {
		return err
	}
	data, err := json.Marshal(indexFile{step(lines)})
	if err != nil {
		return err
	}
	return private.Replace(string(x), append(data, '\n'), nil)
}

// without is a list without an item.
func without(lines []line, item string) []line {
	return slices.DeleteFunc(lines, func(l line) bool { return l.Item == item })
}
