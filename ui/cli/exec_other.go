//go:build !unix

package cli

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
)

// handOver runs the command beside actas: nothing can take its place here.
func handOver(j job, environ []string, out Outside) error {
	var release func()
	j.signals, release = takeSignals()
	defer release()
	return runChild(j, environ, out)
}

// takeSignals takes in interrupts until release is called, so that actas outlives
// them: the console sends them to the command itself.
func takeSignals() (signals <-chan os.Signal, release func()) {
	taken := make(chan os.Signal, 1)
	signal.Notify(taken, os.Interrupt)
	return taken, func() { signal.Stop(taken) }
}

// runChild runs the command and ends with its exit code.
func runChild(j job, environ []string, out Outside) error {
	cmd := &exec.Cmd{Path: j.path, Args: j.argv, Env: environ, Stdin: out.Stdin, Stdout: out.Stdout, Stderr: out.Stderr}
	if err := out.open(cmd.Start); err != nil {
		return cannotRun(j)
	}
	err := cmd.Wait()
	var exited *exec.ExitError
	if err != nil && !errors.As(err, &exited) {
		return failure{exitFailed, "what became of the command is not known"}
	}
	return exitStatus(cmd.ProcessState.ExitCode())
}
