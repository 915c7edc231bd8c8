package words

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseLength(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{
		"1h30m": 90 * time.Minute, "1h 30m": 90 * time.Minute, " 90M ": 90 * time.Minute,
		"1s": time.Second, "45s": 45 * time.Second, "1d12h": 36 * time.Hour, "0h5m": 5 * time.Minute,
		"1d2h3m4s": 26*time.Hour + 3*time.Minute + 4*time.Second,
	} {
		if got, problem := ParseLength(text); got != want || problem != "" {
			t.Errorf("%q: %v, %q, want %v", text, got, problem, want)
		}
	}
	for text, want := range map[string]string{
		"": "say how long", "  ": "say how long", "90": "say the unit too, as in 90m", "1h30": "say the unit too, as in 30m",
		"0s": "at least 1s", "0": "say the unit", "1.5h": "not a duration", "-1h": "not a duration", "h": "not a duration",
		"30m1h": "not a duration", "1h1h": "not a duration", "1x": "not a duration", "1µ": "not a duration", "five": "not a duration",
		"367d": "longer than a year", "366d1s": "longer than a year", "99999999999999999999d": "longer than a year",
		"9223372036854775807s": "longer than a year",
	} {
		if got, problem := ParseLength(text); got != 0 || !strings.HasPrefix(problem, want) {
			t.Errorf("%q: %v, %q, want %q", text, got, problem, want)
		}
	}
}

func TestWhatIsShownCanBeTyped(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := time.Duration(rapid.Int64Range(1, int64(longestTyped/time.Second)).Draw(t, "seconds")) * time.Second
		if got, problem := ParseLength(Length(d)); got != d || problem != "" {
			t.Fatalf("%q: %v, %q, want %v", Length(d), got, problem, d)
		}
	})
}

func TestAnyTextIsADurationOrAProblem(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[0-9dhms .µ-]{0,12}`).Draw(t, "text")
		if got, problem := ParseLength(text); (got >= time.Second) == (problem != "") {
			t.Fatalf("%q: %v, %q", text, got, problem)
		}
	})
}
