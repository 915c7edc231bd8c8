// Package config reads the configuration file, strictly: a key that is not known,
// or a value that cannot be, is an error that names file, line and key. It never
// repeats a value: one may be a secret that somebody put there by mistake.
package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/pelletier/go-toml/v2"

	"actas/client/private"
	"actas/model"
	"actas/model/text"
)

// Path is where the configuration file lies: below XDG_CONFIG_HOME, else below
// .config of the home folder; empty for somebody who has neither.
func Path(getenv func(string) string) string {
	base := getenv("XDG_CONFIG_HOME")
	if !filepath.IsAbs(base) {
		base = filepath.Join(getenv("HOME"), ".config")
	}
	if !filepath.IsAbs(base) {
		return ""
	}
	return filepath.Join(base, "actas", "config.toml")
}

// Error says in words for people what is wrong with the file.
type Error struct {
	Path string
	// Line is 0 where no line is to blame.
	Line int
	// Why holds no value of the file.
	Why string
}

// Error is file, line and reason.
func (e *Error) Error() string {
	if e.Line == 0 {
		return text.Clean(e.Path) + ": " + e.Why
	}
	return fmt.Sprintf("%s, line %d: %s", text.Clean(e.Path), e.Line, e.Why)
}

// Read reads the file at a path. home is what a leading ~ stands for. The error is
// an [Error], or a [private.Error] where the file may not be read, which is
// [fs.ErrNotExist] where there is none.
func Read(path, home string) (model.Configuration, error) {
	data, err := private.ReadTrusted(path, sizeCap)
	if err != nil {
		return model.Configuration{}, err
	}
	return parse(data, path, home)
}

// sizeCap is far more than any configuration needs.
const sizeCap = 1 << 20

// ReadIfThere is Read; a file that is not there is an empty configuration.
func ReadIfThere(path, home string) (model.Configuration, error) {
	c, err := Read(path, home)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return model.Configuration{}, nil
	}
	return c, err
}

// document is the file as it is written.
type document struct {
	DefaultProfile string             `toml:"default_profile"`
	Profiles       map[string]profile `toml:"profiles"`
}

type profile struct {
	Kind       string   `toml:"kind"`
	APIURL     string   `toml:"api_url"`
	KeyEnv     string   `toml:"key_env"`
	KeyCommand string   `toml:"key_command"`
	KeyFile    string   `toml:"key_file"`
	KeyKeyring bool     `toml:"key_keyring"`
	UserID     string   `toml:"user_id"`
	CAFile     string   `toml:"ca_file"`
	Roles      []string `toml:"roles"`
	ReadOnly   bool     `toml:"read_only"`
	Theme      string   `toml:"theme"`
	Renew      renew    `toml:"renew"`
	Alerts     *alerts  `toml:"alerts"`
}

type renew struct {
	OnHangup string `toml:"on_hangup"`
}

type alerts struct {
	Bell bool `toml:"bell"`
	OSC9 bool `toml:"osc9"`
}

// known are the keys that there are, by the table that they stand in.
var known = map[string]string{
	"":        "default_profile and profiles",
	"profile": "kind, api_url, key_env, key_command, key_file, key_keyring, user_id, ca_file, roles, read_only, theme, renew and alerts",
	"renew":   "on_hangup",
	"alerts":  "bell and osc9",
}

// mark is what some editors put at the beginning of a file. It is no part of it.
const mark = "\ufeff"

func parse(data []byte, path, home string) (model.Configuration, error) {
	data = bytes.TrimPrefix(data, []byte(mark))
	var d document
	decoder := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := decoder.Decode(&d); err != nil {
		line, why := describe(err, linesOf(data))
		return model.Configuration{}, &Error{Path: path, Line: line, Why: why}
	}
	r := reader{path: path, home: home, lines: linesOf(data)}
	if key := r.capital(); key != nil {
		return model.Configuration{}, r.wrong("is not known here; "+knownIn(key), key...)
	}
	return r.configuration(d)
}

