package words_test

import (
	"testing"
	"time"

	"actas/model"
	"actas/ui/words"
)

func TestValidUntil(t *testing.T) {
	t.Parallel()
	berlin := time.FixedZone("Berlin", 3600)
	for _, c := range []struct {
		trust model.Trust
		want  string
	}{
		{model.Trust{}, ""},
		{model.Trust{ValidUntil: time.Date(2026, 12, 31, 0, 30, 0, 0, berlin)}, "2026-12-30"},
		{model.Trust{ValidUntilProblem: "soon"}, "unreadable"},
	} {
		if got := words.ValidUntil(c.trust); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestOwnZone(t *testing.T) {
	t.Parallel()
	if got := words.OwnZone(time.FixedZone("Europe/Berlin", 3600)); got != "Europe/Berlin" {
		t.Errorf("%q", got)
	}
	if got := words.OwnZone(time.UTC); got != "UTC" {
		t.Errorf("%q", got)
	}
}
