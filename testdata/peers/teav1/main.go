// Command teav1 counts sessions down in Bubble Tea v1.
package main

import (
	"fmt"
	"os"
	"time"

	tea "github.com/charmbracelet/bubbletea"

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
	case tea.KeyMsg:
		if msg.String() == "q" {
			return m, tea.Quit
		}
	}
	return m, nil
}

func (m model) View() string { return m.sessions.View() }

func main() {
	if _, err := tea.NewProgram(model{rows.Start()}, tea.WithAltScreen()).Run(); err != nil {
		fmt.Fprintln(os.Stderr, "teav1:", err)
		os.Exit(1)
	}
}
