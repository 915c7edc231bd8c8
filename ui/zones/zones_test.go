package zones

import (
	"archive/zip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"actas/model"
)

func TestEveryZoneLoads(t *testing.T) {
	t.Parallel()
	list := Names()
	if !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != len(list) || len(list) < 450 {
		t.Errorf("%d names, which are not in order or not each there once", len(list))
	}
	for _, name := range list {
		if s := model.NewSchedule(name, 0, 0, 0); s.Problem != "" || s.Location().String() != name {
			t.Errorf("%q: %s, loaded as %s", name, s.Problem, s.Location())
		}
	}
}

// TestNoPlaceIsMissing asks for a place of every region, for old and for young
// names, and for each offset that is not a whole hour.
func TestNoPlaceIsMissing(t *testing.T) {
	t.Parallel()
	list := Names()
	for _, name := range []string{
		"Africa/Nairobi", "America/New_York", "America/Argentina/Buenos_Aires", "America/North_Dakota/New_Salem", "Antarctica/Troll",
		"Arctic/Longyearbyen", "Asia/Kolkata", "Asia/Calcutta", "Asia/Kathmandu", "Asia/Tehran", "Atlantic/Azores", "Australia/Eucla",
		"America/St_Johns", "Europe/Berlin", "Europe/Kyiv", "Europe/Zurich", "Indian/Mauritius", "Pacific/Chatham", "Pacific/Marquesas", "Pacific/Auckland",
	} {
		if !slices.Contains(list, name) {
			t.Errorf("%s is missing", name)
		}
	}
}

// TestNamesAreThoseOfGo compares the list with the database that it was made
// from. A Go with another version of it has its own names.
func TestNamesAreThoseOfGo(t *testing.T) {
	t.Parallel()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(strings.TrimSpace(string(root)), "lib", "time")
	archive, err := zip.OpenReader(filepath.Join(folder, "zoneinfo.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	known := map[string]bool{}
	for _, file := range archive.File {
		known[file.Name] = true
	}
	script, err := os.ReadFile(filepath.Join(folder, "update.bash"))
	if err != nil {
		t.Fatal(err)
	}
	version := strings.TrimSuffix(strings.TrimPrefix(strings.SplitN(names, "\n", 2)[0], "# tzdata "), ", by go generate")
	same := strings.Contains(string(script), "DATA="+version+"\n")
	list := Names()
	for _, name := range list {
		if !known[name] && same {
			t.Errorf("%s is not in the database", name)
		}
	}
	for name := range known {
		region, _, inside := strings.Cut(name, "/")
		place := inside && !slices.Contains([]string{"Etc", "SystemV", "US", "Canada", "Brazil", "Chile", "Mexico"}, region) && !strings.HasSuffix(name, "/")
		if place && same && !slices.Contains(list, name) {
			t.Errorf("%s is missing: run go generate ./ui/zones", name)
		}
	}
}

func TestOffsets(t *testing.T) {
	t.Parallel()
	summer, winter := time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name string
		at   time.Time
		want string
	}{
		{"Europe/Berlin", summer, "UTC+2"}, {"Europe/Berlin", winter, "UTC+1"}, {"Asia/Kathmandu", summer, "UTC+5:45"},
		{"America/St_Johns", winter, "UTC-3:30"}, {"Africa/Abidjan", summer, "UTC+0"}, {"utc", summer, ""}, {"", summer, ""}, {"Mars/Base", summer, ""},
	} {
		if got := Offset(tt.name, tt.at); got != tt.want {
			t.Errorf("%s at %v: %q, want %q", tt.name, tt.at, got, tt.want)
		}
	}
}

func TestAPersonsOwnZone(t *testing.T) {
	t.Parallel()
	berlin := model.NewSchedule("Europe/Berlin", 0, 0, 0).Location()
	for zone, want := range map[*time.Location]string{
		nil: "", time.UTC: "", berlin: "Europe/Berlin", time.FixedZone("", 3600): "", time.FixedZone("CEST", 7200): "",
	} {
		if got := Named(zone); got != want {
			t.Errorf("%v: %q, want %q", zone, got, want)
		}
	}
}
