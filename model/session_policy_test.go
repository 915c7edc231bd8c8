package model

import "testing"

func TestSessionPolicyFault(t *testing.T) {
	t.Parallel()
	for document, want := range map[string]string{
		"": "",
		`{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}`: "",
		` { "Statement" : { } } `:                                   "",
		`{`:                                                         "the inline policy is not JSON",
		`{"Statement":[]} x`:                                        "the inline policy is not JSON",
		`[]`:                                                        "the inline policy is no JSON object",
		`null`:                                                      "the inline policy has no Statement",
		`{"statement":[]}`:                                          "the inline policy has no Statement",
		`{"Statement":"all"}`:                                       "the Statement of the inline policy is neither an object nor an array",
	} {
		if got := SessionPolicyFault(document); got != want {
			t.Errorf("%s: %q, want %q", document, got, want)
		}
	}
}

func TestCompactPolicy(t *testing.T) {
	t.Parallel()
	if got := CompactPolicy(" { \"Statement\" : [ ] }\n"); got != `{"Statement":[]}` {
		t.Errorf("%s", got)
	}
	if got := CompactPolicy("{ no"); got != "{ no" {
		t.Errorf("%s", got)
	}
}
