package words

import (
	"testing"
	"time"

	"actas/model"
)

func TestClaims(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.November, 20, 14, 3, 0, 0, time.UTC)
	for want, c := range map[string]model.Claims{
		"issuer https://ci.example, subject repo:a/b, audience vultr and other, until 15:03 UTC": {
			Issuer: "https://ci.example", Subject: "repo:a/b", Audience: []string{"vultr", "other"}, Expires: now.Add(time.Hour), NotBefore: now,
		},
		"no issuer, no subject, no audience, no end": {},
		`issuer a\u{1b}[31m, no subject, no audience, until Sat 14:03 UTC, not before 14:13 UTC`: {
			Issuer: "a\x1b[31m", Expires: now.Add(24 * time.Hour), NotBefore: now.Add(10 * time.Minute),
		},
	} {
		if got := Claims(c, now); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
