package cli

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"actas/model"
	"actas/ui/shellenv"
	"actas/ui/words"
)

const renewHelp = `Renews sessions of yours: each role is assumed again with the same parameters,
the new session is read, and only then the old one is revoked. Sessions of other
people are left alone, and so are, unless they are named, those that were renewed
from here already and last until their end, because something uses them.

A session that was assumed with an identity token needs a new one: from
--token-file, from what --token-command prints, or from the file that
` + shellenv.TokenFile + ` names. What it says of itself is told before it
is sent. Without one such sessions are left out, unless they are named. The session of
an OIDC issuer is found where it was kept. One that was made over STS gets new AWS
keys: whatever was given the old ones needs them anew.

NAME is a session's name, the beginning of its name where that is unique, or its
id. --expiring renews what ends within a time, and is done where nothing does:

  actas renew --expiring 10m

A role whose window is closed is tried all the same: the API decides. Where
several are renewed, the exit code is that of the worst: 3 before 1.
` + exitCodes

// atOnce is how many sessions are renewed or revoked side by side.
const atOnce = 4

// renew is the command that renews sessions.
func (c *command) renew() *cobra.Command {
	var expiring lifetime
	var everything bool
	var place tokenPlace
	cmd := &cobra.Command{
		Use: "renew {NAME... | --expiring TIME | --all}", Short: "Renew sessions", Long: renewHelp,
		ValidArgsFunction: c.completeSessions,
		Args: func(_ *cobra.Command, args []string) error {
			return oneOf("name sessions, or give --expiring or --all", len(args) > 0, expiring > 0, everything)
		},
		PreRunE: func(*cobra.Command, []string) (err error) {
			c.identity, err = c.tellingPlace(place)
			return err
		},
		RunE: c.changing(func(ctx context.Context, r *remote, args []string) error {
			chosen, err := c.toRenew(ctx, r, args, time.Duration(expiring))
			if err != nil {
				return err
			}
			if len(chosen) == 0 {
				c.note(nothingToRenew(time.Duration(expiring)))
				return nil
			}
			return c.renewAll(ctx, r, chosen)
		}),
	}
	c.apiFlags(cmd.Flags())
	c.debugFlag(cmd.Flags())
	cmd.Flags().Var(&expiring, "expiring", "renew what ends within this time, as in 10m")
	cmd.Flags().BoolVar(&everything, "all", false, "renew all your sessions")
	place.flags(cmd.Flags())
	return cmd
}

// toRenew are the sessions that are named, or those that end within a time, or all.
// What was renewed already is left out of the latter two.
func (c *command) toRenew(ctx context.Context, r *remote, names []string, within time.Duration) ([]model.LiveSession, error) {
	_, sessions, err := r.mine(ctx, 0)
	switch {
	case err != nil:
		return nil, err
	case len(names) > 0:
		return chooseAll(sessions, names)
	case within > 0:
		return c.unreplaced(r, c.withKey(r.ending(sessions, within)), sessions), nil
	}
	return c.unreplaced(r, c.withKey(sessions), sessions), nil
}

// oneOf refuses none and several.
func oneOf(want string, given ...bool) error {
	n := 0
	for _, g := range given {
		if g {
			n++
		}
	}
	if n != 1 {
		return usageError{want}
	}
	return nil
}

// chooseAll finds the sessions that are named, each once. Nothing is done to any
// where one of them is not found.
func chooseAll(sessions []model.LiveSession, named []string) ([]model.LiveSession, error) {
	var chosen []model.LiveSession
	seen := map[string]bool{}
	for _, name := range named {
		l, err := choose(aSession, sessions, name, model.LiveSession.Label)
		if err != nil {
			return nil, err
		}
		if !seen[l.Key()] {
			chosen = append(chosen, l)
		}
		seen[l.Key()] = true
	}
	return chosen, nil
}

// withKey leaves out the sessions that were assumed with an identity token where
// there is none now. One that is named is tried: the API decides.
func (c *command) withKey(sessions []model.LiveSession) []model.LiveSession {
	var out []model.LiveSession
	for _, l := range sessions {
		if model.ByIdentityToken(l.AuthMethod) && c.identity == nil && (l.Asked == nil || l.Asked.TokenFile == "") {
			c.note("left out " + l.Name + ": it was assumed with an identity token (" + l.AuthMethod + ")")
			continue
		}
		out = append(out, l)
	}
	return out
}

