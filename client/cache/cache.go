// Package cache keeps the lists of an organisation between runs, as the API
// answered them, so that the next run shows them at once while it reads them
// again, and what it takes to read them: whose key it is, and names. Nothing in it is a secret, and nothing is lost with it: whatever cannot be
// read counts as not there.
//
// A list is a file: a line with the time at which it was read, then its pages, each
// after a line with its length.
package cache

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"actas/client/private"
)

const (
	// heading begins the first line; its number changes with the format.
	heading = "actas cache 2 "
	// draftName is the pattern of a list that is being written.
	draftName = ".draft-*"
	// longestPage is more than any answer that is read has, and longestList more than
	// the list of a large organisation: that of 100,000 roles has a fifth of it.
	longestPage = 16 << 20
	longestList = 256 << 20
)

// Store keeps the lists of one organisation, as one key sees it. The nil store
// keeps nothing.
type Store struct{ folder string }

// In keeps lists in a folder below the cache folder. Its name tells the endpoint,
// and ref whose key it is without telling the key. Nothing is opened yet.
func In(folder, endpoint, ref string) *Store {
	return &Store{folder: filepath.Join(folder, plain(endpoint)+"-"+plain(ref))}
}

// plain has signs alone that any file system takes.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return '_'
	}, strings.ToLower(name))
}

// Draft is a list that is being written. The nil draft takes everything, and keeps
// nothing.
type Draft struct {
	store *Store
	list  string
	file  *os.File
	out   *bufio.Writer
	// room is how much more may be written.
	room int
	// err is the first failure: from then on nothing is written.
	err error
}

// Begin starts a list that is read from now on. It gives nil for the nil store, for
// a list without a name, and where nothing can be written.
func (s *Store) Begin(list string, now time.Time) *Draft {
	if s == nil || list == "" || private.Folder(s.path(list)) != nil {
		return nil
	}
	file, err := os.CreateTemp(s.folder, draftName) // for its owner alone
	if err != nil {
		return nil
	}
	d := &Draft{store: s, list: list, file: file, out: bufio.NewWriter(file), room: longestList}
	_, d.err = fmt.Fprintf(d.out, "%s%s\n", heading, now.UTC().Format(time.RFC3339))
	return d
}

// Add takes the next page, which is not held on to.
func (d *Draft) Add(page []byte) {
	if d == nil || d.err != nil {
		return
	}
	if d.room -= len(page); d.room < 0 || len(page) > longestPage {
		d.err = errTooLong
		return
	}
	_, d.err = fmt.Fprintf(d.out, "%d\n", len(page))
	if d.err == nil {
		_, d.err = d.out.Write(page)
	}
}

// Keep puts the list in the place of the one before, whole or not at all: the pages
// are all that there are.
func (d *Draft) Keep() {
	if d == nil || d.file == nil {
		return
	}
	name := d.file.Name()
	err := errors.Join(d.err, d.out.Flush(), d.file.Close())
	d.file = nil
	if err == nil {
		err = os.Rename(name, d.store.path(d.list))
	}
	if err != nil {
		_ = os.Remove(name)
		return
	}
	sweep(filepath.Dir(d.store.folder), time.Now())
}

// Drop gives the list up, unless it was kept.
func (d *Draft) Drop() {
	if d == nil || d.file == nil {
		return
	}
	_, _ = d.file.Close(), os.Remove(d.file.Name())
	d.file = nil
}

func (s *Store) path(list string) string { return filepath.Join(s.folder, plain(list)) }

// List is a list that was kept, open for reading.
type List struct {
	// Read is when its reading began.
	Read time.Time
	file *os.File
	in   *bufio.Reader
	// left bounds what is behind: no page is longer.
	left int64
}

var (
	// errNoList says that a file is no list of ours.
	errNoList = errors.New("no list of this program")
	// errTooLong says that a list is longer than what is kept of one.
	errTooLong = errors.New("too long to be kept")
)

// Open opens the list that was kept last. Any error means that there is none.
func (s *Store) Open(list string) (*List, error) {
	if s == nil {
		return nil, errNoList
	}
	file, err := private.Open(s.path(list), os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	l := &List{file: file, in: bufio.NewReader(file)}
	if !l.begin() {
		l.Close()
		return nil, errNoList
	}
	return l, nil
}

// begin reads the heading.
func (l *List) begin() bool {
	info, err := l.file.Stat()
	if err != nil || info.Size() > longestList+longestPage {
		return false
	}
	l.left = info.Size()
	line, err := l.line()
	at, ours := strings.CutPrefix(line, heading)
	if err != nil || !ours {
		return false
	}
	l.Read, err = time.Parse(time.RFC3339, at)
	return err == nil
}

// line reads a line, which is short in a list of ours.
func (l *List) line() (string, error) {
	line, err := l.in.ReadSlice('\n')
	switch {
	case errors.Is(err, io.EOF) && len(line) == 0:
		return "", io.EOF
	case err != nil:
		return "", errNoList
	}
	return strings.TrimSuffix(string(line), "\n"), nil
}

// Next gives the next page. It fails with [io.EOF] behind the last, and with another
// error where the list is damaged.
func (l *List) Next() ([]byte, error) {
	line, err := l.line()
	if err != nil {
		return nil, err
	}
	length, err := strconv.Atoi(line)
	if err != nil || length < 0 || length > longestPage || int64(length) > l.left {
		return nil, errNoList
	}
	l.left -= int64(length)
	page := make([]byte, length)
	if _, err := io.ReadFull(l.in, page); err != nil {
		return nil, errNoList
	}
	return page, nil
}

// Close ends the reading.
func (l *List) Close() { _ = l.file.Close() }
