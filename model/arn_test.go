package model

import (
	"strings"
	"testing"
)

func TestRoleOfARN(t *testing.T) {
	t.Parallel()
	for arn, want := range map[string]string{
		"urn:ecs:iam::s3:role/s3assumeRole":    "s3assumeRole",
		"urn:ecs:iam::s3:role/teams/backup":    "teams/backup",
		"arn:aws:iam::123456789012:role/Admin": "Admin",
		"urn:ecs:iam:::role/s3assumeRole":      "",
		"urn:ecs:iam::s3:role/":                "",
		"urn:ecs:iam::s3:role":                 "",
		"urn:ecs:iam::s3:policy/a":             "",
		"urn:ecs:iam::s3:role/a:b":             "",
		"urn:ecs:iam::s3:role//a":              "",
		"urn:ecs:iam::s3:role/a b":             "",
		"urn:ecs:iam::s3:role/\x1b[31m":        "",
		"urn:ecs:sts::s3:assumed-role/a/b":     "",
		"s3assumeRole":                         "",
		"":                                     "",
		"urn:ecs:iam::s3:role/" + strings.Repeat("a", longestARN): "",
	} {
		if got := RoleOfARN(arn); got != want {
			t.Errorf("%.60q is the role %q, not %q", arn, got, want)
		}
	}
}

func TestPolicyOfARN(t *testing.T) {
	t.Parallel()
	for arn, want := range map[string]string{
		"urn:ecs:iam:::policy/ECSS3FullAccess":   "ECSS3FullAccess",
		"urn:ecs:iam::s3:policy/readers":         "readers",
		"arn:aws:iam::aws:policy/ReadOnlyAccess": "ReadOnlyAccess",
		"urn:ecs:iam::s3:role/readers":           "",
	} {
		if got := PolicyOfARN(arn); got != want {
			t.Errorf("%q is the policy %q, not %q", arn, got, want)
		}
	}
}
