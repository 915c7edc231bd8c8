//go:build !unix

package cli

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
)

// handOver runs the command beside actas: nothing can take its place here.
func handOver(j job, environ []string, out Outside) error { return runChild(j, environ, out) }

// runChild runs the command and ends with its exit code. The console sends
// interrupts to the command itself, so that actas only has to outlive them.
func runChild(j job, environ []string, out Outside) error {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	defer signal.Stop(signals)
	cmd := &exec.Cmd{Path: j.path, Args: j.argv, Env: environ, Stdin: out.Stdin, Stdout: out.Stdout, Stderr: out.Stderr}
	if err := cmd.Start(); err != nil {
		return cannotRun(j)
	}
	err := cmd.Wait()
	var exited *exec.ExitError
	if err != nil && !errors.As(err, &exited) {
		return failure{exitFailed, "what became of the command is not known"}
	}
	return exitStatus(cmd.ProcessState.ExitCode())
}
