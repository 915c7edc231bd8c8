// Package cli is the command line of actas: its commands, flags and exit
// codes, and the run of the dashboard in the terminal.
package cli

import (
	"context"
	"log/slog"
	"net/netip"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"actas/model"
	"actas/model/text"
	"actas/ui"
	"actas/ui/shellenv"
)

// DefaultAPI is Vultr's own API.
const DefaultAPI = "https://api.vultr.com"

// Endpoint is an API to connect to.
type Endpoint struct {
	// Kind is what answers there, Roles the roles of an object storage by ARN.
	Kind  model.ProfileKind
	Roles []string
	URL   string
	Key   model.Secret
	// KeyFrom says where the key comes from; empty where nobody need know.
	KeyFrom string
	// Identity gives the tokens of assumes by oidc and jwt; nil for none.
	Identity ui.TokenSource
	// TokenFile is the source of the tokens in a file that a request names.
	TokenFile func(path string) ui.TokenSource
	// Log receives a line for each call, without secrets; nil for none.
	Log   *slog.Logger
	Clock ui.Clock
	// CAFile is a file of certificate authorities to trust in the place of the
	// system's; empty for those.
	CAFile string
	// ReadOnly lets nothing but reads out.
	ReadOnly bool
	// Cache keeps the roles and trusts for the next run, and shows those of the last.
	Cache bool
	// Kept keeps the sessions that no list tells again, for whoever asks with this
	// key alone; nil keeps none.
	Kept ui.Kept
}

// Simulation shapes a simulated API.
type Simulation struct {
	// Listen is host:port on loopback; port 0 picks one.
	Listen string
	// Roles fills the organisation up to this many roles and trusts.
	Roles int
	// Users fills it up to this many users, some of them with sessions.
	Users int
	Seed  uint64
	// Limit is the requests a second; 0 is Vultr's, negative none.
	Limit int
	// Delay passes before each answer.
	Delay time.Duration
	Clock ui.Clock
	// SourceIP is the address that callers seem to come from; the zero value
	// is their real one.
	SourceIP netip.Addr
	// Seen is told of each request, by several goroutines: its method and path,
	// the status of the answer, and whose credential came with it, empty where
	// none was accepted. No token is in any of them. nil is told nothing.
	Seen func(method, path string, status int, caller string)
}

// Simulated is a running simulated API.
type Simulated interface {
	URL() string
	// Key is the API key of the demo's person.
	Key() string
	// OrganizationID stands in the RoleArn of the STS dialect.
	OrganizationID() string
	// OIDCToken and InstanceToken are identity tokens that the API accepts, ECSToken
	// is what its object storage does.
	OIDCToken() string
	InstanceToken() string
	ECSToken() string
	// User and Role look up the demo's by name.
	User(name string) (model.User, bool)
	Role(name string) (model.Role, bool)
	Close() error
}

