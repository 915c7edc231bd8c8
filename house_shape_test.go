package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"strings"
	"testing"
)

// Tests of the shape of the code that ships: short functions, short files, and words
// for whatever others can use.

const (
	longestFunction = 40 // lines
	longestFile     = 400
)

// TestTheShapeOfTheCode holds every file that ships to that. Tests may be longer:
// theirs are tables.
func TestTheShapeOfTheCode(t *testing.T) {
	t.Parallel()
	for _, r := range readHouse(t) {
		for name := range r.files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file := path.Join(".", strings.TrimPrefix(r.path, module), name)
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range shapeFaults(t, file, string(source)) {
				t.Error(fault)
			}
		}
	}
}

// shapeFaults says what is too long in a file, and what lacks its words.
func shapeFaults(t *testing.T, name, source string) []string {
	t.Helper()
	positions := token.NewFileSet()
	file, err := parser.ParseFile(positions, name, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var faults []string
	if lines := strings.Count(source, "\n"); lines > longestFile {
		faults = append(faults, fmt.Sprintf("%s has %d lines, more than %d", name, lines, longestFile))
	}
	for _, d := range file.Decls {
		at := positions.Position(d.Pos())
		if f, ok := d.(*ast.FuncDecl); ok {
			if lines := positions.Position(f.End()).Line - at.Line + 1; lines > longestFunction {
				faults = append(faults, fmt.Sprintf("%s: %s has %d lines, more than %d", at, f.Name.Name, lines, longestFunction))
			}
		}
		for _, of := range unspoken(d) {
			faults = append(faults, fmt.Sprintf("%s: nothing says what %s is", at, of))
		}
	}
	return faults
}

// unspoken are the exported names of a declaration that have no comment, neither of
// their own nor for all of the declaration.
func unspoken(d ast.Decl) []string {
	var names []*ast.Ident
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && (d.Recv == nil || ast.IsExported(receiver(d))) {
			names = append(names, d.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if d.Doc == nil && spec.Doc == nil {
					names = append(names, spec.Name)
				}
			case *ast.ValueSpec:
				if d.Doc == nil && spec.Doc == nil && spec.Comment == nil {
					names = append(names, spec.Names...)
				}
			}
		}
	}
	var exported []string
	for _, name := range names {
		if name.IsExported() {
			exported = append(exported, name.Name)
		}
	}
	return exported
}

// receiver is the name of the type that a method belongs to.
func receiver(f *ast.FuncDecl) string {
	of := ""
	ast.Inspect(f.Recv.List[0].Type, func(n ast.Node) bool {
		if name, ok := n.(*ast.Ident); ok && of == "" {
			of = name.Name
		}
		return true
	})
	return of
}

// TestFaultsOfShapeAreSeen proves that the rule finds what it forbids.
func TestFaultsOfShapeAreSeen(t *testing.T) {
	t.Parallel()
	body := func(lines int) string { return "func f() {\n" + strings.Repeat("\tg()\n", lines-2) + "}\n" }
	for _, c := range []struct {
		name, source string
		want         []string
	}{
		{"short enough", body(40), nil},
		{"a long function", body(41), []string{"f has 41 lines"}},
		{"a long file", strings.Repeat("// line\n", 399), []string{"has 401 lines"}},
		{"an exported function", "func Open() {}\n", []string{"what Open is"}},
		{"an exported method of an exported type", "// T is one.\ntype T struct{}\n\nfunc (t *T) Open() {}\n", []string{"what Open is"}},
		{"of one that is not", "type t struct{}\n\nfunc (t *t) Open() {}\n", nil},
		{"of a generic type", "// T is one.\ntype T[M any] struct{}\n\nfunc (t *T[M]) Open() {}\n", []string{"what Open is"}},
		{"an exported type and constants", "type T int\n\nconst (\n\tA T = iota\n\t// B is told.\n\tB\n\tC // told as well\n)\n", []string{"what T is", "what A is"}},
		{"a comment for all", "// The kinds.\nconst (\n\tA = iota\n\tB\n)\n", nil},
	} {
		faults := shapeFaults(t, "source.go", "package source\n\n"+c.source)
		ok := len(faults) == len(c.want)
		for i := 0; ok && i < len(faults); i++ {
			ok = strings.Contains(faults[i], c.want[i])
		}
		if !ok {
			t.Errorf("%s: %q, want %q", c.name, faults, c.want)
		}
	}
}
