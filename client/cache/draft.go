package cache

import (
	"bufio"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"actas/client/private"
)

// Drafts are the lists that a process is writing. The zero value is ready, and safe for
// several goroutines.
type Drafts struct {
	mu   sync.Mutex
	open map[*os.File]bool
	// over is set once they were given up: no more is begun.
	over bool
	// swept is set once the drafts of programs that were killed are gone.
	swept sync.Once
}

// GiveUp takes away all that is not whole. Nothing is begun or kept after it: it is for
// the process's end.
func (d *Drafts) GiveUp() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.over = true
	for file := range d.open {
		_, _ = file.Close(), os.Remove(file.Name())
	}
	d.open = nil
}

// begin makes the file of a draft, which tells whose it is.
func (d *Drafts) begin(folder string) (*os.File, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.over {
		return nil, errNoList
	}
	file, err := os.CreateTemp(folder, draftPrefix+strconv.Itoa(os.Getpid())+"-*") // for its owner alone
	if err != nil {
		return nil, err
	}
	if d.open == nil {
		d.open = map[*os.File]bool{}
	}
	d.open[file] = true
	return file, nil
}

// end ends a draft: it takes the place of the list before, or is taken away where
// there is none to take.
func (d *Drafts) end(file *os.File, err error, place string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.open[file] {
		return false
	}
	delete(d.open, file)
	err = errors.Join(err, file.Close())
	if err == nil && place != "" {
		err = os.Rename(file.Name(), place)
	}
	if err != nil || place == "" {
		_ = os.Remove(file.Name())
		return false
	}
	return true
}

// Draft is a list that is being written. The nil draft takes everything, and keeps
// nothing.
type Draft struct {
	store *Store
	list  string
	file  *os.File
	// out writes to buffer and to sum.
	out    io.Writer
	buffer *bufio.Writer
	sum    hash.Hash32
	pages  int
	// room is how much more may be written.
	room int
	// err is the first failure: from then on nothing is written.
	err error
}

// Begin starts a list that is read from now on. It gives nil for the nil store, for
// a list without a name, and where nothing can be written.
func (s *Store) Begin(list string, now time.Time) *Draft {
	if s == nil || list == "" {
		return nil
	}
	s.drafts.swept.Do(func() { sweep(filepath.Dir(s.folder), time.Now()) })
	if private.Folder(s.path(list)) != nil {
		return nil
	}
	file, err := s.drafts.begin(s.folder)
	if err != nil {
		return nil
	}
	d := &Draft{store: s, list: list, file: file, buffer: bufio.NewWriter(file), sum: crc32.New(checksum), room: longestList}
	d.out = io.MultiWriter(d.buffer, d.sum)
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
	d.pages++
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
	_, err := d.buffer.WriteString(end(d.pages, d.sum.Sum32()))
	err = errors.Join(d.err, err, d.buffer.Flush())
	if d.store.drafts.end(d.file, err, d.store.path(d.list)) {
		sweep(filepath.Dir(d.store.folder), time.Now())
	}
	d.file = nil
}

// Drop gives the list up, unless it was kept.
func (d *Draft) Drop() {
	if d == nil || d.file == nil {
		return
	}
	d.store.drafts.end(d.file, nil, "")
	d.file = nil
}
