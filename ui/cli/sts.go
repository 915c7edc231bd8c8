package cli

import (
	"cmp"
	"context"
	"fmt"

	"actas/model"
	"actas/model/text"
	"actas/ui/words"
)

// speakVultr takes the call that was named.
func (a *asked) speakVultr(via string, w wish) error {
	switch {
	case via == "sts" && w.contextIP != "":
		return usageError{"the STS endpoint takes no IP context: leave --ip out, or --via sts"}
	case via == "sts":
		a.dialect = model.DialectSTS
	case via != "native":
		return usageError{fmt.Sprintf("--via %q is not known; native and sts are", text.Clean(via))}
	case a.organization != "":
		return usageError{"--org goes with --via sts"}
	}
	return nil
}

// saidOrganization is the organisation's id as a flag says it, or the environment;
// empty where neither does.
func (c *command) saidOrganization(flag string) (string, error) {
	said := cmp.Or(flag, c.out.Getenv("ACTAS_ORG_ID"))
	if !validID(said) {
		return "", usageError{"the organisation id may hold letters, digits, - and _ only"}
	}
	return said, nil
}

// organization is the id that stands in the role's ARN.
func (c *command) organization(ctx context.Context, out *assumption, said string) (string, error) {
	if said, err := c.saidOrganization(said); said != "" || err != nil {
		return said, err
	}
	const remedy = " Give its id with --org or ACTAS_ORG_ID."
	if out.keyless {
		return "", failure{exitUsage, "Without an API key the organisation cannot be looked up." + remedy}
	}
	all, err := out.Organizations(ctx)
	switch {
	case err != nil:
		return "", failure{exitCode(err), message(err) + "\nThe STS endpoint needs the organisation." + remedy}
	case len(all) != 1:
		return "", failure{exitUsage, fmt.Sprintf("This key belongs to %d organisations.", len(all)) + remedy}
	}
	return all[0].ID, nil
}

// isOwn reports that an organisation is the key's, which the lists are of; true for
// the empty id, which names none.
func (r *remote) isOwn(ctx context.Context, id string) bool {
	if id == "" {
		return true
	}
	all, err := r.Organizations(ctx)
	return err == nil && len(all) == 1 && all[0].ID == id
}

// stsWarning is told of an endpoint that refuses without a reason of its own.
const stsWarning = words.STSWarning + "\nThe native call may do what it refuses: actas assume, without --via sts."
