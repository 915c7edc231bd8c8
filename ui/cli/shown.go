package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"actas/model"
	"actas/model/text"
)

// shown is what is printed of a new session: a line for people, JSON, or its
// secrets.
type shown struct {
	json         bool
	print, shell string
	aws          awsProfile
}

func (s *shown) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVar(&s.json, "json", false, "print JSON")
	f.StringVar(&s.print, "print", "", "print `what` is secret of the session: token, or env for lines that a shell reads")
	f.StringVar(&s.shell, "shell", "", "for --print env: sh (also bash and zsh), fish or powershell (default: by SHELL)")
	s.aws.flags(f)
	fixed(cmd, "print", "token", "env")
	fixed(cmd, "shell", shellNames...)
}

// fixed offers the values of a flag that takes no others.
func fixed(cmd *cobra.Command, flag string, values ...cobra.Completion) {
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)) // fails for a flag that there is not
}

// settleShown refuses what would lose the only copy of a session's secrets, and
// finds the shell to write for.
func (c *command) settleShown(out *shown, a asked) error {
	env := out.print == "env"
	switch {
	case out.print != "" && out.print != "token" && !env:
		return usageError{fmt.Sprintf("--print %q is not known; token and env are", text.Clean(out.print))}
	case out.print != "" && out.json:
		return usageError{"give one of --print and --json"}
	case out.shell != "" && !env:
		return usageError{"--shell goes with --print env"}
	case out.aws.name != "" && a.dialect == model.DialectNative:
		return usageError{"--aws-profile goes with --via sts: the native call makes no AWS keys"}
	case a.dialect == model.DialectECS && out.print == "token":
		return usageError{"a session of the object storage is three values: --print env prints them"}
	}
	shell, err := c.shellNamed(out.shell)
	out.shell = string(shell)
	if err == nil {
		err = c.checkAWS(out.aws)
	}
	if err == nil && !env && out.aws.name == "" {
		err = c.checkKept(*out, a)
	}
	return err
}

// checkKept refuses a session whose secrets, or AWS keys, nothing would have. It may ask
// the keyring.
func (c *command) checkKept(out shown, a asked) error {
	switch {
	case a.dialect == model.DialectSTS && !c.keeps(), a.dialect == model.DialectECS && !c.keepsForSure():
		return usageError{"nothing here keeps the AWS keys, and nothing tells them again: add --print env or --aws-profile"}
	case model.ByIdentityToken(a.method) && c.flags.userID == "" && out.print == "" && !c.keeps():
		return usageError{"nothing here keeps the token of an issuer's session, and no list tells it again: add --print token or --print env"}
	}
	return nil
}
