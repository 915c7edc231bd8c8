package cli

import "testing"

// TestTheRendererOfASystem: what was tried nowhere on it is not the usual one.
func TestTheRendererOfASystem(t *testing.T) {
	t.Parallel()
	for system, want := range map[string]string{
		"linux": rendererCells, "darwin": rendererCells, "freebsd": rendererCells, "windows": rendererTea,
	} {
		if got := usualRenderer(system); got != want {
			t.Errorf("%s draws with %s, want %s", system, got, want)
		}
	}
}
