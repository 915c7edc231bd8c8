package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Tests of what lies where in the house, and of the versions it is built from.

// TestFilesAreNamedForTheirSubject keeps out the names that say nothing.
func TestFilesAreNamedForTheirSubject(t *testing.T) {
	t.Parallel()
	empty := regexp.MustCompile(`^(utils?|helpers?|common|types|misc)(_test)?\.go$`)
	for _, r := range readHouse(t) {
		for name := range r.files {
			if empty.MatchString(name) {
				t.Errorf("%s/%s: name the file for its subject", r.path, name)
			}
		}
	}
}

// TestTopLevel keeps the top level to what is laid down.
func TestTopLevel(t *testing.T) {
	t.Parallel()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !allowedOnTop(entry.Name(), entry.IsDir()) {
			t.Errorf("%s does not belong at the top level", entry.Name())
		}
	}
	for _, name := range []string{"LICENSE", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile", ".ci/run"} {
		if _, err := os.Stat(name); err != nil {
			t.Errorf("%s is missing: %v", name, err)
		}
	}
}

// TestTopLevelRule proves that the rule lets in what belongs there alone.
func TestTopLevelRule(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		dir  bool
		want bool
	}{
		{"main.go", false, true},
		{"house_test.go", false, true},
		{"stage_flows_test.go", false, true},
		{"flows_test.go", false, false}, // of no kind
		{".ci", true, true},
		{"ui", true, true},
		{"actas", false, true}, // what make build leaves, ignored by git
		{"deps.go", false, false},
		{"internal", true, false},
		{"cover.out", false, false},
		{"client", false, false},
		{"staticcheck.conf", false, false},
	}
	for _, tt := range tests {
		if got := allowedOnTop(tt.name, tt.dir); got != tt.want {
			t.Errorf("allowedOnTop(%q, %v) = %v", tt.name, tt.dir, got)
		}
	}
}

// topTests are the tests at the top level. Their names say the kind, so that they sort
// together and do not drown main.go: see CONTRIBUTING.md.
var topTests = regexp.MustCompile(`^(bench|command|house|pictures|pty|stage)(_[a-z_]+)?_test\.go$`)

// allowedOnTop says whether an entry belongs at the top level.
func allowedOnTop(name string, dir bool) bool {
	if strings.HasPrefix(name, ".") {
		return true
	}
	if dir {
		return slices.Contains([]string{"ui", "model", "client", "theme", "testdata"}, name)
	}
	files := []string{"main.go", "go.mod", "go.sum", "Makefile", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "actas"}
	return slices.Contains(files, name) || topTests.MatchString(name)
}

// TestPinnedVersions keeps the modules whose versions the program relies on:
// Bubble Tea v1.3.10 compiles with x/ansi v0.11.9 only from x/cellbuf v0.0.15
// on, and the workarounds here were written against these versions.
func TestPinnedVersions(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	if lines[0] != "module "+module {
		t.Errorf("go.mod begins with %q: packages of ours must sort before %s", lines[0], bubbleTea)
	}
	pins := []string{
		bubbleTea + " v1.3.10",
		"github.com/charmbracelet/bubbles v1.0.0",
		lipGloss + " v1.1.0",
		"github.com/vultr/govultr/v3 v3.34.0",
		"github.com/charmbracelet/x/cellbuf v0.0.15",
	}
	for _, pin := range pins {
		if !slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(strings.TrimSpace(l)+" ", pin+" ") }) {
			t.Errorf("go.mod does not pin %s", pin)
		}
	}
}
