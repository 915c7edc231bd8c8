//go:build !unix

package cli

// jobControl is false where there is none.
func jobControl() bool { return false }
