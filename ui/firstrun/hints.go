package firstrun

import "actas/ui/action"

// hints are the keys that the screen takes now.
func (m *Model) hints() (keys, back []action.Hint) {
	quit := hints([3]string{"q", "quit", "Quit"})
	switch m.step {
	case typing:
		return hints([3]string{"enter", "use this key", "Use this key"}), hints([3]string{"esc", "back", "Forget what was typed"})
	case choosing:
		return hints([3]string{"d", "demo", "Look around in the demo"}, [3]string{"k", "paste a key", "Paste a key"}), quit
	case connecting:
		return nil, hints([3]string{"esc", "back", "Back to the key"})
	case resting:
		keys = hints([3]string{"k", "keep it", "Keep the key in the keyring"}, [3]string{"r", "this run only", "Use the key for this run only"})
		if m.keepless != "" {
			keys = keys[1:]
		}
		return keys, hints([3]string{"esc", "back", "Back to the key"})
	case naming:
		return hints([3]string{"enter", "keep it", "Keep the key"}), hints([3]string{"esc", "back", "Back to the choice"})
	}
	return nil, quit
}

// hints are keys, each with its word and its name.
func hints(all ...[3]string) []action.Hint {
	out := make([]action.Hint, len(all))
	for i, h := range all {
		out[i].Action = action.New(h[0], h[0], h[1], h[2], nil)
	}
	return out
}
