package cache

import (
	"bytes"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"actas/client/private"
)

var friday = time.Date(2026, 11, 20, 14, 3, 8, 0, time.UTC)

// pages are what is kept of a list, and whether it is there.
func pages(t rapid.TB, s *Store, list string) (out []string, read time.Time, there bool) {
	l, err := s.Open(list, friday)
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
	if files, _ := filepath.Glob(filepath.Join(folder, "*", draftPrefix+"*")); len(files) > 0 {
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

// TestAFileThatIsBrokenIsNoList: nothing of it is shown, as if it were not there.
func TestAFileThatIsBrokenIsNoList(t *testing.T) {
	t.Parallel()
	const start = heading + "2026-11-20T14:03:08Z\n"
	for name, text := range map[string]string{
		"empty": "", "of something else": "roles\n", "of a later version": sound("actas cache 9 2026-11-20T14:03:08Z\n3\nabc", 1),
		"of the version before": "actas cache 2 2026-11-20T14:03:08Z\n3\nabc", "without a line": strings.Repeat("x", 1<<20),
		"without a time": sound(heading+"yesterday\n3\nabc", 1), "cut in its heading": heading,
		"without a page": sound(start, 0), "cut before a page": start + "3\nabc", "cut in a page": start + "10\nabc",
		"with fewer pages than it says": sound(start+"3\nabc", 2)[1:], "of the year to come": sound(heading+"2036-11-26T14:03:08Z\n3\nabc", 1),
		"of the minute to come": sound(heading+"2026-11-20T14:04:08Z\n3\nabc", 1),
	} {
		if l, err := broken(t, text).Open("roles", friday); err == nil {
			l.Close()
			t.Errorf("%s: it is opened", name)
		}
	}
}

// TestALengthThatIsNoneEndsTheList: a checksum can be right by chance, or by somebody
// who reckons it.
func TestALengthThatIsNoneEndsTheList(t *testing.T) {
	t.Parallel()
	const start = heading + "2026-11-20T14:03:08Z\n"
	for name, text := range map[string]string{
		"cut in a length": start + "10", "without a length": start + "abc\n",
		"with a negative length": start + "-1\n", "with a length that fills the memory": start + "99999999999\n",
		"with a length that it has not": start + "16000000\nabc", "with a long line": start + strings.Repeat("1", 1<<20),
		"without a page": start,
	} {
		l, err := broken(t, sound(text, 1)).Open("roles", friday)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if page, err := l.Next(); err == nil || errors.Is(err, io.EOF) {
			t.Errorf("%s: %q, %v", name, page, err)
		}
		l.Close()
	}
}

// sound is a text with the last line that belongs to it.
func sound(text string, pages int) string {
	return text + end(pages, crc32.Checksum([]byte(text), checksum))
}

// TestAnyChangeIsNoticed: a list that lacks its end, has more than it had, or has one
// bit turned over, is none.
func TestAnyChangeIsNoticed(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s := In(folder, "api", "ref")
	rapid.Check(t, func(rt *rapid.T) {
		keep(s, "roles", rapid.SliceOfN(rapid.String(), 1, 5).Draw(rt, "pages")...)
		text, err := os.ReadFile(s.path("roles"))
		if err != nil {
			rt.Fatal(err)
		}
		at := rapid.IntRange(0, len(text)-1).Draw(rt, "at")
		switch rapid.IntRange(0, 2).Draw(rt, "change") {
		case 0:
			text = text[:at]
		case 1:
			text[at] ^= 1 << rapid.IntRange(0, 7).Draw(rt, "bit")
		case 2:
			text = slices.Insert(text, at, text[at:]...)
		}
		if err := os.WriteFile(s.path("roles"), text, private.FileMode); err != nil {
			rt.Fatal(err)
		}
		// The next run looks: this one knows that the list held, and clocks of files are coarse.
		if got, _, there := pages(rt, In(folder, "api", "ref"), "roles"); there {
			rt.Fatalf("it is shown as %q", got)
		}
	})
}

// TestWhatOthersCanWriteIsNotBelieved: neither a file nor a folder of theirs.
func TestWhatOthersCanWriteIsNotBelieved(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		return // it has other permissions
	}
	for name, c := range map[string]struct {
		of   func(*Store) string
		mode os.FileMode
	}{
		"the file by the group": {func(s *Store) string { return s.path("roles") }, 0o620},
		"the file by all":       {func(s *Store) string { return s.path("roles") }, 0o666},
		"its folder":            {func(s *Store) string { return s.folder }, 0o777},
		"the folder of all":     {func(s *Store) string { return filepath.Dir(s.folder) }, 0o770},
	} {
		s := In(filepath.Join(t.TempDir(), "actas"), "api", "ref")
		keep(s, "roles", "a")
		if _, _, there := pages(t, s, "roles"); !there {
			t.Fatal("it is not there from the start")
		}
		if err := os.Chmod(c.of(s), c.mode); err != nil {
			t.Fatal(err)
		}
		if _, _, there := pages(t, s, "roles"); there {
			t.Errorf("%s can be written, and it is shown", name)
		}
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
	const start = heading + "2026-11-20T14:03:08Z\n"
	for _, text := range []string{"", heading, start + "3\nabc", start + "3\nab", "actas cache 1 x\n"} {
		f.Add([]byte(text), true)
		f.Add([]byte(text), false)
	}
	f.Fuzz(func(t *testing.T, text []byte, right bool) {
		if right {
			text = []byte(sound(string(text), 1))
		}
		s := In(t.TempDir(), "api", "ref")
		keep(s, "roles", "a")
		if err := os.WriteFile(s.path("roles"), text, private.FileMode); err != nil {
			t.Fatal(err)
		}
		l, err := s.Open("roles", friday)
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

// TestDraftsOfProgramsThatWereKilledGoAtTheNextStart: those of one that runs stay.
func TestDraftsOfProgramsThatWereKilledGoAtTheNextStart(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	keep(In(folder, "killed", "ref"), "roles", "a")
	ended := exec.Command(os.Args[0], "-test.run=^$")
	if err := ended.Run(); err != nil {
		t.Fatal(err)
	}
	put := func(pid int) string {
		path := filepath.Join(folder, "killed-ref", draftPrefix+strconv.Itoa(pid)+"-123")
		if err := os.WriteFile(path, []byte("half of it"), private.FileMode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	left, living := put(ended.Process.Pid), put(os.Getppid())
	defer In(folder, "next", "ref").Begin("roles", friday).Drop()
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the draft of a process that has ended is still there: %v", err)
	}
	if _, err := os.Stat(living); err != nil {
		t.Errorf("the draft of a process that runs is gone: %v", err)
	}
}

// TestDraftsAreGivenUp: at the process's end nothing is left of what is not whole.
func TestDraftsAreGivenUp(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	var drafts Drafts
	s := drafts.In(folder, "api", "ref")
	keep(s, "owner", "whole")
	roles, trusts := s.Begin("roles", friday), s.Begin("role-trusts", friday)
	roles.Add(make([]byte, 1<<20))
	drafts.GiveUp()
	roles.Add([]byte("late"))
	roles.Keep()
	trusts.Drop()
	s.Begin("roles", friday).Keep()
	left, err := os.ReadDir(s.folder)
	if err != nil || len(left) != 1 || left[0].Name() != "owner" {
		t.Errorf("left are %v, %v", left, err)
	}
}
