package cli

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"actas/model"
	"actas/model/text"
	"actas/ui/export"
)

const exportHelp = `Prints a role trust or a session for other tools. It changes nothing, and prints
no token and no key.
` + exitCodes

const exportTrustHelp = `Prints a role trust for another tool. A trust is named by its id, or by the name
of its role where the role has no other trust.

--as terraform  a vultr_organization_role_trust of Vultr's provider, with an
                import block. The provider has no arguments for days and time
                zone. Such a trust is written without them, which is said on
                standard error and in a comment: an import leaves the trust as it
                is, while one that is made from the block alone would open every
                day, by hours in UTC. Refused is what only another trust, or a
                wider one, could stand for: FederatedAssumption, OIDC issuers,
                instance and baremetal, hours that are not whole, and conditions
                that the provider does not know
--as curl       the call that creates such a trust, for sh. It takes the key from
                VULTR_API_KEY. Refused is what actas cannot read
--as json       one object with the API's own field names:

` + trustFieldsHelp + `
A refusal ends with exit code 1.
` + exitCodes

const exportSessionHelp = `Prints a live session of yours for another tool.

NAME is a session's name, the beginning of its name where that is unique, or its
id.

--as terraform  a vultr_organization_role_session of Vultr's provider. A comment
                has the command that imports the live session. The import id is
                the token, so that actas token stands in its place; Terraform
                prints it at every plan, and keeps it in its state in plain text.
                Refused is a session without a user
--as curl       the call that assumes the role once more with the same parameters,
                for sh. It takes the key from VULTR_API_KEY, or for a session that
                was assumed with an identity token, that from ACTAS_OIDC_TOKEN
--as json       one object with the fields of actas sessions --json

A refusal ends with exit code 1.
` + exitCodes

// The forms of an export.
const (
	asTerraform = "terraform"
	asCurl      = "curl"
	asJSON      = "json"
)

// export is the command that writes things down for other tools.
func (c *command) export() *cobra.Command {
	cmd := &cobra.Command{
		Use: "export {trust | session}", Short: "Print a trust or a session for Terraform, curl or scripts", Long: exportHelp,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError{text.Clean("there is no export of a " + args[0] + ": it is trust or session")}
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error {
			return usageError{"say what to export: trust or session"}
		},
	}
	trust := c.exporting("trust NAME", "Print a role trust for another tool", exportTrustHelp, c.exportTrust)
	trust.Args, trust.ValidArgsFunction = exactly(1, "name one role trust"), c.completeTrusts
	session := c.exporting("session NAME", "Print a session for another tool", exportSessionHelp, c.exportSession)
	session.Args, session.ValidArgsFunction = exactly(1, "name one session"), c.completeSession
	cmd.AddCommand(trust, session)
	return cmd
}

// exporting is a command that writes one thing down in a form.
func (c *command) exporting(use, short, long string, write func(ctx context.Context, r *remote, name, form string) (export.Text, error)) *cobra.Command {
	var form string
	cmd := &cobra.Command{Use: use, Short: short, Long: long}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if form != asTerraform && form != asCurl && form != asJSON {
			return usageError{"--as takes terraform, curl or json"}
		}
		return c.onAPI(func(ctx context.Context, r *remote, args []string) error {
			told, err := write(ctx, r, args[0], form)
			var refused export.Refusal
			if errors.As(err, &refused) {
				return failure{exitFailed, "not exported as " + form + ": " + text.Clean(string(refused))}
			}
			if err != nil {
				return err
			}
			for _, w := range told.Warnings {
				c.note(text.Clean(w))
			}
			return c.print(strings.TrimSuffix(told.Body, "\n"))
		})(cmd, args)
	}
	c.apiFlags(cmd.Flags())
	c.debugFlag(cmd.Flags())
	cmd.Flags().StringVar(&form, "as", asTerraform, "the `form`: terraform, curl or json")
	_ = cmd.RegisterFlagCompletionFunc("as", cobra.FixedCompletions( // fails for a flag that there is not
		[]cobra.Completion{asTerraform, asCurl, asJSON}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// exportTrust writes a role trust down. Names that cannot be read are left out.
func (c *command) exportTrust(ctx context.Context, r *remote, name, form string) (export.Text, error) {
	p := r.read(ctx, readTrusts|readRoles|readUsers|readGroups|readIssuers)
	if p.trustsErr != nil {
		return export.Text{}, p.trustsErr
	}
	t, err := p.chooseTrust(name)
	if err != nil {
		return export.Text{}, err
	}
	e := export.NewTrust(&p.Directory, t)
	switch form {
	case asTerraform:
		return e.Terraform()
	case asCurl:
		return e.Curl(c.baseURL())
	}
	return e.JSON(), nil
}

// chooseTrust finds the one trust that a person means. Those of one role are told
// apart by whom they trust.
func (p *picture) chooseTrust(wanted string) (model.Trust, error) {
	found := model.Find(p.Trusts(), wanted, func(t model.Trust) model.Label {
		return model.Label{ID: t.ID, Name: export.RoleOf(&p.Directory, t)}
	})
	if len(found) == 1 {
		return found[0], nil
	}
	rows := make([][]string, len(found))
	for i, t := range found {
		rows[i] = []string{"", export.RoleOf(&p.Directory, t), p.EntityName(t.Entity), t.ID}
	}
	return model.Trust{}, unclear(aTrust, wanted, "its id", []string{"", "ROLE", "TRUSTED", "ID"}, rows)
}

// exportSession writes a live session of mine down.
func (c *command) exportSession(ctx context.Context, r *remote, name, form string) (export.Text, error) {
	what := readRoles
	if form == asJSON {
		what |= readTrusts | readGroups
	}
	p, sessions, err := r.mine(ctx, what)
	if err != nil {
		return export.Text{}, err
	}
	l, err := choose(aSession, sessions, name, model.LiveSession.Label)
	if err != nil {
		return export.Text{}, err
	}
	d := r.describer(ctx, p, sessions, c.tokenRef)
	switch e := d.export(l, c.contextIP(r, l)); form {
	case asTerraform:
		return e.Terraform()
	case asCurl:
		return e.Curl(c.baseURL()), nil
	}
	return export.JSON(d.json(l)), nil
}

// baseURL is the API's address to put a path behind.
func (c *command) baseURL() string { return strings.TrimSuffix(c.apiURL(), "/") }
