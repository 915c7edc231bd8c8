package config

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestNoValueIsEverTold: a file with a secret in every value, cut off and with
// something put in anywhere.
func TestNoValueIsEverTold(t *testing.T) {
	t.Parallel()
	const file = mark + `default_profile = "CANARY"
[profiles.work]
kind = "CANARY"
api_url = "CANARY"
key_command = "CANARY"
key_file = 'CANARY'
key_env = "CANARY CANARY"
user_id = """CANARY"""
read_only = "CANARY"
theme = "CANARY"
renew.on_hangup = "CANARY"
alerts = { bell = "CANARY" }
`
	rapid.Check(t, func(rt *rapid.T) {
		lines := strings.SplitAfter(file, "\n")
		keep := rapid.SliceOfN(rapid.Bool(), len(lines), len(lines)).Draw(rt, "kept")
		content := ""
		for i, line := range lines {
			if keep[i] {
				content += line
			}
		}
		content = content[:rapid.IntRange(0, len(content)).Draw(rt, "end")]
		at := rapid.IntRange(0, len(content)).Draw(rt, "at")
		content = content[:at] + rapid.SampledFrom([]string{"", "\"", "'", "[", "]", "{", "\\", ",", "\x00", "\xff", "#"}).Draw(rt, "put in") + content[at:]
		_, err := parse([]byte(content), "/etc/actas/config.toml", "")
		var refused *Error
		if err != nil && (!errors.As(err, &refused) || strings.Contains(err.Error(), "CANARY")) {
			rt.Errorf("%q: %v", content, err)
		}
	})
}
