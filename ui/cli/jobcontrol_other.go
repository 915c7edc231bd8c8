//go:build !unix

package cli

import (
	"os"
	"time"
)

// jobControl is false where there is none.
func jobControl() bool { return false }

// stop stops nothing.
func stop(<-chan struct{}, <-chan time.Time) {}

// continues has nothing to tell.
func continues(chan<- os.Signal) {}

// mayBeForeground is always so here.
func mayBeForeground(*os.File) bool { return true }
