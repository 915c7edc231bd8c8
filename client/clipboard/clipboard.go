// Package clipboard puts text on the clipboard of the machine that actas runs
// on, where the person sits at that machine.
package clipboard

import (
	"errors"
	"os/exec"
	"runtime"
	"time"

	"github.com/atotto/clipboard"
)

// ErrNone means that there is no clipboard of this machine, or that the person
// sits at another one.
var ErrNone = errors.New("this machine has no clipboard of the person's")

// patience bounds a tool that hangs, as one does whose display does not answer.
const patience = 3 * time.Second

// Native puts text on this machine's clipboard and names the tool that does it.
// The text reaches the tool through its standard input or the system's own call,
// never in an argument. getenv reads the environment. It fails with [ErrNone] where
// there is no such clipboard, and does not wait longer than 3 s for a tool that hangs.
func Native(getenv func(string) string, text string) (tool string, err error) {
	return put(Tool(runtime.GOOS, getenv, installed), text, clipboard.WriteAll, time.After(patience))
}

func installed(name string) bool {
	_, err := exec.LookPath(name)
	return err == nil
}

// put writes through a tool, and gives up once late fires. What was begun then
// may still end well; the caller tells of the other way that it takes.
func put(tool, text string, write func(string) error, late <-chan time.Time) (string, error) {
	if tool == "" {
		return "", ErrNone
	}
	written := make(chan error, 1)
	go func() { written <- write(text) }()
	select {
	case err := <-written:
		return tool, err
	case <-late:
		return "", errors.New(tool + " does not answer")
	}
}

// Tool names what reaches the clipboard of the person on a system; empty for
// nothing. Over ssh it is nothing: the clipboard would be that of the remote
// machine. On X11 and Wayland it is what the clipboard module chooses, and only
// where there is a display.
func Tool(system string, getenv func(string) string, installed func(name string) bool) string {
	if getenv("SSH_CONNECTION") != "" || getenv("SSH_TTY") != "" {
		return ""
	}
	switch system {
	case "darwin":
		return "pbcopy"
	case "windows":
		return "Windows"
	}
	switch {
	// The module wants both, although it copies with one.
	case getenv("WAYLAND_DISPLAY") != "" && installed("wl-copy") && installed("wl-paste"):
		return "wl-copy"
	case getenv("DISPLAY") == "":
		return ""
	case installed("xclip"):
		return "xclip"
	case installed("xsel"):
		return "xsel"
	}
	return ""
}
