package simulator

import (
	"strings"

	"actas/model"
)

// The actions that the calls need. Vultr's guide "How to Assume a Role" names
// the first three; the others follow its pattern.
const (
	actionAssume        = "iam.role.AssumeRole"
	actionRoleRead      = "iam.role.Read"
	actionSessionRead   = "iam.assumedrole.Read"
	actionSessionDelete = "iam.assumedrole.Delete"
	actionAssumeAny     = "iam.role.AssumeRoleForUser"
	actionPolicyRead    = "iam.policy.Read"
	actionTrustRead     = "iam.roletrust.Read"
	actionTrustCreate   = "iam.roletrust.Create"
	actionTrustUpdate   = "iam.roletrust.Update"
	actionTrustDelete   = "iam.roletrust.Delete"
	actionTrustRestore  = "iam.roletrust.Restore"
	actionUserRead      = "iam.user.Read"
	actionGroupRead     = "iam.group.Read"
	actionIssuerRead    = "iam.oidcissuer.Read"
	actionOrgRead       = "iam.organization.Read"
	actionAccountRead   = "account.Read"
)

// assumeActions are the three that Vultr's guide asks for.
var assumeActions = []string{actionAssume, actionRoleRead, actionSessionRead}

// Allow returns a policy that allows the actions on everything. An action may
// hold "*" for any run of characters.
func Allow(name string, actions ...string) model.Policy {
	return model.Policy{Name: name, Statements: []model.Statement{
		{Effect: "Allow", Actions: actions, Resources: []string{"*"}},
	}}
}

// Deny returns a policy that denies the actions on everything.
func Deny(name string, actions ...string) model.Policy {
	p := Allow(name, actions...)
	p.Statements[0].Effect = "Deny"
	return p
}

// allowed reports whether the policies permit an action on a resource, which is
// an id or, for lists, empty. A Deny outweighs every Allow.
func allowed(policies []model.Policy, action, resource string) bool {
	permitted := false
	for _, p := range policies {
		for _, s := range p.Statements {
			if !matchesAny(s.Actions, action) || !matchesAny(s.Resources, resource) {
				continue
			}
			if strings.EqualFold(s.Effect, "Deny") {
				return false
			}
			permitted = permitted || strings.EqualFold(s.Effect, "Allow")
		}
	}
	return permitted
}

func matchesAny(patterns []string, s string) bool {
	for _, p := range patterns {
		if matches(p, s) {
			return true
		}
	}
	return false
}

// matches compares with "*" as any run of characters, in any case.
func matches(pattern, s string) bool {
	parts := strings.Split(strings.ToLower(pattern), "*")
	s = strings.ToLower(s)
	if len(parts) == 1 {
		return parts[0] == s
	}
	rest, ok := strings.CutPrefix(s, parts[0])
	if !ok {
		return false
	}
	last := len(parts) - 1
	for _, part := range parts[1:last] {
		_, after, found := strings.Cut(rest, part)
		if !found {
			return false
		}
		rest = after
	}
	return strings.HasSuffix(rest, parts[last])
}