// describe puts an error of the library into words: its own may hold values.
func describe(err error, lines map[string]int) (line int, why string) {
	var missing *toml.StrictMissingError
	if errors.As(err, &missing) && len(missing.Errors) > 0 {
		first := missing.Errors[0]
		line, _ = first.Position()
		key := whole(first.Key(), line, lines)
		return line, fmt.Sprintf("the key %s is not known here; %s", dotted(key), knownIn(key))
	}
	var wrong *toml.DecodeError
	if !errors.As(err, &wrong) {
		return 0, "it cannot be read as TOML"
	}
	line, _ = wrong.Position()
	said := wrong.Error()
	switch {
	case len(wrong.Key()) == 0:
		return line, "this is no TOML" + fault(said)
	case strings.Contains(said, "cannot decode TOML"), strings.Contains(said, "cannot store"):
		return line, fmt.Sprintf("the key %s has a value of another kind than it takes", dotted(wrong.Key()))
	case strings.Contains(said, "already"):
		return line, fmt.Sprintf("the key %s is there twice", dotted(wrong.Key()))
	}
	return line, fmt.Sprintf("the key %s cannot be read as TOML", dotted(wrong.Key()))
}

// syntaxFaults are what the library says of a syntax error, and what is said here: its own
// words may hold signs of the file.
var syntaxFaults = [...][2]string{
	{"expected '=' after key", "a key is followed by = and a value"},
	{"unterminated", "a text has no quote at its end"},
	{"not terminated", "a text has no quotes at its end"},
	{"cannot have new lines", "a text has no quote at its end"},
	{"close table name", "the name of a table has no ] at its end"},
	{"close array table", "the name of a table has no ]] at its end"},
	{"expected newline", "there is more behind what is complete"},
	{"strings must be quoted", "a text stands in quotes"},
	{"at start of value", "a text stands in quotes"},
	{"expected keyword", "a text stands in quotes, and a truth is true or false"},
	{"expected value", "a value is missing behind ="},
	{"start of key", "a key begins with a sign that none has; others than letters, digits, - and _ stand in quotes"},
	{"expected key", "a key is missing"},
	{"array", "a list has commas between its values and ] at its end"},
	{"inline table", "what is in braces has commas between its keys and } at its end"},
	{"invalid escape", `\ begins an escape that there is not; write it twice, or use single quotes`},
	{"UTF-8", "it is not in UTF-8"},
	{"control characters", "there is a control character"},
	{"carriage return", "a line ends with a carriage return alone"},
}

// fault is what is wrong with the syntax, as the end of a sentence; empty where the
// library says something else.
func fault(said string) string {
	for _, f := range syntaxFaults {
		if strings.Contains(said, f[0]) {
			return ": " + f[1]
		}
	}
	return ""
}

// whole is a key with the tables that it stands in: the library leaves out those
// in braces.
func whole(key []string, line int, lines map[string]int) []string {
	if len(key) == 0 {
		return key
	}
	end := "\x00" + key[len(key)-1]
	for _, path := range slices.Sorted(maps.Keys(lines)) {
		if parts := strings.Split(path, "\x00"); lines[path] == line && len(parts) > len(key) && strings.HasSuffix(path, end) {
			return parts
		}
	}
	return key
}

// knownIn says which keys there are where one stands.
func knownIn(key []string) string { return "known are " + known[tableOf(key)] }

// dotted is a key as it is written in one line.
func dotted(key []string) string { return text.Clean(strings.Join(key, ".")) }

// tableOf is the table that a key stands in, as known calls it.
func tableOf(key []string) string {
	switch {
	case len(key) < 3 || key[0] != "profiles":
		return ""
	case len(key) > 3 && known[key[2]] != "" && key[2] != "profile":
		return key[2]
	}
	return "profile"
}

// configuration checks what was read. Profiles come in the order of their names,
// so that the same file always has the same first error.
func (r reader) configuration(d document) (model.Configuration, error) {
	c := model.Configuration{Path: r.path, Default: d.DefaultProfile}
	for name := range d.Profiles {
		c.Profiles = append(c.Profiles, model.Profile{Name: name})
	}
	slices.SortFunc(c.Profiles, func(a, b model.Profile) int { return strings.Compare(a.Name, b.Name) })
	for i, p := range c.Profiles {
		made, err := r.profile(p.Name, d.Profiles[p.Name])
		if err != nil {
			return model.Configuration{}, err
		}
		c.Profiles[i] = made
	}
	if _, ok := c.Profile(c.Default); !ok && c.Default != "" {
		return model.Configuration{}, r.wrong("names no profile of this file", "default_profile")
	}
	return c, nil
}
