package sessions

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/scene"
)

// use asks the root for what is done with the selected session's token.
func (m Model) use(intent tea.Msg, s scene.Scene) tea.Cmd {
	selected, ok := m.Selected()
	if !ok || m.Blocked(intent, s) != "" {
		return nil
	}
	var request tea.Msg = scene.CopyMsg{What: "the token", Of: selected.Name, Secret: selected.Token}
	switch intent.(type) {
	case AskShellMsg:
		request = ShellMsg{Session: selected}
	case AskCopyAsMsg:
		request = CopyAsMsg{Session: selected}
	}
	return func() tea.Msg { return request }
}

// whyNotUsed says why a session's token is of no use; empty where it is.
func whyNotUsed(l model.LiveSession, s scene.Scene) string {
	switch {
	case !s.Mine(l):
		return "this session is " + s.UserName(l.Owner()) + "'s, and not yours to act with"
	case l.Gone != "":
		return "this session is " + string(l.Gone)
	case l.Token.Empty():
		return "the API did not give this session's token"
	}
	return ""
}

// tokenFact says that there is a token, and which key copies it.
func tokenFact(l model.LiveSession, s scene.Scene) string {
	if l.Token.Empty() {
		return "not told"
	}
	if s.Storage {
		return "hidden, Y copies it with its keys"
	}
	return "ars-" + s.Theme.Glyphs.Ellipsis + "  hidden, y copies it"
}
