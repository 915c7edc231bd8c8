//go:build unix

package printed

import (
	"os"
	"os/exec"
	"syscall"
)

// apart gives a command no terminal.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }

// rounds is how often is looked for what was started meanwhile.
const rounds = 8

// endAll ends a shell and what it runs. The command stays in the process group of
// actas, which has the terminal: it may ask there, and what shares the group, such
// as a pager, goes on. So each process is ended by itself. All are stopped first:
// nothing is started meanwhile, and none loses its parent before it is found.
func endAll(shell *os.Process) error {
	outputs := outputsOf(shell.Pid)
	found := map[int]bool{}
	for range rounds {
		added, parents := false, parents()
		for _, pid := range append(below(parents, shell.Pid), holders(parents, outputs)...) {
			if !found[pid] {
				found[pid], added = true, true
				_ = syscall.Kill(pid, syscall.SIGSTOP)
			}
		}
		if !added {
			break
		}
	}
	for pid := range found {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	return shell.Kill()
}

// below are a process, those that it started, they as well, and so on.
func below(parents map[int]int, root int) []int {
	children := map[int][]int{}
	for pid, parent := range parents {
		children[parent] = append(children[parent], pid)
	}
	found := []int{root}
	for i := 0; i < len(found); i++ {
		found = append(found, children[found[i]]...)
		delete(children, found[i])
	}
	return found
}
