package ui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// What others write to the terminal, as wall and shutdown do, stays on screen, since
// what has not changed is not drawn again. So it is at times, and when somebody asks.

// repaintMsg wants all of the screen drawn anew.
type repaintMsg struct{}

// awayFor is how long nobody has pressed a key after which the next one finds the whole
// screen drawn anew.
const awayFor = time.Minute

// lookedAway draws all of the screen at the first key after a while.
func (m Model) lookedAway() (Model, tea.Cmd) {
	since := m.now.Boot - m.pressedAt
	m.pressedAt = m.now.Boot
	if since < awayFor {
		return m, nil
	}
	return m, m.repaintUnseen()
}

// repaintUnseen draws all of the screen without being asked, where nobody sees it done:
// Bubble Tea's renderer empties the screen before.
func (m Model) repaintUnseen() tea.Cmd {
	if !m.deps.Cells {
		return nil
	}
	return tea.ClearScreen
}
