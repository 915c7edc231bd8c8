package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"actas/model/text"
)

// The ways in which the end of a session is announced.
const (
	alertBell   = "bell"
	alertNotify = "osc9"
	alertNone   = "none"
)

// alerts makes what announces the end of a session in the terminal, as --alerts
// or ACTAS_ALERTS wants it; nil where nothing is wanted.
func (c *command) alerts() (func(text string) error, error) {
	wanted := c.setting("alerts", c.flags.alerts, "ACTAS_ALERTS", c.way.profile.Alerts, alertNone).value
	if wanted == alertNone {
		return nil, nil
	}
	var ways []string
	for way := range strings.SplitSeq(wanted, ",") {
		way = strings.TrimSpace(way)
		if way != alertBell && way != alertNotify {
			return nil, usageError{fmt.Sprintf("--alerts and ACTAS_ALERTS take bell, osc9, bell,osc9 or none, not %q", text.Clean(way))}
		}
		ways = append(ways, way)
	}
	return func(said string) error {
		out := ""
		if slices.Contains(ways, alertNotify) {
			out = c.passThrough(ansi.Notify(said))
		}
		if slices.Contains(ways, alertBell) {
			out += "\a"
		}
		_, err := c.out.Stdout.WriteString(out)
		return err
	}, nil
}

// passThrough wraps a sequence that is for the terminal one sits at, not for
// the tmux or screen in between.
func (c *command) passThrough(sequence string) string {
	switch {
	case c.out.Getenv("TMUX") != "":
		return ansi.TmuxPassthrough(sequence)
	case c.out.Getenv("STY") != "":
		return ansi.ScreenPassthrough(sequence, 0)
	}
	return sequence
}
