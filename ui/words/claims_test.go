package words

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

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

// TestALongClaimHidesNoOther: who gives a token out chooses how long its claims are.
func TestALongClaimHidesNoOther(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.November, 20, 14, 3, 0, 0, time.UTC)
	long := "repo:" + strings.Repeat("a", 5000) + ":main"
	got := Claims(model.Claims{Issuer: long, Subject: long, Audience: []string{long, "vultr"}, Expires: now.Add(time.Hour)}, now)
	for _, want := range []string{"issuer repo:aaa", "aaa:main, subject repo:aaa", ":main and vultr, until 15:03 UTC", "aaa...aaa"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
	if len(got) > 4*80 {
		t.Errorf("%d letters", len(got))
	}
}

// TestShortenedFits: beginning and end stay, in any script.
func TestShortenedFits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune("abc/é界🙂"))).Draw(t, "text")
		columns := rapid.IntRange(3, 40).Draw(t, "columns")
		got := Shortened(s, columns)
		head, tail, cut := strings.Cut(got, "...")
		switch {
		case ansi.StringWidth(got) > columns:
			t.Fatalf("%q is wider than %d", got, columns)
		case cut && (!strings.HasPrefix(s, head) || !strings.HasSuffix(s, tail)):
			t.Fatalf("%q is not made of %q", got, s)
		case !cut && got != s:
			t.Fatalf("%q is %q", got, s)
		}
	})
}
