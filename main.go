// Command actas is a terminal dashboard for Vultr IAM. This file wires the
// parts together and holds nothing else.
package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"io"
	"log"
	"os"
	"path/filepath"
	"time"

	// First of all: it keeps Bubble Tea from asking the terminal.
	_ "actas/theme/background"

	"actas/client"
	"actas/client/apikey"
	"actas/client/awsfile"
	"actas/client/cache"
	"actas/client/clipboard"
	"actas/client/clock"
	"actas/client/config"
	"actas/client/favourites"
	"actas/client/fingerprint"
	"actas/client/guard"
	"actas/client/idtoken"
	"actas/client/inuse"
	"actas/client/kept"
	"actas/client/keyring"
	"actas/client/ledger"
	"actas/client/memory"
	"actas/client/place"
	"actas/client/renewal"
	"actas/client/simulator"
	"actas/client/storage"
	"actas/model"
	"actas/ui"
	"actas/ui/cli"
)

// version is set by the build.
var version = "dev"

func main() {
	guard.Process()
	memory.Follow(os.Getenv)
	// net/http reports oddities of servers here, which would end up on screen.
	log.SetOutput(io.Discard)
	past := keepPast()
	keeps := past.keep(stateFolder())
	keys := apikey.Places{Home: os.Getenv("HOME"), Clock: clock.System(), Stderr: os.Stderr}
	past.exit(cli.Run(context.Background(), os.Args[1:], cli.Outside{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Getenv: os.Getenv, Environ: os.Environ(), Version: version,
		SystemClock: func() ui.Clock { return clock.System() },
		ClockFrom:   func(t time.Time) ui.Clock { return clock.StartingAt(t) },
		Connect:     past.connect, Simulate: simulate, Identity: identity,
		Favourites: keepFavourites,
		Ledger:     past.kept, DemoLedger: past.demo, From: past.from,
		Configuration: configuration, InitConfiguration: initConfiguration,
		ConfigurationPath: config.Path(os.Getenv), AddProfile: addProfile,
		Keys: keys, KeyringReady: keys.Ready,
		Renewals: past.startRenewals, Renew: past.renew,
		TokenRef: past.tokens, HoldToken: past.inUse.Hold,
		Kept: keeps, Alone: keeps.Alone, DemoKept: past.keep(""),
		Opened: guard.Opened, Exit: past.exit,
		Suffix: suffix, StateFolder: stateFolder(), AWS: awsCredentials(),
		Clipboard: func(text string) (string, error) { return clipboard.Native(os.Getenv, text) },
	}))
}

func (p past) connect(e cli.Endpoint) (ui.API, error) {
	cfg := client.Config{
		BaseURL: e.URL, Key: e.Key, Clock: e.Clock, Log: e.Log, UserAgent: "actas/" + version, ReadOnly: e.ReadOnly, Identity: e.Identity,
	}
	if e.TokenFile != nil {
		cfg.TokenFile = func(path string) client.IdentitySource { return e.TokenFile(path) }
	}
	if e.CAFile != "" {
		var err error
		if cfg.RootCAs, err = client.Authorities(e.CAFile); err != nil {
			return nil, err
		}
	}
	if folder := xdgFolder("XDG_CACHE_HOME", ".cache"); e.Cache && folder != "" {
		cfg.Cache = p.drafts.In(folder, e.URL, p.tokens(e.Key))
	}
	var api ui.API
	var err error
	if e.Kind == model.KindECS {
		cfg.KeyFrom = e.KeyFrom
		api, err = storage.New(cfg, e.Roles, e.Kept)
	} else {
		api, err = client.New(cfg)
	}
	if err != nil {
		return nil, err
	}
	return ui.Keeping(api, e.Kept), nil
}

// configuration reads the configuration file, which need not be there where
// nobody names it.
func configuration(path string) (model.Configuration, error) {
	if path != "" {
		return config.Read(path, os.Getenv("HOME"))
	}
	if path = config.Path(os.Getenv); path == "" {
		return model.Configuration{}, nil
	}
	return config.ReadIfThere(path, os.Getenv("HOME"))
}

func addProfile(path string, p model.Profile) (model.Configuration, error) {
	return config.Add(path, os.Getenv("HOME"), p)
}

func initConfiguration(path string) (string, error) {
	if path == "" {
		path = config.Path(os.Getenv)
	}
	return path, config.Init(path)
}

func identity(file, command string, environ ...string) func(context.Context) (model.Secret, error) {
	if command != "" {
		return idtoken.Command(command, environ, clock.System(), os.Stderr)
	}
	return idtoken.File(file)
}

func simulate(s cli.Simulation) (cli.Simulated, error) {
	cfg := simulator.Config{
		Clock: s.Clock, Seed: s.Seed, Roles: s.Roles, Users: s.Users, Listen: s.Listen,
		SourceIP: s.SourceIP, Limit: s.Limit, Delay: s.Delay,
	}
	if s.Seen != nil {
		cfg.Seen = func(r simulator.Request) { s.Seen(r.Method, r.Path, r.Status, r.Caller) }
	}
	return simulator.Start(cfg)
}

// awsCredentials is the file where AWS's tools look for credentials; nil for somebody
// without a home.
func awsCredentials() ui.AWSFile {
	path := awsfile.Path(os.Getenv)
	if path == "" {
		return nil
	}
	lock := ""
	if folder := stateFolder(); folder != "" {
		lock = filepath.Join(folder, "aws-credentials.lock")
	}
	return awsfile.At(path, lock)
}

