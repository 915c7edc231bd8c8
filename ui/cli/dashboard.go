package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"sync/atomic"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/spf13/cobra"

	"actas/model"
	"actas/model/text"
	"actas/ui"
	"actas/ui/words"
)

// dashboard runs the dashboard on the real API, or its first-run screen where no
// key is found; and another one where somebody goes on with another profile.
func (c *command) dashboard(ctx context.Context) error {
	if err := c.findWay(); err != nil {
		return err
	}
	if _, err := c.deps(c.out.SystemClock()); err != nil {
		return err
	}
	defer takeSequences(c.out.Stdout)()
	closeLog, err := c.openLog()
	if err != nil {
		return err
	}
	defer closeLog()
	notice := ""
	for {
		var kept, anew keptIn
		next, err := c.dashboardOf(ctx, notice, &kept, &anew)
		if err != nil || next == "" {
			return err
		}
		if config := anew.Load(); config != nil {
			c.way.config = *config
		}
		said := ""
		if config := kept.Load(); config != nil {
			c.way.config, said = *config, "The key is in the keyring, for the profile "+next+"."
		}
		if notice, err = c.goOnWith(ctx, next, c.out.SystemClock()); err != nil {
			return err
		}
		notice = cmp.Or(notice, said)
	}
}

// dashboardOf runs a dashboard on the way that holds, and says with which profile
// to go on; empty for none. A key that is typed is kept in kept, the configuration
// that was read anew in anew.
func (c *command) dashboardOf(ctx context.Context, notice string, kept, anew *keptIn) (next string, err error) {
	deps, err := c.deps(c.out.SystemClock())
	if err != nil {
		return "", err
	}
	source, err := c.place(tokenPlace{})
	if err != nil {
		return "", err
	}
	deps.Identity, deps.TokenFile = source, c.tokensIn
	connect := func(key model.Secret) (ui.API, error) {
		endpoint := c.endpoint(key, deps.Clock)
		endpoint.Identity = source
		// A session's token is another one each time: what is kept for it helps nobody.
		endpoint.Cache = !c.flags.noCache && inside(c.out.Getenv).Name == ""
		return c.out.Connect(endpoint)
	}
	var demo laterDemo
	defer demo.close()
	deps.Renewals = c.renewals(deps.Clock, func() bool { return !demo.runs() })
	deps.Profile, deps.Profiles, deps.Notice = c.way.profile.Name, c.way.config.Profiles, notice
	deps.ReadProfiles, deps.RevokesOnHangup = c.profilesAnew(anew), c.revokesUnder
	deps.ReadOnly, deps.Storage = c.readOnly().on, c.storage()
	deps.DefaultEndpoint, deps.NameAPI = isDefault(c.apiURL()), c.told() != ""
	if err := c.putKey(ctx, &deps, connect); err != nil {
		return "", err
	}
	if deps.API == nil {
		deps.KeyRest = c.keyRest(kept)
		deps.KeyTrouble = cmp.Or(strings.TrimSuffix(notice, "."), deps.KeyTrouble)
	}
	deps.Connect, deps.Favourites, deps.AWS = connect, c.out.Favourites, c.shownAWS()
	deps.Ledger, deps.DemoLedger = c.out.Ledger, c.out.DemoLedger
	deps.StartDemo = func() (ui.API, error) { return demo.start(c, deps.Clock) }
	return c.run(ctx, deps)
}

// putKey connects the dashboard with the key, or says where it was looked for in
// vain: a person can then type one.
func (c *command) putKey(ctx context.Context, deps *ui.Deps, connect func(model.Secret) (ui.API, error)) error {
	key, err := c.findKeyAtTerminal(ctx)
	switch {
	case errors.Is(err, errInterrupted):
		return err
	case err != nil:
		deps.KeyTrouble = text.Clean(err.Error())
		fallthrough
	case key.Empty():
		deps.LookedIn, deps.KeyTrouble = c.lookedIn(), cmp.Or(deps.KeyTrouble, c.elsewhere(), c.unchosen())
		return nil
	}
	if deps.API, err = connect(key); err != nil {
		return usageError{text.Clean(err.Error())}
	}
	deps.Kept = c.keptHere(key)
	deps.KeyFrom, deps.Inside = c.keyOrigin()
	return nil
}

// laterDemo is the demo that the first-run screen may start. The zero value does
// not run.
type laterDemo struct{ server atomic.Pointer[Simulated] }

func (d *laterDemo) runs() bool { return d.server.Load() != nil }

func (d *laterDemo) start(c *command, clock ui.Clock) (ui.API, error) {
	server, err := c.startDemo(Simulation{Clock: clock, Seed: demoSeed})
	if err != nil {
		return nil, err
	}
	d.server.Store(&server)
	return c.connectDemo(server, clock)
}

