package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"actas/client/private"
	"actas/model"
)

// canary stands for a secret that somebody put into the file by mistake.
const canary = "CANARY7KEY"

// written is a configuration in a file of its own.
func written(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRead(t *testing.T) {
	t.Parallel()
	path := written(t, `default_profile = "work"
[profiles.work]
kind = "vultr"
api_url = "https://api.example.com"
key_command = "pass show vultr | head -n 1"
user_id = "u-1"
ca_file = "ca.pem"
read_only = true
theme = "light"
renew.on_hangup = "revoke"
[profiles.work.alerts]
bell = true
osc9 = true
[profiles.home]
key_file = "~/keys/vultr"
alerts = { bell = false }
[profiles."a.b"]
key_keyring = true
[profiles.ci]
key_env = "CI_VULTR_KEY"
alerts = { osc9 = true }
[profiles.storage]
kind = "ecs"
api_url = "https://storage.example.com:4443"
key_env = "STORAGE_TOKEN"
roles = ["urn:ecs:iam::s3:role/s3assumeRole", "arn:aws:iam::s3:role/teams/backup"]
`)
	got, err := Read(path, "/home/ada")
	if err != nil {
		t.Fatal(err)
	}
	want := model.Configuration{Path: path, Default: "work", Profiles: []model.Profile{
		{Name: "a.b", Key: model.KeyPlace{Kind: model.KeyInKeyring, Where: "a.b"}},
		{Name: "ci", Key: model.KeyPlace{Kind: model.KeyInVariable, Where: "CI_VULTR_KEY"}, Alerts: "osc9"},
		{Name: "home", Key: model.KeyPlace{Kind: model.KeyInFile, Where: "/home/ada/keys/vultr"}, Alerts: "none"},
		{Name: "storage", Kind: model.KindECS, APIURL: "https://storage.example.com:4443", Key: model.KeyPlace{Kind: model.KeyInVariable, Where: "STORAGE_TOKEN"},
			Roles: []string{"urn:ecs:iam::s3:role/s3assumeRole", "arn:aws:iam::s3:role/teams/backup"}},
		{Name: "work", APIURL: "https://api.example.com", UserID: "u-1", ReadOnly: true, Theme: "light", OnHangup: "revoke", Alerts: "bell,osc9",
			CAFile: filepath.Join(filepath.Dir(path), "ca.pem"), Key: model.KeyPlace{Kind: model.KeyFromCommand, Where: "pass show vultr | head -n 1"}},
	}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
	if p, ok := got.Profile("home"); !ok || p.Name != "home" {
		t.Errorf("the profile home is %+v, %t", p, ok)
	}
	if _, ok := got.Profile("away"); ok {
		t.Error("there is a profile that is not there")
	}
}

// ecs begins a profile of the object storage.
const ecs = "[profiles.work]\nkind = \"ecs\"\napi_url = \"https://a.example:4443\"\n"

// faults are files that are refused, each with the line and a part of the reason.
var faults = []struct {
	name, content string
	line          int
	why           string
}{
	{"an unknown key", "\ndefault = \"" + canary + "\"", 2, "the key default is not known here; known are default_profile and profiles"},
	{"an unknown key of a profile", "[profiles.work]\napi_ulr = \"" + canary + "\"", 2, "the key profiles.work.api_ulr is not known here; known are kind, api_url, key_env,"},
	{"an unknown table of a profile", "[profiles.work]\n\n[profiles.work.ecs]\na = \"" + canary + "\"", 3, "profiles.work.ecs"},
	{"an unknown key of renew", "[profiles.work.renew]\nat = \"" + canary + "\"", 2, "the key profiles.work.renew.at is not known here; known are on_hangup"},
	{"an unknown key of alerts", "[profiles.work]\nalerts = { horn = \"" + canary + "\" }", 2, "the key profiles.work.alerts.horn is not known here; known are bell and osc9"},
	{"a key in capital letters", "[profiles.Work]\n\nKEY_ENV = \"\"\nTheme = \"" + canary + "\"", 3, "the key profiles.Work.KEY_ENV is not known here; known are kind, api_url, key_env,"},
	{"a table in capital letters", "\n[Profiles.work]\nuser_id = \"../" + canary + "\"", 2, "the key Profiles is not known here; known are default_profile and profiles"},
	{"no TOML", "[profiles.work]\nkey_file = " + canary, 2, "this is no TOML: a text stands in quotes"},
	{"no TOML at all", canary + "\n", 1, "this is no TOML: a key is followed by = and a value"},
	{"a text that does not end", "[profiles.work]\nuser_id = \"" + canary, 2, "this is no TOML: a text has no quote at its end"},
	{"a key that is there twice", "[profiles.work]\nuser_id = \"a\"\nuser_id = \"" + canary + "\"", 3, "is there twice"},
	{"a table that is there twice", "[profiles.work]\n[profiles.work]\n", 2, "is there twice"},
	{"a number for a text", "[profiles.work]\nuser_id = 7", 2, "the key profiles.work.user_id has a value of another kind than it takes"},
	{"a text for a truth", "[profiles.work]\nread_only = \"" + canary + "\"", 2, "the key profiles.work.read_only has a value of another kind than it takes"},
	{"a text for a table", "profiles = \"" + canary + "\"", 1, "has a value of another kind than it takes"},
	{"a kind that there is not", "[profiles.work]\nkind = \"" + canary + "\"", 2, "the key profiles.work.kind names no kind that there is: there are vultr and ecs"},
	{"roles of Vultr", "[profiles.work]\nroles = [\"" + canary + "\"]", 2, "the key profiles.work.roles goes with kind = \"ecs\" alone"},
	{"a text for a list", "[profiles.work]\nroles = \"" + canary + "\"", 2, "the key profiles.work.roles has a value of another kind than it takes"},
	{"an object storage without an address", "[profiles.work]\nkind = \"ecs\"", 2, "the key profiles.work.kind needs an api_url beside it"},
	{"an object storage with a path", "[profiles.work]\nkind = \"ecs\"\napi_url = \"https://a.example/" + canary + "\"", 3, "ends with the host"},
	{"a role by its name", ecs + "roles = [\"" + canary + "\"]", 4, "the key profiles.work.roles holds what is no ARN of a role"},
	{"a policy for a role", ecs + "roles = [\"urn:ecs:iam::s3:policy/" + canary + "\"]", 4, "holds what is no ARN of a role"},
	{"a role that is there twice", ecs + "roles = [\"urn:ecs:iam::s3:role/a\",\n\"urn:ecs:iam::s3:role/a\"]", 4, "names a role twice"},
	{"Vultr's key for the object storage", ecs + "key_env = \"VULTR_API_KEY\"", 4, "the key profiles.work.key_env names the key of Vultr's API"},
	{"a user of the object storage", ecs + "user_id = \"ada\"", 4, "the key profiles.work.user_id has no meaning"},
	{"a revoke at the object storage", ecs + "renew.on_hangup = \"revoke\"", 4, "the key profiles.work.renew.on_hangup takes keep for the object storage"},
	{"plain http far away", "[profiles.work]\napi_url = \"http://" + canary + ".example\"", 2, "the key profiles.work.api_url is no address of an API: it is https,"},
	{"an id with a slash", "[profiles.work]\nuser_id = \"../" + canary + "\"", 2, "letters, digits, - and _ only"},
	{"a theme that there is not", "[profiles.work]\ntheme = \"" + canary + "\"", 2, "takes dark, light or auto"},
	{"a key in the place of a variable's name", "[profiles.work]\nkey_env = \"" + canary + "=\"", 2, "it names one, and does not hold the key"},
	{"what a hang-up does", "[profiles.work.renew]\non_hangup = \"" + canary + "\"", 2, "takes keep or revoke"},
	{"a key of Vultr in the place of a variable's name", "[profiles.work]\nkey_env = \"CANARYCANARYCANARYCANARYCANARYCANARY\"", 2, "it names one, and does not hold the key"},
	{"a key of Vultr in the place of a file", "[profiles.work]\nkey_file = \"CANARYCANARYCANARYCANARYCANARYCANARY\"", 2, "names a file, and does not hold the key"},
	{"an empty command", "[profiles.work]\n\nkey_command = \" \"", 3, "the key profiles.work.key_command is empty"},
	{"an empty file", "[profiles.work]\nkey_file = \"\"", 2, "the key profiles.work.key_file is empty"},
	{"an empty variable", "profiles.work.key_env = ''", 1, "the key profiles.work.key_env is empty"},
	{"a name that is empty", "\n[profiles.\"\"]\n", 2, "the name of a profile has letters"},
	{"two places for the key", "[profiles.work]\nkey_file = \"/" + canary + "\"\nkey_env = \"A\"\nkey_keyring = true", 4, "the key profiles.work.key_keyring names a second place for the key"},
	{"two places in one line", "profiles = { work = { key_env = \"A\", key_command = \"" + canary + "\" } }", 1, "key_command names a second place"},
	{"a name with a space", "[profiles.\"a " + canary[:3] + "\"]\n", 1, "the name of a profile has letters"},
	{"a default that there is not", "# a comment\ndefault_profile = \"" + canary + "\"\n[profiles.work]", 2, "the key default_profile names no profile of this file"},
	{"the first fault counts", "[profiles.b]\ntheme = \"x\"\n[profiles.a]\ntheme = \"x\"", 4, "profiles.a.theme"},
}

func TestFaultsNameFileLineAndKey(t *testing.T) {
	t.Parallel()
	for _, f := range faults {
		path := written(t, f.content)
		_, err := Read(path, "/home/ada")
		var refused *Error
		switch {
		case !errors.As(err, &refused):
			t.Errorf("%s: %v", f.name, err)
		case refused.Path != path || refused.Line != f.line || !strings.Contains(refused.Why, f.why):
			t.Errorf("%s: %s", f.name, err)
		case strings.Contains(err.Error(), canary):
			t.Errorf("%s: a value is shown: %s", f.name, err)
		}
	}
}

func TestFilesThatAreNotRead(t *testing.T) {
	t.Parallel()
	path := written(t, "")
	if err := os.Chmod(path, 0o622); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(path, ""); err == nil || !strings.Contains(err.Error(), "can be written by others; mend it with: chmod go-w '"+path+"'") {
		t.Errorf("written by anybody: %v", err)
	}
	if _, err := Read(filepath.Dir(path), ""); err == nil || !strings.Contains(err.Error(), "is no regular file") {
		t.Errorf("a folder: %v", err)
	}
	if _, err := Read(path+".not", ""); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing there: %v", err)
	}
	if c, err := ReadIfThere(path+".not", ""); err != nil || c.Path != "" {
		t.Errorf("nothing there, which is fine: %v", err)
	}
	huge := written(t, strings.Repeat("#", sizeCap+1))
	if _, err := Read(huge, ""); err == nil || !strings.Contains(err.Error(), "is longer than") {
		t.Errorf("huge: %v", err)
	}
	if _, err := Read(written(t, "[profiles.a]\nkey_file = \"~/k\""), ""); err == nil || !strings.Contains(err.Error(), "needs a home folder") {
		t.Errorf("no home: %v", err)
	}
}

// TestALinkIsFollowed: people keep such files in a repository of their own.
func TestALinkIsFollowed(t *testing.T) {
	t.Parallel()
	path := written(t, "[profiles.work]")
	link := filepath.Join(t.TempDir(), "config.toml")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if c, err := Read(link, ""); err != nil || len(c.Profiles) != 1 {
		t.Errorf("%v, %v", c, err)
	}
}

func TestInit(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "folder", "config.toml")
	if err := Init(path); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != private.FileMode {
		t.Errorf("%v, %v", info, err)
	}
	c, err := Read(path, "/home/ada")
	if err != nil || c.Default != "default" || !reflect.DeepEqual(c.Profiles, []model.Profile{{Name: "default"}}) {
		t.Errorf("%+v, %v", c, err)
	}
	if err := os.WriteFile(path, []byte("# mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Init(path); err == nil || !strings.Contains(err.Error(), "is there already, and was left as it is") {
		t.Errorf("again: %v", err)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "# mine" {
		t.Errorf("it holds %q now, %v", data, err)
	}
}

// TestTheTemplateNamesEveryKey reads it with each of its lines in force.
func TestTheTemplateNamesEveryKey(t *testing.T) {
	t.Parallel()
	own, storage, _ := strings.Cut(template, "\n# Cloud Enterprise Object Storage")
	storage = strings.ReplaceAll(storage[strings.Index(storage, "# [profiles"):], "# ", "")
	if c, err := Read(written(t, storage), "/home/ada"); err != nil || len(c.Profiles) != 1 || c.Profiles[0].Kind != model.KindECS {
		t.Errorf("the object storage: %+v, %v", c, err)
	}
	for line := range strings.Lines(own) {
		bare, commented := strings.CutPrefix(line, "# ")
		if !commented || !strings.Contains(bare, " = ") {
			continue
		}
		table := "[profiles.default]\n"
		switch name, _, _ := strings.Cut(bare, " "); name {
		case "on_hangup":
			table = "[profiles.default.renew]\n"
		case "bell", "osc9":
			table = "[profiles.default.alerts]\n"
		}
		if _, err := Read(written(t, table+bare), "/home/ada"); err != nil {
			t.Errorf("%s: %v", bare, err)
		}
	}
	for _, key := range strings.FieldsFunc(strings.ReplaceAll(known["profile"], " and ", ", "), func(r rune) bool { return r == ',' || r == ' ' }) {
		if !strings.Contains(template, "\n"+key+" = ") && !strings.Contains(template, "\n# "+key+" = ") && !strings.Contains(template, "."+key+"]") {
			t.Errorf("it says nothing of %s", key)
		}
	}
}

func TestPath(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ xdg, home, want string }{
		{"/x", "/home/ada", "/x/actas/config.toml"},
		{"", "/home/ada", "/home/ada/.config/actas/config.toml"},
		{"relative", "/home/ada", "/home/ada/.config/actas/config.toml"},
		{"", "", ""},
	} {
		env := map[string]string{"XDG_CONFIG_HOME": c.xdg, "HOME": c.home}
		if got := Path(func(name string) string { return env[name] }); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

// FuzzParse: whatever the file holds, it is a configuration that can be used, or
// an error that names the file and a line of it, and shows the canary where it stands
// in a key alone.
func FuzzParse(f *testing.F) {
	f.Add(template)
	for _, c := range faults {
		f.Add(c.content)
	}
	f.Fuzz(func(t *testing.T, content string) {
		c, err := parse([]byte(content), "/etc/actas/config.toml", "/home/ada")
		var refused *Error
		switch {
		case err == nil:
			for _, p := range c.Profiles {
				if !plain(p.Name, "-_.") || !plain(p.UserID, "-_") || !oneOf(p.Theme, "dark", "light", "auto") {
					t.Errorf("%q gives %+v", content, p)
				}
			}
		case !errors.As(err, &refused):
			t.Errorf("%q: %v", content, err)
		case refused.Line < 1 || refused.Line > strings.Count(content, "\n")+1:
			t.Errorf("%q: line %d", content, refused.Line)
		case strings.ContainsAny(err.Error(), "\n\x1b"):
			t.Errorf("%q: %q", content, err)
		case strings.Contains(refused.Why, canary) && !keyWith(content, canary):
			t.Errorf("%q: a value is shown: %s", content, err)
		}
	})
}

// keyWith reports a text in a key of a document.
func keyWith(content, part string) bool {
	for key := range linesOf([]byte(strings.TrimPrefix(content, mark))) {
		if strings.Contains(key, part) {
			return true
		}
	}
	return false
}