// stateFolder is where XDG keeps what a program remembers between runs; empty
// for somebody without a home.
func stateFolder() string { return xdgFolder("XDG_STATE_HOME", filepath.Join(".local", "state")) }

// xdgFolder is ours below the folder that a variable names, else below one of the
// home folder; empty for somebody without either.
func xdgFolder(variable, inHome string) string {
	base := os.Getenv(variable)
	if !filepath.IsAbs(base) {
		base = filepath.Join(os.Getenv("HOME"), inHome)
	}
	if !filepath.IsAbs(base) {
		return ""
	}
	return filepath.Join(base, "actas")
}

func keepFavourites(endpoint string) ui.Favourites {
	folder := stateFolder()
	if folder == "" {
		return nil
	}
	return favourites.At(folder, endpoint)
}

// past is where it is noted what was done from here: between runs, and in the
// demo for its run.
type past struct {
	kept, demo ui.Ledger
	from       string
	// tokens names tokens without telling them, inUse says which ones are used.
	tokens func(model.Secret) string
	inUse  *inuse.Tokens
	// drafts are what the cache has not whole.
	drafts *cache.Drafts
}

// exit ends the process, and leaves nothing behind that is not whole.
func (p past) exit(code int) {
	p.drafts.GiveUp()
	os.Exit(code)
}

func keepPast() past {
	p := past{demo: &ledger.Memory{}, drafts: new(cache.Drafts), from: place.Here(), tokens: fingerprint.In(stateFolder()).Of}
	p.inUse = inuse.In(stateFolder(), p.tokens)
	if folder := stateFolder(); folder != "" {
		p.kept = ledger.At(folder)
	}
	return p
}

// keep keeps sessions that no list tells: in the keyring, with a list of what is there
// in a folder, or without one in memory.
func (p past) keep(folder string) *kept.Store {
	cfg := kept.Config{Clock: clock.System(), Folder: folder, Boot: clock.BootID(), Name: p.tokens}
	if folder == "" {
		cfg.Name = model.Secret.Fingerprint
	} else {
		cfg.Ring = keyring.System(kept.Service)
	}
	return kept.New(cfg)
}

// recorder notes renewals in a ledger. One that takes nothing holds up none.
func (p past) recorder(into ui.Ledger, api ui.API, clk ui.Clock, by string) func(model.RenewalResult) error {
	if into == nil {
		return nil
	}
	return func(r model.RenewalResult) error {
		a := r.Activity()
		a.At, a.By, a.From, a.Endpoint = clk.Now().Wall.UTC(), by, p.from, api.Endpoint()
		if r.Auto {
			a.By = model.ByAutoRenew
		}
		return into.Add(a)
	}
}

// revokeRecorder notes what the renewal engine revoked.
func (p past) revokeRecorder(into ui.Ledger, api ui.API, clk ui.Clock) func(s model.Session, by string, err error) error {
	if into == nil {
		return nil
	}
	return func(s model.Session, by string, err error) error {
		a := s.RevokeActivity()
		a.At, a.By, a.From, a.Endpoint = clk.Now().Wall.UTC(), by, p.from, api.Endpoint()
		if err != nil {
			a.Problem = model.Problem(err)
		}
		return into.Add(a)
	}
}

// addresses are those that sessions were asked for with, as far as a ledger tells.
func addresses(from ui.Ledger, api ui.API) func(model.LiveSession) string {
	return func(l model.LiveSession) string {
		if from == nil {
			return ""
		}
		done, _ := from.Entries() // without them no address is known
		return model.ContextIP(done, l, api.Endpoint())
	}
}

// renewals is what all renewals of a run need.
func (p past) renewals(api ui.API, clk ui.Clock, whose cli.Whose, folder string) renewal.Config {
	cfg := renewal.Config{
		API: api, Clock: clk, UserID: whose.UserID, Suffix: suffix,
		Choices: renewal.NewChoices(folder, api.Endpoint(), whose.String()),
		Lock:    renewal.NewLock(folder, api.Endpoint(), whose.String(), os.Getpid(), p.from),
	}
	if whose.Kept != "" {
		cfg.KeptLock = renewal.NewLock(folder, api.Endpoint(), "key-"+whose.Kept, os.Getpid(), p.from)
	}
	return cfg
}

func (p past) startRenewals(api ui.API, clk ui.Clock, whose cli.Whose, remembers bool) ui.Renewals {
	folder, into := "", p.demo
	if remembers {
		folder, into = stateFolder(), p.kept
	}
	cfg := p.renewals(api, clk, whose, folder)
	cfg.Record = p.recorder(into, api, clk, model.ByDashboard)
	cfg.Revoked = p.revokeRecorder(into, api, clk)
	cfg.ContextIP = addresses(into, api)
	if remembers {
		cfg.InUse, cfg.Renewing = p.inUse.Held, p.inUse.Renewing
		cfg.InUseHere = func(token model.Secret) func() { return p.inUse.Hold(token, false) }
	}
	return renewal.Start(cfg)
}

func (p past) renew(ctx context.Context, api ui.API, clk ui.Clock, whose cli.Whose, r model.Renewal) model.RenewalResult {
	cfg := p.renewals(api, clk, whose, stateFolder())
	cfg.Record = p.recorder(p.kept, api, clk, model.ByCommand)
	cfg.Revoked = p.revokeRecorder(p.kept, api, clk)
	cfg.InUse, cfg.Renewing = p.inUse.Held, p.inUse.Renewing
	return renewal.Renew(ctx, cfg, r)
}

// suffix makes two session names of one person and role differ.
func suffix() string {
	var b [2]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
