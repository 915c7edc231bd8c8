package model

import "strings"

// longestARN is what AWS, whose dialect the object storage speaks, allows for one.
const longestARN = 2048

// RoleOfARN is the name of the role that an ARN stands for: what follows "role/",
// its path included. It is empty for text that is no ARN of a role, as
// urn:ecs:iam::NAMESPACE:role/NAME (Dell ECS) and arn:aws:iam::ACCOUNT:role/NAME are.
func RoleOfARN(arn string) string { return ofARN(arn, "role/") }

// PolicyOfARN is [RoleOfARN] for a managed policy: what follows "policy/".
func PolicyOfARN(arn string) string { return ofARN(arn, "policy/") }

// ofARN is the name of a resource of a kind.
func ofARN(arn, kind string) string {
	if len(arn) > longestARN || strings.ContainsFunc(arn, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return ""
	}
	rest, isURN := strings.CutPrefix(arn, "urn:ecs:iam::")
	if !isURN {
		var isARN bool
		if rest, isARN = strings.CutPrefix(arn, "arn:aws:iam::"); !isARN {
			return ""
		}
	}
	namespace, resource, _ := strings.Cut(rest, ":")
	name, ok := strings.CutPrefix(resource, kind)
	// ECS's own policies belong to no namespace; a role always does.
	if !ok || namespace == "" && kind == "role/" || strings.ContainsAny(namespace, "/") ||
		strings.Trim(name, "/") != name || strings.Contains(name, ":") {
		return ""
	}
	return name
}
