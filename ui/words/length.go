package words

import (
	"strconv"
	"strings"
	"time"
)

// longestTyped keeps a typed duration within what time.Duration can hold and
// anybody can mean.
const longestTyped = 366 * 24 * time.Hour

// units in the order in which they are written.
var units = [...]struct {
	letter rune
	length time.Duration
}{{'d', 24 * time.Hour}, {'h', time.Hour}, {'m', time.Minute}, {'s', time.Second}}

// ParseLength reads "1h30m", "90m", "1d 12h" or "45s", in either case and
// with or without spaces, from one second on. Each unit comes once, the longest
// first. The problem is for people, and empty when there is none.
func ParseLength(text string) (time.Duration, string) {
	const unreadable = "not a duration, as in 1h30m or 45m"
	rest := strings.ToLower(strings.Join(strings.Fields(text), ""))
	if rest == "" {
		return 0, "say how long, as in 1h30m or 45m"
	}
	total := time.Duration(0)
	for next := 0; rest != ""; {
		digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		if digits == 0 {
			return 0, unreadable
		}
		n, err := strconv.ParseInt(rest[:digits], 10, 64)
		if digits == len(rest) {
			return 0, "say the unit too, as in " + rest[:digits] + "m"
		}
		unit := unitFrom(next, rune(rest[digits]))
		if unit < 0 {
			return 0, unreadable
		}
		if err != nil || n > int64(longestTyped/units[unit].length) {
			return 0, "longer than a year"
		}
		total += time.Duration(n) * units[unit].length
		next, rest = unit+1, rest[digits+1:]
	}
	switch {
	case total < time.Second:
		return 0, "at least 1s"
	case total > longestTyped:
		return 0, "longer than a year"
	}
	return total, ""
}

// unitFrom is the unit with a letter among those from next on, -1 for none.
func unitFrom(next int, letter rune) int {
	for i := next; i < len(units); i++ {
		if units[i].letter == letter {
			return i
		}
	}
	return -1
}
