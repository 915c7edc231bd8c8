// Package awsfile writes the keys of a session into a profile of the file where
// AWS's tools look for credentials. Nothing else in that file changes, not by a byte.
package awsfile

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"actas/client/private"
	"actas/model"
	"actas/model/text"
)

// longest bounds the file, in bytes. AWS's tools read it at every start.
const longest = 1 << 20

// tries is how often the file is read again because another program wrote it
// meanwhile.
const tries = 3

// lockWait is how long another actas may hold the lock: it needs a moment.
const lockWait = 5 * time.Second

// File is AWS's credentials file. Make it with At.
type File struct{ path, lock string }

// At is the file at a path. lock is a file that keeps two actas apart; without one
// nothing does. Nothing is opened yet.
func At(path, lock string) File { return File{path: path, lock: lock} }

// Path is where AWS's tools look: AWS_SHARED_CREDENTIALS_FILE, else .aws/credentials
// in the home; empty for somebody without a home.
func Path(getenv func(string) string) string {
	path, home := getenv("AWS_SHARED_CREDENTIALS_FILE"), getenv("HOME")
	if path == "" && home != "" {
		return filepath.Join(home, ".aws", "credentials")
	}
	if rest, under := strings.CutPrefix(path, "~/"); under {
		return filepath.Join(home, rest)
	}
	return path
}

// Path is the file's.
func (f File) Path() string { return f.path }

// Look says what a profile is in the file. The error is in words for people.
func (f File) Look(profile string) (model.AWSProfileState, error) {
	if err := f.named(); err != nil {
		return model.AWSProfileNone, err
	}
	_, before, err := f.read()
	if err != nil {
		return model.AWSProfileNone, err
	}
	return f.look(before, profile)
}

func (f File) look(in, profile string) (model.AWSProfileState, error) {
	if !isINI(in) {
		return model.AWSProfileNone, &private.Error{Path: f.path, Why: "is no credentials file of AWS's tools, and is left alone; move it away, or name another in AWS_SHARED_CREDENTIALS_FILE"}
	}
	lines := split(in)
	at, err := find(lines, profile)
	switch {
	case err != nil:
		return model.AWSProfileNone, f.refuse(profile, err)
	case at.none():
		return model.AWSProfileNone, nil
	case ours(lines, at):
		return model.AWSProfileOurs, nil
	}
	return model.AWSProfileTheirs, nil
}

func (f File) refuse(profile string, err error) error {
	return &private.Error{Path: f.path, Why: err.Error() + ": " + profile + "; mend it by hand, or take another name", Cause: err}
}

// Write gives a profile the keys of a session, whole or not at all. One that somebody
// else wrote is left alone, unless theirs is set. The file becomes its owner's alone.
// The error is in words for people, and holds no key.
func (f File) Write(profile string, s model.Session, theirs bool) error {
	if fault := model.AWSProfileFault(profile); fault != "" {
		return errors.New(fault)
	}
	entries, err := entriesOf(s)
	if err != nil {
		return err
	}
	if err := f.folder(); err != nil {
		return err
	}
	if f.lock != "" {
		ctx, cancel := context.WithTimeout(context.Background(), lockWait)
		defer cancel()
		unlock, err := private.Lock(ctx, f.lock)
		if err != nil {
			return err
		}
		defer unlock()
	}
	for range tries {
		if written, err := f.exchange(profile, entries, theirs); written || err != nil {
			return err
		}
	}
	return &private.Error{Path: f.path, Why: "is written by another program again and again; try once more"}
}

// exchange reads the file and writes it anew; false where another program wrote it
// in between.
func (f File) exchange(profile string, entries []string, theirs bool) (written bool, err error) {
	path, before, err := f.read()
	if err != nil {
		return false, err
	}
	state, err := f.look(before, profile)
	switch {
	case err != nil:
		return false, err
	case state == model.AWSProfileTheirs && !theirs:
		return false, &private.Error{Path: f.path, Why: "has a profile " + profile + " that actas did not write"}
	}
	after, err := set(before, profile, entries)
	if err != nil {
		return false, f.refuse(profile, err)
	}
	return f.replace(path, before, after)
}

// read gives the file's real path and its text, which is empty where there is none.
func (f File) read() (path, content string, err error) {
	path, err = filepath.EvalSymlinks(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Lstat(f.path); err == nil {
			return "", "", &private.Error{Path: f.path, Why: "is a symbolic link to nothing; move it away"}
		}
		return f.path, "", nil
	}
	if err != nil {
		return "", "", &private.Error{Path: f.path, Why: "cannot be opened", Cause: err}
	}
	data, err := private.ReadOwn(path, longest)
	return path, string(data), err
}

// replace puts a text in the place of the one before; false where that has changed.
func (f File) replace(path, before, after string) (written bool, err error) {
	if len(after) > longest {
		return false, &private.Error{Path: f.path, Why: "would become too long for AWS's tools"}
	}
	err = private.Replace(path, []byte(after), func() error {
		_, now, err := f.read()
		if err == nil && now != before {
			err = errChanged
		}
		return err
	})
	if errors.Is(err, errChanged) {
		return false, nil
	}
	return err == nil, err
}

// errChanged: another program wrote the file meanwhile.
var errChanged = errors.New("changed meanwhile")

// entriesOf are the lines of a session's section below its header.
func entriesOf(s model.Session) ([]string, error) {
	values := [...]string{s.AWS.ID.Reveal(), s.AWS.Secret.Reveal(), s.Token.Reveal()}
	if !s.Assumed.IsZero() && !s.Expires.IsZero() && !s.Expires.After(s.Assumed) {
		return nil, errors.New("the session's AWS keys ended " + s.Expires.UTC().Format(time.RFC3339) + ", by what the API said when it made them")
	}
	until := ""
	if !s.Expires.IsZero() {
		until = ", ends " + s.Expires.UTC().Format(time.RFC3339)
	}
	lines := []string{mark + ": session " + text.Clean(s.Name) + until + ". actas replaces these lines."}
	for i, value := range values {
		switch {
		case value == "":
			return nil, errors.New("the session has no AWS keys")
		case strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }):
			return nil, errors.New("the session's AWS keys hold characters that no key has")
		}
		lines = append(lines, model.AWSProfileKeys[i]+" = "+value)
	}
	return lines, nil
}
