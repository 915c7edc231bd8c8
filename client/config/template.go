package config

import (
	"errors"
	"io/fs"
	"os"

	"actas/client/private"
)

// template is a first configuration: every key, with its meaning.
const template = `# The configuration of actas. A flag comes before the environment, the environment
# before this file. actas config where says what holds now, and why.

default_profile = "default"

[profiles.default]
kind = "vultr"             # or ecs, for the object storage: see the end

# Where the API key rests: one of these. VULTR_API_KEY comes before it, unless the
# profile is named by --profile or chosen in the dashboard, or has another api_url
# than ACTAS_API_URL: that key goes there alone, and without it to Vultr's own API.
# key_command = "pass show vultr/api-key"     # sh runs it; its first line is the key
# key_keyring = true                          # actas config store-key puts it there
# key_file = "~/.config/actas/default.key"    # yours alone: chmod 600
# key_env = "VULTR_API_KEY_OF_WORK"           # the name of a variable

# api_url = "https://api.vultr.com"
# user_id = ""             # who you are, where the key may not tell
# ca_file = ""             # certificate authorities (PEM), in place of the system's
# read_only = true         # nothing but reads leaves this machine
# theme = "auto"           # dark, light or auto

# [profiles.default.renew]
# on_hangup = "keep"       # your sessions when the terminal goes away: keep or revoke

# [profiles.default.alerts]
# bell = true              # how the end of a session is announced
# osc9 = true

# Cloud Enterprise Object Storage (Dell ECS). Its key is the X-SDS-AUTH-TOKEN, from any
# of the places above. It lists neither roles nor sessions: roles names yours.
# [profiles.storage]
# kind = "ecs"
# api_url = "https://storage.example.com:4443"
# key_command = "pass show storage/auth-token"
# roles = ["urn:ecs:iam::NAMESPACE:role/NAME"]
`

// Init writes a first configuration, for its owner alone. A file that is there is
// left as it is, which is an error. The error is a [private.Error].
func Init(path string) error {
	if err := private.Folder(path); err != nil {
		return err
	}
	f, err := private.Open(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if errors.Is(err, fs.ErrExist) {
		return &private.Error{Path: path, Why: "is there already, and was left as it is", Cause: err}
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(template)
	if err := errors.Join(err, f.Close()); err != nil {
		return &private.Error{Path: path, Why: "could not be written", Cause: err}
	}
	return nil
}
