package config

import (
	"path/filepath"
	"strings"

	"actas/client"
	"actas/model"
)

// reader turns the document into a configuration.
type reader struct {
	path, home string
	lines      map[string]int
}

// wrong says what is wrong with the value of a key.
func (r reader) wrong(why string, key ...string) error {
	return &Error{Path: r.path, Line: r.line(key), Why: "the key " + dotted(key) + " " + why}
}

// line is the line of a key, or of the table that it stands in.
func (r reader) line(key []string) int {
	for n := len(key); n > 0; n-- {
		if line := r.lines[strings.Join(key[:n], "\x00")]; line > 0 {
			return line
		}
	}
	return 0
}

func (r reader) profile(name string, p profile) (model.Profile, error) {
	out := model.Profile{Name: name, Kind: kinds[p.Kind], Roles: p.Roles, APIURL: p.APIURL, UserID: p.UserID, ReadOnly: p.ReadOnly, Theme: p.Theme}
	out.OnHangup, out.Alerts = p.Renew.OnHangup, p.Alerts.ways()
	if name == "" || !plain(name, "-_.") {
		return out, &Error{Path: r.path, Line: r.line([]string{"profiles", name}), Why: "the name of a profile has letters, digits, -, _ and . only"}
	}
	for _, check := range []struct {
		bad      bool
		key, why string
	}{
		{!oneOf(p.Kind, "vultr", "ecs"), "kind", "names no kind that there is: there are vultr and ecs"},
		{p.APIURL != "" && !client.Reachable(p.APIURL), "api_url", "is no address of an API: it is https, or http on loopback, and ends with the host"},
		{!plain(p.UserID, "-_"), "user_id", "may hold letters, digits, - and _ only"},
		{!oneOf(p.Theme, "dark", "light", "auto"), "theme", "takes dark, light or auto"},
		{p.KeyEnv != "" && (!variable(p.KeyEnv) || looksLikeKey(p.KeyEnv)), "key_env", "is no name of a variable; it names one, and does not hold the key"},
		{looksLikeKey(p.KeyFile), "key_file", "names a file, and does not hold the key"},
		{strings.ContainsRune(p.KeyCommand, 0), "key_command", "cannot be run"},
	} {
		if check.bad {
			return out, r.wrong(check.why, "profiles", name, check.key)
		}
	}
	if !oneOf(p.Renew.OnHangup, "keep", "revoke") {
		return out, r.wrong("takes keep or revoke", "profiles", name, "renew", "on_hangup")
	}
	err := r.storage(name, p)
	if err != nil {
		return out, err
	}
	if out.CAFile, err = r.file(p.CAFile, "profiles", name, "ca_file"); err != nil {
		return out, err
	}
	out.Key, err = r.key(name, p)
	return out, err
}

// key is the one place that a profile names for its key.
func (r reader) key(name string, p profile) (model.KeyPlace, error) {
	var found model.KeyPlace
	for _, place := range []struct {
		set  bool
		key  string
		kind model.KeyKind
		at   string
	}{
		{p.KeyEnv != "", "key_env", model.KeyInVariable, p.KeyEnv},
		{p.KeyCommand != "", "key_command", model.KeyFromCommand, p.KeyCommand},
		{p.KeyKeyring, "key_keyring", model.KeyInKeyring, name},
		{p.KeyFile != "", "key_file", model.KeyInFile, p.KeyFile},
	} {
		switch {
		case r.lines[strings.Join([]string{"profiles", name, place.key}, "\x00")] > 0 && strings.TrimSpace(place.at) == "":
			return found, r.wrong("is empty", "profiles", name, place.key)
		case !place.set:
			continue
		case found.Kind != model.KeyNowhere:
			return found, r.wrong("names a second place for the key; a profile has one of key_env, key_command, key_keyring and key_file", "profiles", name, place.key)
		}
		found = model.KeyPlace{Kind: place.kind, Where: place.at}
	}
	if found.Kind != model.KeyInFile {
		return found, nil
	}
	var err error
	found.Where, err = r.file(p.KeyFile, "profiles", name, "key_file")
	return found, err
}

// file is the path of a file: ~ is the home folder, and what is not absolute lies
// beside the configuration.
func (r reader) file(path string, key ...string) (string, error) {
	rest, inHome := strings.CutPrefix(path, "~/")
	switch {
	case path == "" || filepath.IsAbs(path):
		return path, nil
	case strings.ContainsRune(path, 0):
		return "", r.wrong("is no path", key...)
	case inHome && r.home == "":
		return "", r.wrong("needs a home folder, and there is none: HOME is not set", key...)
	case inHome:
		return filepath.Join(r.home, rest), nil
	}
	return filepath.Join(filepath.Dir(r.path), path), nil
}

// ways is the value of --alerts that stands for the table.
func (a *alerts) ways() string {
	switch {
	case a == nil:
		return ""
	case a.Bell && a.OSC9:
		return "bell,osc9"
	case a.Bell:
		return "bell"
	case a.OSC9:
		return "osc9"
	}
	return "none"
}

// oneOf allows the empty value: it is not said then.
func oneOf(value string, allowed ...string) bool {
	for _, a := range allowed {
		if value == a {
			return true
		}
	}
	return value == ""
}

func plain(value, signs string) bool {
	return strings.IndexFunc(value, func(r rune) bool {
		return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune(signs, r))
	}) < 0
}

func variable(name string) bool { return plain(name, "_") && (name[0] < '0' || name[0] > '9') }

// keyLength is how long the keys are that Vultr gives out: capitals and digits.
const keyLength = 36

// looksLikeKey reports text that is a key and no name of anything.
func looksLikeKey(s string) bool {
	return len(s) == keyLength && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}
