package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"actas/model"
	"actas/model/text"
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

// organization is the id that stands in the role's ARN.
func (c *command) organization(ctx context.Context, out *assumption, said string) (string, error) {
	if said = cmp.Or(said, c.out.Getenv("ACTAS_ORG_ID")); said != "" {
		if !validID(said) {
			return "", usageError{"the organisation id may hold letters, digits, - and _ only"}
		}
		return said, nil
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

// stsWarning is what Vultr's guide to its webhook for Kubernetes says of the endpoint.
const stsWarning = "Vultr warns that its STS endpoint does not currently issue credentials for any role.\n" +
	"The native call may do what it refuses: actas assume, without --via sts."

// answered reports that the API answered the request itself, and did not do it.
func answered(err error) bool {
	for _, kind := range []error{model.ErrForbidden, model.ErrNotFound, model.ErrInvalid, model.ErrUnavailable, model.ErrNotAPI} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}
