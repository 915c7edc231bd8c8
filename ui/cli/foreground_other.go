//go:build !unix

package cli

import "os"

// takeForeground has nothing to take where terminals have no foreground.
func takeForeground(*os.File) {}

// hangUp ends a child: there is no gentler way.
func hangUp(child *os.Process, _ *os.File) { _ = child.Kill() }
