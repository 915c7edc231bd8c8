// Package cells draws a Bubble Tea program cell by cell and event by event.
//
// Bubble Tea v1 writes every line that changed whole, and wakes up at every frame
// of a fixed rate for ever. Over ssh a countdown of four digits then sends a line
// of colours each second, and a key waits for the next frame. Here a view is drawn
// when something has happened, at once, and what is sent are the cells that are
// others than before.
//
// Nothing of Bubble Tea is replaced or forked. It keeps raw mode, signals,
// resizing, suspending, programs that get the terminal for a while, panics, and
// every sequence that goes with them. Two things stand between:
//
//   - The program's output is wrapped. It learns from Bubble Tea's own sequences
//     whether the alternate screen is on, and when the screen is no longer what it
//     was; and it drops the one blank frame that Bubble Tea draws at most once a
//     second.
//   - The program's model is wrapped. In the alternate screen its view goes to the
//     output, and Bubble Tea gets an empty one. Elsewhere the view is Bubble Tea's,
//     which draws it once a second: this is for programs that stay in the
//     alternate screen.
//
// Rows that a list scrolls are moved by the terminal, where that takes fewer bytes.
//
// So all drawing is done in the event loop, in the place of View, and never while
// the terminal belongs to another program. Such a program must be given the
// terminal itself: what Bubble Tea offers it as output is the wrapped one, and it
// would get a pipe.
//
// How wide a terminal draws a character is sure for a few alphabets. From the
// first other one on, a line is written whole and without wrapping, so that a
// terminal that counts otherwise than this program shows the rest of the screen
// right. What ends up on screen is what a full repaint would show; the tests hold
// that against Bubble Tea's own painting in a terminal emulator.
package cells

import (
	tea "github.com/charmbracelet/bubbletea"
)

// NewProgram is tea.NewProgram for a model that is drawn cell by cell on a
// terminal. The options may not name an output or a frame rate. Run returns a
// model of this package: [Unwrap] gives the program's own.
func NewProgram(m tea.Model, terminal Terminal, clock Clock, options ...tea.ProgramOption) *tea.Program {
	s := &screen{Terminal: terminal, clock: clock}
	// The slowest rate: nothing is drawn by it.
	options = append(options, tea.WithOutput(s), tea.WithFPS(1))
	p := tea.NewProgram(root{inner: m, screen: s}, options...)
	s.send = p.Send
	return p
}

// Unwrap is the program's own model. One that is not wrapped comes back as it is.
func Unwrap(m tea.Model) tea.Model {
	if r, ok := m.(root); ok {
		return r.inner
	}
	return m
}

// root is a model whose view is drawn here.
type root struct {
	inner  tea.Model
	screen *screen
}

// Init is the model's.
func (r root) Init() tea.Cmd { return r.inner.Init() }

// Update is the model's, but for what concerns drawing alone.
func (r root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	r.screen.updated(msg)
	if _, ours := msg.(frameMsg); ours {
		return r, nil
	}
	var cmd tea.Cmd
	r.inner, cmd = r.inner.Update(msg)
	return r, cmd
}

// View draws the model's view in the alternate screen, and gives it elsewhere.
func (r root) View() string { return r.screen.show(r.inner.View) }
