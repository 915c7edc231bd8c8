package cli

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"
)

func TestCopyGoesThroughTheTerminalInBetween(t *testing.T) {
	t.Parallel()
	text := base64.StdEncoding.EncodeToString([]byte("1f0a6c3f"))
	for _, c := range []struct {
		name   string
		env    map[string]string
		prefix string
		way    string
	}{
		{"a terminal", nil, "\x1b]52;c;" + text, "through the terminal, which may refuse it"},
		{"tmux", map[string]string{"TMUX": "socket"}, "\x1bPtmux;\x1b\x1b]52;c;" + text, "through tmux, if its set-clipboard is on"},
		{"screen", map[string]string{"STY": "1.pts"}, "\x1bP\x1b]52;c;" + text, "through screen, where the terminal takes it"},
	} {
		w := newWorld(t)
		for name, value := range c.env {
			w.env[name] = value
		}
		out := file(t, "out")
		way, err := (&command{out: w.outside(nil, out, nil)}).copy("1f0a6c3f")
		if got := printed(t, out); err != nil || way != c.way || !strings.HasPrefix(got, c.prefix) {
			t.Errorf("%s: %q, %q, %v", c.name, got, way, err)
		}
	}
	closed := file(t, "out")
	_ = closed.Close()
	if _, err := (&command{out: newWorld(t).outside(nil, closed, nil)}).copy("x"); err == nil || err.Error() != "the terminal took nothing" {
		t.Errorf("a copy that went nowhere: %v", err)
	}
}

func TestThisMachinesClipboardComesFirst(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name      string
		clipboard func(string) (string, error)
		way       string
		printed   bool
	}{
		{"it takes the text", func(string) (string, error) { return "wl-copy", nil }, "to the clipboard (wl-copy)", false},
		{"it fails", func(string) (string, error) { return "wl-copy", errors.New("exit status 1") }, "through the terminal, which may refuse it", true},
	} {
		out := file(t, "out")
		outside := newWorld(t).outside(nil, out, nil)
		outside.Clipboard = c.clipboard
		way, err := (&command{out: outside}).copy("text")
		if got := printed(t, out); err != nil || way != c.way || (got != "") != c.printed {
			t.Errorf("%s: %q, %q, %v", c.name, way, got, err)
		}
	}
}

// Terminals cut a longer sequence off, so half a text would be on the clipboard.
func TestWhatTerminalsWouldCutIsRefused(t *testing.T) {
	t.Parallel()
	out := file(t, "out")
	c := &command{out: newWorld(t).outside(nil, out, nil)}
	if _, err := c.copy(strings.Repeat("x", 60_000)); err == nil || err.Error() != "it has 60000 bytes, and terminals take 56244 at most" {
		t.Errorf("%v", err)
	}
	if got := printed(t, out); got != "" {
		t.Errorf("it wrote %d bytes", len(got))
	}
	if _, err := c.copy(strings.Repeat("x", 56_244)); err != nil {
		t.Errorf("the longest that terminals take: %v", err)
	}
}
