package cache

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"actas/client/private"
)

var friday = time.Date(2026, 11, 20, 14, 3, 8, 0, time.UTC)

// pages are what is kept of a list, and whether it is there.
func pages(t rapid.TB, s *Store, list string) (out []string, read time.Time, there bool) {
	l, err := s.Open(list)
	if err != nil {
		return nil, time.Time{}, false
	}
	defer l.Close()
	for {
		page, err := l.Next()
		if errors.Is(err, io.EOF) {
			return out, l.Read, true
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(page))
	}
}

func keep(s *Store, list string, pages ...string) {
	d := s.Begin(list, friday)
	for _, p := range pages {
		d.Add([]byte(p))
	}
	d.Keep()
}

func TestAListComesBackAsItWas(t *testing.T) {
	t.Parallel()
	s := In(t.TempDir(), "https://api.vultr.com", "ref-1")
	rapid.Check(t, func(rt *rapid.T) {
		want := rapid.SliceOfN(rapid.String(), 1, 5).Draw(rt, "pages")
		keep(s, "roles", want...)
		got, read, _ := pages(rt, s, "roles")
		if !slices.Equal(got, want) || !read.Equal(friday) {
			rt.Fatalf("got %q of %v, want %q", got, read, want)
		}
	})
}

func TestWhatWasNotReadToItsEndIsNotKept(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s := In(folder, "api", "ref")
	keep(s, "roles", "old")
	d := s.Begin("roles", friday)
	d.Add([]byte("new, and broken off"))
	d.Drop()
	d.Keep()
	if got, _, _ := pages(t, s, "roles"); !slices.Equal(got, []string{"old"}) {
		t.Errorf("kept %q", got)
	}
	if files, _ := filepath.Glob(filepath.Join(folder, "*", draftName)); len(files) > 0 {
		t.Errorf("drafts are left: %v", files)
	}
}

func TestNobodyElseCanReadIt(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	keep(In(folder, "api", "ref"), "roles", "a")
	for path, want := range map[string]os.FileMode{"api-ref/roles": private.FileMode, "api-ref": private.FolderMode} {
		info, err := os.Stat(filepath.Join(folder, path))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has %v, %v", path, info.Mode(), err)
		}
	}
}

func TestAnotherKeyAndAnotherEndpointHaveTheirOwn(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	keep(In(folder, "https://api.vultr.com", "ref-1"), "roles", "a")
	for _, other := range []*Store{In(folder, "https://api.vultr.com", "ref-2"), In(folder, "http://127.0.0.1:8080", "ref-1"), nil} {
		if got, _, there := pages(t, other, "roles"); there {
			t.Errorf("%+v has %q", other, got)
		}
	}
}

func TestNothingIsKeptNowhere(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	keep(nil, "roles", "a")
	keep(In(folder, "api", "ref"), "", "a")
	if files, _ := os.ReadDir(folder); len(files) > 0 {
		t.Errorf("written: %v", files)
	}
}

func TestAFileThatIsBrokenEndsTheList(t *testing.T) {
	t.Parallel()
	const start = heading + "2026-11-20T14:03:08Z\n"
	for name, text := range map[string]string{
		"empty": "", "of something else": "roles\n", "of a later version": "actas cache 9 2026-11-20T14:03:08Z\n",
		"of the version before": "actas cache 1 2026-11-20T14:03:08Z\n", "without a line": strings.Repeat("x", 1<<20),
		"without a time": heading + "yesterday\n", "cut in its heading": heading,
	} {
		s := broken(t, text)
		if l, err := s.Open("roles"); err == nil {
			l.Close()
			t.Errorf("%s: it is opened", name)
		}
	}
	for name, text := range map[string]string{
		"cut in a page": start + "10\nabc", "cut in a length": start + "10", "without a length": start + "abc\n",
		"with a negative length": start + "-1\n", "with a length that fills the memory": start + "99999999999\n",
		"with a length that it has not": start + "16000000\nabc", "with a long line": start + strings.Repeat("1", 1<<20),
	} {
		l, err := broken(t, text).Open("roles")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if page, err := l.Next(); err == nil || errors.Is(err, io.EOF) {
			t.Errorf("%s: %q, %v", name, page, err)
		}
		l.Close()
	}
}

// broken is a store whose list of roles has this text.
func broken(t *testing.T, text string) *Store {
	s := In(t.TempDir(), "api", "ref")
	keep(s, "roles", "a")
	if err := os.WriteFile(s.path("roles"), []byte(text), private.FileMode); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestAListIsBounded: whatever an API sends, the cache does not fill the disk.
func TestAListIsBounded(t *testing.T) {
	t.Parallel()
	s := In(t.TempDir(), "api", "ref")
	for name, add := range map[string]func(*Draft){
		"a page that is too long": func(d *Draft) { d.Add(make([]byte, longestPage+1)) },
		"too much in all":         func(d *Draft) { d.room = 5; d.Add([]byte("abc")); d.Add([]byte("def")) },
	} {
		keep(s, "roles", "old")
		d := s.Begin("roles", friday)
		add(d)
		d.Add([]byte("a"))
		d.Keep()
		if got, _, _ := pages(t, s, "roles"); !slices.Equal(got, []string{"old"}) {
			t.Errorf("%s: kept %.10q", name, got)
		}
	}
	if err := os.Truncate(s.path("roles"), longestList+longestPage+1); err != nil {
		t.Fatal(err)
	}
	if _, _, there := pages(t, s, "roles"); there {
		t.Error("a file that is too long is opened")
	}
}

// FuzzList: a file that somebody or a crash has damaged is no list, or its pages end
// with an error; nothing of it is made up.
func FuzzList(f *testing.F) {
	for _, text := range []string{"", heading, heading + "2026-11-20T14:03:08Z\n3\nabc", heading + "2026-11-20T14:03:08Z\n3\nab", "actas cache 1 x\n"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		s := In(t.TempDir(), "api", "ref")
		keep(s, "roles", "a")
		if err := os.WriteFile(s.path("roles"), text, private.FileMode); err != nil {
			t.Fatal(err)
		}
		l, err := s.Open("roles")
		if err != nil {
			return
		}
		defer l.Close()
		rest := text
		for {
			page, err := l.Next()
			if err != nil {
				return
			}
			at := bytes.Index(rest, page)
			if at < 0 {
				t.Fatalf("%q is not in what is left of the file", page)
			}
			rest = rest[at+len(page):]
		}
	})
}

func TestOldListsAreSweptAway(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	old, other, draft := In(folder, "old", "ref"), In(folder, "other", "ref"), In(folder, "draft", "ref")
	for _, s := range []*Store{old, other, draft} {
		keep(s, "roles", "a")
	}
	age := func(path string, by time.Duration) {
		at := time.Now().Add(-by)
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	age(old.path("roles"), forgotten+time.Hour)
	age(other.path("roles"), forgotten-time.Hour)
	left := draft.Begin("roles", friday)
	age(left.file.Name(), abandoned+time.Hour)
	keep(other, "role-trusts", "b")
	if _, err := os.Stat(old.folder); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the old one is still there: %v", err)
	}
	if _, err := os.Stat(left.file.Name()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the draft is still there: %v", err)
	}
	for _, s := range []*Store{other, draft} {
		if _, _, there := pages(t, s, "roles"); !there {
			t.Errorf("%s is gone", s.folder)
		}
	}
}
