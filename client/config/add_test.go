package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actas/client/private"
	"actas/model"
)

// inKeyring is a profile whose key is in the keyring.
func inKeyring(name string) model.Profile {
	return model.Profile{Name: name, Key: model.KeyPlace{Kind: model.KeyInKeyring, Where: name}}
}

func content(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestAddMakesAFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "folder", "config.toml")
	c, err := Add(path, "/home/ada", inKeyring("work"))
	if err != nil {
		t.Fatal(err)
	}
	want := model.Configuration{Path: path, Default: "work", Profiles: []model.Profile{inKeyring("work")}}
	if read, err := Read(path, "/home/ada"); err != nil || !reflect.DeepEqual(c, want) || !reflect.DeepEqual(read, want) {
		t.Errorf("%+v, read %+v, %v", c, read, err)
	}
	const file = "# The configuration of actas; actas config --help tells what it may say.\n\n" +
		"default_profile = \"work\"\n\n[profiles.work]\nkey_keyring = true\n"
	if got := content(t, path); got != file {
		t.Errorf("it holds\n%s", got)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != private.FileMode {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".config-*")); len(left) > 0 {
		t.Errorf("it left %v", left)
	}
}

func TestAddLeavesTheRestAsItIs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ before, after string }{
		"to others": {
			"# mine\n[profiles.work] # the office\nuser_id = \"u\" # me",
			"# mine\n[profiles.work] # the office\nuser_id = \"u\" # me\n\n[profiles.\"a.b\"]\nkey_keyring = true\n",
		},
		"to comments alone": {"# mine\n", "# mine\ndefault_profile = \"a.b\"\n\n[profiles.\"a.b\"]\nkey_keyring = true\n"},
		"to a table that has begun": {
			mark + "[profiles]\n", "default_profile = \"a.b\"\n[profiles]\n\n[profiles.\"a.b\"]\nkey_keyring = true\n",
		},
		"to one that lacks the key": {
			"[profiles.\"a.b\"] # mine\r\nuser_id = \"u\"\r\n", "[profiles.\"a.b\"] # mine\r\nkey_keyring = true\nuser_id = \"u\"\r\n",
		},
		"to one that lacks the key, at the end": {"[profiles.\"a.b\"]", "[profiles.\"a.b\"]\nkey_keyring = true\n"},
	} {
		path := written(t, c.before)
		if _, err := Add(path, "/home/ada", inKeyring("a.b")); err != nil || content(t, path) != c.after {
			t.Errorf("%s: %v\n%s", name, err, content(t, path))
		}
	}
}

// TestAddToTheTemplate is what somebody does who wrote a first configuration, and
// then starts the dashboard without a key.
func TestAddToTheTemplate(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := Init(path); err != nil {
		t.Fatal(err)
	}
	c, err := Add(path, "/home/ada", inKeyring("default"))
	if p, _ := c.Profile("default"); err != nil || p.Key.Kind != model.KeyInKeyring {
		t.Fatalf("%+v, %v", c, err)
	}
	if got := strings.Replace(content(t, path), "\nkey_keyring = true\n", "\n", 1); got != template {
		t.Errorf("more was changed:\n%s", got)
	}
}

func TestAddRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before string
		p      model.Profile
		why    string
	}{
		"a name that is there":       {"[profiles.work]\nkey_env = \"A\"", inKeyring("work"), "there is a profile work already, and it was left as it is"},
		"one that says other things": {"[profiles.work]", model.Profile{Name: "work", Theme: "dark", Key: inKeyring("work").Key}, "there is a profile work already"},
		"profiles in braces":         {"profiles = { work = {} }", inKeyring("home"), "the profile home cannot be added; write it there yourself"},
		"one in braces":              {"profiles = { work = {} }", inKeyring("work"), "the profile work cannot be added"},
		"a file with a fault":        {"\nprofile = 1", inKeyring("work"), "line 2: the key profile is not known here"},
		"a name that is none":        {"", inKeyring("a b"), "cannot be added"},
		"a value that is none":       {"", model.Profile{Name: "work", APIURL: "ftp://x"}, "cannot be added"},
	} {
		path := written(t, c.before)
		_, err := Add(path, "/home/ada", c.p)
		if err == nil || !strings.Contains(err.Error(), c.why) || content(t, path) != c.before {
			t.Errorf("%s: %v\n%s", name, err, content(t, path))
		}
	}
}