// Outside is what the command line needs from outside, built in main.
type Outside struct {
	Stdin          *os.File
	Stdout, Stderr *os.File
	Getenv         func(string) string
	Environ        []string
	Version        string
	// SystemClock is the machine's clock, ClockFrom one that begins at a time.
	SystemClock func() ui.Clock
	ClockFrom   func(time.Time) ui.Clock
	Connect     func(Endpoint) (ui.API, error)
	Simulate    func(Simulation) (Simulated, error)
	// Identity is the source of identity tokens in a file, or printed by a shell
	// command, which has an environment; one of them is empty.
	Identity func(file, command string, environ ...string) func(context.Context) (model.Secret, error)
	// Favourites keeps favourite roles for an endpoint.
	Favourites func(endpoint string) ui.Favourites
	// Suffix makes the random end of a session name.
	Suffix func() string
	// Ledger keeps what is done from here, DemoLedger what is done in the demo, for
	// its run alone; nil keeps nothing.
	Ledger, DemoLedger ui.Ledger
	// Kept keeps sessions that no list tells again, DemoKept those of the demo, for
	// its run alone; nil keeps none.
	Kept, DemoKept ui.Kept
	// Alone keeps other processes out of what a text names, until release is called; it
	// waits for them with the context. Nil keeps nobody out.
	Alone func(ctx context.Context, what string) (release func(), err error)
	// Renewals starts the renewal engine of a dashboard. One that is for a run
	// alone, such as the demo's, remembers nothing.
	Renewals func(api ui.API, clock ui.Clock, whose Whose, remembers bool) ui.Renewals
	// Renew replaces one session, with bounded retries, and returns when that is
	// done or has failed. It writes to the ledger itself.
	Renew func(ctx context.Context, api ui.API, clock ui.Clock, whose Whose, r model.Renewal) model.RenewalResult
	// TokenRef names a token without telling it: the same name for the same token
	// on this machine, another one elsewhere.
	TokenRef func(model.Secret) string
	// HoldToken tells other processes that a token is in use, until release is
	// called or the process has ended; with inherited, what takes its place holds
	// it on. A renewal elsewhere then lets the session run out. Nil tells nobody.
	HoldToken func(token model.Secret, inherited bool) (release func())
	// From is the place that things are done from, as in "bastion:pts/3".
	From string
	// Clipboard puts text on this machine's clipboard, and names the tool that did.
	// Where the person sits elsewhere, or there is none, it fails; nil does so too.
	Clipboard func(text string) (tool string, err error)
	// Configuration reads the configuration file at a path; the empty path is that
	// of the usual place, where there need be none. Nil reads none.
	Configuration func(path string) (model.Configuration, error)
	// ConfigurationPath is that usual place; empty where there is none.
	ConfigurationPath string
	// AddProfile adds a profile to the configuration at a path, which need not be
	// there, and gives what it says then. Nil adds none.
	AddProfile func(path string, p model.Profile) (model.Configuration, error)
	// KeyringReady says in words for people why the keyring takes no key; nil where
	// it does. It may take seconds. Nil keeps none that is typed.
	KeyringReady func() error
	// InitConfiguration writes a first configuration, at the usual place where the
	// path is empty, and says where.
	InitConfiguration func(path string) (where string, err error)
	// Opened runs what starts another program, with the limits that this process had
	// before it closed itself to others. Nil changes nothing.
	Opened func(start func() error) error
	// Keys reads keys from where they rest; nil where only the environment has one.
	Keys Keys
	// AWS is the file where AWS's tools look for credentials; nil for none.
	AWS ui.AWSFile
	// StateFolder is where actas remembers things between runs; empty for nowhere.
	StateFolder string
	// Exit ends the process at once; nil ends it without clearing up.
	Exit func(code int)
}

// flags are the flags that more than one command has.
type flags struct {
	apiURL, theme, userID, sourceIP, debug string
	alerts, onHangup                       string
	profile, config                        string
	ascii, noColor                         bool
	readOnly                               onOff
	noCache                                bool
}

// command carries what the commands share.
type command struct {
	out   Outside
	flags flags
	log   *slog.Logger
	// way is how the API is reached; findWay finds it.
	way way
	// keyless is set where an object storage is asked nothing, so that no key is needed.
	keyless bool
	// identity gives the identity tokens of a command that renews; nil for none.
	identity identitySource
	// exit ends the process at once.
	exit func(code int)
	// engines is the renewal engine of the dashboard that runs.
	engines engines
	// writes are what the dashboard that runs sent and has no answer to yet.
	writes *ui.Writes
	// shell is the shell that has the terminal now.
	shell foreground
	// pause says whether the dashboard is suspended.
	pause pause
}

// Run carries out the command line and returns the exit code.
func Run(ctx context.Context, args []string, out Outside) int {
	c := &command{out: out, exit: os.Exit}
	if out.Exit != nil {
		c.exit = out.Exit
	}
	root := c.root()
	root.SetArgs(args)
	root.SetIn(out.Stdin)
	told := &written{to: out.Stdout}
	root.SetOut(told)
	root.SetErr(out.Stderr)
	fitCompletion(root)
	err := root.ExecuteContext(ctx)
	if told.failed {
		err = errOutput
	}
	if err == nil {
		return exitDone
	}
	report(out.Stderr, err)
	return exitCode(err)
}

