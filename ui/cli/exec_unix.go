//go:build unix

package cli

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"
)

// handOver makes the command take the place of actas: signals, job control and
// exit code are its own. It returns only where that fails.
func handOver(j job, environ []string, out Outside) error {
	if err := out.open(func() error { return syscall.Exec(j.path, j.argv, environ) }); err != nil {
		return cannotRun(j)
	}
	return nil
}

// takeSignals takes in the signals that are for a command until release is
// called: until then none of them ends actas.
func takeSignals() (signals <-chan os.Signal, release func()) {
	taken := make(chan os.Signal, 16)
	signal.Notify(taken, heeded(passedOn...)...)
	return taken, func() { signal.Stop(taken) }
}

// runChild runs the command beside actas, passes signals on, and ends with its
// exit code.
func runChild(j job, environ []string, out Outside) error {
	cmd := &exec.Cmd{Path: j.path, Args: j.argv, Env: environ, Stdin: out.Stdin, Stdout: out.Stdout, Stderr: out.Stderr}
	if err := out.open(cmd.Start); err != nil {
		return cannotRun(j)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case s := <-j.signals:
			if !fromTerminal(s) {
				_ = cmd.Process.Signal(s) // it may have ended meanwhile
			}
		case err := <-ended:
			return status(cmd.ProcessState, err)
		}
	}
}

// passedOn are the signals that are for the command. SIGTSTP is not among them:
// it stops actas as well, so that the shell takes over.
var passedOn = []os.Signal{
	syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT, syscall.SIGUSR1, syscall.SIGUSR2,
	syscall.SIGWINCH, syscall.SIGALRM, syscall.SIGCONT,
}

// fromTerminal reports that a signal is one that a terminal sends to the whole
// of the process group in its foreground, the command in it: passed on, it would
// come twice. The terminal is asked by its own name, as input and output may go
// elsewhere.
func fromTerminal(s os.Signal) bool {
	if s != syscall.SIGINT && s != syscall.SIGQUIT {
		return false
	}
	terminal, err := unix.Open("/dev/tty", unix.O_RDONLY|unix.O_NOCTTY|unix.O_CLOEXEC, 0)
	if err != nil {
		return false
	}
	defer func() { _ = unix.Close(terminal) }()
	foreground, err := unix.IoctlGetInt(terminal, unix.TIOCGPGRP)
	return err == nil && foreground == unix.Getpgrp()
}

// status is the end of a command as a shell would tell it.
func status(state *os.ProcessState, err error) error {
	var exited *exec.ExitError
	if err != nil && !errors.As(err, &exited) {
		return failure{exitFailed, "what became of the command is not known"}
	}
	if wait, ok := state.Sys().(syscall.WaitStatus); ok && wait.Signaled() {
		return exitStatus(exitSignal + int(wait.Signal()))
	}
	return exitStatus(state.ExitCode())
}
