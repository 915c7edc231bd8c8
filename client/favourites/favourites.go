// Package favourites keeps the ids of a person's favourite roles in a file
// under the XDG state folder, one file for each endpoint.
package favourites

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"actas/client/private"
)

// File is where the favourites of one endpoint are kept.
type File struct{ path string }

// At is the file for an endpoint under a state folder, as in
// $XDG_STATE_HOME/actas. Nothing is opened yet.
func At(folder, endpoint string) File {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return '_'
	}, strings.ToLower(endpoint))
	return File{path: filepath.Join(folder, "favourites-"+name+".json")}
}

// Load reads the ids; a file that does not exist yet holds none. It fails where the
// file cannot be read, or is no list.
func (f File) Load() ([]string, error) {
	data, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read favourites: %w", err)
	}
	var ids []string
	if err := json.Unmarshal(data, &ids); err != nil {
		return nil, fmt.Errorf("read favourites: %w", err)
	}
	return ids, nil
}

// Save replaces the ids, whole or not at all: a crash leaves the old file. The error
// holds a [private.Error].
func (f File) Save(ids []string) error {
	data, err := json.Marshal(ids)
	if err != nil {
		return fmt.Errorf("write favourites: %w", err)
	}
	if err := private.Replace(f.path, data, nil); err != nil {
		return fmt.Errorf("write favourites: %w", err)
	}
	return nil
}
