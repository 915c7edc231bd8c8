//go:build unix && !linux

package guard

// undumpable is nothing that this system knows.
func undumpable() {}