// unreplaced leaves out the sessions that were renewed from here and live on only
// because something uses them: their successors are there. One that is named is
// renewed once more.
func (c *command) unreplaced(r *remote, chosen, live []model.LiveSession) []model.LiveSession {
	done := c.done()
	var out []model.LiveSession
	for _, l := range chosen {
		if by, ok := model.Successor(done, l, r.Endpoint(), live); ok {
			c.note("left out " + l.Name + ": " + by.Name + " has taken its place")
			continue
		}
		out = append(out, l)
	}
	return out
}

// ending are the sessions that end within a time.
func (r *remote) ending(sessions []model.LiveSession, in time.Duration) []model.LiveSession {
	now := r.clock.Now().Boot
	var out []model.LiveSession
	for _, l := range sessions {
		if l.Countdown.Left(now) <= in {
			out = append(out, l)
		}
	}
	return out
}

func nothingToRenew(expiring time.Duration) string {
	if expiring > 0 {
		return "no session of yours ends within " + words.Length(expiring)
	}
	return "no live sessions"
}

func (c *command) renewAll(ctx context.Context, r *remote, sessions []model.LiveSession) error {
	return c.each(sessions, func(l model.LiveSession) error {
		// A role that cannot be read limits nothing: the API decides.
		role, err := r.Role(ctx, l.RoleID)
		if err != nil {
			role = model.Role{ID: l.RoleID}
		}
		return c.tellRenewal(ctx, r, c.renewOne(ctx, r, role, l, 0))
	})
}

// renewOne renews a session for as long as it lasted, and for least at the least.
func (c *command) renewOne(ctx context.Context, r *remote, role model.Role, l model.LiveSession, least time.Duration) model.RenewalResult {
	renewal := model.NewRenewal(l, role, c.contextIP(r, l), c.out.Suffix())
	if renewal.Request.Duration < least {
		renewal.Request.Duration = within(least, role)
	}
	result := c.out.Renew(ctx, r.API, r.clock, c.whose(renewal.Request.UserID, r.API), renewal)
	if result.Unkept != nil {
		c.say(notNoted, result.Unkept)
	}
	return c.settleOld(ctx, r, result)
}

// tellRenewal says what a renewal came to.
func (c *command) tellRenewal(ctx context.Context, r *remote, result model.RenewalResult) error {
	old := result.Old.Name
	if !result.Swapped() {
		c.say(old+" is not renewed", result.Err)
		c.tokenless(result)
		if said := c.beside(ctx, r, result); said != "" {
			c.note(said)
		}
		return exitStatus(exitCode(result.Err))
	}
	line := fmt.Sprintf("renewed %s as %s", old, r.summary(live(result.New)))
	if result.Shortened > 0 {
		line += fmt.Sprintf(" (it lasted %s, which the role does not allow any more)", words.Length(result.Shortened))
	}
	if result.Deferred {
		line += "; " + old + " lasts until its end, since something uses it"
	}
	if result.OldKept {
		why := "it cannot be revoked"
		switch {
		case result.New.Unverified:
			why = "the API does not tell whether the new one lives"
		case result.Old.Token.Empty():
			why = "the API does not tell its token"
		}
		line += "; " + old + " lasts until its end, since " + why
	}
	if result.New.AWS != (model.AWSKeys{}) {
		line += "; its AWS keys are new: what was given the old ones needs them anew, by actas credential-process or env"
	}
	if err := c.print(line); err != nil {
		return err
	}
	if result.Err != nil {
		c.say(old+" was replaced and may still be alive", result.Err)
		return exitStatus(exitCode(result.Err))
	}
	return nil
}

// each does something to sessions, a few side by side, and ends as the worst of
// them. An error other than an exit status is reported.
func (c *command) each(sessions []model.LiveSession, do func(model.LiveSession) error) error {
	var wait sync.WaitGroup
	var mu sync.Mutex
	worst := exitDone
	slots := make(chan struct{}, atOnce)
	for _, l := range sessions {
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			err := do(l)
			mu.Lock()
			defer mu.Unlock()
			var said exitStatus
			if err != nil && !errors.As(err, &said) {
				report(c.out.Stderr, err)
			}
			worst = worse(worst, exitCode(err))
		})
	}
	wait.Wait()
	if worst == exitDone {
		return nil
	}
	return exitStatus(worst)
}
