package words_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"actas/ui/words"
)

const (
	second = time.Second
	minute = time.Minute
	hour   = time.Hour
	day    = 24 * time.Hour
)

func TestLeft(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d    time.Duration
		want string
	}{
		{-second, "00:00"},
		{0, "00:00"},
		{999 * time.Millisecond, "00:00"},
		{94 * second, "01:34"},
		{9*minute + 41*second + 999*time.Millisecond, "09:41"},
		{hour - 1, "59:59"},
		{hour, "1:00:00"},
		{3*hour + 9*minute + 41*second, "3:09:41"},
		{day - 1, "23:59:59"},
		{2*day + 3*hour + 9*minute + 41*second, "2d 03:09:41"},
	} {
		if got := words.Left(c.d); got != c.want {
			t.Errorf("Left(%v) = %q, want %q", c.d, got, c.want)
		}
	}
}

func TestApprox(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d        time.Duration
		down, up string
	}{
		{-hour, "<1m", "1m"},
		{0, "<1m", "1m"},
		{59 * second, "<1m", "1m"},
		{minute, "1m", "1m"},
		{26*minute + 52*second, "26m", "27m"},
		{2*hour + 56*minute + 52*second, "2h 56m", "2h 57m"},
		{3 * hour, "3h", "3h"},
		{day - second, "23h 59m", "1d"},
		{day + minute, "1d", "1d 1h"},
		{2*day + 18*hour + 57*minute, "2d 18h", "2d 19h"},
		{10*day - second, "9d 23h", "10d"},
		{41*day + 9*hour, "41d", "42d"},
		{1<<63 - 1, "106751d", "106751d"},
	} {
		if got := words.ApproxDown(c.d); got != c.down {
			t.Errorf("ApproxDown(%v) = %q, want %q", c.d, got, c.down)
		}
		if got := words.ApproxUp(c.d); got != c.up {
			t.Errorf("ApproxUp(%v) = %q, want %q", c.d, got, c.up)
		}
	}
}

func TestLength(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d    time.Duration
		want string
	}{
		{-second, "0s"}, {0, "0s"}, {90 * second, "90s"}, {minute, "1m"}, {2*minute + second, "2m 1s"},
		{30 * minute, "30m"}, {hour, "1h"}, {90 * minute, "1h 30m"}, {hour + second, "1h 1s"},
		{12 * hour, "12h"}, {3 * day, "3d"}, {36 * hour, "1d 12h"},
	} {
		if got := words.Length(c.d); got != c.want {
			t.Errorf("Length(%v) = %q, want %q", c.d, got, c.want)
		}
	}
}

func TestAgo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d    time.Duration
		want string
	}{
		{-hour, "just now"}, {59 * second, "just now"}, {minute, "1m ago"}, {50*minute + 59*second, "50m ago"},
		{23*hour + 59*minute, "23h ago"}, {day, "1d ago"}, {3*day + 20*hour, "3d ago"},
	} {
		if got := words.Ago(c.d); got != c.want {
			t.Errorf("Ago(%v) = %q, want %q", c.d, got, c.want)
		}
	}
}

// Both roundings err safely: a parsed duration is never on the wrong side.
func TestRoundingErrsSafely(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := time.Duration(rapid.Int64Range(int64(minute), int64(400*day)).Draw(t, "d"))
		if down := parse(t, words.ApproxDown(d)); down > d {
			t.Fatalf("time left %v told as %v", d, down)
		}
		if up := parse(t, words.ApproxUp(d)); up < d {
			t.Fatalf("opening in %v told as %v", d, up)
		}
		if left := words.Left(d); words.Left(d+second) == left {
			t.Fatalf("Left does not tell %v and %v apart", d, d+second)
		}
	})
}

// parse reads "2d 19h" back.
func parse(t *rapid.T, text string) time.Duration {
	var total, n time.Duration
	units := map[rune]time.Duration{'d': day, 'h': hour, 'm': minute, 's': second}
	for _, r := range text {
		switch unit := units[r]; {
		case r >= '0' && r <= '9':
			n = n*10 + time.Duration(r-'0')
		case unit != 0:
			total, n = total+n*unit, 0
		case r != ' ':
			t.Fatalf("%q is not a duration", text)
		}
	}
	return total
}
