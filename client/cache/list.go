package cache

import (
	"bufio"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"actas/client/private"
)

// List is a list that was kept, open for reading. All of it is known to be as it was
// written.
type List struct {
	// Read is when its reading began.
	Read time.Time
	file *os.File
	in   *bufio.Reader
	// left bounds what is behind: no page is longer.
	left int64
	// pages is how many are behind.
	pages int
}

var (
	// errNoList says that a file is no list of ours.
	errNoList = errors.New("no list of this program")
	// errTooLong says that a list is longer than what is kept of one.
	errTooLong = errors.New("too long to be kept")
)

// Open opens the list that was kept last. Any error means that there is none: also
// where a part of it is missing or changed, where others could have written it, and
// where it says that it was read later than now.
func (s *Store) Open(list string, now time.Time) (*List, error) {
	if s == nil || s.exposed(list) {
		return nil, errNoList
	}
	file, err := private.Open(s.path(list), os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	l := &List{file: file}
	if !s.holds(list, l) || !l.begin() || l.Read.After(now) {
		l.Close()
		return nil, errNoList
	}
	return l, nil
}

// exposed reports that others can write a list, or put another one in its place.
func (s *Store) exposed(list string) bool {
	for _, path := range []string{s.path(list), s.folder, filepath.Dir(s.folder)} {
		if info, err := os.Lstat(path); err != nil || open(info) {
			return true
		}
	}
	return false
}

// holds reads all of a list once and compares its last line, so that no page of it is
// shown where another one is damaged.
func (s *Store) holds(list string, l *List) bool {
	info, err := l.file.Stat()
	if err != nil || info.Size() < trailerLength || info.Size() > longestList+longestPage {
		return false
	}
	l.left = info.Size() - trailerLength
	last := make([]byte, trailerLength)
	if _, err := l.file.ReadAt(last, l.left); err != nil {
		return false
	}
	var sum uint32
	if _, err := fmt.Sscanf(string(last), trailer, &l.pages, &sum); err != nil || l.pages < 1 {
		return false
	}
	l.in = bufio.NewReader(io.NewSectionReader(l.file, 0, l.left))
	s.mu.Lock()
	defer s.mu.Unlock()
	if before := s.held[list]; before != nil && os.SameFile(before, info) && before.Size() == info.Size() && before.ModTime().Equal(info.ModTime()) {
		return true
	}
	found := crc32.New(checksum)
	if _, err := io.CopyBuffer(found, io.NewSectionReader(l.file, 0, l.left), make([]byte, readAtOnce)); err != nil || end(l.pages, found.Sum32()) != string(last) {
		return false
	}
	if s.held == nil {
		s.held = map[string]fs.FileInfo{}
	}
	s.held[list] = info
	return true
}

// readAtOnce is how much of a list is compared at a time.
const readAtOnce = 64 << 10

// begin reads the heading.
func (l *List) begin() bool {
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
// error where the list was changed while it is read.
func (l *List) Next() ([]byte, error) {
	line, err := l.line()
	switch {
	case errors.Is(err, io.EOF) && l.pages > 0:
		return nil, errNoList
	case err != nil:
		return nil, err
	}
	l.pages--
	length, err := strconv.Atoi(line)
	if err != nil || length < 0 || length > longestPage || int64(length) > l.left || l.pages < 0 {
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
