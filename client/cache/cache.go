// Package cache keeps the lists of an organisation between runs, as the API
// answered them, so that the next run shows them at once while it reads them
// again, and what it takes to read them: whose key it is, and names. Nothing in it
// is a secret, and nothing is lost with it: a list of which anything does not hold
// counts as not there.
//
// A list is a file: a line with the time at which it was read, then its pages, each
// after a line with its length, and a last line with the number of pages and the
// checksum of both.
package cache

import (
	"fmt"
	"hash/crc32"
	"io/fs"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

const (
	// heading begins the first line; its number changes with the format.
	heading = "actas cache 3 "
	// trailer is the last line: how many pages there are, and the checksum of that and of
	// all that stands before it. Its length is always the same.
	trailer       = "end %08x %08x\n"
	trailerLength = int64(len("end ") + 8 + len(" ") + 8 + len("\n"))
	// longestPage is more than any answer that is read has, and longestList more than
	// the list of a large organisation: that of 100,000 roles has a fifth of it.
	longestPage = 16 << 20
	longestList = 256 << 20
)

// checksum is quick where the processor knows it: 30 MB cost some milliseconds.
var checksum = crc32.MakeTable(crc32.Castagnoli)

// Store keeps the lists of one organisation, as one key sees it. The nil store
// keeps nothing.
type Store struct {
	folder string
	drafts *Drafts
	mu     sync.Mutex
	// held are the files whose checksums held, by the list: one that is opened again is
	// not read through again.
	held map[string]fs.FileInfo
}

// In keeps lists in a folder below the cache folder. Its name tells the endpoint,
// and ref whose key it is without telling the key. Nothing is opened yet.
func In(folder, endpoint, ref string) *Store { return new(Drafts).In(folder, endpoint, ref) }

// In is [In], whose lists are given up with the drafts.
func (d *Drafts) In(folder, endpoint, ref string) *Store {
	return &Store{folder: filepath.Join(folder, plain(endpoint)+"-"+plain(ref)), drafts: d}
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

func (s *Store) path(list string) string { return filepath.Join(s.folder, plain(list)) }

// end is the last line of a list, of which sum is the checksum without it. The number
// of pages is checked as well.
func end(pages int, sum uint32) string {
	return fmt.Sprintf(trailer, pages, crc32.Update(sum, checksum, fmt.Appendf(nil, "%08x", pages)))
}

// open reports that others than its owner can write something. Windows tells that in
// another way.
func open(info fs.FileInfo) bool {
	return runtime.GOOS != "windows" && info.Mode().Perm()&0o022 != 0
}
