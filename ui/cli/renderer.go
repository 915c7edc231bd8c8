package cli

import (
	"fmt"
	"runtime"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model/text"
	"actas/ui/cells"
)

// What draws the dashboard: package cells, or Bubble Tea's own renderer where
// there is trouble with that, or may be.
const (
	rendererVariable = "ACTAS_RENDERER"
	rendererCells    = "cells"
	rendererTea      = "tea"
)

// framesASecond keeps the wait for Bubble Tea's next frame short after a key.
const framesASecond = 120

// renderer is what the environment chooses to draw with.
func (c *command) renderer() string {
	usual := setting{value: usualRenderer(runtime.GOOS)}
	return prefer(setting{}, setting{value: c.out.Getenv(rendererVariable)}, setting{}, usual).value
}

// usualRenderer is what a system draws with where nobody chooses. Package cells puts
// the cursor by columns after it has written the last one: that a console waits with
// its new line until then is so on terminals, and was tried on no Windows.
func usualRenderer(system string) string {
	if system == "windows" {
		return rendererTea
	}
	return rendererCells
}

func (c *command) checkRenderer() error {
	if way := c.renderer(); way != rendererCells && way != rendererTea {
		return usageError{fmt.Sprintf("%s takes cells or tea, not %q", rendererVariable, text.Clean(way))}
	}
	return nil
}

// program makes the program that shows a model in the terminal.
func (c *command) program(m tea.Model, options ...tea.ProgramOption) *tea.Program {
	if c.renderer() == rendererTea {
		return tea.NewProgram(m, append(options, tea.WithOutput(c.shownIn()), tea.WithFPS(framesASecond))...)
	}
	return cells.NewProgram(m, c.shownIn(), c.out.SystemClock(), options...)
}
