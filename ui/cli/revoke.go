package cli

import (
	"context"

	"github.com/spf13/cobra"

	"actas/model"
)

const revokeHelp = `Revokes sessions of yours, at once and without a question.

NAME is a session's name, the beginning of its name where that is unique, or its
id. Where several are named and one is not found, none is revoked. An object storage
cannot revoke a session: with its profile this is a wrong use (exit code 2).
` + exitCodes

// revoke is the command that ends sessions.
func (c *command) revoke() *cobra.Command {
	var mine bool
	cmd := &cobra.Command{
		Use: "revoke {NAME... | --mine}", Short: "Revoke sessions", Long: revokeHelp,
		ValidArgsFunction: c.completeSessions,
		Args: func(_ *cobra.Command, args []string) error {
			return oneOf("name sessions, or give --mine", len(args) > 0, mine)
		},
		RunE: c.changing(func(ctx context.Context, r *remote, args []string) error {
			_, sessions, err := r.mine(ctx, 0)
			if err == nil && !mine {
				sessions, err = chooseAll(sessions, args)
			}
			if err != nil {
				return err
			}
			if len(sessions) == 0 {
				c.note("no live sessions")
				return nil
			}
			return c.each(sessions, func(l model.LiveSession) error {
				if err := c.end(ctx, r, l, ""); err != nil {
					c.say(l.Name+" is not revoked", err)
					return exitStatus(exitCode(err))
				}
				return c.print("revoked " + l.Name)
			})
		}),
	}
	c.apiFlags(cmd.Flags())
	c.debugFlag(cmd.Flags())
	cmd.Flags().BoolVar(&mine, "mine", false, "revoke all your sessions")
	return cmd
}

// end revokes a session, and notes it in the ledger.
func (c *command) end(ctx context.Context, r *remote, l model.LiveSession, roleName string) error {
	if err := hasToken(l); err != nil {
		return err
	}
	if r.storage {
		return r.Revoke(ctx, l.Token) // cannot be done, which is nothing to note
	}
	err := c.patiently(ctx, r, func() error { return r.Revoke(ctx, l.Token) })
	c.noteRevoke(r, l, roleName, err)
	return err
}

// hasToken refuses a session whose token the API did not tell.
func hasToken(l model.LiveSession) error {
	if l.Token.Empty() {
		return failure{exitFailed, "the API does not tell the token of " + l.Name + ", so that it cannot be used or revoked here; assume the role again for one that can"}
	}
	return nil
}
