package cli

import (
	"strings"
	"testing"

	"actas/model"
	"actas/ui/line"
)

// TestWhatMendsAKeyFileIsInSight in the status line of 80 columns.
func TestWhatMendsAKeyFileIsInSight(t *testing.T) {
	t.Parallel()
	at := "/home/ada/.config/actas/profiles/of-work/" + strings.Repeat("k", 30) + ".key"
	file := model.Profile{Name: "file", Key: model.KeyPlace{Kind: model.KeyInFile, Where: "/home/ada/.config/actas/k.key"}}
	for _, c := range []struct{ name, file, why, want string }{
		{"open to others", "", "FILE can be opened by others; mend it with: chmod 600 'FILE'", "k.key can be opened by others; run chmod 600 on it"},
		{"a long name", at, "FILE can be opened by others; mend it with: chmod 600 'FILE'", "kkkkkkkkkkk...kkkkkk.key can be opened by others; run chmod 600 on it"},
		{"a link", "", "FILE is a symbolic link, which is not followed; mend it with: umask 077 && cp 'FILE' 'FILE.new' && mv 'FILE.new' 'FILE'",
			"k.key is a symbolic link, which is not followed; actas doctor --profile file tells how to mend it"},
		{"not there", "", "FILE cannot be opened: no such file or directory", "k.key cannot be opened: no such file or directory"},
		{"something else", "", "the API is away; mend it with: x", "the API is away; mend it with: x"},
	} {
		p := file
		if c.file != "" {
			p.Key.Where = c.file
		}
		got := inOneLine(p, strings.ReplaceAll(c.why, "FILE", p.Key.Where))
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if c.name == "open to others" && line.Width("Not with file: "+got+".") > 76 {
			t.Errorf("%s: it is cut", c.name)
		}
	}
}

// TestWhereACopyWentFitsBesideWhatWasCopied: the longest thing has 24 columns.
func TestWhereACopyWentFitsBesideWhatWasCopied(t *testing.T) {
	t.Parallel()
	for _, env := range []map[string]string{{}, {"TMUX": "socket"}, {"STY": "1.tty"}} {
		c := &command{out: Outside{Getenv: func(name string) string { return env[name] }, Stdout: file(t, "out")}}
		way, err := c.copy("text")
		if said := "Copied the lines for PowerShell " + way + "."; err != nil || line.Width(said) > 76 {
			t.Errorf("%q has %d columns, %v", said, line.Width(said), err)
		}
	}
}
