package text

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestHide(t *testing.T) {
	t.Parallel()
	const key = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	for in, want := range map[string]string{
		"":                               "",
		"sign in first":                  "sign in first",
		"/v2/roles/" + key + "/policies": "/v2/roles/[hidden]/policies",
		"token=" + key + "!":             "token=[hidden]!",
		"eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln": "[hidden]",
		"/v2/assumed-roles/ars-1":                   "/v2/assumed-roles/[hidden]",
		"ARS-x and ars-":                            "[hidden] and ars-",
		"3f0c0d6e-8a0b-4c58-9a55-0123456789ab":      "3f0c0d6e-8a0b-4c58-9a55-0123456789ab",
		"3f0c0d6e-8a0b-4c58-9a55-0123456789aX":      "[hidden]",
		"compatibility-of-many-long-words-here":     "compatibility-of-many-long-words-here",
		"Zoë: " + key + "é":                         "Zoë: [hidden]é",
	} {
		if got := Hide(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

// TestHideHidesKeysAnywhere: no text around a key keeps it in sight.
func TestHideHidesKeysAnywhere(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		key := rapid.StringMatching(`[A-Z0-9]{35}[0-9]`).Draw(rt, "key")
		said := rapid.String().Draw(rt, "before") + key + rapid.String().Draw(rt, "after")
		if got := Hide(said); strings.Contains(got, key) {
			rt.Errorf("%q gives %q", said, got)
		}
		if got := Hide(Hide(said)); got != Hide(said) {
			rt.Errorf("twice, %q gives %q", said, got)
		}
	})
}
