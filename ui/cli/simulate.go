package cli

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"actas/model/text"
	"actas/ui"
)

const simulateHelp = `Serves the simulated Vultr IAM API on loopback until it is told to end: the native
API, Vultr's STS dialect at /v2/assumed-roles/compatibility/aws/sts, and the one of
the object storage (Cloud Enterprise Object Storage) at /sts.

It prints lines for sh first, and commands for curl, the AWS CLI and Terraform as
comments behind them. The tokens last a day.

  ACTAS_API_URL          the address
  VULTR_API_KEY          the key of Ada, the person of the demo
  ACTAS_OIDC_TOKEN       an identity token of her pipeline, whose issuer a trust names
  ACTAS_INSTANCE_TOKEN   the identity token of an instance
  ACTAS_ECS_TOKEN        the X-SDS-AUTH-TOKEN of the object storage
  ACTAS_ORG_ID           the organisation's id, for the RoleArn of the STS dialect`

// simulate is the command that serves the simulated API to other programs.
func (c *command) simulate() *cobra.Command {
	var sim Simulation
	var now, source string
	var log bool
	cmd := &cobra.Command{
		Use:   "simulate",
		Short: "Serve the simulated Vultr IAM API on loopback, for curl and other clients",
		Long:  simulateHelp,
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if sim.Clock, err = c.clockAt(now); err != nil {
				return err
			}
			if source != "" {
				if sim.SourceIP, err = netip.ParseAddr(source); err != nil {
					return usageError{fmt.Sprintf("--from %q is no address", text.Clean(source))}
				}
			}
			if err := sim.check(); err != nil {
				return err
			}
			if log {
				sim.Seen = c.logRequest(sim.Clock)
			}
			return c.serve(cmd.Context(), sim)
		},
	}
	f := cmd.Flags()
	f.StringVar(&sim.Listen, "listen", "127.0.0.1:0", "`address` to listen on, loopback only; port 0 picks one")
	f.StringVar(&now, "now", "", "begin the clock at this `time` (2026-11-20T14:03:00Z)")
	sim.sizeFlags(f)
	f.IntVar(&sim.Limit, "limit", 0, "requests a second (0: Vultr's 30, negative: no limit)")
	f.DurationVar(&sim.Delay, "delay", 0*time.Second, "wait so long before each answer")
	f.StringVar(&source, "from", "203.0.113.7", "the `address` that callers seem to come from; empty for their own")
	f.BoolVar(&log, "log", false, "tell each request on standard error: time, status, call, and whose credential it came with")
	return cmd
}

// logRequest writes a line for each request. Paths and names come from outside: what
// looks like a key or a token in a path is hidden.
func (c *command) logRequest(clock ui.Clock) func(method, path string, status int, caller string) {
	return func(method, path string, status int, caller string) {
		if caller == "" {
			caller = "nobody"
		}
		_, _ = fmt.Fprintf(c.out.Stderr, "%s  %d  %s %s  %s\n",
			clock.Now().Wall.UTC().Format(time.TimeOnly), status, text.Clean(method), text.Clean(text.Hide(path)), text.Clean(caller))
	}
}

// sizeFlags are the flags that say how large the made-up organisation is, and which.
func (s *Simulation) sizeFlags(f *pflag.FlagSet) {
	f.IntVar(&s.Roles, "roles", 0, "fill the organisation up to this `number` of roles and trusts")
	f.IntVar(&s.Users, "users", 0, "fill the organisation up to this `number` of users")
	f.Uint64Var(&s.Seed, "seed", demoSeed, "the `number` that all chance comes from")
}

// mostRoles and mostUsers are far more than any organisation has, and still fit in
// memory.
const (
	mostRoles = 1_000_000
	mostUsers = 100_000
)

// check refuses what cannot be simulated.
func (s Simulation) check() error {
	if s.Roles < 0 || s.Roles > mostRoles {
		return usageError{fmt.Sprintf("--roles is a number from 0 to %d", mostRoles)}
	}
	if s.Users < 0 || s.Users > mostUsers {
		return usageError{fmt.Sprintf("--users is a number from 0 to %d", mostUsers)}
	}
	if s.Delay < 0 {
		return usageError{"--delay is no time to go back"}
	}
	if s.Listen == "" {
		return nil
	}
	if wrong := listenFault(s.Listen); wrong != "" {
		return usageError{fmt.Sprintf("--listen %q %s; write it as 127.0.0.1:8080", text.Clean(s.Listen), wrong)}
	}
	return nil
}

// listenFault says what is wrong with an address to listen on; empty for nothing.
func listenFault(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if _, noPort := netip.ParseAddr(strings.Trim(listen, "[]")); noPort == nil || !strings.Contains(listen, ":") || port == "" && err == nil {
		return "has no port"
	}
	addr, ipErr := netip.ParseAddr(host)
	if host == "localhost" {
		addr, ipErr = netip.IPv6Loopback(), nil
	}
	if err != nil || ipErr != nil || !addr.IsLoopback() {
		return "is no loopback address"
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return "has a port that is none: it is a number from 0 to 65535, and 0 picks one"
	}
	return ""
}

// serve prints what other programs need, and serves until it is told to end.
func (c *command) serve(ctx context.Context, sim Simulation) error {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	server, err := c.out.Simulate(sim)
	if err != nil {
		return fmt.Errorf("serve the simulated API: %w", err)
	}
	defer func() { _ = server.Close() }()
	if _, err := io.WriteString(c.out.Stdout, simulateLines(server)); err != nil {
		return errOutput
	}
	<-ctx.Done()
	return nil
}
