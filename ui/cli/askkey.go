package cli

import (
	"cmp"
	"context"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"

	"actas/model"
	"actas/ui/shellenv"
)

// askKey is findKey for a command that is not the dashboard. A command that prints
// the key may ask at the terminal: a signal that ends actas ends it too, and the
// terminal is left as it was.
func (c *command) askKey(ctx context.Context) (key model.Secret, err error) {
	if place, _ := c.keyPlace(); place.Kind != model.KeyFromCommand || !c.way.key.Empty() {
		return c.findKey(ctx)
	}
	defer keepSet(c.out.Stdin)()
	err = interruptible(ctx, func(ctx context.Context) error {
		key, err = c.findKey(ctx)
		return err
	})
	return key, err
}

// keepSet remembers how a terminal is set, and restores that: a command that was
// ended while it asked for a password leaves one that shows nothing. In the
// background the terminal is somebody else's.
func keepSet(tty *os.File) (restore func()) {
	before, err := term.GetState(tty.Fd())
	if err != nil {
		return func() {}
	}
	return func() {
		if now, err := term.GetState(tty.Fd()); err == nil && *now != *before && inForeground(tty) {
			_ = term.Restore(tty.Fd(), before)
		}
	}
}

// unchosen says that there are profiles and that none of them holds; empty where
// one does, or there are none.
func (c *command) unchosen() string {
	names := c.way.config.Names()
	if c.way.profile.Name != "" || len(names) == 0 {
		return ""
	}
	there, name := "the profile "+names[0], names[0]
	if len(names) > 1 {
		there, name = "one of the profiles "+strings.Join(names, ", "), "NAME"
	}
	return "nothing chooses " + there + "; --profile " + name + ", " + shellenv.Profile + " or the line default_profile = \"" + name + "\" does"
}

// ofItsAPI is what the profile says of its API, where that is the one that is asked.
// A profile that nobody named says nothing of another one that the environment names.
func (c *command) ofItsAPI(said string) string {
	api := c.apiSetting()
	if c.way.chosen == byDefault && api.from == shellenv.APIURL && !sameAPI(api.value, cmp.Or(c.way.profile.APIURL, DefaultAPI)) {
		return ""
	}
	return said
}

// caFile is the file of authorities that the API is known by.
func (c *command) caFile() string { return c.ofItsAPI(c.way.profile.CAFile) }
