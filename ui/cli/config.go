package cli

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"actas/model"
	"actas/model/text"
	"actas/ui/cli/table"
)

const configHelp = `The configuration names ways to an API, as profiles: where it is, where your key
rests, who you are there, and what the dashboard does. It is a TOML file,
actas/config.toml in XDG_CONFIG_HOME, else in ~/.config, or the one that --config or
ACTAS_CONFIG names. What it may say:

  default_profile     the profile that holds where none is named
  [profiles.NAME]
  kind                "vultr", which it is anyway, or "ecs" for Cloud Enterprise
                      Object Storage: its key is the X-SDS-AUTH-TOKEN, and it needs
                      an api_url
  api_url             the API: https, or http on loopback
  key_command         a command line for sh (on Windows for cmd) whose first line of
                      output is the key; it may take 30 s, and finds no other key
                      in its environment
  key_keyring         true: the key is in the keyring of the system, where
                      actas config store-key puts it
  key_file            a file with the key and nothing else: yours, a regular file,
                      and open to nobody else (chmod 600)
  key_env             the name of a variable that holds the key
  user_id             who you are, where the key may not tell
  ca_file             certificate authorities in PEM, in place of the system's
  roles               the ARNs of the roles of an ecs profile: ["urn:ecs:iam::…"]
  read_only           true: nothing but reads leaves this machine
  theme               "dark", "light" or "auto"
  [profiles.NAME.renew]
  on_hangup           "keep" or "revoke": your sessions when the terminal goes away
  [profiles.NAME.alerts]
  bell, osc9          true: how the end of a session is announced

A profile has one key_ line at most. Paths may begin with ~/, or lie beside the
file. A key or a value that is not known is an error (exit code 2) that names file
and line, and no value.

A flag comes before the environment, the environment before the profile. The key
is the first of: that of a profile that --profile names; VULTR_API_KEY; that of
the profile; the line api-key of vultr-cli's ~/.vultr-cli.yaml. What a variable
says of the API and of who you are does not count for a profile that --profile
names: a key goes to its own API. That of VULTR_API_KEY is the one of ACTAS_API_URL,
else Vultr's own: it is no key for a profile with another api_url.

A session's shell, and what exec runs, find the configuration, the profile and who
you are in ACTAS_CONFIG, ACTAS_PROFILE and ACTAS_USER_ID; their key is the session's
token.`

// config is the command for the configuration.
func (c *command) config() *cobra.Command {
	cmd := &cobra.Command{
		Use: "config {init | where | store-key | forget-key}", Short: "The configuration: write one, say what holds, keep a key in the keyring", Long: configHelp,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError{text.Clean("there is no config " + args[0] + ": it is init, where, store-key or forget-key")}
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error {
			return usageError{"say what to do: init, where, store-key or forget-key"}
		},
	}
	start := &cobra.Command{
		Use: "init", Short: "Write a first configuration; one that is there is left as it is", Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return c.initConfig() },
	}
	start.Flags().StringVar(&c.flags.config, "config", "", "the `file` to write (ACTAS_CONFIG; default actas/config.toml in XDG_CONFIG_HOME, else in ~/.config)")
	where := &cobra.Command{
		Use: "where", Short: "Say what holds, and why: profile, API, where keys are and which counts. It shows and asks for none", Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return c.whereConfig() },
	}
	c.apiFlags(where.Flags())
	cmd.AddCommand(start, where, c.storeKey(), c.forgetKey())
	return cmd
}

func (c *command) initConfig() error {
	if c.out.InitConfiguration == nil {
		return nil
	}
	path, err := c.out.InitConfiguration(c.configPath())
	switch {
	case path == "":
		return failure{exitUsage, "there is no folder for a configuration: neither XDG_CONFIG_HOME nor HOME names one"}
	case err != nil:
		return failure{exitFailed, text.Clean(err.Error())}
	}
	return c.print("wrote " + text.Clean(path))
}

// whereConfig tells what holds, and what said so.
func (c *command) whereConfig() error {
	if err := c.findWay(); err != nil {
		return err
	}
	if _, _, err := c.said(); err != nil {
		return err
	}
	place, why := c.keyPlace()
	who, only := c.userSetting(), "no"
	if c.readOnly().on {
		only = "yes"
	}
	api := c.apiSetting()
	rows := [][]string{
		{"configuration", cmp.Or(text.Clean(c.way.config.Path), "none"), ""},
		{"profile", cmp.Or(c.way.profile.Name, "none"), c.way.chosen},
		{"API", text.Clean(api.value), api.from},
		{"key", c.placeName(place), why},
		{"who I am", cmp.Or(who.value, "as the key tells"), who.from},
		{"read-only", only, c.readOnly().from},
	}
	if c.storage() {
		rows = append(rows, []string{"kind", "object storage", c.way.name()})
	}
	if file := c.caFile(); file != "" {
		rows = append(rows, []string{"authorities", text.Clean(file), c.way.name()})
	}
	lines := table.Lines([]string{"WHAT", "HOLDS", "WHY"}, rows, 0)
	lines = append(append(lines, ""), table.Lines([]string{"KEYS, IN THIS ORDER", "COUNTS"}, c.keySources(), 0)...)
	return c.print(lines...)
}

