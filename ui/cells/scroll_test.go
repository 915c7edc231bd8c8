package cells

import (
	"fmt"
	"strings"
	"testing"

	"actas/ui/cells/vttest"
)

// TestRowsThatMove lets the terminal move the rows of a list between a heading and
// a foot, where that takes fewer bytes, and shows what a repaint shows.
func TestRowsThatMove(t *testing.T) {
	t.Parallel()
	list := func(first, rows int) string {
		lines := []string{"heading"}
		for i := range rows {
			lines = append(lines, fmt.Sprintf("role %03d of many", first+i))
		}
		return strings.Join(append(lines, "foot"), "\n")
	}
	for _, tt := range []struct{ name, before, after, want string }{
		{"up", list(1, 8), list(2, 8), "\x1b[2H\x1b[M\x1b[9H\x1b[Lrole 009 of many"},
		{"down by two", list(3, 8), list(1, 8), "\x1b[8H\x1b[2M\x1b[2H\x1b[2Lrole 001 of many\x1b[3Hrole 002 of many"},
		{"nothing moves", list(1, 8), strings.ReplaceAll(list(1, 8), "many", "most"), ""},
		{"few rows", list(1, 2), list(2, 2), "\x1b[2;8H2\x1b[3;8H3"},
		{"what differs is less", list(1, 4), list(2, 4), "\x1b[2;8H2\x1b[3;8H3\x1b[4;8H4\x1b[5;8H5"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var f frame
			f.resize(24, 10)
			on := vttest.New(24, 10)
			_, _ = on.Write(f.paint(tt.before))
			got := string(f.paint(tt.after))
			if _, _ = on.Write([]byte(got)); on.Picture() != painting(tt.after, 24, 10) {
				t.Errorf("on screen is\n%s", on.Picture())
			}
			if tt.want != "" && got != tt.want+home {
				t.Errorf("it writes %q, want %q", got, tt.want)
			}
			if moves := strings.ContainsAny(got, "LM"); moves != strings.ContainsAny(tt.want, "LM") {
				t.Errorf("it writes %q", got)
			}
		})
	}
}
