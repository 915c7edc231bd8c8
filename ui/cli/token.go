package cli

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"actas/model"
	"actas/ui/shellenv"
)

const tokenHelp = `Prints the token of a live session of yours, and nothing else. Who has the token
acts as the role until the session ends: keep it out of logs and histories.

NAME is a session's name, the beginning of its name where that is unique, or its
id.
` + exitCodes

const envHelp = `Prints lines that give a shell the credentials of a live session of yours:
VULTR_API_KEY, ACTAS_SESSION and ACTAS_EXPIRES_AT, and ACTAS_API_URL where the
API is not Vultr's own, or where a configuration could name another. For a session
that has AWS keys these are AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
AWS_SESSION_TOKEN and AWS_CREDENTIAL_EXPIRATION as well. With AWS keys of an object
storage VULTR_API_KEY is left out: the storage's token opens nothing there.

  eval "$(actas env NAME)"                   sh, bash, zsh
  actas env NAME --shell fish | source       fish
  actas env NAME --shell powershell | Out-String | Invoke-Expression

NAME is a session's name, the beginning of its name where that is unique, or its
id. Without --shell the lines are for the shell of SHELL, else for sh.

--aws-profile PROFILE prints nothing, and writes AWS keys into that profile of AWS's
credentials file, ~/.aws/credentials or AWS_SHARED_CREDENTIALS_FILE. Nothing else in
it changes. A profile that actas did not write is overwritten with --force alone.
` + exitCodes

// token is the command that prints a token.
func (c *command) token() *cobra.Command {
	cmd := &cobra.Command{
		Use: "token NAME", Short: "Print the token of a session", Long: tokenHelp,
		Args: exactly(1, "name one session"), ValidArgsFunction: c.completeSession,
		RunE: c.onAPI(func(ctx context.Context, r *remote, args []string) error {
			l, err := r.usable(ctx, args[0])
			if err != nil {
				return err
			}
			c.warnOfSecret()
			return c.print(l.Token.Reveal())
		}),
	}
	c.apiFlags(cmd.Flags())
	c.debugFlag(cmd.Flags())
	return cmd
}

// env is the command that prints credentials for a shell.
func (c *command) env() *cobra.Command {
	var name string
	var aws awsProfile
	cmd := &cobra.Command{
		Use: "env NAME", Short: "Print the credentials of a session for a shell", Long: envHelp,
		Args: exactly(1, "name one session"), ValidArgsFunction: c.completeSession,
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		shell, err := c.shellNamed(name)
		if err := cmp.Or(err, c.checkAWS(aws)); err != nil {
			return err
		}
		return c.onAPI(func(ctx context.Context, r *remote, args []string) error {
			l, err := r.usable(ctx, args[0])
			if err != nil {
				return err
			}
			if aws.name != "" {
				return c.writeAWS(aws, l)
			}
			c.warnOfSecret()
			if _, err := c.out.Stdout.WriteString(shell.Lines(c.sessionVars(l, r.ends(l)))); err != nil {
				return errOutput
			}
			return nil
		})(cmd, args)
	}
	c.apiFlags(cmd.Flags())
	c.debugFlag(cmd.Flags())
	cmd.Flags().StringVar(&name, "shell", "", "sh (also bash and zsh), fish or powershell (default: by SHELL)")
	aws.flags(cmd.Flags())
	fixed(cmd, "shell", shellNames...)
	return cmd
}

// shellNames are the shells that lines can be written for.
var shellNames = []cobra.Completion{"sh", "fish", "powershell"}

// shellNamed is the shell to write for: the one that is named, else the person's own
// where it can be written for.
func (c *command) shellNamed(name string) (shellenv.Shell, error) {
	if name == "" {
		shell, err := shellenv.Parse(c.out.Getenv("SHELL"))
		if err != nil {
			return shellenv.Sh, nil
		}
		return shell, nil
	}
	shell, err := shellenv.Parse(name)
	if err != nil {
		return "", usageError{err.Error()}
	}
	return shell, nil
}

// usable is a live session of mine whose token is known.
func (r *remote) usable(ctx context.Context, wanted string) (model.LiveSession, error) {
	_, sessions, err := r.mine(ctx, 0)
	if err != nil {
		return model.LiveSession{}, err
	}
	l, err := choose(aSession, sessions, wanted, model.LiveSession.Label)
	if err != nil {
		return l, err
	}
	return l, hasToken(l)
}

// warnOfSecret tells somebody at a terminal what stands there in a moment.
func (c *command) warnOfSecret() {
	if isTerminal(c.out.Stdout) {
		c.note("this shows the session's token: whoever reads it acts as the role")
	}
}
