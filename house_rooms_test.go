package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// room is one package of ours: what it imports, and what the rules need to
// know of its contents.
type room struct {
	path        string
	imports     map[string]bool // by files that are not tests
	testImports map[string]bool
	drawsFrame  bool            // its type Model has a View that gives a scene.Frame
	clockReads  []string        // positions of calls that read the time or wait
	files       map[string]bool // base names, tests included
}

// readHouse parses every Go file of the module, without building any.
func readHouse(t *testing.T) []room {
	t.Helper()
	byPath := map[string]*room{}
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata"):
			return filepath.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		importPath := path.Join(module, filepath.ToSlash(filepath.Dir(name)))
		if byPath[importPath] == nil {
			byPath[importPath] = newRoom(importPath)
		}
		return byPath[importPath].read(name)
	})
	if err != nil {
		t.Fatal(err)
	}
	var rooms []room
	for _, r := range byPath {
		rooms = append(rooms, *r)
	}
	return rooms
}

func newRoom(importPath string) *room {
	return &room{path: importPath, imports: map[string]bool{}, testImports: map[string]bool{}, files: map[string]bool{}}
}

// read adds what one file holds.
func (r *room) read(name string) error {
	r.files[filepath.Base(name)] = true
	positions := token.NewFileSet()
	file, err := parser.ParseFile(positions, name, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	imports := r.imports
	if strings.HasSuffix(name, "_test.go") {
		imports = r.testImports
	}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		imports[imported] = true
	}
	if !strings.HasSuffix(name, "_test.go") {
		r.declarations(file, positions)
	}
	return nil
}

// declarations notes a View that draws a frame, and calls that read the time.
func (r *room) declarations(file *ast.File, positions *token.FileSet) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			r.drawsFrame = r.drawsFrame || drawsFrame(n)
		case *ast.CallExpr:
			if readsTime(n) {
				r.clockReads = append(r.clockReads, positions.Position(n.Pos()).String())
			}
		}
		return true
	})
}

// drawsFrame reports whether a function is a screen's View: a method of Model
// that gives a scene.Frame.
func drawsFrame(f *ast.FuncDecl) bool {
	if f.Recv == nil || f.Name.Name != "View" || f.Type.Results == nil || len(f.Type.Results.List) != 1 {
		return false
	}
	receiver := f.Recv.List[0].Type
	if pointer, ok := receiver.(*ast.StarExpr); ok {
		receiver = pointer.X
	}
	name, ok := receiver.(*ast.Ident)
	return ok && name.Name == "Model" && isSelector(f.Type.Results.List[0].Type, "scene", "Frame")
}

// readsTime reports whether a call reads the machine's clock or waits for it.
func readsTime(call *ast.CallExpr) bool {
	return isSelector(call.Fun, "time", "Now", "Since", "Until", "After", "AfterFunc", "Sleep", "Tick", "NewTimer", "NewTicker")
}

// isSelector reports whether an expression is one of these names of a package.
func isSelector(e ast.Expr, pkg string, names ...string) bool {
	selector, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	x, ok := selector.X.(*ast.Ident)
	return ok && x.Name == pkg && slices.Contains(names, selector.Sel.Name)
}

// TestWhatIsReadFromAFile proves that screens and reads of the time are seen.
func TestWhatIsReadFromAFile(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, source string
		screen       bool
		clockReads   int
	}{
		{"a screen", "func (m Model) View(s scene.Scene) scene.Frame { return scene.Frame{} }", true, 0},
		{"a screen behind a pointer", "func (m *Model) View(s scene.Scene) scene.Frame { return scene.Frame{} }", true, 0},
		{"a component", "func (m Model) View(width int) string { return \"\" }", false, 0},
		{"a frame of another type", "func (m Sheet) View(s scene.Scene) scene.Frame { return scene.Frame{} }", false, 0},
		{"the clock is read", "func now() bool { return time.Now().Before(time.Now()) }", false, 2},
		{"a wait", "func wait() { time.Sleep(time.Second) }", false, 1},
		{"a date", "func date() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }", false, 0},
	}
	for _, tt := range tests {
		name := filepath.Join(t.TempDir(), "source.go")
		if err := os.WriteFile(name, []byte("package source\n\n"+tt.source+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		r := newRoom("actas/ui/source")
		if err := r.read(name); err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if r.drawsFrame != tt.screen || len(r.clockReads) != tt.clockReads {
			t.Errorf("%s: taken for a screen: %v; reads of the time: %v", tt.name, r.drawsFrame, r.clockReads)
		}
	}
}
