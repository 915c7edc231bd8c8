package firstrun

import "actas/ui/action"

// hints are the keys that the screen takes now.
func (m Model) hints() (keys, back []action.Hint) {
	quit := hint("q", "quit", "Quit")
	switch m.step {
	case typing:
		return hint("enter", "use this key", "Use this key"), hint("esc", "back", "Forget what was typed")
	case choosing:
		return append(hint("d", "demo", "Look around in the demo"), hint("k", "paste a key", "Paste a key")...), quit
	case connecting:
		return nil, hint("esc", "back", "Back to the key")
	case resting:
		keys = hint("r", "this run only", "Use the key for this run only")
		if m.keepless == "" {
			keys = append(hint("k", "keep it", "Keep the key in the keyring"), keys...)
		}
		return keys, hint("esc", "back", "Back to the key")
	case naming:
		return hint("enter", "keep it", "Keep the key"), hint("esc", "back", "Back to the choice")
	}
	return nil, quit
}

func hint(key, short, name string) []action.Hint {
	return []action.Hint{{Action: action.New(key, key, short, name, nil)}}
}
