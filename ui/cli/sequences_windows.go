package cli

import (
	"os"

	"golang.org/x/sys/windows"
)

// takeSequences has a console carry out the sequences that are written to it, until
// restore is called: Bubble Tea sees to that for the time of its program, and some are
// written before and after. A console that knows none stays as it is.
func takeSequences(console *os.File) (restore func()) {
	handle := windows.Handle(console.Fd())
	var mode uint32
	if windows.GetConsoleMode(handle, &mode) != nil ||
		windows.SetConsoleMode(handle, mode|windows.ENABLE_PROCESSED_OUTPUT|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) != nil {
		return func() {}
	}
	return func() { _ = windows.SetConsoleMode(handle, mode) }
}
