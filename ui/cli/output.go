package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"

	"actas/model/text"
	"actas/ui/cli/table"
	"actas/ui/export"
)

var errOutput = errors.New("the output could not be written; is the disk full?")

// written is where help goes, which says nothing of what it could not write.
type written struct {
	to     io.Writer
	failed bool
}

// Write notes whether it failed.
func (w *written) Write(p []byte) (int, error) {
	n, err := w.to.Write(p)
	w.failed = w.failed || err != nil
	return n, err
}

// print writes lines to standard output, all at once.
func (c *command) print(lines ...string) error {
	if len(lines) == 0 {
		return nil
	}
	if _, err := c.out.Stdout.WriteString(strings.Join(lines, "\n") + "\n"); err != nil {
		return errOutput
	}
	return nil
}

// printJSON writes a value for scripts.
func (c *command) printJSON(value any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return err
	}
	return c.print(strings.TrimSuffix(b.String(), "\n"))
}

// printTable writes rows for people: cut to the terminal's width, and whole
// where they go into a file or a pipe.
func (c *command) printTable(header []string, rows [][]string) error {
	width := 0
	if isTerminal(c.out.Stdout) {
		width, _, _ = term.GetSize(c.out.Stdout.Fd())
	}
	return c.print(table.Lines(header, rows, width)...)
}

// note tells a person something beside the output.
func (c *command) note(said string) { _, _ = c.out.Stderr.WriteString("actas: " + said + "\n") }

// progress tells what goes on, where somebody watches.
func (c *command) progress(said string) {
	if isTerminal(c.out.Stderr) {
		c.note(said)
	}
}

// say reports an error at once, where there is more to do.
func (c *command) say(what string, err error) {
	c.note(text.Clean(what) + ": " + message(err))
}

func isTerminal(f *os.File) bool { return term.IsTerminal(f.Fd()) }

// date is a time for scripts; nil for the zero time.
func date(t time.Time) *string { return export.Date(t) }
