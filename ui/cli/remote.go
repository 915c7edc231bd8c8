package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/netip"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"actas/model"
	"actas/model/text"
	"actas/ui"
	"actas/ui/shellenv"
	"actas/ui/words"
)

// remote is the API with what was said of who asks it.
type remote struct {
	ui.API
	clock ui.Clock
	// storage is set where API is an object storage.
	storage bool
	// keeps keeps the sessions that no list tells; nil keeps none.
	keeps ui.Kept
	// userID is who I am, sourceIP where I come from, as far as that was said.
	userID   string
	sourceIP netip.Addr
}

// onAPI is the work of a command that asks the API.
func (c *command) onAPI(work func(ctx context.Context, r *remote, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		r, closeLog, err := c.connect(cmd.Context())
		if err != nil {
			return err
		}
		defer closeLog()
		defer c.sayLeftOut(r)
		return interruptible(cmd.Context(), func(ctx context.Context) error { return work(ctx, r, args) })
	}
}

// sayLeftOut says beside the output what could not be read of the lists that it rests on.
func (c *command) sayLeftOut(r *remote) {
	if said := words.LeftOut(ui.LeftOutOf(r.API)); said != "" {
		_, _ = io.WriteString(c.out.Stderr, "actas: "+said+"\n")
	}
}

// changing is onAPI for a command that changes things.
func (c *command) changing(work func(ctx context.Context, r *remote, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if err := c.writing(); err != nil {
			return err
		}
		return c.onAPI(work)(cmd, args)
	}
}

// heeded are the signals that whoever started actas did not have it ignore, as
// nohup does.
func heeded(signals ...os.Signal) []os.Signal {
	var out []os.Signal
	for _, s := range signals {
		if !signal.Ignored(s) {
			out = append(out, s)
		}
	}
	return out
}

// connect makes the API of the way that holds.
func (c *command) connect(ctx context.Context) (*remote, func(), error) {
	if err := c.findWay(); err != nil {
		return nil, nil, err
	}
	if _, _, err := c.said(); err != nil {
		return nil, nil, err
	}
	var key model.Secret
	if !(c.keyless && c.storage()) {
		var err error
		if key, err = c.mustFindKey(ctx); err != nil {
			return nil, nil, err
		}
	}
	return c.connectWith(key, key, c.identity)
}

// connectWith makes the API of a key, which assumes with the identity tokens of a
// source; nil for none. whose says whose kept sessions it finds. The way was found.
func (c *command) connectWith(key, whose model.Secret, identity identitySource) (*remote, func(), error) {
	r := &remote{clock: c.out.SystemClock(), storage: c.storage()}
	var err error
	if r.userID, r.sourceIP, err = c.said(); err != nil {
		return nil, nil, err
	}
	closeLog, err := c.openLog()
	if err != nil {
		return nil, nil, err
	}
	endpoint := c.endpoint(key, r.clock)
	endpoint.Identity, endpoint.Kept = identity, c.keptHere(whose)
	r.keeps = endpoint.Kept
	r.API, err = c.out.Connect(endpoint)
	if err != nil {
		closeLog()
		return nil, nil, usageError{text.Clean(err.Error())}
	}
	return r, closeLog, nil
}

func (c *command) apiURL() string { return c.apiSetting().value }

func (c *command) apiSetting() setting {
	return c.setting("api-url", c.flags.apiURL, c.unlessNamed(shellenv.APIURL), c.way.profile.APIURL, DefaultAPI)
}

func isDefault(url string) bool { return strings.TrimSuffix(url, "/") == DefaultAPI }

// said is who I am and where I come from, as flags or environment say it.
func (c *command) said() (userID string, from netip.Addr, err error) {
	userID = c.userSetting().value
	if c.storage() && c.flags.userID != "" {
		return "", from, usageError{"--user-id says nothing to an object storage: its token says who asks"}
	}
	if !validID(userID) {
		return "", from, usageError{"the user id may hold letters, digits, - and _ only"}
	}
	if ip := cmp.Or(c.flags.sourceIP, c.out.Getenv("ACTAS_SOURCE_IP")); ip != "" {
		if from, err = netip.ParseAddr(ip); err != nil {
			return "", from, usageError{fmt.Sprintf("the source IP %q is no address", text.Clean(ip))}
		}
	}
	return userID, from, nil
}

// unlessNamed is a variable that speaks of one API. Of that of a profile that is
// named now, it says nothing.
func (c *command) unlessNamed(variable string) string {
	if c.way.named() || c.storage() {
		return ""
	}
	return variable
}

func (c *command) userSetting() setting {
	return c.setting("user-id", c.flags.userID, c.unlessNamed(shellenv.UserID), c.ofItsAPI(c.way.profile.UserID), "")
}

// validID allows the empty id: it means that nobody said who they are.
func validID(id string) bool {
	return strings.IndexFunc(id, func(r rune) bool {
		return !(r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	}) < 0
}

// skewNoise is what the API's clock and ours may differ by without a cause: the
// API tells whole seconds, after a varying delay.
const skewNoise = 2 * time.Second

// now reads the clocks, the wall clock as the API's stands as far as it told.
func (r *remote) now() model.Moment {
	now := r.clock.Now()
	if skew, ok := r.Skew(); ok && skew.Abs() > skewNoise {
		now.Wall = now.Wall.Add(skew)
	}
	return now
}

// endNoise is what the end by a countdown and the API's own date may differ by
// and mean the same: remaining seconds are whole, and answers take time.
const endNoise = 3 * time.Second

// ends is when a session ends by the API's clock: by its countdown, to the
// second, and by the API's date where that is the same but for noise, so that
// two answers tell the same end.
func (r *remote) ends(l model.LiveSession) time.Time {
	ends := l.Countdown.EndsAt(r.now()).UTC().Truncate(time.Second)
	if l.Expires.Sub(ends).Abs() <= endNoise {
		return l.Expires.UTC()
	}
	return ends
}
