package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/muesli/termenv"

	"actas/model/text"
	"actas/ui/shellenv"
)

// examineTerminal tells what the dashboard would find. It asks the terminal
// nothing: it might not answer.
func (c *command) examineTerminal() []finding {
	findings := []finding{c.examineScreen(), c.examineLocale()}
	if c.out.Getenv("TMUX") != "" {
		findings = append(findings, finding{doubt, "tmux",
			"copying and notifications need: tmux set -s set-clipboard on, and tmux set -g allow-passthrough on"})
	}
	if c.out.Getenv("STY") != "" {
		findings = append(findings, finding{doubt, "screen", "some versions cut what is copied; use tmux where that happens"})
	}
	return findings
}

// Sizes below which the dashboard says that the window is too small, and above
// which it shows all that it has.
const (
	leastColumns, leastRows = 40, 10
	usualColumns, usualRows = 80, 24
)

func (c *command) examineScreen() finding {
	kind := c.out.Getenv("TERM")
	if !isTerminal(c.out.Stdin) || !isTerminal(c.out.Stdout) {
		return finding{doubt, "terminal", "this is none; the dashboard needs one, the other commands do not"}
	}
	if kind == "dumb" || kind == "" {
		return finding{broken, "terminal", fmt.Sprintf("TERM is %q, on which the dashboard cannot draw; set it to what your terminal is", kind)}
	}
	columns, rows, err := term.GetSize(c.out.Stdout.Fd())
	said := fmt.Sprintf("%s, %s, %d by %d", text.Clean(kind), colours(c.profile()), columns, rows)
	switch {
	case err != nil || columns < leastColumns || rows < leastRows:
		return finding{broken, "terminal", said + fmt.Sprintf("; it needs %d by %d at the least", leastColumns, leastRows)}
	case columns < usualColumns || rows < usualRows:
		return finding{doubt, "terminal", said + fmt.Sprintf("; %d by %d shows more", usualColumns, usualRows)}
	}
	return finding{fine, "terminal", said}
}

func colours(p termenv.Profile) string {
	switch p {
	case termenv.TrueColor:
		return "16 million colours"
	case termenv.ANSI256:
		return "256 colours"
	case termenv.ANSI:
		return "16 colours"
	}
	return "no colours"
}

// examineLocale looks for UTF-8 where the C library does, in its order.
func (c *command) examineLocale() finding {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		value := c.out.Getenv(name)
		if value == "" {
			continue
		}
		lower := strings.ToLower(value)
		if strings.Contains(lower, "utf-8") || strings.Contains(lower, "utf8") {
			return finding{fine, "locale", name + "=" + text.Clean(value)}
		}
		return finding{doubt, "locale", name + "=" + text.Clean(value) + " is not UTF-8; set it to C.UTF-8, or use --ascii"}
	}
	return finding{doubt, "locale", "LANG is not set; set it to C.UTF-8, or use --ascii"}
}

// examineState checks the folder that actas remembers in, and leaves it as it is.
func (c *command) examineState() finding {
	folder := c.out.StateFolder
	shown := text.Clean(folder)
	if folder == "" {
		return finding{doubt, "state", "there is no home folder, so that nothing is remembered between runs; set HOME or XDG_STATE_HOME"}
	}
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist) && whyNotMade(folder, mayWrite) != "":
		return finding{doubt, "state", shown + " cannot be made, so that nothing is remembered between runs: " + whyNotMade(folder, mayWrite) + "; set XDG_STATE_HOME to a folder that can be written"}
	case errors.Is(err, fs.ErrNotExist):
		return finding{fine, "state", shown + " is made when there is something to remember"}
	case err != nil || !info.IsDir():
		return finding{broken, "state", shown + " is no folder that can be used; move away what is there"}
	case !writable(folder):
		return finding{broken, "state", "nothing can be written in " + shown + "; mend it with: chown -R \"$(id -u)\" and chmod 700"}
	case info.Mode().Perm()&0o077 != 0:
		return finding{doubt, "state", shown + " can be read by others; mend it with: chmod 700 " + shellenv.Sh.Quote(shown)}
	}
	if f, found := c.examineMemory(); found {
		return f
	}
	return finding{fine, "state", shown}
}

// writable tries it, which says more than permissions: the disk may be full.
func writable(folder string) bool {
	f, err := os.CreateTemp(folder, ".doctor-")
	if err != nil {
		return false
	}
	_, err = f.WriteString("x")
	return errors.Join(err, f.Close(), os.Remove(f.Name())) == nil
}

// examineSession says whether actas runs inside a session.
func (c *command) examineSession() (finding, bool) {
	name := c.out.Getenv(shellenv.SessionName)
	if name == "" {
		return finding{}, false
	}
	said := "inside the session " + text.Clean(name)
	if ends := c.out.Getenv(shellenv.ExpiresAt); ends != "" {
		said += " until " + text.Clean(ends)
	}
	if c.storage() {
		return finding{fine, "session", said}, true
	}
	return finding{doubt, "session", said + "; the key is its token, and no longer yours"}, true
}
