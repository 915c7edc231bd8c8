//go:build unix

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"actas/client/simulator"
)

// grades are the first words of the lines that actas doctor prints, by what
// they are about.
func grades(t *testing.T, out string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for line := range strings.Lines(out) {
		parts := regexp.MustCompile(`^(ok|warn|fail) +(\S+(?: \S+)*?)  +\S`).FindStringSubmatch(line)
		if parts == nil {
			t.Errorf("the line %q does not say how it stands", line)
			continue
		}
		found[parts[2]] = parts[1]
	}
	return found
}

func TestDoctor(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		prepare func(d *desk)
		code    int
		want    string // "about=grade", the others are ok
		says    string
	}{
		{"all is well but the clocks, which are days apart", func(*desk) {}, 0, "clock=warn", "this machine's is "},
		{"no key", func(d *desk) { d.env = append(d.env, "VULTR_API_KEY=") }, 1, "key=fail", "put it into VULTR_API_KEY"},
		{"a key that is not accepted", func(d *desk) { d.env = append(d.env, "VULTR_API_KEY=WRONG") }, 1, "key=fail", "make a new key"},
		{"nobody there", func(d *desk) { d.env = append(d.env, "ACTAS_API_URL=http://127.0.0.1:1") }, 1, "endpoint=fail key=warn", "check the network"},
		{"plain http far away", func(d *desk) { d.env = append(d.env, "ACTAS_API_URL=http://192.0.2.1") }, 1, "endpoint=fail", "http"},
		{"a web page", func(d *desk) {
			d.server.Next("GET /v2/account", simulator.Fault{Status: 200, Body: "<html>", ContentType: "text/html", Times: -1})
		}, 1, "endpoint=fail key=warn", "not the Vultr API"},
		{"a key that may read little", func(d *desk) { d.as("Alan Reyes") }, 1, "key=warn who I am=fail role trusts=warn groups=warn clock=warn", "--user-id"},
		{"sessions that may not be read", func(d *desk) {
			d.server.Next("GET /v2/assumed-roles", simulator.Fault{Status: 403, Body: `{"error":"no","status":403}`})
		}, 1, "sessions=fail clock=warn", "iam.assumedrole.Read"},
		{"no UTF-8", func(d *desk) { d.env = append(d.env, "LANG=C") }, 0, "locale=warn clock=warn", "use --ascii"},
		{"inside a session, in tmux", func(d *desk) {
			d.env = append(d.env, "ACTAS_SESSION=ada-deploy-7f3c", "ACTAS_EXPIRES_AT=2026-11-20T14:12:49Z", "TMUX=/tmp/tmux")
		}, 0, "session=warn tmux=warn clock=warn", "inside the session ada-deploy-7f3c until 2026-11-20T14:12:49Z"},
		{"a state folder for all to read", func(d *desk) { d.stateFolder(0o755) }, 0, "state=warn clock=warn", "chmod 700"},
		{"a state folder of one's own", func(d *desk) { d.stateFolder(0o700) }, 0, "clock=warn", ""},
		{"a file in its place", func(d *desk) {
			if err := os.WriteFile(filepath.Join(d.home(), "actas"), nil, 0o600); err != nil {
				d.t.Fatal(err)
			}
		}, 1, "state=fail clock=warn", "move away what is there"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			tt.prepare(d)
			r := d.ends(tt.code, "doctor")
			got := grades(t, r.out)
			for about, grade := range got {
				want := regexp.MustCompile(`(?:^| )` + about + `=(\w+)`).FindStringSubmatch(tt.want)
				switch {
				case about == "terminal": // there is none in a test
				case want == nil && grade != "ok" || want != nil && grade != want[1]:
					t.Errorf("%s: %s\n%s", about, grade, r.out)
				}
			}
			for _, about := range regexp.MustCompile(`(\S[^=]*)=\w+`).FindAllStringSubmatch(tt.want, -1) {
				if got[strings.TrimSpace(about[1])] == "" {
					t.Errorf("nothing is said of the %s\n%s", about[1], r.out)
				}
			}
			if !strings.Contains(r.out, tt.says) || r.err != "" {
				t.Errorf("%q does not say %q (%q)", r.out, tt.says, r.err)
			}
		})
	}
}

func (d *desk) home() string {
	for _, entry := range d.env {
		if folder, ok := strings.CutPrefix(entry, "XDG_STATE_HOME="); ok {
			return folder
		}
	}
	d.t.Fatal("there is no home")
	return ""
}

func (d *desk) stateFolder(mode os.FileMode) {
	folder := filepath.Join(d.home(), "actas")
	if err := os.Mkdir(folder, mode); err != nil {
		d.t.Fatal(err)
	}
	if err := os.Chmod(folder, mode); err != nil {
		d.t.Fatal(err)
	}
}

func TestDoctorAtATerminal(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		columns uint16
		term    string
		want    string
		code    int
	}{
		{"usual", 80, "xterm-256color", "ok    terminal     xterm-256color, 16 million colours, 80 by 24", 0},
		{"small", 60, "xterm-256color", "warn  terminal     xterm-256color, 16 million colours, 60 by 24; 80 by 24 shows more", 0},
		{"too small", 30, "xterm-256color", "30 by 24; it needs 40 by 10 at the least", 1},
		{"dumb", 80, "dumb", `fail  terminal     TERM is "dumb"`, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			s := startPTY(t, ptyOptions{columns: tt.columns, rows: 24, env: append(d.env[len(d.env)-2:], "TERM="+tt.term)}, "doctor")
			if code := s.wait(); code != tt.code || !strings.Contains(string(s.raw()), tt.want) {
				t.Errorf("exit code %d, it says\n%s", code, s.raw())
			}
		})
	}
}
