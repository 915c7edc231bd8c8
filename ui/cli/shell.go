package cli

import (
	"cmp"
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"

	"actas/model"
	"actas/model/text"
	"actas/ui"
	"actas/ui/shellenv"
)

// openShell makes a run of the person's shell with variables in its environment.
func (c *command) openShell(vars []shellenv.Var, notice string) tea.ExecCommand {
	path := shellPath(runtime.GOOS, c.out.Getenv)
	child := exec.Command(path)
	child.Env = c.sessionEnviron(append(vars, c.handedOn(addressIn(vars))...))
	// The dashboard's own input is no file of the system, which a child needs.
	child.Stdin, child.Stdout, child.Stderr = c.out.Stdin, c.out.Stdout, c.out.Stderr
	return &shellRun{child: child, notice: notice, tty: c.out.Stdin, out: c.out.Stdout, at: &c.shell, open: c.out.open}
}

// sessionEnviron is this program's environment for one that acts with a session:
// without the caller's credentials, and with the session's.
func (c *command) sessionEnviron(vars []shellenv.Var) []string {
	// The keys of the environment are the caller's as well where another is used.
	mine := shellenv.Environ(c.environ(), model.NewSecret(strings.TrimSpace(c.out.Getenv(shellenv.APIKey))), nil)
	for _, p := range c.way.config.Profiles {
		if p.Key.Kind == model.KeyInVariable {
			mine = shellenv.Environ(mine, model.NewSecret(strings.TrimSpace(c.out.Getenv(p.Key.Where))), nil)
		}
	}
	return shellenv.Environ(mine, c.way.key, vars)
}

// shellPath is the person's shell on a system, or the one that is always there.
func shellPath(system string, getenv func(string) string) string {
	if system == "windows" {
		return cmp.Or(getenv("COMSPEC"), "cmd.exe")
	}
	return cmp.Or(getenv("SHELL"), "/bin/sh")
}

// shellRun is one run of a shell in the terminal.
type shellRun struct {
	child  *exec.Cmd
	notice string
	tty    *os.File
	out    *os.File
	at     *foreground
	// open starts the child.
	open func(start func() error) error
}

// SetStdin keeps the terminal itself as the shell's input, as SetStdout and
// SetStderr do for its output: what Bubble Tea offers is wrapped, and a child
// would get a pipe.
func (*shellRun) SetStdin(io.Reader) {}

// SetStdout keeps the terminal itself.
func (*shellRun) SetStdout(io.Writer) {}

// SetStderr keeps the terminal itself.
func (*shellRun) SetStderr(io.Writer) {}

// Run gives the terminal to the shell until that ends, and leaves it as it was.
// How the shell ended is nobody's failure. The error is a [ui.ShellError].
func (r *shellRun) Run() error {
	state, _ := term.GetState(r.tty.Fd())
	_, _ = io.WriteString(r.out, r.notice+"\n")
	if err := r.at.start(r.child, r.open); err != nil {
		return r.notStarted(err)
	}
	_ = r.child.Wait()
	takeForeground(r.tty)
	r.at.end()
	takeBack(r.tty, r.out, state)
	return nil
}

// takeBack makes the terminal as it was before a program had it; nil where that is
// not known.
func takeBack(tty, out *os.File, state *term.State) {
	if state != nil {
		_ = term.Restore(tty.Fd(), state)
	}
	_, _ = io.WriteString(out, resetModes)
}

// notStarted names what did not start, and why.
func (r *shellRun) notStarted(err error) error {
	why := "it could not be started"
	switch {
	case errors.Is(err, errEnding):
		return ui.ShellError{Why: err.Error() + "."}
	case errors.Is(err, os.ErrNotExist), errors.Is(err, exec.ErrNotFound):
		why = "there is no such program"
	case errors.Is(err, os.ErrPermission):
		why = "it may not be run"
	}
	return ui.ShellError{Why: text.Clean(r.child.Path) + ": " + why + ". SHELL says which one is opened."}
}

// resetModes takes back what a program may have left behind: the alternate
// screen, mouse reports, focus reports, bracketed paste, the keys' other modes, a
// part of the screen that scrolls alone, a hidden cursor, colours. Mode 1047 and
// not 1049, which would move the cursor over what the shell wrote.
const resetModes = "\x1b[?1047l" +
	"\x1b[?9l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1005l\x1b[?1006l\x1b[?1015l" +
	"\x1b[?1004l\x1b[?2004l\x1b[?1l\x1b>\x1b7\x1b[r\x1b8\x1b[?25h\x1b(B\x1b[0m"

// foreground is the shell that has the terminal in the dashboard's stead. The
// zero value has none.
type foreground struct {
	mu sync.Mutex
	// typed takes the keyboard's signals while no shell runs.
	typed chan os.Signal
	// child is nil while there is none; ended is closed at its end.
	child *exec.Cmd
	ended chan struct{}
	// over is set once the program is told to end: no shell starts then.
	over bool
}

// errEnding keeps a shell from starting while the program ends.
var errEnding = errors.New("actas is about to end")

// keyboard are the signals that keys send to every program in the terminal's
// foreground, actas among them.
var keyboard = []os.Signal{syscall.SIGINT, syscall.SIGQUIT}

// watchKeyboard tells of the keyboard's signals that are for actas.
func (f *foreground) watchKeyboard() chan os.Signal {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.typed = make(chan os.Signal, 1)
	signal.Notify(f.typed, keyboard...)
	return f.typed
}

// start starts the child, and leaves the keyboard's signals to it from before its
// start until its end. A child would inherit that they are ignored, so until it
// has started they are taken in for nothing. Stop waits until what came so far
// was delivered: a late one would end actas.
func (f *foreground) start(child *exec.Cmd, open func(start func() error) error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.over {
		return errEnding
	}
	nowhere := make(chan os.Signal, 1)
	signal.Notify(nowhere, keyboard...)
	f.unwatch()
	if err := open(child.Start); err != nil {
		f.rewatch()
		signal.Stop(nowhere)
		return err
	}
	f.child, f.ended = child, make(chan struct{})
	signal.Ignore(keyboard...)
	signal.Stop(nowhere)
	return nil
}

// runs reports that a shell has the terminal.
func (f *foreground) runs() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.child != nil
}

// end takes the keyboard's signals in again.
func (f *foreground) end() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.child = nil
	close(f.ended)
	f.rewatch()
}

func (f *foreground) unwatch() {
	if f.typed != nil {
		signal.Stop(f.typed)
	}
}

func (f *foreground) rewatch() {
	if f.typed != nil {
		signal.Notify(f.typed, keyboard...)
	}
}

// endsWithin is how long a shell may take to end.
const endsWithin = time.Second

// hangUp tells the shell that the terminal goes away, and ends it where it does
// not listen. None starts any more.
func (f *foreground) hangUp(tty *os.File) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.over = true
	if f.child == nil {
		return
	}
	hangUp(f.child.Process, tty)
	child, ended := f.child.Process, f.ended
	go func() {
		select {
		case <-ended:
		case <-time.After(endsWithin):
			_ = child.Kill()
		}
	}()
}
