package screentest

import tea "github.com/charmbracelet/bubbletea"

var special = map[string]tea.KeyType{
	"enter": tea.KeyEnter, "esc": tea.KeyEsc, "up": tea.KeyUp, "down": tea.KeyDown, "end": tea.KeyEnd, "home": tea.KeyHome,
	"backspace": tea.KeyBackspace, "pgdown": tea.KeyPgDown, "ctrl+d": tea.KeyCtrlD,
}

// Key is the key of a name, as "enter"; any other name is typed as it stands.
func Key(name string) tea.KeyMsg {
	if k, ok := special[name]; ok {
		return tea.KeyMsg{Type: k}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
}

// Paste is what a terminal sends for text that is pasted.
func Paste(text string) tea.KeyMsg {
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true}
}
