//go:build !unix

package cli

import "os"

// takeForeground has nothing to take where terminals have no foreground.
func takeForeground(*os.File) {}

// inForeground is always so here.
func inForeground(*os.File) bool { return true }

// hangUp ends a child: there is no gentler way.
func hangUp(child *os.Process, _ *os.File) { _ = child.Kill() }
