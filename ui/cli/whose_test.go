package cli

import (
	"testing"

	"actas/model"
)

// TestWhoseSessionsAreKept: of two who ask, neither finds what is the other's.
func TestWhoseSessionsAreKept(t *testing.T) {
	t.Parallel()
	key, token, later := model.NewSecret("KEY"), model.NewSecret("token-1"), model.NewSecret("token-2")
	ci := model.Claims{Issuer: "https://ci.example", Subject: "repo:a"}
	mine := whose(model.Secret{}, token, ci)
	for _, c := range []struct {
		name       string
		key, token model.Secret
		claims     model.Claims
		same       bool
	}{
		{"a later token", model.Secret{}, later, ci, true},
		{"another subject", model.Secret{}, token, model.Claims{Issuer: ci.Issuer, Subject: "repo:b"}, false},
		{"another issuer", model.Secret{}, token, model.Claims{Issuer: "https://other.example", Subject: ci.Subject}, false},
		{"one that names both in one", model.Secret{}, token, model.Claims{Issuer: ci.Issuer + `" "` + ci.Subject, Subject: "x"}, false},
		{"one without a subject", model.Secret{}, token, model.Claims{Issuer: ci.Issuer}, false},
		{"a key", key, token, ci, false},
	} {
		if got := whose(c.key, c.token, c.claims); (got == mine) != c.same || got.Empty() {
			t.Errorf("%s: the same is %v", c.name, got == mine)
		}
	}
	if whose(key, later, ci) != key {
		t.Error("a key does not tell by itself")
	}
}
