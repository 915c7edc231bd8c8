//go:build !unix

package cli

import "os"

// jobControl is false where there is none.
func jobControl() bool { return false }

// stop stops nothing.
func stop(<-chan struct{}) {}

// mayBeForeground is always so here.
func mayBeForeground(*os.File) bool { return true }
