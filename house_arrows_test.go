package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Tests of the arrows between packages: which may import which.

const (
	module     = "actas"
	background = "actas/theme/background"
	bubbleTea  = "github.com/charmbracelet/bubbletea"
	lipGloss   = "github.com/charmbracelet/lipgloss"
	testRig    = "actas/ui/screentest"
	emulator   = "actas/ui/cells/vttest"
)

// TestImportArrows holds every package to the arrows of the design.
func TestImportArrows(t *testing.T) {
	t.Parallel()
	rooms := readHouse(t)
	for _, fault := range arrowFaults(rooms) {
		t.Error(fault)
	}
	seen := screens(rooms)
	for _, screen := range []string{"actas/ui/sessions", "actas/ui/roles", "actas/ui/trusts", "actas/ui/assume"} {
		if !seen[screen] {
			t.Errorf("%s is not recognised as a screen, so nothing keeps others from importing it: %v", screen, seen)
		}
	}
}

// TestBrokenArrowsAreSeen proves that the rules find what they forbid.
func TestBrokenArrowsAreSeen(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		rooms []room
		want  string // in a fault; empty: no fault
	}{
		{"the arrows of the design", soundHouse(), ""},
		{"ui imports the client", importing(soundHouse(), "actas/ui/roles", "actas/client"), "actas/ui/roles imports actas/client"},
		{"ui imports the simulator", importing(soundHouse(), "actas/ui", "actas/client/simulator"), "actas/ui imports actas/client/simulator"},
		{"ui imports govultr", importing(soundHouse(), "actas/ui/roles", "github.com/vultr/govultr/v3"), "github.com/vultr/govultr/v3"},
		{"the model imports a part of ours", importing(soundHouse(), "actas/model", "actas/theme"), "actas/model imports actas/theme"},
		{"the model imports a module", importing(soundHouse(), "actas/model/text", "golang.org/x/text"), "golang.org/x/text"},
		{"the model reaches for the network", importing(soundHouse(), "actas/model", "net/http"), "actas/model imports net/http"},
		{"the client imports ui", importing(soundHouse(), "actas/client", "actas/ui"), "actas/client imports actas/ui"},
		{"the client imports the theme", importing(soundHouse(), "actas/client/simulator", "actas/theme"), "actas/theme"},
		{"the model imports a room of its own part", importing(soundHouse(), "actas/model", "actas/model/text"), "actas/model imports actas/model/text"},
		{"the theme imports the model", importing(soundHouse(), "actas/theme", "actas/model"), "actas/theme imports actas/model"},
		{"a screen imports another", importing(soundHouse(), "actas/ui/roles", "actas/ui/trusts"), "actas/ui/roles imports actas/ui/trusts"},
		{"a component imports a screen", importing(soundHouse(), "actas/ui/line", "actas/ui/trusts"), "actas/ui/line imports actas/ui/trusts"},
		{"the early package imports more than Lip Gloss", importing(soundHouse(), background, "net/http"), "net/http"},
		{"nothing imports the early package", notImporting(soundHouse(), "actas", background), "nothing imports " + background},
		{"anything imports main", importing(soundHouse(), "actas/client", "actas"), "actas/client imports actas"},
		{"a screen reads the clock", readingClock(soundHouse(), "actas/ui/roles"), "actas/ui/roles reads the time"},
		{"a test of ui imports the client", testImporting(soundHouse(), "actas/ui/roles", "actas/client"), "actas/ui/roles imports actas/client"},
		{"a screen imports the rig of the tests", importing(soundHouse(), "actas/ui/roles", testRig), "actas/ui/roles imports " + testRig},
		{"a component imports the terminal of the tests", importing(soundHouse(), "actas/ui/line", emulator), "actas/ui/line imports " + emulator},
		{"a test of a screen imports the rig", testImporting(soundHouse(), "actas/ui/roles", testRig), ""},
		{"a test of the model imports rapid", testImporting(soundHouse(), "actas/model", "pgregory.net/rapid"), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			faults := arrowFaults(tt.rooms)
			if tt.want == "" {
				if len(faults) > 0 {
					t.Fatalf("faults in a sound house: %q", faults)
				}
				return
			}
			if !slices.ContainsFunc(faults, func(f string) bool { return strings.Contains(f, tt.want) }) {
				t.Fatalf("no fault says %q: %q", tt.want, faults)
			}
		})
	}
}

// arrowFaults says which imports the design forbids, one line each.
func arrowFaults(rooms []room) []string {
	isScreen := screens(rooms)
	var faults []string
	early := false
	for _, r := range rooms {
		early = early || r.imports[background]
		for imported := range r.imports {
			if why := forbidden(r.path, imported, isScreen, false); why != "" {
				faults = append(faults, fmt.Sprintf("%s imports %s: %s", r.path, imported, why))
			}
		}
		for imported := range r.testImports {
			if why := forbidden(r.path, imported, isScreen, true); why != "" {
				faults = append(faults, fmt.Sprintf("a test of %s imports %s: %s", r.path, imported, why))
			}
		}
		// The client holds the clock, and the command line the watchdog that ends
		// a process whose every other part stands still.
		if !within(r.path, "actas/client") && r.path != "actas/ui/cli" {
			for _, position := range r.clockReads {
				faults = append(faults, fmt.Sprintf("%s reads the time at %s: the clock comes in as an argument", r.path, position))
			}
		}
	}
	if !early {
		faults = append(faults, "nothing imports "+background+": Bubble Tea would ask the terminal for its background")
	}
	if background > bubbleTea {
		faults = append(faults, background+" does not sort before "+bubbleTea+": it would be initialised too late")
	}
	slices.Sort(faults)
	return faults
}

