package words_test

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"actas/ui/words"
)

// TestTypedTimes are read at Friday, 14:03:27 UTC.
func TestTypedTimes(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 14, 3, 27, 0, time.UTC)
	for typed, want := range map[string]string{
		"": "2026-11-20 14:03:27", "now": "2026-11-20 14:03:27", " NOW ": "2026-11-20 14:03:27",
		"14:30": "2026-11-20 14:30:00", "06:00 utc": "2026-11-20 06:00:00", "23:59:59": "2026-11-20 23:59:59",
		"2026-12-31": "2026-12-31 00:00:00", "2026-11-21 10:00": "2026-11-21 10:00:00", " 2026-11-21  10:00 utc ": "2026-11-21 10:00:00",
		"2026-11-21t10:00:05z": "2026-11-21 10:00:05", "2026-12-24 18:30+02:00": "2026-12-24 16:30:00", "2026-12-24T18:30:00+02:00": "2026-12-24 16:30:00",
		"45s": "2026-11-20 14:04:12", "30m": "2026-11-20 14:33:27", "2h": "2026-11-20 16:03:00", "3d": "2026-11-23 14:03:00",
		"1d 12h": "2026-11-22 02:03:00", "2w": "2026-12-04 14:03:00", "1W3D": "2026-11-30 14:03:00",
	} {
		if got, problem := words.ParseTime(typed, now); got.Format(time.DateTime) != want || got.Location() != time.UTC || problem != "" {
			t.Errorf("%q: %v, %q, want %s", typed, got, problem, want)
		}
	}
	for typed, want := range map[string]string{
		"tomorrow": "not a time, as in", "éé": "not a time", strings.Repeat("x", 200): "not a time", "25:00": "not a time", "2026-02-30": "not a time",
		"14:3": "not a time", "0001-01-01": "not a time", "w": "not a time", "xw": "not a time", "9999999w": "not a time", "1w x": "not a time",
		"2": "say the unit too, as in 30m", "1h30": "say the unit", "400d": "longer than a year: type a date", "-2h": "not a time", "UTC 14:00": "not a time",
	} {
		if got, problem := words.ParseTime(typed, now); !got.IsZero() || !strings.HasPrefix(problem, want) {
			t.Errorf("%q: %v, %q, want %q", typed, got, problem, want)
		}
	}
}

// TestAnyTextIsATimeOrAProblem holds for all that can be typed: never both, and
// never the zero time, which would be taken for now.
func TestAnyTextIsATimeOrAProblem(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 14, 3, 27, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(rapid.StringMatching(`[0-9dhmswTZ :+-]{0,20}`), rapid.String()).Draw(t, "typed")
		if at, problem := words.ParseTime(typed, now); at.IsZero() != (problem != "") {
			t.Fatalf("%q: %v, %q", typed, at, problem)
		}
	})
}

func TestTypedAddresses(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"": "invalid IP", " 203.0.113.7 ": "203.0.113.7", "2001:db8::1": "2001:db8::1"} {
		if got, problem := words.ParseAddress(typed); got.String() != want || problem != "" {
			t.Errorf("%q: %v, %q", typed, got, problem)
		}
	}
	for typed, want := range map[string]string{
		"10.0.0.300": "not an IPv4 or IPv6 address", "10.0.0.0/8": "one address, not a range", "fe80::1%eth0": "an address with a zone",
	} {
		if got, problem := words.ParseAddress(typed); got != (netip.Addr{}) || !strings.HasPrefix(problem, want) {
			t.Errorf("%q: %v, %q, want %q", typed, got, problem, want)
		}
	}
}
