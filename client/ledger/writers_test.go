package ledger

import (
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
)

// TestManyWriters lets many ledgers of one folder write at once, in this process
// and in others, while it is read.
func TestManyWriters(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	const writers, each = 8, 50
	var done sync.WaitGroup
	for w := range writers {
		done.Go(func() { write(t, At(folder), w, each) })
	}
	for w := range 3 {
		done.Go(func() { child(t, folder, writers+w, each) })
	}
	for range 20 {
		if _, unread, err := At(folder).Read(); err != nil || unread != 0 {
			t.Errorf("%d unread lines while it was written, %v", unread, err)
		}
	}
	done.Wait()
	whole(t, folder, (writers+3)*each)
}

// TestRotationUnderManyWriters loses only what a rotation drops: what is left is
// each writer's newest, in its order.
func TestRotationUnderManyWriters(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	var done sync.WaitGroup
	for w := range 6 {
		done.Go(func() { write(t, small(folder), w, 60) })
	}
	done.Wait()
	got, unread, err := At(folder).Read()
	if err != nil || unread != 0 || len(got) < 40 {
		t.Fatalf("%d entries, %d unread, %v", len(got), unread, err)
	}
	last := map[string]int{}
	for _, a := range got {
		var n int
		var w string
		if _, err := fmt.Sscan(a.Session, &w, &n); err != nil {
			t.Fatal(a.Session, err)
		}
		if before, ok := last[w]; ok && n != before+1 {
			t.Errorf("writer %s: %d follows %d", w, n, before)
		}
		last[w] = n
	}
}

func write(t *testing.T, f *File, writer, entries int) {
	for i := range entries {
		if err := f.Add(entry(fmt.Sprintf("w%d %d", writer, i))); err != nil {
			t.Error(err)
		}
	}
}

// whole checks that every entry is there once, and each writer's in order.
func whole(t *testing.T, folder string, want int) {
	t.Helper()
	got, unread, err := At(folder).Read()
	if err != nil || unread != 0 || len(got) != want {
		t.Fatalf("%d entries of %d, %d unread, %v", len(got), want, unread, err)
	}
	seen := map[string]bool{}
	for _, a := range got {
		if seen[a.Session] {
			t.Errorf("%s is there twice", a.Session)
		}
		seen[a.Session] = true
	}
}

// writerFolder tells the test binary to be a writer.
const writerFolder = "ACTAS_TEST_LEDGER"

// child runs a writer in a process of its own.
func child(t *testing.T, folder string, writer, entries int) {
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d %d %s", writerFolder, writer, entries, folder))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}

func TestMain(m *testing.M) {
	var writer, entries int
	var folder string
	if n, _ := fmt.Sscan(os.Getenv(writerFolder), &writer, &entries, &folder); n == 3 {
		for i := range entries {
			if err := At(folder).Add(entry(fmt.Sprintf("w%d %d", writer, i))); err != nil {
				fmt.Println(err)
				os.Exit(1)
			}
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}
