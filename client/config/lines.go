package config

import (
	"maps"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// linesOf finds the line of every key of a document that is TOML. Keys are paths
// whose parts are joined by NUL, which no key holds unescaped.
func linesOf(data []byte) map[string]int {
	lines := map[string]int{}
	var p unstable.Parser
	p.Reset(data)
	var table []string
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = note(&p, lines, nil, e.Key())
		case unstable.KeyValue:
			keyValue(&p, lines, table, e)
		}
	}
	return lines
}

// capital is the first key that has capital letters, but for the names of profiles;
// nil for none. The library takes it for the key in small letters, and TOML does not.
func (r reader) capital() []string {
	var first []string
	for _, path := range slices.Sorted(maps.Keys(r.lines)) {
		key := strings.Split(path, "\x00")
		last := len(key) - 1
		if last == 1 || key[last] == strings.ToLower(key[last]) {
			continue
		}
		if first == nil || r.lines[path] < r.line(first) {
			first = key
		}
	}
	return first
}

// keyValue notes a key, and those of the inline table that is its value.
func keyValue(p *unstable.Parser, lines map[string]int, table []string, e *unstable.Node) {
	at := note(p, lines, table, e.Key())
	if value := e.Value(); value.Kind == unstable.InlineTable {
		for children := value.Children(); children.Next(); {
			if child := children.Node(); child.Kind == unstable.KeyValue {
				keyValue(p, lines, at, child)
			}
		}
	}
}

// note notes each part of a key, and gives the whole path.
func note(p *unstable.Parser, lines map[string]int, table []string, key unstable.Iterator) []string {
	path := append([]string(nil), table...)
	for key.Next() {
		path = append(path, string(key.Node().Data))
		if at := strings.Join(path, "\x00"); lines[at] == 0 {
			lines[at] = p.Shape(key.Node().Raw).Start.Line
		}
	}
	return path
}
