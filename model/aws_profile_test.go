package model

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAWSProfileName(t *testing.T) {
	t.Parallel()
	for role, want := range map[string]string{
		"Production Deploy": "production-deploy", "s3assumeRole": "s3assumerole", "Payments (EU), read-only": "payments-eu-read-only",
		"": "actas", "日本": "actas", "default]\n[x": "default-x",
		strings.Repeat("a", 63) + " b": strings.Repeat("a", 63),
	} {
		if got := AWSProfileName(role); got != want {
			t.Errorf("%q is written into %q, want %q", role, got, want)
		}
	}
}

func TestEveryRoleHasAProfileName(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		if name := AWSProfileName(rapid.String().Draw(rt, "role")); AWSProfileFault(name) != "" {
			rt.Fatalf("%q: %s", name, AWSProfileFault(name))
		}
	})
}

func TestAWSProfileFault(t *testing.T) {
	t.Parallel()
	for name, says := range map[string]string{
		"deploy": "", "a/b_c-d.e%f@g:h+1": "", "default": "",
		"": "needs a name", "two words": "only letters", "a]b": "only letters", "a\nb": "only letters", "é": "only letters",
		strings.Repeat("a", 65): "64 characters",
	} {
		if got := AWSProfileFault(name); (says == "") != (got == "") || !strings.Contains(got, says) {
			t.Errorf("%q: %q, want %q", name, got, says)
		}
	}
}
