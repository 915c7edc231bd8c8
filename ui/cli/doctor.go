package cli

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/spf13/cobra"

	"actas/model"
	"actas/model/text"
	"actas/ui/shellenv"
	"actas/ui/words"
)

const doctorHelp = `Checks what actas needs and says what to mend: the key, the API, who you are, what
you may read, the clock, the terminal, and the folder that actas remembers in.
It changes nothing. Each line begins with ok, warn or fail.

Exit codes: 0 nothing failed, 1 something failed, 2 wrong usage.`

// grade is how a check ended.
type grade string

const (
	fine   grade = "ok"
	doubt  grade = "warn"
	broken grade = "fail"
)

// finding is what a check found out, with what to mend.
type finding struct {
	grade grade
	about string
	said  string
}

func (f finding) String() string { return fmt.Sprintf("%-4s  %-11s  %s", f.grade, f.about, f.said) }

// doctor is the command that checks what actas needs.
func (c *command) doctor() *cobra.Command {
	cmd := &cobra.Command{
		Use: "doctor", Short: "Check key, API, clock and terminal, and say what to mend", Long: doctorHelp, Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := c.findWay(); err != nil {
				return c.diagnose(append([]finding{{broken, "config", message(err)}}, append(c.examineTerminal(), c.examineState())...))
			}
			if _, _, err := c.said(); err != nil {
				return err
			}
			closeLog, err := c.openLog()
			if err != nil {
				return err
			}
			defer closeLog()
			findings := append([]finding{c.examineConfig()}, c.examineAPI(cmd.Context())...)
			findings = append(append(findings, c.examineTerminal()...), c.examineState())
			if inside, ok := c.examineSession(); ok {
				findings = append(findings, inside)
			}
			return c.diagnose(findings)
		},
	}
	c.apiFlags(cmd.Flags())
	c.debugFlag(cmd.Flags())
	return cmd
}

func (c *command) diagnose(findings []finding) error {
	lines := make([]string, len(findings))
	failed := false
	for i, f := range findings {
		lines[i] = f.String()
		failed = failed || f.grade == broken
	}
	if err := c.print(lines...); err != nil {
		return err
	}
	if failed {
		return exitStatus(exitFailed)
	}
	return nil
}

// examineConfig tells which configuration and profile hold.
func (c *command) examineConfig() finding {
	switch {
	case c.way.config.Path == "":
		return finding{fine, "config", "there is none, and none is needed; actas config init writes one"}
	case c.way.chosen == "":
		return finding{fine, "config", text.Clean(c.way.config.Path) + ", without a profile that holds"}
	}
	return finding{fine, "config", text.Clean(c.way.config.Path) + ", the profile " + c.way.profile.Name + " by " + c.way.chosen}
}

// examineAPI checks all that the API has a part in.
func (c *command) examineAPI(ctx context.Context) []finding {
	place, why := c.keyPlace()
	at := c.placeName(place)
	key, err := c.askKey(ctx)
	switch {
	case err != nil:
		return []finding{{broken, "key", text.Clean(err.Error()) + " (looked in " + at + ")"}}
	case key.Empty() && c.storage():
		return []finding{{broken, "key", c.noStorageKey()}}
	case key.Empty() && c.elsewhere() != "":
		return []finding{{broken, "key", "there is none for " + text.Clean(c.apiURL()) + ": " + c.elsewhere()}}
	case key.Empty() && c.unchosen() != "":
		return []finding{{broken, "key", "there is none: " + c.unchosen()}}
	case key.Empty():
		return []finding{{broken, "key", "there is none; put it into " + shellenv.APIKey + ", or say in a profile where it is"}}
	}
	r := &remote{clock: c.out.SystemClock()}
	r.userID, _, _ = c.said() // looked at before
	r.API, err = c.out.Connect(c.endpoint(key, r.clock))
	if err != nil {
		return []finding{{broken, "endpoint", text.Clean(err.Error())}}
	}
	if c.storage() {
		return c.examineStorage(ctx, r, at, why)
	}
	began := r.clock.Now().Boot
	_, err = r.Account(ctx)
	took := r.clock.Now().Boot - began
	findings := []finding{examineEndpoint(r.Endpoint(), c.apiURL(), took, err), examineKey(at, why, err)}
	if findings[0].grade == broken || findings[1].grade == broken {
		return findings
	}
	return append(append(findings, r.examineRights(ctx)...), r.examineClock())
}

