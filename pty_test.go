//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"

	"actas/ui/cells/vttest"
)

// patience is how long a test waits for what must come. It is no measure of
// speed: only a program that hangs reaches it.
const patience = 60 * time.Second

// binaryDir holds the built binary until TestMain takes it away.
var binaryDir string

func TestMain(m *testing.M) {
	hearSignals()
	code := m.Run()
	if binaryDir != "" {
		os.RemoveAll(binaryDir)
	}
	os.Exit(code)
}

// hearSignals undoes what nohup, or a job in the background of a shell, has made
// the tests ignore: the programs that they start would inherit that, and a shell
// cannot trap what it was made to ignore.
func hearSignals() {
	for _, s := range []os.Signal{syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT} {
		if signal.Ignored(s) {
			signal.Notify(make(chan os.Signal, 1), s)
		}
	}
}

// builtBinary builds the program once, as make build does, and says where it is.
var builtBinary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "actas-test-")
	if err != nil {
		return "", err
	}
	binaryDir = dir
	name := filepath.Join(dir, "actas")
	build := exec.Command("go", "build", "-buildvcs=false", "-trimpath", "-ldflags", "-s -w", "-o", name, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the binary: %w\n%s", err, out)
	}
	return name, nil
})

// binary is the path of the built program.
func binary(tb testing.TB) string {
	tb.Helper()
	name, err := builtBinary()
	if err != nil {
		tb.Fatal(err)
	}
	return name
}

// ptyOptions are a terminal's properties. The zero value is 80x24, says
// nothing to the program, has 16 million colours, and runs the built binary.
type ptyOptions struct {
	program       string // another program's path
	dir           string // the program's folder; empty is the tests' own
	columns, rows uint16
	answers       bool     // answers what the program asks it, at once
	env           []string // beside the few variables that every run gets
	input         *os.File // the program's input; nil is the terminal
	script        string   // a shell's script, which runs the program as "$ACTAS" "$@"; empty runs it alone
}

// ptySession is the program in a pseudo-terminal of its own.
type ptySession struct {
	tb        testing.TB
	cmd       *exec.Cmd
	started   time.Time
	master    *os.File // the terminal's side
	tty       *os.File // the program's side, open until it ends
	ttyFD     int      // its descriptor, for tests while the program runs
	answers   bool
	before    *term.State   // the terminal's modes before the program started
	after     *term.State   // and at its end; nil where they cannot be read
	exited    chan struct{} // closed when the program has ended
	readEnded chan struct{} // closed when all its output was read

	mu      sync.Mutex
	output  []byte
	screen  *vttest.Terminal // what the terminal shows
	read    time.Time        // when the last output came
	changed chan struct{}    // closed and replaced at each output
	scanned int              // output that was searched for questions already

	stalled chan struct{} // takes one value once nobody reads any more
	heeded  chan struct{} // closed when somebody reads again
}

// startPTY starts the program with these arguments.
func startPTY(tb testing.TB, options ptyOptions, args ...string) *ptySession {
	tb.Helper()
	name := options.program
	if name == "" {
		name = binary(tb)
	}
	master, tty, err := pty.Open()
	if err != nil {
		tb.Fatalf("open a pseudo-terminal: %v", err)
	}
	if options.columns == 0 {
		options.columns, options.rows = 80, 24
	}
	if err := pty.Setsize(master, &pty.Winsize{Cols: options.columns, Rows: options.rows}); err != nil {
		tb.Fatal(err)
	}
	before, err := term.GetState(tty.Fd())
	if err != nil {
		tb.Fatal(err)
	}
	s := &ptySession{
		tb: tb, cmd: exec.Command(name, args...), master: pollable(tb, master), tty: tty, ttyFD: int(tty.Fd()), before: before, answers: options.answers,
		exited: make(chan struct{}), readEnded: make(chan struct{}), changed: make(chan struct{}),
		stalled: make(chan struct{}, 1), heeded: make(chan struct{}),
		screen: vttest.New(int(options.columns), int(options.rows)),
	}
	s.cmd.Dir = options.dir
	if options.script != "" {
		s.cmd = exec.Command("/bin/sh", append([]string{"-c", options.script, "sh"}, args...)...)
		options.env = append(slices.Clip(options.env), "ACTAS="+name)
	}
	s.cmd.Env = append(cleanEnvironment(tb), options.env...)
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = tty, tty, tty
	if options.input != nil {
		s.cmd.Stdin = options.input
	}
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 1}
	go s.readOutput()
	s.started = time.Now()
	if err := s.cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	go s.awaitEnd()
	tb.Cleanup(s.close)
	return s
}

// awaitEnd notes how the program left the terminal, and closes the last file
// that holds it open, so that the output ends.
func (s *ptySession) awaitEnd() {
	_ = s.cmd.Wait() // the exit code stands in ProcessState
	s.after, _ = term.GetState(s.tty.Fd())
	s.tty.Close()
	close(s.exited)
}

// pollable replaces a file by one whose Close ends a Read that waits. That of
// the pty package blocks, so the terminal could not be taken away.
func pollable(tb testing.TB, file *os.File) *os.File {
	tb.Helper()
	fd, err := unix.FcntlInt(file.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		tb.Fatal(err)
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		tb.Fatal(err)
	}
	file.Close()
	return os.NewFile(uintptr(fd), "terminal")
}

// cleanEnvironment is what every run gets and nothing of the machine's own:
// no key, no colour settings, an empty home.
func cleanEnvironment(tb testing.TB) []string {
	home := tb.TempDir()
	return []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "XDG_CONFIG_HOME=" + home, "XDG_STATE_HOME=" + home,
		"DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(home, "no-bus"), "LANG=C.UTF-8", "TERM=xterm-256color", "COLORTERM=truecolor",
	}
}

