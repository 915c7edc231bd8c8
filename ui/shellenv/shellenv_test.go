package shellenv

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"actas/model"
)

func TestExportLinesOfEachShell(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, value          string
		sh, fish, powershell string
	}{
		{"a token", "ars-1", `export K='ars-1'`, `set -gx K 'ars-1'`, `$env:K = 'ars-1'`},
		{"nothing", "", `export K=''`, `set -gx K ''`, `$env:K = ''`},
		{"a quote", "a'b", `export K='a'\''b'`, `set -gx K 'a\'b'`, `$env:K = 'a''b'`},
		{"a backslash", `a\b\`, `export K='a\b\'`, `set -gx K 'a\\b\\'`, `$env:K = 'a\b\'`},
		{"what shells expand", "$HOME `id` %p $(id)", "export K='$HOME `id` %p $(id)'", "set -gx K '$HOME `id` %p $(id)'", "$env:K = '$HOME `id` %p $(id)'"},
		{"two lines", "a\nb", "export K='a\nb'", "set -gx K 'a\nb'", "$env:K = 'a\nb'"},
		{"typographic quotes", "a\u2018b\u2019c\u201ad\u201be", "export K='a\u2018b\u2019c\u201ad\u201be'", "set -gx K 'a\u2018b\u2019c\u201ad\u201be'",
			"$env:K = 'a\u2018\u2018b\u2019\u2019c\u201a\u201ad\u201b\u201be'"},
		{"other scripts", "日本 é", "export K='日本 é'", "set -gx K '日本 é'", "$env:K = '日本 é'"},
	} {
		for shell, want := range map[Shell]string{Sh: c.sh, Fish: c.fish, PowerShell: c.powershell} {
			if got := shell.Export(Var{"K", c.value}); got != want {
				t.Errorf("%s in %s: %s, want %s", c.name, shell, got, want)
			}
		}
	}
}

func TestLinesAreOneForEachVariable(t *testing.T) {
	t.Parallel()
	if got, want := Fish.Lines([]Var{{"A", "1"}, {"B", "2"}}), "set -gx A '1'\nset -gx B '2'\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// evaluators run lines in the real shell, and print the variable K after them.
var evaluators = map[Shell][]string{
	Sh:         {"sh", "-c", "%s\nprintf '%%s' \"$K\""},
	Fish:       {"fish", "--no-config", "-c", "%s\nprintf '%%s' $K"},
	PowerShell: {"pwsh", "-NoProfile", "-NonInteractive", "-Command", "[Console]::OutputEncoding = [Text.Encoding]::UTF8\n%s\n[Console]::Write($env:K)"},
}

// installed are the shells of this machine; sh is always among them.
func installed(t *testing.T) []Shell {
	t.Helper()
	var found []Shell
	for shell, command := range evaluators {
		if _, err := exec.LookPath(command[0]); err == nil {
			found = append(found, shell)
		}
	}
	if !slices.Contains(found, Sh) {
		t.Fatal("there is no sh here")
	}
	return found
}

// evaluate is the value that the real shell reads from an export line.
func evaluate(shell Shell, value string) (string, error) {
	command := slices.Clone(evaluators[shell])
	script := strings.ReplaceAll(command[len(command)-1], "%%", "%")
	command[len(command)-1] = strings.Replace(script, "%s", shell.Export(Var{"K", value}), 1)
	out, err := exec.Command(command[0], command[1:]...).Output()
	return string(out), err
}

func TestShellsReadBackWhatWasQuoted(t *testing.T) {
	t.Parallel()
	for _, shell := range installed(t) {
		for _, value := range []string{"ars-1", "'", `\`, `\'`, "a\nb\n", "''\\''", "\u2018\u2019\u201a\u201b", "日本é", "$K`k`!%\"", " a  b ", "#", "-n", "~", "*"} {
			if got, err := evaluate(shell, value); err != nil || got != value {
				t.Errorf("%s read %q from %q: %v", shell, got, value, err)
			}
		}
	}
}

func TestShReadsBackAnyText(t *testing.T) {
	t.Parallel()
	texts := rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune(`'"\$!#%~* -`+"`\n\t\r\u2019")), rapid.Rune().Filter(func(r rune) bool { return r != 0 })))
	rapid.Check(t, func(rt *rapid.T) {
		value := texts.Draw(rt, "value")
		if got, err := evaluate(Sh, value); err != nil || got != value {
			rt.Fatalf("sh read %q from %q: %v", got, value, err)
		}
	})
}

func TestParse(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]Shell{
		"sh": Sh, "bash": Sh, "/bin/zsh": Sh, "-dash": Sh, "fish": Fish, "/usr/local/bin/fish": Fish,
		"powershell": PowerShell, "pwsh": PowerShell, `C:\Program Files\PowerShell\7\pwsh.exe`: PowerShell, "PowerShell": PowerShell,
	} {
		if got, err := Parse(name); err != nil || got != want {
			t.Errorf("Parse(%q) = %q, %v", name, got, err)
		}
	}
	for _, name := range []string{"", "csh", "/bin/", "fi\x1bsh"} {
		got, err := Parse(name)
		if err == nil || got != "" || !strings.Contains(err.Error(), "fish and powershell") || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("Parse(%q) = %q, %v", name, got, err)
		}
	}
}

