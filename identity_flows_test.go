package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"actas/client/simulator"
	"actas/model"
	"actas/ui"
)

// Flows of the dashboard with an identity token.

// withToken is a scenario in which a pipeline's tokens are there, or, once it is
// set, another one.
func withToken(other *atomic.Pointer[model.Secret]) scenario {
	var server *simulator.Server
	read := func(context.Context) (model.Secret, error) {
		if other != nil && other.Load() != nil {
			return *other.Load(), nil
		}
		return model.NewSecret(server.OIDCToken()), nil
	}
	return scenario{
		cols: 118, rows: 30, identity: read, prepare: func(s *simulator.Server) { server = s },
		deps: func(d *ui.Deps) {
			d.Claims = func(ctx context.Context) (model.Claims, error) {
				token, _ := read(ctx)
				return model.ReadClaims(token)
			}
		},
	}
}

// tokenForm is the form with the issuer of the pipeline's tokens.
var tokenForm = then(form("Registry"), keys("shift+tab"), typed("ci.example"), keys("enter"))

// TestARenewalReadsTheTokenAnew: one that has expired meanwhile is refused here, and
// the session stays; the next one renews it.
func TestARenewalReadsTheTokenAnew(t *testing.T) {
	t.Parallel()
	var other atomic.Pointer[model.Secret]
	s := open(t, withToken(&other))
	tokenForm(s)
	s.see("token, unverified: issuer https://ci.example, subject repo:northwind/registry")
	s.press("enter")
	s.see("Assumed Registry Publisher")
	before := s.count("POST /v2/assumed-roles/assume")
	part := base64.RawURLEncoding.EncodeToString
	stale := model.NewSecret(part([]byte("{}")) + "." + part(fmt.Appendf(nil, `{"exp":%d}`, friday.Unix()-60)) + ".x")
	other.Store(&stale)
	s.press("r")
	s.see("r again tries") // by its trust nobody need assume the role
	s.press("r")
	s.see("the identity token expired on 2026-11-20 at 14:02 UTC")
	if n := s.count("POST /v2/assumed-roles/assume"); n != before {
		t.Errorf("%d assumes were sent with a stale token", n-before)
	}
	other.Store(nil)
	s.press("r")
	s.press("r")
	s.see("Renewed ci-registry-")
	var bearers []string
	for _, r := range s.server.Requests() {
		if r.Method == "POST" && r.Path == "/v2/assumed-roles/assume" {
			bearers = append(bearers, r.Caller)
		}
	}
	if got := strings.Join(bearers, " "); got != "repo:northwind/registry repo:northwind/registry" {
		t.Errorf("assumes by %s", got)
	}
}
