package cli

import (
	"context"
	"fmt"
)

// examineStorage checks an object storage, whose token was found at a place. Nothing
// tells whether it is accepted but an assume, which a check must not do.
func (c *command) examineStorage(ctx context.Context, r *remote, at, why string) []finding {
	key := finding{fine, "key", "found in " + at + " (" + why + "); whether it is accepted shows when a role is assumed"}
	began := r.clock.Now().Boot
	var err error
	if there, ok := r.API.(interface{ Probe(context.Context) error }); ok {
		err = there.Probe(ctx)
	}
	took := r.clock.Now().Boot - began
	findings := []finding{examineEndpoint(r.Endpoint(), c.apiURL(), took, err), key}
	if findings[0].grade != broken {
		findings = append(findings, r.examineClock())
	}
	roles, _ := all(r.Roles(ctx)) // asks nobody
	named := finding{fine, "roles", fmt.Sprintf("%d, by their ARNs in the configuration", len(roles))}
	if len(roles) == 0 {
		named = finding{doubt, "roles", "the object storage does not list them; name them in the profile: roles = [ARN, ...]"}
	}
	return append(findings, named, c.examineKept())
}

// examineKept tells where sessions are kept that no list tells.
func (c *command) examineKept() finding {
	where, lasts := "memory, for this run only", false
	if c.out.Kept != nil {
		where, lasts = c.out.Kept.Where(), c.out.Kept.Lasts()
	}
	if !lasts {
		return finding{doubt, "sessions", "kept in " + where + ": actas assume --print env and actas exec work without"}
	}
	return finding{fine, "sessions", "kept in " + where}
}