func TestAddAnObjectStorage(t *testing.T) {
	t.Parallel()
	path := written(t, "")
	p := model.Profile{Name: "storage", Kind: model.KindECS, APIURL: "https://a.example:4443", Key: model.KeyPlace{Kind: model.KeyInKeyring, Where: "storage"},
		Roles: []string{"urn:ecs:iam::s3:role/a", "urn:ecs:iam::s3:role/b"}}
	c, err := Add(path, "", p)
	if got, _ := c.Profile("storage"); err != nil || !reflect.DeepEqual(got, p) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAddFollowsALink(t *testing.T) {
	t.Parallel()
	path := written(t, "[profiles.work]\n")
	link := filepath.Join(t.TempDir(), "config.toml")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if _, err := Add(link, "/home/ada", inKeyring("home")); err != nil || !strings.Contains(content(t, path), "[profiles.home]") {
		t.Errorf("%v\n%s", err, content(t, path))
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", info.Mode(), err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := Add(link, "/home/ada", inKeyring("home")); err == nil || !strings.Contains(err.Error(), "leads nowhere") {
		t.Errorf("to nothing: %v", err)
	}
}

func TestAddWhereNothingCanBeWritten(t *testing.T) {
	t.Parallel()
	path := filepath.Join(written(t, ""), "config.toml")
	var refused *private.Error
	if _, err := Add(path, "/home/ada", inKeyring("work")); !errors.As(err, &refused) {
		t.Errorf("%v", err)
	}
	path = written(t, "")
	if err := replace(path, []byte("something else"), nil); err == nil || !strings.Contains(err.Error(), "was changed meanwhile") {
		t.Errorf("%v", err)
	}
}

// TestWhatIsAddedIsRead: any profile that is added is read as it was.
func TestWhatIsAddedIsRead(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		p := model.Profile{
			Name:     rapid.StringMatching(`[A-Za-z0-9_.-]{1,9}`).Draw(rt, "name"),
			APIURL:   rapid.SampledFrom([]string{"", "https://api.example.com"}).Draw(rt, "url"),
			UserID:   rapid.StringMatching(`[a-z0-9-]{0,5}`).Draw(rt, "user"),
			CAFile:   rapid.SampledFrom([]string{"", "/etc/ca \"x\"\\y.pem"}).Draw(rt, "ca"),
			ReadOnly: rapid.Bool().Draw(rt, "read-only"),
			Theme:    rapid.SampledFrom([]string{"", "dark"}).Draw(rt, "theme"),
			OnHangup: rapid.SampledFrom([]string{"", "revoke"}).Draw(rt, "hangup"),
			Alerts:   rapid.SampledFrom([]string{"", "none", "bell", "osc9", "bell,osc9"}).Draw(rt, "alerts"),
			Key:      model.KeyPlace{Kind: model.KeyFromCommand, Where: strings.ReplaceAll(rapid.StringN(1, 20, 60).Draw(rt, "command"), "\x00", "")},
		}
		if strings.TrimSpace(p.Key.Where) == "" {
			p.Key = model.KeyPlace{}
		}
		data, err := with([]byte(template), model.Configuration{Profiles: make([]model.Profile, 1)}, p)
		if err != nil {
			rt.Fatal(err)
		}
		c, err := parse(data, "/etc/actas/config.toml", "")
		if got, _ := c.Profile(p.Name); p.Name != "default" && (err != nil || !reflect.DeepEqual(got, p)) {
			rt.Errorf("%+v becomes %+v, %v\n%s", p, got, err, data)
		}
	})
}
