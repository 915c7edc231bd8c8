package favourites

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestWhatIsSavedIsLoaded(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "state", "actas")
	f := At(folder, "api.vultr.com")
	if ids, err := f.Load(); err != nil || ids != nil {
		t.Fatalf("before the first save: %v, %v", ids, err)
	}
	for _, want := range [][]string{{"b", "a"}, {"c"}, {}} {
		if err := f.Save(want); err != nil {
			t.Fatal(err)
		}
		if got, err := f.Load(); err != nil || !slices.Equal(got, want) {
			t.Errorf("Load() = %v, %v; want %v", got, err, want)
		}
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 1 {
		t.Errorf("files left in the folder: %v, %v; want one", left, err)
	}
	info, err := left[0].Info()
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
}

func TestEndpointsAreKeptApart(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := At(folder, "127.0.0.1:8080").Save([]string{"a"}); err != nil {
		t.Fatal(err)
	}
	if ids, err := At(folder, "api.vultr.com").Load(); err != nil || ids != nil {
		t.Errorf("another endpoint's favourites: %v, %v", ids, err)
	}
}

func TestEndpointCannotLeaveTheFolder(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if got := filepath.Dir(At(folder, "../../etc/x").path); got != folder {
		t.Errorf("file lies in %s, not in %s", got, folder)
	}
}

func TestFileThatIsNotOursIsAnError(t *testing.T) {
	t.Parallel()
	f := At(t.TempDir(), "x")
	if err := os.WriteFile(f.path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Load(); err == nil {
		t.Error("a broken file was read without an error")
	}
}