func TestSessionVariables(t *testing.T) {
	t.Parallel()
	ends := time.Date(2026, 11, 20, 15, 13, 8, 0, time.FixedZone("", 3600))
	s := model.Session{Name: "ada-deploy-7f3c", Token: model.NewSecret("ars-1")}
	got := Session(s, ends, "")
	want := []Var{{"VULTR_API_KEY", "ars-1"}, {"ACTAS_SESSION", "ada-deploy-7f3c"}, {"ACTAS_EXPIRES_AT", "2026-11-20T14:13:08Z"}}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := Session(s, time.Time{}, ""); len(got) != 2 {
		t.Errorf("an end that is not known: %q", got)
	}
	if got := Session(s, time.Time{}, "http://127.0.0.1:1"); got[2] != (Var{"ACTAS_API_URL", "http://127.0.0.1:1"}) {
		t.Errorf("an API of its own: %q", got)
	}
}

func TestEnvironLeavesTheCallersCredentialsOut(t *testing.T) {
	t.Parallel()
	own := model.NewSecret("own-key-of-mine")
	before := []string{"PATH=/bin", "VULTR_API_KEY=own", "vultr_api_key=own", "ACTAS_OIDC_TOKEN=jwt", "VULTR_WEB_IDENTITY_TOKEN_FILE=/own", "ACTAS_SESSION=outer",
		"ACTAS_INSTANCE_TOKEN=jwt", "actas_ecs_token=t",
		"ACTAS_EXPIRES_AT=then", "ACTAS_API_URL=https://old.example", "EMPTY=", "ODD", "A=b=c", "COPY=own-key-of-mine",
		"TF_VAR_header=Bearer own-key-of-mine", "actas_other_key=x", "ACTAS_ALERTS=bell"}
	kept := []string{"PATH=/bin", "EMPTY=", "ODD", "A=b=c", "ACTAS_ALERTS=bell", "VULTR_API_KEY=ars-1"}
	key := Var{"VULTR_API_KEY", "ars-1"}
	if got := Environ(before, own, []Var{key}); !slices.Equal(got, kept) {
		t.Errorf("%q, want %q", got, kept)
	}
	got := Environ(before, own, []Var{key, {"ACTAS_API_URL", "http://127.0.0.1:1"}})
	if want := append(kept, "ACTAS_API_URL=http://127.0.0.1:1"); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for _, short := range []string{"", "bin"} {
		if got := Environ([]string{"PATH=/bin"}, model.NewSecret(short), nil); len(got) != 1 {
			t.Errorf("a coincidence with %q: %q", short, got)
		}
	}
}

// withAWS is a session that has AWS keys.
func withAWS(dialect model.Dialect) model.Session {
	return model.Session{
		Name: "ada-1", Token: model.NewSecret("tok'en"), AWS: model.AWSKeys{ID: model.NewSecret("id"), Secret: model.NewSecret("sec/+=")},
		Asked: &model.AssumeRequest{Dialect: dialect},
	}
}

func TestAWSVariables(t *testing.T) {
	t.Parallel()
	ends := time.Date(2026, time.November, 20, 16, 3, 0, 0, time.FixedZone("", 3600))
	keys := "export AWS_ACCESS_KEY_ID='id'\nexport AWS_SECRET_ACCESS_KEY='sec/+='\nexport AWS_SESSION_TOKEN='tok'\\''en'\n"
	until := "export AWS_CREDENTIAL_EXPIRATION='2026-11-20T15:03:00Z'\n"
	name := "export ACTAS_SESSION='ada-1'\n"
	named := name + "export ACTAS_EXPIRES_AT='2026-11-20T15:03:00Z'\n"
	for _, c := range []struct {
		name    string
		dialect model.Dialect
		ends    time.Time
		want    string
	}{
		// The simulated STS and Vultr's guide give Vultr's own token.
		{"STS", model.DialectSTS, ends, "export VULTR_API_KEY='tok'\\''en'\n" + named + "export ACTAS_API_URL='u'\n" + keys + until},
		{"an object storage", model.DialectECS, ends, named + keys + until},
		{"no end", model.DialectECS, time.Time{}, name + keys},
	} {
		if got := Sh.Lines(Session(withAWS(c.dialect), c.ends, "u")); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestOtherAWSCredentialsDoNotPass(t *testing.T) {
	t.Parallel()
	before := []string{
		"AWS_REGION=x", "AWS_PROFILE=mine", "AWS_DEFAULT_PROFILE=mine", "aws_access_key_id=old", "AWS_SECRET_ACCESS_KEY=old", "AWS_SESSION_TOKEN=outer-token",
		"AWS_SECURITY_TOKEN=old", "AWS_WEB_IDENTITY_TOKEN_FILE=/f", "AWS_ROLE_ARN=r", "AWS_CONTAINER_CREDENTIALS_FULL_URI=u", "AWS_ENDPOINT_URL=e",
	}
	stays := []string{"AWS_REGION=x", "AWS_ENDPOINT_URL=e"}
	got := Environ(before, model.Secret{}, Session(withAWS(model.DialectECS), time.Time{}, ""))
	want := append(slices.Clone(stays), "ACTAS_SESSION=ada-1", "AWS_ACCESS_KEY_ID=id", "AWS_SECRET_ACCESS_KEY=sec/+=", "AWS_SESSION_TOKEN=tok'en")
	if !slices.Equal(got, want) {
		t.Errorf("a session with AWS keys: %q", got)
	}
	native := Session(model.Session{Name: "n", Token: model.NewSecret("ars-1")}, time.Time{}, "")
	if got := Environ(before, model.NewSecret("own-key-of-mine"), native); len(got) != len(before)+2 {
		t.Errorf("one without leaves them alone: %q", got)
	}
	if got := Environ(before, model.NewSecret("outer-token"), native); !slices.Equal(got[:len(got)-2], stays) {
		t.Errorf("those of the session around it: %q", got)
	}
}
