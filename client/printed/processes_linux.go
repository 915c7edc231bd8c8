package printed

import (
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// parents are the processes that there are, each with its parent.
func parents() map[int]int {
	entries, _ := os.ReadDir("/proc")
	out := map[int]int{}
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		stat, err := os.ReadFile("/proc/" + e.Name() + "/stat")
		if err != nil {
			continue // it has ended
		}
		// Its name stands in brackets, and may hold anything.
		fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
		if len(fields) < 2 {
			continue
		}
		if parent, err := strconv.Atoi(fields[1]); err == nil {
			out[pid] = parent
		}
	}
	return out
}

// outputsOf are the pipes that a process writes to as its output.
func outputsOf(pid int) []string {
	var out []string
	for _, fd := range [...]string{"1", "2"} {
		to, err := os.Readlink(filepath.Join("/proc", strconv.Itoa(pid), "fd", fd))
		if err == nil && strings.HasPrefix(to, "pipe:") {
			out = append(out, to)
		}
	}
	return out
}

// holders are the processes that can write to one of some pipes: what a command
// has left behind, whose parent is gone. A child of our own is none: until it has
// become another program, it has all that we had open when it began.
func holders(parents map[int]int, pipes []string) []int {
	var out []int
	for pid, parent := range parents {
		if parent == os.Getpid() || pid == os.Getpid() {
			continue
		}
		folder := filepath.Join("/proc", strconv.Itoa(pid), "fd")
		fds, _ := os.ReadDir(folder) // those of others cannot be read
		for _, fd := range fds {
			if writesTo(filepath.Join(folder, fd.Name()), fd, pipes) {
				out = append(out, pid)
				break
			}
		}
	}
	return out
}

func writesTo(path string, fd fs.DirEntry, pipes []string) bool {
	to, err := os.Readlink(path)
	if err != nil {
		return false
	}
	for _, pipe := range pipes {
		if to == pipe {
			info, err := fd.Info()
			return err == nil && info.Mode().Perm()&0o200 != 0
		}
	}
	return false
}
