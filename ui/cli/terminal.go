package cli

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/muesli/termenv"

	"actas/model/text"
	"actas/theme"
)

// checkTerminal refuses to draw where nobody would see it.
func (c *command) checkTerminal() error {
	if !term.IsTerminal(c.out.Stdin.Fd()) || !term.IsTerminal(c.out.Stdout.Fd()) {
		return errNoTerminal
	}
	if c.out.Getenv("TERM") == "dumb" {
		return errors.New("the terminal says that it is dumb (TERM=dumb): the dashboard cannot draw there; actas --help lists what works without")
	}
	return nil
}

// theme chooses palette, colours and glyphs without asking the terminal, which
// might not answer.
func (c *command) theme() (theme.Theme, error) {
	o := theme.Options{ASCII: c.flags.ascii, Profile: c.profile()}
	wanted := c.setting("theme", c.flags.theme, "", c.way.profile.Theme, "auto").value
	switch wanted {
	case "light":
		o.Light = true
	case "dark":
	case "auto":
		o.Light = lightBackground(c.out.Getenv("COLORFGBG"))
	default:
		return theme.Theme{}, usageError{fmt.Sprintf("--theme is dark, light or auto, not %q", text.Clean(wanted))}
	}
	return theme.New(o), nil
}

// profile is the number of colours that the environment promises.
func (c *command) profile() termenv.Profile {
	if c.flags.noColor || c.out.Getenv("NO_COLOR") != "" {
		return termenv.Ascii
	}
	return termenv.NewOutput(c.out.Stdout, termenv.WithEnvironment(environ(c.out.Environ))).EnvColorProfile()
}

// environ is an environment that termenv can read.
type environ []string

// Environ gives all of it.
func (e environ) Environ() []string { return e }

// Getenv gives one variable.
func (e environ) Getenv(name string) string {
	for _, line := range e {
		if value, ok := strings.CutPrefix(line, name+"="); ok {
			return value
		}
	}
	return ""
}

// lightBackground reads COLORFGBG ("15;0"), which some terminals set: its last
// number is the background, of the sixteen colours.
func lightBackground(colours string) bool {
	i := strings.LastIndexByte(colours, ';')
	if i < 0 {
		return false
	}
	n, err := strconv.Atoi(colours[i+1:])
	return err == nil && (n == 7 || n >= 9 && n <= 15)
}

// openLog opens the file of --debug, for its owner alone.
func (c *command) openLog() (closeLog func(), err error) {
	if c.flags.debug == "" {
		return func() {}, nil
	}
	if info, err := os.Lstat(c.flags.debug); err == nil && !info.Mode().IsRegular() {
		return nil, usageError{"the log file of --debug is no regular file: " + text.Clean(c.flags.debug)}
	}
	f, err := os.OpenFile(c.flags.debug, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, usageError{"the log file of --debug cannot be written: " + text.Clean(c.flags.debug)}
	}
	if err := f.Chmod(0o600); err != nil {
		_ = f.Close()
		return nil, usageError{"the log file of --debug belongs to somebody else: " + text.Clean(c.flags.debug)}
	}
	c.log = slog.New(slog.NewTextHandler(f, &slog.HandlerOptions{Level: slog.LevelDebug}))
	return func() { _ = f.Close() }, nil
}