// forbidden says why the package at from may not import to, or "" if it may.
// Tests may import any module, but the arrows between our parts hold for them
// as well; only those of main may reach everything.
func forbidden(from, to string, isScreen map[string]bool, test bool) string {
	if (to == testRig || to == emulator) && !test {
		return "the rig is there for tests alone"
	}
	if from == module {
		return ""
	}
	ours := within(to, module)
	switch {
	case to == module:
		return "main wires the others and is imported by none"
	case from == background && !test && to != lipGloss:
		return "the early package may need nothing but Lip Gloss, or it runs too late"
	case from == to: // a test from outside its package
		return ""
	case within(from, "actas/model"):
		return forbiddenInModel(to, ours, test)
	case within(from, "actas/client") && ours && part(to) != "model" && part(to) != "client":
		return "the client may know only the model"
	case within(from, "actas/theme") && ours:
		return "the theme knows nothing of ours"
	case within(from, "actas/ui") && ours:
		return forbiddenInUI(from, to, isScreen)
	case within(from, "actas/ui") && within(to, "github.com/vultr/govultr"):
		return "what people see knows the model, not the wire"
	}
	return ""
}

// forbiddenInModel keeps the model to pure parts of the standard library.
func forbiddenInModel(to string, ours, test bool) string {
	switch {
	case ours:
		return "the model knows nothing of ours"
	case test:
		return ""
	case strings.Contains(strings.SplitN(to, "/", 2)[0], "."):
		return "the model needs only the standard library"
	case slices.Contains([]string{"net", "net/http", "os", "os/exec", "syscall"}, to):
		return "the model is pure: no network, no files, no processes"
	}
	return ""
}

// forbiddenInUI lets ui know the theme, the model and its own components. Only
// the root model, which is the package ui itself, knows the screens.
func forbiddenInUI(from, to string, isScreen map[string]bool) string {
	switch part(to) {
	case "theme", "model":
		return ""
	case "ui":
		if isScreen[to] && from != "actas/ui" {
			return "only the root model knows the screens"
		}
		return ""
	}
	return "ui knows the theme and the model, and declares what else it needs as an interface"
}

// screens are the packages under ui whose type Model draws a whole frame. What
// draws less, or goes by another name, is a component.
func screens(rooms []room) map[string]bool {
	found := map[string]bool{}
	for _, r := range rooms {
		if r.drawsFrame && within(r.path, "actas/ui") && r.path != "actas/ui" {
			found[r.path] = true
		}
	}
	return found
}

// part is the folder at the top level that a package of ours lies in.
func part(importPath string) string {
	rest, _ := strings.CutPrefix(importPath, module+"/")
	first, _, _ := strings.Cut(rest, "/")
	return first
}

func within(importPath, tree string) bool {
	return importPath == tree || strings.HasPrefix(importPath, tree+"/")
}

// soundHouse is a small house whose arrows are all right.
func soundHouse() []room {
	house := []room{
		{path: "actas"}, {path: "actas/ui"}, {path: "actas/ui/line"},
		{path: "actas/ui/roles", drawsFrame: true},
		{path: "actas/ui/trusts", drawsFrame: true},
		{path: "actas/client"}, {path: "actas/client/simulator"},
		{path: "actas/model"}, {path: "actas/model/text"},
		{path: "actas/theme"}, {path: background},
	}
	for i := range house {
		r := newRoom(house[i].path)
		r.drawsFrame = house[i].drawsFrame
		house[i] = *r
	}
	arrows := [][2]string{
		{"actas", "actas/ui"}, {"actas", "actas/client"}, {"actas", background}, {"actas", "actas/client/simulator"},
		{"actas/ui", "actas/ui/roles"}, {"actas/ui", "actas/ui/trusts"}, {"actas/ui", "actas/model"},
		{"actas/ui/roles", "actas/ui/line"}, {"actas/ui/roles", "actas/theme"}, {"actas/ui/roles", "actas/model"},
		{"actas/client", "actas/model"}, {"actas/client", "actas/model/text"}, {"actas/client", "github.com/vultr/govultr/v3"},
		{"actas/client/simulator", "actas/client"}, {"actas/model", "time"}, {"actas/theme", lipGloss}, {background, lipGloss},
	}
	for _, a := range arrows {
		importing(house, a[0], a[1])
	}
	return house
}

// importing adds an import to a package of the house.
func importing(house []room, from, to string) []room {
	house[find(house, from)].imports[to] = true
	return house
}

// notImporting takes an import away.
func notImporting(house []room, from, to string) []room {
	delete(house[find(house, from)].imports, to)
	return house
}

// testImporting adds an import to the tests of a package.
func testImporting(house []room, from, to string) []room {
	house[find(house, from)].testImports[to] = true
	return house
}

// readingClock makes a package read the clock.
func readingClock(house []room, from string) []room {
	house[find(house, from)].clockReads = []string{from + "/now.go:1:1"}
	return house
}

func find(house []room, importPath string) int {
	return slices.IndexFunc(house, func(r room) bool { return r.path == importPath })
}
