package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"actas/model"
)

const credentialProcessHelp = `Assumes a role over Vultr's STS endpoint, and prints the credentials as AWS's tools
take them from a credential_process: JSON with Version 1, AccessKeyId,
SecretAccessKey, SessionToken and Expiration, which is told by this machine's clock.

  [profile deploy]
  credential_process = actas credential-process "Production Deploy"

Each call assumes anew, for an hour unless --duration says otherwise, and as long as
the role allows at most: the keys are kept nowhere. A tool calls again when its own
are about to end. ROLE is a role's name, the beginning of its name where that is
unique, or its id.

Vultr warns that this endpoint does not currently issue credentials for any role.
` + identityHelp + exitCodes

// credentials are AWS's contract with a credential_process.
type credentials struct {
	Version         int
	AccessKeyID     string `json:"AccessKeyId"`
	SecretAccessKey string
	SessionToken    string
	Expiration      string
}

// credentialProcess is the command that AWS's tools call for credentials.
func (c *command) credentialProcess() *cobra.Command {
	var w wish
	a := asked{tell: c.note, dialect: model.DialectSTS}
	cmd := &cobra.Command{
		Use: "credential-process ROLE", Short: "Credentials for AWS's tools", Long: credentialProcessHelp,
		Args: exactly(1, "name one role"), ValidArgsFunction: c.completeRoles,
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := c.writing(); err != nil {
			return err
		}
		source, err := c.settle(&a.proof)
		if err != nil {
			return err
		}
		return interruptible(cmd.Context(), func(ctx context.Context) error {
			on, session, err := c.begin(ctx, args[0], a, source, w)
			if err != nil {
				return err
			}
			defer on.closeLog()
			c.warnOfSecret()
			return c.printJSON(credentialsOf(session, on.clock.Now()))
		})
	}
	c.apiFlags(cmd.Flags())
	c.debugFlag(cmd.Flags())
	w.lifeFlag(cmd.Flags())
	a.flags(cmd)
	return cmd
}

// credentialsOf are a session's credentials for a tool that compares their end with
// this machine's clock, wrong as that may be.
func credentialsOf(l model.LiveSession, now model.Moment) credentials {
	ends := l.Countdown.EndsAt(now)
	if ends.Sub(l.Expires).Abs() <= endNoise {
		ends = l.Expires
	}
	return credentials{
		Version: 1, AccessKeyID: l.AWS.ID.Reveal(), SecretAccessKey: l.AWS.Secret.Reveal(),
		SessionToken: l.Token.Reveal(), Expiration: ends.UTC().Truncate(time.Second).Format(time.RFC3339),
	}
}
