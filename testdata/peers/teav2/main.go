// Command teav2 counts sessions down in Bubble Tea v2.
package main

import (
	"fmt"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"

	"peers/rows"
)

type model struct{ sessions rows.Sessions }

type tickMsg struct{}

func (m model) Init() tea.Cmd { return m.tick() }

func (m model) tick() tea.Cmd {
	return tea.Tick(m.sessions.UntilNext(), func(time.Time) tea.Msg { return tickMsg{} })
}

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tickMsg:
		return m, m.tick()
	case tea.KeyPressMsg:
		if msg.String() == "q" {
			return m, tea.Quit
		}
	}
	return m, nil
}

func (m model) View() tea.View {
	view := tea.NewView(m.sessions.View())
	view.AltScreen = true
	return view
}

func main() {
	if _, err := tea.NewProgram(model{rows.Start()}).Run(); err != nil {
		fmt.Fprintln(os.Stderr, "teav2:", err)
		os.Exit(1)
	}
}