func (c *command) root() *cobra.Command {
	var version bool
	root := &cobra.Command{
		Use:           "actas",
		Short:         "A terminal dashboard for Vultr IAM: what you can become, and for how long",
		Long:          rootHelp,
		Args:          noArgs,
		SilenceErrors: true, SilenceUsage: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if version {
				return c.printVersion()
			}
			return c.dashboard(cmd.Context())
		},
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{flagFault(err)} })
	f := root.Flags()
	c.apiFlags(f)
	c.whereFlag(f)
	f.StringVar(&c.flags.onHangup, "on-hangup", "", "when the terminal or ssh goes away: keep my sessions, or revoke them (ACTAS_ON_HANGUP; default keep)")
	f.BoolVar(&c.flags.noCache, "no-cache", false, "neither show what the last run read first, nor keep it for the next")
	c.lookFlags(f)
	c.debugFlag(f)
	f.BoolVar(&version, "version", false, "print the version")
	root.AddCommand(c.demo(), c.simulate())
	root.AddCommand(c.sessions(), c.roles(), c.trusts(), c.assume(), c.renew(), c.revoke())
	root.AddCommand(c.exec(), c.token(), c.env(), c.doctor(), c.activityLog(), c.why(), c.export(), c.audit())
	root.AddCommand(c.credentialProcess(), c.config())
	c.fitStorage(root)
	return root
}

// printVersion prints the version without cobra's template: text/template alone
// would make the program four megabytes larger.
func (c *command) printVersion() error {
	return c.print("actas " + c.out.Version)
}

// apiFlags are the flags of everything that asks the API as a person.
func (c *command) apiFlags(f *pflag.FlagSet) {
	f.StringVar(&c.flags.apiURL, "api-url", "", "the API to talk to (ACTAS_API_URL; default "+DefaultAPI+")")
	f.StringVar(&c.flags.userID, "user-id", "", "who I am, where the key may not tell (ACTAS_USER_ID)")
	f.Var(&c.flags.readOnly, "read-only", "let nothing but reads leave this machine")
	f.Lookup("read-only").NoOptDefVal = "true"
	c.profileFlags(f)
}

// profileFlags are the flags of everything that knows profiles.
func (c *command) profileFlags(f *pflag.FlagSet) {
	f.StringVar(&c.flags.profile, "profile", "", "the profile of the configuration to use, by its `name` (ACTAS_PROFILE; default default_profile)")
	f.StringVar(&c.flags.config, "config", "", "the configuration `file` (ACTAS_CONFIG; default actas/config.toml in XDG_CONFIG_HOME, else in ~/.config)")
}

// whereFlag is the flag of everything that judges trusts.
func (c *command) whereFlag(f *pflag.FlagSet) {
	f.StringVar(&c.flags.sourceIP, "source-ip", "", "the address that the API sees me come from (ACTAS_SOURCE_IP)")
}

func (c *command) debugFlag(f *pflag.FlagSet) {
	f.StringVar(&c.flags.debug, "debug", "", "write a log of all calls, without secrets, to this `file`")
}

// lookFlags are the flags of everything that draws a dashboard.
func (c *command) lookFlags(f *pflag.FlagSet) {
	f.StringVar(&c.flags.theme, "theme", "", "dark, light, or auto: by COLORFGBG, else dark (default auto)")
	f.StringVar(&c.flags.alerts, "alerts", "", "announce ends by `bell`, osc9 (a notification), both as bell,osc9, or none (ACTAS_ALERTS; default none)")
	f.BoolVar(&c.flags.ascii, "ascii", false, "draw with ASCII only")
	f.BoolVar(&c.flags.noColor, "no-color", false, "draw without colour (NO_COLOR)")
}

// flagFault is what is wrong with a flag, without the text of the standard library
// that says how it could not be read.
func flagFault(err error) string {
	said := err.Error()
	for _, raw := range []string{": strconv.", ": time: "} {
		said, _, _ = strings.Cut(said, raw)
	}
	return text.Clean(said)
}

// noArgs is cobra.NoArgs as a usage error.
func noArgs(cmd *cobra.Command, args []string) error {
	if err := cobra.NoArgs(cmd, args); err != nil {
		return usageError{text.Clean(err.Error())}
	}
	return nil
}

const rootHelp = `actas shows the roles and role trusts of a Vultr organisation, tells whether and
when you can assume each of them, assumes, and counts every session down.

It reads the API key from VULTR_API_KEY, from where a profile of the configuration
says that it is, or from vultr-cli's file; actas config where tells which. Without
a key it offers the demo. Assumes by oidc and jwt are sent with the identity token
in the file that ` + shellenv.TokenFile + ` names, read anew each time, if
it names one.

The commands do the same without the screen, for scripts and for people in a
hurry. A role or session is named by its name, the beginning of its name where
that is unique, or its id.
` + exitCodes
