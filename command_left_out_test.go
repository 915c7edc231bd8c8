//go:build unix

package main

import (
	"strings"
	"testing"

	"actas/client/simulator"
)

// TestARowThatCannotBeReadIsLeftOutAndSaid: the others are listed.
func TestARowThatCannotBeReadIsLeftOutAndSaid(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.server.Next("GET /v2/roles", simulator.Fault{
		Status: 200, ContentType: "application/json", Body: `{"roles":[null,{"id":"r-1","name":"Auditor","role_type":"assumable"}]}`,
	})
	got := d.bare("roles")
	if got.code != 0 || !strings.Contains(got.out, "Auditor") || got.err != "actas: 1 role could not be read and is left out\n" {
		t.Errorf("%d, %q, %q", got.code, got.out, got.err)
	}
}
