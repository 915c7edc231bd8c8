//go:build !unix || darwin

package keyring

// hasBus is always so where a keyring needs no bus.
func hasBus() bool { return true }

// serviceUnknown is nothing that comes up here.
func serviceUnknown(error) bool { return false }