// examineEndpoint tells whether the API answers.
func examineEndpoint(host, address string, took time.Duration, err error) finding {
	var api *model.APIError
	if errors.As(err, &api) && (api.Status == 0 || errors.Is(err, model.ErrNotAPI) || errors.Is(err, model.ErrUnavailable) || errors.Is(err, model.ErrRefusedRoute)) {
		return finding{broken, "endpoint", host + ": " + api.Error() + "; check the network, HTTPS_PROXY and --api-url"}
	}
	how := "over TLS"
	if u, err := url.Parse(address); err == nil && u.Scheme == "http" {
		how = "on this machine, without TLS"
	}
	return finding{fine, "endpoint", fmt.Sprintf("%s answers in %d ms, %s", host, took.Milliseconds(), how)}
}

// examineKey tells whether the key is accepted that was found at a place.
func examineKey(at, why string, err error) finding {
	found := "found in " + at + " (" + why + ")"
	switch {
	case errors.Is(err, model.ErrUnauthorised):
		return finding{broken, "key", "what was " + found + " is not accepted; make a new key in the console, and allow this address there"}
	case errors.Is(err, model.ErrForbidden):
		return finding{doubt, "key", found + "; it may not read its own account, so say who you are with --user-id"}
	case err != nil:
		return finding{doubt, "key", found + "; whether it is accepted is not known"}
	}
	return finding{fine, "key", found + " and accepted"}
}

// examineRights tells who I am and what I may read.
func (r *remote) examineRights(ctx context.Context) []finding {
	p := r.read(ctx, readVerdicts|readUsers)
	findings := []finding{{fine, "who I am", p.me.DisplayName() + " (" + p.me.ID + ")"}}
	if p.meErr != nil {
		findings[0] = finding{broken, "who I am", message(p.meErr)}
	}
	findings = append(findings,
		readable("roles", len(p.Roles()), p.rolesErr), readable("role trusts", len(p.Trusts()), p.trustsErr),
		readable("groups", len(p.Groups()), p.groupsErr))
	if p.me.ID == "" {
		return findings
	}
	sessions, err := r.sessionsOf(ctx, p.me.ID)
	return append(findings, readable("sessions", len(sessions), err))
}

// readable says whether a list can be read. Without groups and trusts actas
// works, and knows less.
func readable(what string, n int, err error) finding {
	switch {
	case err == nil:
		return finding{fine, what, fmt.Sprintf("readable, %d", n)}
	case withheld(err) && (what == "groups" || what == "role trusts"):
		return finding{doubt, what, message(err) + "; verdicts are not known without"}
	}
	return finding{broken, what, message(err)}
}

// skewTold is from when on a difference of the clocks is worth a word.
const skewTold = 30 * time.Second

func (r *remote) examineClock() finding {
	skew, known := r.Skew()
	switch {
	case !known:
		return finding{doubt, "clock", "the API's answers carry no date, so that this machine's clock cannot be checked"}
	case skew.Abs() <= skewTold:
		return finding{fine, "clock", fmt.Sprintf("within %d s of the API's", int(skew.Abs()/time.Second)+1)}
	}
	which := "behind"
	if skew < 0 {
		which = "ahead of"
	}
	return finding{doubt, "clock", fmt.Sprintf("this machine's is %s %s the API's; set it by NTP. Countdowns are right all the same",
		words.Length(skew.Abs().Truncate(time.Second)), which)}
}
