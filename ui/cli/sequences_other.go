//go:build !windows

package cli

import "os"

// takeSequences does nothing: a terminal carries out what it knows.
func takeSequences(*os.File) (restore func()) { return func() {} }
