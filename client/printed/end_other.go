//go:build !unix

package printed

import (
	"os"
	"os/exec"
	"strconv"
)

// apart does nothing where the system knows no terminal of a process.
func apart(*exec.Cmd) {}

// endAll ends a shell and what it runs.
func endAll(shell *os.Process) error {
	_ = exec.Command("taskkill", "/T", "/F", "/PID", strconv.Itoa(shell.Pid)).Run()
	return shell.Kill()
}
