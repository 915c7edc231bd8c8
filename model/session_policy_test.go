package model

import "testing"

func TestCompactPolicy(t *testing.T) {
	t.Parallel()
	if got := CompactPolicy(" { \"Statement\" : [ ] }\n"); got != `{"Statement":[]}` {
		t.Errorf("%s", got)
	}
	if got := CompactPolicy("{ no"); got != "{ no" {
		t.Errorf("%s", got)
	}
}
