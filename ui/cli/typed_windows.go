package cli

import (
	"os"

	"golang.org/x/sys/windows"
)

// discardTyped throws away what was typed and not read.
func discardTyped(tty *os.File) { _ = windows.FlushConsoleInputBuffer(windows.Handle(tty.Fd())) }
