// Package place names where a person works from, for the ledger and for other
// processes of theirs: the host and the terminal.
package place

import (
	"os"
	"strings"

	"actas/model/text"
)

// Here is this process's place, as in "bastion:pts/3"; the host alone where
// there is no terminal, and empty where not even that is known.
func Here() string {
	host, err := os.Hostname()
	if err != nil {
		host = ""
	}
	return name(host, terminal(os.Readlink))
}

// name joins a host's short name and a terminal, either of which may be empty.
func name(host, terminal string) string {
	host, _, _ = strings.Cut(host, ".")
	if host == "" || terminal == "" {
		return text.Clean(host + terminal)
	}
	return text.Clean(host + ":" + terminal)
}

// standard are the standard streams as Linux shows them. One of them is the
// terminal in nearly every case, whatever the others were redirected to.
var standard = [...]string{"/proc/self/fd/0", "/proc/self/fd/2", "/proc/self/fd/1"}

// terminal is the short name of the terminal, as in "pts/3"; empty for none, and
// where the system does not tell.
func terminal(readlink func(string) (string, error)) string {
	for _, stream := range standard {
		target, err := readlink(stream)
		if err != nil {
			continue
		}
		device, ok := strings.CutPrefix(target, "/dev/")
		if ok && (strings.HasPrefix(device, "pts/") || strings.HasPrefix(device, "tty")) {
			return device
		}
	}
	return ""
}