// storeKey is the command that puts a key into the keyring.
func (c *command) storeKey() *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use: "store-key", Short: "Put the API key of a profile into the keyring of the system", Args: noArgs,
		Long: `Puts the API key of a profile into the keyring of the system. The key is asked for
at the terminal, without being shown, or read from standard input where that is
none. It is an argument of nothing, and written into no file. It is kept for the
profile's API, and goes to no other. Another key that is there stays without --force.`,
		RunE: func(*cobra.Command, []string) error {
			profile, err := c.keyringProfile()
			if err != nil {
				return err
			}
			key, err := c.typedKey(profile.Name)
			if err != nil {
				return err
			}
			if err := c.keepInRing(profile, key, force); err != nil {
				return failure{exitFailed, "the key is not kept: " + text.Clean(err.Error())}
			}
			if profile.Key.Kind != model.KeyInKeyring {
				c.note("the profile " + profile.Name + " does not look there yet: give it the line key_keyring = true in " + text.Clean(c.way.config.Path))
			}
			return c.print("the key of the profile " + profile.Name + " is in the keyring")
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace another key that the keyring holds for the profile")
	c.profileFlags(cmd.Flags())
	return cmd
}

// forgetKey is the command that takes a key out of the keyring.
func (c *command) forgetKey() *cobra.Command {
	cmd := &cobra.Command{
		Use: "forget-key", Short: "Take the API key of a profile out of the keyring", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			profile, err := c.keyringProfile()
			if err != nil {
				return err
			}
			_, unread := c.out.Keys.Keyring(ringAccount(profile))
			if err := c.out.Keys.Forget(ringAccount(profile)); err != nil {
				return failure{exitFailed, "the key is not taken out: " + text.Clean(err.Error())}
			}
			if errors.Is(unread, fs.ErrNotExist) {
				return c.print("the keyring held no key of the profile " + profile.Name + ": there was nothing to take out")
			}
			return c.print("the key of the profile " + profile.Name + " is taken out of the keyring")
		},
	}
	c.profileFlags(cmd.Flags())
	return cmd
}

// keyringProfile is the profile that holds, for the keyring.
func (c *command) keyringProfile() (model.Profile, error) {
	if err := c.findWay(); err != nil {
		return model.Profile{}, err
	}
	if c.way.profile.Name == "" || c.out.Keys == nil {
		return model.Profile{}, failure{exitUsage, "the keyring keeps keys by profile: name one with --profile"}
	}
	return c.way.profile, nil
}

const (
	// typedKeyCap is how much is read for a key, with blanks around it.
	typedKeyCap = 4 << 10
	// longestKey is the longest key that is read back from where it rests.
	longestKey = 1 << 10
)

// typedKey reads a key from the terminal, without showing it, or from standard
// input.
func (c *command) typedKey(profile string) (model.Secret, error) {
	var typed []byte
	var err error
	if isTerminal(c.out.Stdin) {
		_, _ = fmt.Fprintf(c.out.Stderr, "API key of the profile %s: ", profile)
		typed, err = term.ReadPassword(c.out.Stdin.Fd())
		_, _ = io.WriteString(c.out.Stderr, "\n")
	} else {
		typed, err = io.ReadAll(io.LimitReader(c.out.Stdin, typedKeyCap+1))
	}
	key := string(bytes.TrimSpace(typed))
	switch {
	case err != nil:
		return model.Secret{}, failure{exitFailed, "the key could not be read"}
	case key == "":
		return model.Secret{}, failure{exitUsage, "no key was given: type one, or write it to standard input"}
	case len(typed) > typedKeyCap, len(key) > longestKey:
		return model.Secret{}, failure{exitUsage, fmt.Sprintf("that is no key: it is longer than %d letters", longestKey)}
	case noKey(key):
		return model.Secret{}, failure{exitUsage, "that is no key: it has letters, digits and signs, and no space inside"}
	}
	return model.NewSecret(key), nil
}
