// Package copyas is the sheet of the forms that a session or a role trust can be
// copied in, over the lowest rows of the screen. Its preview masks the token until the
// person asks to see it, and masks it again by itself.
package copyas

import (
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/list"
	"actas/ui/scene"
)

// shownFor is how long the token is in sight before it is masked again.
const shownFor = 10 * time.Second

// CloseMsg asks to close the sheet; nothing was copied.
type CloseMsg struct{}

// Model is the sheet. Make one with New.
type Model struct {
	src   Source
	moves list.KeyMap
	at    int
	// shownUntil is the boot-clock reading until which the token is in sight; 0
	// while it is masked.
	shownUntil time.Duration
	// refusal says why the choice that enter was pressed on cannot be copied.
	refusal string
	// question is what is asked before a profile is written; nil for nothing.
	question *Question
}

// New makes the sheet for a source, which has one form at least.
func New(src Source) *Model { return &Model{src: src, moves: list.DefaultKeyMap()} }

// Of is the sheet for another source, with the same form selected. Another token is
// masked.
func (m Model) Of(src Source) *Model {
	if src.Token != m.src.Token {
		m.shownUntil, m.refusal, m.question = 0, "", nil
	}
	m.src, m.at = src, min(m.at, len(src.Choices)-1)
	return &m
}

// masks stand for the secrets wherever they are not shown. Vultr's tokens all begin
// alike.
func masks(s scene.Scene, storage bool) Secrets {
	hidden := s.Theme.Glyphs.Ellipsis
	if s.Theme.Glyphs.ASCII {
		// A tilde is a home folder to a shell.
		hidden = "..."
	}
	if storage {
		return Secrets{hidden, hidden, hidden}
	}
	return Secrets{Token: "ars-" + hidden, KeyID: hidden, SecretKey: hidden}
}

// Update acts on a key.
func (m Model) Update(msg tea.Msg, s scene.Scene) (Model, tea.Cmd) {
	key, ok := msg.(tea.KeyMsg)
	if !ok || key.Paste {
		return m, nil
	}
	m.refusal = ""
	if m.question != nil {
		return m.answer(key.String())
	}
	switch pressed := key.String(); {
	case pressed == "esc":
		return m, func() tea.Msg { return CloseMsg{} }
	case pressed == "enter":
		return m.copy()
	case pressed == "v":
		return m.show(s), nil
	case len(pressed) == 1 && m.choiceOf(pressed) >= 0:
		return m.moveTo(m.choiceOf(pressed)).copy()
	}
	if step, ok := m.moves.Step(key, len(m.src.Choices), len(m.src.Choices)); ok {
		m = m.moveTo(min(max(0, m.at+step), len(m.src.Choices)-1))
	}
	return m, nil
}

// choiceOf is the number of the choice with a key, -1 for none.
func (m Model) choiceOf(key string) int {
	if at := strings.Index(choiceKeys, key); at < len(m.src.Choices) {
		return at
	}
	return -1
}

// moveTo selects another choice, whose token is masked whatever that of the one
// before was.
func (m Model) moveTo(at int) Model {
	if at != m.at {
		m.at, m.shownUntil = at, 0
	}
	return m
}

// show shows the token for a while, or masks it again.
func (m Model) show(s scene.Scene) Model {
	switch c := m.src.Choices[m.at]; {
	case !c.Secret:
		m.refusal = "there is nothing hidden in it"
	case c.Blocked != "":
		m.refusal = c.Blocked
	case previewRows(s, len(m.src.Choices)) == 0:
		m.refusal = "the window is too low to show it"
	case m.Shown(s):
		m.shownUntil = 0
	default:
		m.shownUntil = s.Now.Boot + shownFor
	}
	return m
}

// Shown reports that the token is in sight.
func (m Model) Shown(s scene.Scene) bool { return s.Now.Boot < m.shownUntil }

// MaskAt is the boot-clock reading at which the token is masked again, so that
// the screen must be drawn then; 0 while it is masked.
func (m Model) MaskAt() time.Duration { return m.shownUntil }

// copy hands the selected form to the root, or says why it cannot be copied.
func (m Model) copy() (Model, tea.Cmd) {
	c := m.src.Choices[m.at]
	if c.Blocked != "" {
		m.refusal = c.Blocked
		return m, nil
	}
	m.shownUntil = 0
	if c.Profile != "" {
		return m, func() tea.Msg { return ProfileMsg{Profile: c.Profile} }
	}
	msg := scene.CopyMsg{What: c.What, Of: m.src.Of}
	if c.Secret {
		msg.Secret = model.NewSecret(c.Write(m.src.secrets()))
	} else {
		msg.Text = c.Write(Secrets{})
	}
	return m, func() tea.Msg { return msg }
}
