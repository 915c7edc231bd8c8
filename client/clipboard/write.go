//go:build !windows

package clipboard

import (
	"os/exec"
	"strings"
)

// arguments are those with which a tool takes the clipboard's text from its standard
// input.
func arguments(tool string) []string {
	switch tool {
	case "xclip":
		return []string{"-in", "-selection", "clipboard"}
	case "xsel":
		return []string{"--input", "--clipboard"}
	}
	return nil // pbcopy and wl-copy
}

// write gives a text to a tool, and waits until it has it: what goes on holding it for
// others is a child of the tool's. The module that serves Windows looks for the tools
// in every folder of PATH before main begins, at each start.
func write(tool, text string) error {
	cmd := exec.Command(tool, arguments(tool)...)
	cmd.Stdin = strings.NewReader(text)
	return cmd.Run()
}