// close ends the program if it still runs.
func (s *ptySession) close() {
	select {
	case <-s.exited:
	default:
		_ = s.cmd.Process.Kill()
		<-s.exited
	}
	s.heed()
	<-s.readEnded
	s.master.Close()
}

func (s *ptySession) readOutput() {
	defer close(s.readEnded)
	chunk := make([]byte, 1<<16)
	for {
		n, err := s.master.Read(chunk)
		if n > 0 {
			s.keep(chunk[:n])
		}
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded):
			s.stalled <- struct{}{}
			<-s.heeded
		case err != nil && !errors.Is(err, syscall.EINTR):
			return
		}
	}
}

// keep adds output, answers questions in it and wakes who waits.
func (s *ptySession) keep(chunk []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.output = append(s.output, chunk...)
	_, _ = s.screen.Write(chunk)
	s.read = time.Now()
	if s.answers {
		rest := s.output[s.scanned:]
		for _, at := range question.FindAllIndex(rest, -1) {
			_, _ = s.master.WriteString(answerTo(string(rest[at[0]:at[1]])))
			s.scanned = len(s.output) - len(rest) + at[1]
		}
	}
	close(s.changed)
	s.changed = make(chan struct{})
}

// size is how many bytes came so far.
func (s *ptySession) size() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.output)
}

// raw is a copy of what came so far, escape sequences included.
func (s *ptySession) raw() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return bytes.Clone(s.output)
}

// waitFor waits until all texts stand in the output written after from, or on
// the screen that this has changed, and says when the last of them came.
func (s *ptySession) waitFor(from int, texts ...string) time.Time {
	s.tb.Helper()
	return s.waitUntil(from, strings.Join(texts, ", "), func(text string) bool {
		return !slices.ContainsFunc(texts, func(t string) bool { return !strings.Contains(text, t) })
	})
}

// waitUntil waits until the output written after from, without its escape
// sequences, is as it should be, or the screen that this has changed, and says
// when it came to be so. A dashboard writes what changed alone, other programs
// write lines that pass.
func (s *ptySession) waitUntil(from int, what string, holds func(text string) bool) time.Time {
	s.tb.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	ended := false
	for {
		text, screen, when, changed := s.written(from)
		if holds(text) || screen != "" && holds(screen) {
			return when
		}
		if ended {
			s.tb.Fatalf("the program ended (%v) and never wrote %s:\n%s\n%s", s.cmd.ProcessState, what, tail(text), screen)
		}
		select {
		case <-changed:
		case <-s.readEnded:
			ended = true
		case <-late.C:
			s.tb.Fatalf("the program never wrote %s:\n%s\n%s", what, tail(text), screen)
		}
	}
}

// written is the text of what was written after from, what the screen shows, and
// when that came to be; changed is closed when it is no more. The screen is empty
// where nothing was written.
func (s *ptySession) written(from int) (text, screen string, when time.Time, changed <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.output) > from {
		screen = s.screen.Text()
	}
	return ansi.Strip(string(s.output[from:])), screen, s.read, s.changed
}

// tail is the end of an output, as much of it as a failure should show.
func tail(text string) string { return text[max(0, len(text)-4000):] }

// resize changes the terminal's size, which the program learns by SIGWINCH.
func (s *ptySession) resize(columns, rows uint16) {
	s.tb.Helper()
	if err := pty.Setsize(s.master, &pty.Winsize{Cols: columns, Rows: rows}); err != nil {
		s.tb.Fatal(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.screen.Resize(int(columns), int(rows))
}

// press sends keys.
func (s *ptySession) press(keys string) {
	s.tb.Helper()
	if _, err := s.master.WriteString(keys); err != nil {
		s.tb.Fatalf("press %q: %v", keys, err)
	}
}

// signal sends a signal to the program alone.
func (s *ptySession) signal(sig syscall.Signal) {
	s.tb.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
		s.tb.Fatalf("signal %v: %v", sig, err)
	}
}

// wait waits for the end of the program and its output, and gives the exit code.
func (s *ptySession) wait() int {
	s.tb.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for _, end := range []chan struct{}{s.exited, s.readEnded} {
		select {
		case <-end:
		case <-late.C:
			s.tb.Fatalf("the program does not end:\n%s", tail(ansi.Strip(string(s.raw()))))
		}
	}
	return s.cmd.ProcessState.ExitCode()
}

// checkKernelModes checks, after the end, that the terminal's modes in the kernel are
// as they were before.
func (s *ptySession) checkKernelModes() {
	s.tb.Helper()
	if s.after == nil || !reflect.DeepEqual(s.after, s.before) {
		s.tb.Errorf("the terminal's modes in the kernel are not restored: %+v, were %+v", s.after, s.before)
	}
}

// checkRestored checks, after the end, that the terminal is as it was before:
// its modes in the kernel, and those set with escape sequences.
func (s *ptySession) checkRestored() {
	s.tb.Helper()
	s.checkKernelModes()
	modes := map[string]bool{}
	for _, m := range regexp.MustCompile("\x1b\\[\\?([0-9;]+)([hl])").FindAllSubmatch(s.raw(), -1) {
		for _, mode := range strings.Split(string(m[1]), ";") {
			modes[mode] = string(m[2]) == "h"
		}
	}
	if _, used := modes["1049"]; !used {
		s.tb.Error("the alternate screen was never used")
	}
	for mode, on := range modes {
		if usual := mode == "25" || mode == "7"; on != usual { // the cursor, and lines that wrap
			s.tb.Errorf("the terminal's mode %s is left as %v", mode, on)
		}
	}
}
