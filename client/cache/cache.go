// Package cache keeps the lists of an organisation between runs, as the API
// answered them, so that the next run shows them at once while it reads them
// again. Nothing in it is a secret, and nothing is lost with it: whatever cannot be
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
	heading = "actas cache 1 "
	// draftName is the pattern of a list that is being written.
	draftName = ".draft-*"
	// longestPage is more than any answer that is read has.
	longestPage = 16 << 20
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
	d := &Draft{store: s, list: list, file: file, out: bufio.NewWriter(file)}
	_, d.err = fmt.Fprintf(d.out, "%s%s\n", heading, now.UTC().Format(time.RFC3339))
	return d
}

// Add takes the next page, which is not held on to.
func (d *Draft) Add(page []byte) {
	if d == nil || d.err != nil {
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
}

// errNoList says that a file is no list of ours.
var errNoList = errors.New("no list of this program")

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
	line, err := l.in.ReadString('\n')
	if at, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), heading); err == nil && ok {
		l.Read, err = time.Parse(time.RFC3339, at)
	} else {
		err = errNoList
	}
	if err != nil {
		l.Close()
		return nil, errNoList
	}
	return l, nil
}

// Next gives the next page. It fails with [io.EOF] behind the last, and with another
// error where the list is damaged.
func (l *List) Next() ([]byte, error) {
	line, err := l.in.ReadString('\n')
	if err != nil {
		if line != "" {
			err = errNoList
		}
		return nil, err
	}
	length, err := strconv.Atoi(strings.TrimSuffix(line, "\n"))
	if err != nil || length < 0 || length > longestPage {
		return nil, errNoList
	}
	page := make([]byte, length)
	if _, err := io.ReadFull(l.in, page); err != nil {
		return nil, errNoList
	}
	return page, nil
}

// Close ends the reading.
func (l *List) Close() { _ = l.file.Close() }