func (d *laterDemo) close() {
	if server := d.server.Load(); server != nil {
		_ = (*server).Close()
	}
}

// demo is the command for the dashboard on the embedded organisation.
func (c *command) demo() *cobra.Command {
	var now string
	var sim Simulation
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "The dashboard on a made-up organisation; nothing leaves this machine",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if sim.Clock, err = c.clockAt(now); err != nil {
				return err
			}
			return c.runDemo(cmd.Context(), sim)
		},
	}
	c.lookFlags(cmd.Flags())
	c.debugFlag(cmd.Flags())
	cmd.Flags().StringVar(&now, "now", "", "begin the demo's clock at this `time` (2026-11-20T14:03:00Z)")
	sim.sizeFlags(cmd.Flags())
	return cmd
}

func (c *command) runDemo(ctx context.Context, sim Simulation) error {
	if err := sim.check(); err != nil {
		return err
	}
	deps, err := c.deps(sim.Clock)
	if err != nil {
		return err
	}
	defer takeSequences(c.out.Stdout)()
	closeLog, err := c.openLog()
	if err != nil {
		return err
	}
	defer closeLog()
	server, err := c.startDemo(sim)
	if err != nil {
		return err
	}
	defer func() { _ = server.Close() }()
	// Who I am elsewhere, which the environment may say, says nothing here.
	deps.UserID, deps.SourceIP, deps.OrganizationID = "", netip.Addr{}, ""
	deps.TokenFile = c.tokensIn
	deps.Demo = true
	deps.Renewals = c.renewals(sim.Clock, func() bool { return false })
	deps.Ledger = c.out.DemoLedger
	if deps.API, err = c.connectDemo(server, sim.Clock); err != nil {
		return err
	}
	_, err = c.run(ctx, deps)
	return err
}

// demoSeed is the seed of a demo that asks for none.
const demoSeed = 1

// demoAddress is where the demo's person comes from: an address reserved for
// documentation, inside some of the demo's ranges and outside others.
var demoAddress = netip.AddrFrom4([4]byte{203, 0, 113, 7})

func (c *command) startDemo(sim Simulation) (Simulated, error) {
	sim.SourceIP = demoAddress
	server, err := c.out.Simulate(sim)
	if err != nil {
		return nil, fmt.Errorf("start the demo: %w", err)
	}
	return server, nil
}

// connectDemo makes the API of the demo's person.
func (c *command) connectDemo(server Simulated, clock ui.Clock) (ui.API, error) {
	return c.out.Connect(Endpoint{
		URL: server.URL(), Key: model.NewSecret(server.Key()), Log: c.log, Clock: clock,
		Kept: c.out.DemoKept, TokenFile: c.tokensIn,
	})
}

// clockAt is the machine's clock, or one that begins at the given time.
func (c *command) clockAt(now string) (ui.Clock, error) {
	if now == "" {
		return c.out.SystemClock(), nil
	}
	t, err := c.parseTime("--now", now)
	if err != nil {
		return nil, err
	}
	return c.out.ClockFrom(t), nil
}

// parseTime reads the value of a flag that is a time, by the machine's clock; UTC
// where it names no zone.
func (c *command) parseTime(flag, value string) (time.Time, error) {
	at, problem := words.ParseTime(value, c.out.SystemClock().Now().Wall)
	if problem != "" {
		return time.Time{}, usageError{fmt.Sprintf("%s %q is no time; write it as 2026-11-20T14:03:00Z, 14:30 or 2h", flag, text.Clean(value))}
	}
	return at, nil
}

// deps are what every dashboard has. A wrong use of the command line is told
// before a missing terminal is.
func (c *command) deps(clock ui.Clock) (ui.Deps, error) {
	t, err := c.theme()
	if err != nil {
		return ui.Deps{}, err
	}
	alert, err := c.alerts()
	if err != nil {
		return ui.Deps{}, err
	}
	if err := errors.Join(c.checkHangup(), c.checkRenderer()); err != nil {
		return ui.Deps{}, err
	}
	d := ui.Deps{
		Alert: alert,
		Clock: clock, Theme: t, Cells: c.renderer() == rendererCells, Local: time.Local,
		Suffix: c.out.Suffix, Copy: c.copy, From: c.out.From,
		Shell: c.openShell,
	}
	if jobControl() {
		d.Suspend = func() tea.ExecCommand {
			return &suspension{at: &c.pause, tty: c.out.Stdin, out: c.out.Stdout, clock: c.out.SystemClock()}
		}
	}
	if d.UserID, d.SourceIP, err = c.said(); err != nil {
		return ui.Deps{}, err
	}
	if d.OrganizationID, err = c.saidOrganization(""); err != nil {
		return ui.Deps{}, err
	}
	return d, c.checkTerminal()
}

var errNoTerminal = errors.New("the dashboard needs a terminal, and this is none; actas --help lists what works without")
