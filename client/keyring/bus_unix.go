//go:build unix && !darwin

package keyring

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/godbus/dbus/v5"
)

// hasBus reports that there is a session bus to find a keyring on. Without one the
// D-Bus library would start one of its own, which nobody asked for, and on which
// there is no keyring.
func hasBus() bool {
	if address := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); address != "" {
		path, isPath := strings.CutPrefix(address, "unix:path=")
		path, _, _ = strings.Cut(path, ",")
		// A shell may outlive the session that it was told of.
		_, err := os.Stat(path)
		return !isPath || err == nil
	}
	folder := filepath.Join("/run/user", strconv.Itoa(os.Getuid()))
	for _, name := range []string{"bus", "dbus-session"} {
		if _, err := os.Stat(filepath.Join(folder, name)); err == nil {
			return true
		}
	}
	return false
}

// serviceUnknown reports that nobody on the bus is a keyring, or that nobody is
// where the bus should be.
func serviceUnknown(err error) bool {
	var refused dbus.Error
	if errors.As(err, &refused) {
		return refused.Name == "org.freedesktop.DBus.Error.ServiceUnknown"
	}
	return errors.Is(err, syscall.ENOENT) || errors.Is(err, syscall.ECONNREFUSED)
}
