package table

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func TestLines(t *testing.T) {
	t.Parallel()
	header := []string{"NAME", "ROLE", "LEFT"}
	rows := [][]string{{"ada-deploy-7f3c", "部署", "09:41"}, {"b", "Log Reader"}, {}}
	for _, tt := range []struct {
		name  string
		width int
		want  string
	}{
		{"whole", 0, "NAME             ROLE        LEFT\nada-deploy-7f3c  部署        09:41\nb                Log Reader\n"},
		{"as wide as it is", 34, "NAME             ROLE        LEFT\nada-deploy-7f3c  部署        09:41\nb                Log Reader\n"},
		{"cut", 22, "NAME             ROLE…\nada-deploy-7f3c  部署…\nb                Log …\n"},
		{"one column", 1, "…\n…\n…\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := strings.Join(Lines(header, rows, tt.width), "\n"); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestOnlyTheHeaderWhereThereAreNoRows(t *testing.T) {
	t.Parallel()
	if got := Lines([]string{"NAME", "ROLE"}, nil, 0); len(got) != 1 || got[0] != "NAME  ROLE" {
		t.Errorf("got %q", got)
	}
}

func TestNoLineIsWiderThanTheTerminal(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringMatching(`[a-z部é ]{0,12}`)
		rows := rapid.SliceOf(rapid.SliceOfN(cell, 0, 4)).Draw(t, "rows")
		width := rapid.IntRange(1, 40).Draw(t, "width")
		for _, line := range Lines([]string{"A", "B", "C"}, rows, width) {
			if got := ansi.StringWidth(line); got > width {
				t.Fatalf("%q has %d columns, more than %d", line, got, width)
			}
		}
	})
}
