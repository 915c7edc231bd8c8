package awsfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"actas/client/private"
)

// folder makes the folder that AWS's tools use where nobody names another.
func (f File) folder() error {
	if err := f.named(); err != nil {
		return err
	}
	return private.Folder(f.path)
}

// named refuses a folder that somebody names and that is not there: it may be a
// mistake, and is not made.
func (f File) named() error {
	folder := filepath.Dir(f.path)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) && filepath.Base(folder) != ".aws" {
		return &private.Error{Path: f.path, Why: "has no folder; make it, or mend AWS_SHARED_CREDENTIALS_FILE", Cause: err}
	}
	return nil
}

// isINI reports that a text can be a file of profiles: what stands before its first
// header are blank lines and comments, and it holds no sign that no text has.
func isINI(content string) bool {
	if strings.ContainsFunc(content, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' }) {
		return false
	}
	for _, line := range split(content) {
		bare := strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
		if _, ok := header(line); ok {
			return true
		}
		if bare != "" && bare[0] != '#' && bare[0] != ';' {
			return false
		}
	}
	return true
}
