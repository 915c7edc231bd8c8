package config

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"

	"actas/client/private"
	"actas/model"
	"actas/model/text"
)

// Add adds a profile to the configuration at a path, and gives what it says then.
// One that is there already is an error, unless it lacks nothing but the place of
// the key, which is put in. Where there is no file, or none with a profile, the
// profile becomes the default. What else stands in the file stays, comments too; a
// link is followed. The file is replaced at once, and is for its owner alone. home
// is what a leading ~ stands for. The error is an [Error] or a [private.Error].
func Add(path, home string, p model.Profile) (model.Configuration, error) {
	var none model.Configuration
	target, err := target(path)
	if err != nil {
		return none, err
	}
	before, err := private.ReadTrusted(target, sizeCap)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return none, err
	}
	there, err := parse(before, path, home)
	if err != nil {
		return none, err
	}
	after, err := with(before, there, p)
	if err != nil {
		return none, err
	}
	c, err := parse(after, path, home)
	if got, _ := c.Profile(p.Name); err != nil || !reflect.DeepEqual(got, completed(there, p)) || len(c.Profiles) < len(there.Profiles) {
		return none, &Error{Path: path, Why: "the profile " + text.Clean(p.Name) + " cannot be added; write it there yourself"}
	}
	return c, replace(target, before, after)
}

// target is the file itself that a path leads to.
func target(path string) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if err == nil {
		return real, nil
	}
	if _, there := os.Lstat(path); there == nil {
		return "", &private.Error{Path: path, Why: "is a symbolic link that leads nowhere", Cause: err}
	}
	return path, nil
}

// completed is the profile as it is to be: the one that is there, with the place of
// the key, or the new one.
func completed(c model.Configuration, p model.Profile) model.Profile {
	if old, ok := c.Profile(p.Name); ok {
		old.Key = p.Key
		return old
	}
	return p
}

// with is the content of the file with the profile in it.
func with(content []byte, c model.Configuration, p model.Profile) ([]byte, error) {
	table := "[profiles." + bare(p.Name) + "]"
	content = bytes.TrimPrefix(content, []byte(mark))
	if old, ok := c.Profile(p.Name); ok {
		keyed := p
		keyed.Key = model.KeyPlace{}
		if old.Key.Kind != model.KeyNowhere || p.Key.Kind == model.KeyNowhere ||
			!reflect.DeepEqual(keyed, model.Profile{Name: p.Name}) && !reflect.DeepEqual(keyed, old) {
			return nil, &Error{Path: c.Path, Why: "there is a profile " + text.Clean(p.Name) + " already, and it was left as it is"}
		}
		return below(content, table, keyLine(p.Key)), nil
	}
	var out bytes.Buffer
	first := "default_profile = " + quoted(p.Name) + "\n"
	switch {
	case len(c.Profiles) > 0 || c.Default != "":
		out.Write(content)
	case linesOf(content)["profiles"] > 0:
		// A table that has begun holds what comes after it.
		out.WriteString(first)
		out.Write(content)
	case len(content) == 0:
		out.WriteString("# The configuration of actas; actas config --help tells what it may say.\n\n" + first)
	default:
		out.Write(content)
		out.WriteString(newline(content) + first)
	}
	out.WriteString(newline(out.Bytes()) + "\n" + table + "\n" + lines(p))
	return out.Bytes(), nil
}

// newline is what ends the last line, where nothing does.
func newline(content []byte) string {
	if len(content) == 0 || bytes.HasSuffix(content, []byte("\n")) {
		return ""
	}
	return "\n"
}

// below puts a line below the one that begins a table. Where no line does so in
// that very way, nothing is put in.
func below(content []byte, table, line string) []byte {
	var out bytes.Buffer
	for at := range bytes.Lines(content) {
		out.Write(at)
		rest, ok := bytes.CutPrefix(bytes.TrimSpace(at), []byte(table))
		if rest = bytes.TrimSpace(rest); ok && (len(rest) == 0 || rest[0] == '#') {
			out.WriteString(newline(at) + line)
			line = ""
		}
	}
	return out.Bytes()
}

// keyLine says where the key rests.
func keyLine(k model.KeyPlace) string {
	switch k.Kind {
	case model.KeyInVariable:
		return "key_env = " + quoted(k.Where) + "\n"
	case model.KeyFromCommand:
		return "key_command = " + quoted(k.Where) + "\n"
	case model.KeyInKeyring:
		return "key_keyring = true\n"
	case model.KeyInFile:
		return "key_file = " + quoted(k.Where) + "\n"
	}
	return ""
}

// lines are what a profile says. What it cannot say is found by reading it again.
func lines(p model.Profile) string {
	var b strings.Builder
	line := func(key, value string) {
		if value != "" {
			b.WriteString(key + " = " + quoted(value) + "\n")
		}
	}
	line("kind", string(p.Kind))
	line("api_url", p.APIURL)
	b.WriteString(keyLine(p.Key))
	line("user_id", p.UserID)
	line("ca_file", p.CAFile)
	if p.ReadOnly {
		b.WriteString("read_only = true\n")
	}
	if len(p.Roles) > 0 {
		roles := make([]string, len(p.Roles))
		for i, arn := range p.Roles {
			roles[i] = quoted(arn)
		}
		b.WriteString("roles = [" + strings.Join(roles, ", ") + "]\n")
	}
	line("theme", p.Theme)
	line("renew.on_hangup", p.OnHangup)
	for _, way := range [...]string{"bell", "osc9"} {
		if p.Alerts != "" {
			b.WriteString("alerts." + way + " = " + strconv.FormatBool(strings.Contains(p.Alerts, way)) + "\n")
		}
	}
	return b.String()
}

// bare is a key as it stands in a table's name.
func bare(name string) string {
	if strings.Contains(name, ".") {
		return quoted(name)
	}
	return name
}

// quoted is a text as TOML writes it in one line.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			hex := strconv.FormatInt(int64(r), 16)
			b.WriteString(`\u` + strings.Repeat("0", 4-len(hex)) + hex)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// replace puts the new content in the place of the old one, whole or not at all.
// What somebody else wrote meanwhile is not lost.
func replace(path string, before, after []byte) error {
	return private.Replace(path, after, func() error {
		if now, _ := os.ReadFile(path); !bytes.Equal(now, before) {
			return &private.Error{Path: path, Why: "was changed meanwhile, and was left as it is"}
		}
		return nil
	})
}
