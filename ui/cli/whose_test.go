package cli

import (
	"testing"

	"actas/model"
	"actas/ui"
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

// TestARenewalKnowsWhoseSessionsAreKept: of the key that its API was reached with.
func TestARenewalKnowsWhoseSessionsAreKept(t *testing.T) {
	t.Parallel()
	c := profiled(model.Configuration{}, keyRack{}, nil)
	c.out.Kept = ring{}
	c.out.TokenRef = func(s model.Secret) string { return "ref-" + s.Reveal() }
	kept := ui.Keeping(anAddress{}, c.keptHere(model.NewSecret("1")))
	for _, tt := range []struct {
		api  ui.API
		want Whose
	}{
		{kept, Whose{UserID: "u", Kept: "ref-1"}},
		{anAddress{}, Whose{UserID: "u"}},
		{nil, Whose{UserID: "u"}},
	} {
		if got := c.whose("u", tt.api); got != tt.want {
			t.Errorf("%+v, want %+v", got, tt.want)
		}
	}
}
