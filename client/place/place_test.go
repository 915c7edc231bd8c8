package place

import (
	"errors"
	"strings"
	"testing"
)

func TestName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ host, terminal, want string }{
		{"bastion", "pts/3", "bastion:pts/3"},
		{"bastion.northwind.example", "tty1", "bastion:tty1"},
		{"bastion", "", "bastion"},
		{"", "pts/3", "pts/3"},
		{"", "", ""},
		{"b\x1b[2J", "", `b\u{1b}[2J`},
	} {
		if got := name(c.host, c.terminal); got != c.want {
			t.Errorf("name(%q, %q) = %q, want %q", c.host, c.terminal, got, c.want)
		}
	}
}

func TestTerminal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		links map[string]string
		want  string
	}{
		{"ssh", map[string]string{"0": "/dev/pts/3", "1": "/dev/pts/3", "2": "/dev/pts/3"}, "pts/3"},
		{"the console", map[string]string{"0": "/dev/tty1"}, "tty1"},
		{"input redirected", map[string]string{"0": "/dev/null", "1": "pipe:[1]", "2": "/dev/pts/7"}, "pts/7"},
		{"everything redirected but the output", map[string]string{"0": "/dev/null", "1": "/dev/pts/7", "2": "/tmp/log"}, "pts/7"},
		{"cron", map[string]string{"0": "/dev/null", "1": "pipe:[1]", "2": "pipe:[1]"}, ""},
		{"no /proc", nil, ""},
	} {
		got := terminal(func(path string) (string, error) {
			if target, ok := c.links[strings.TrimPrefix(path, "/proc/self/fd/")]; ok {
				return target, nil
			}
			return "", errors.New("no such file")
		})
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestHere(t *testing.T) {
	t.Parallel()
	if got := Here(); strings.ContainsAny(got, " \n./") && !strings.Contains(got, "pts/") {
		t.Errorf("%q", got)
	}
}
