package cli

import (
	"time"

	"actas/model/text"
	"actas/ui"
	"actas/ui/shellenv"
)

// inside reads from the environment whether the key is that of a session whose
// shell this is.
func inside(getenv func(string) string) ui.Inside {
	in := ui.Inside{Name: text.Clean(getenv(shellenv.SessionName))}
	if until, err := time.Parse(time.RFC3339, getenv(shellenv.ExpiresAt)); err == nil && in.Name != "" {
		in.Until = until.UTC()
	}
	return in
}
