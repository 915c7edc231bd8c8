package assume

import (
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/field"
	"actas/ui/words"
)

// usualLongest is the longest preset where the role does not tell its limit:
// what the API takes when a request has no duration.
const usualLongest = time.Hour

// ladder are the presets below a role's longest, of which the next three are
// offered.
var ladder = [...]time.Duration{
	24 * time.Hour, 8 * time.Hour, 4 * time.Hour, time.Hour,
	45 * time.Minute, 30 * time.Minute, 15 * time.Minute, 10 * time.Minute, 5 * time.Minute, time.Minute,
}

const offered = 3

// length is how long the session is to last: one of the presets, or what was
// typed.
type length struct {
	// longest is the role's max_session_duration, 0 where it is not known.
	longest time.Duration
	presets []time.Duration
	// at is the preset chosen; len(presets) stands for the typed one.
	at int
	// chosen is set once a preset was chosen, which then stays over a change of
	// the role.
	chosen bool
	typed  field.Model
}

func newLength() length {
	l := length{typed: field.New(durationTypedLimit)}
	l.typed.Placeholder = "as in 1h30m"
	l.presets = presets(0)
	return l
}

// within changes the limit. A preset that was chosen stays if it is still
// offered.
func (l length) within(longest time.Duration) length {
	if longest == l.longest {
		return l
	}
	was, other := l.preset(), l.other()
	l.longest, l.presets = longest, presets(longest)
	switch at := slices.Index(l.presets, was); {
	case other:
		l.at = len(l.presets)
	case l.chosen && at >= 0:
		l.at = at
	default:
		l.at = 0
	}
	return l
}

// presets are a role's longest session and up to three shorter ones.
func presets(longest time.Duration) []time.Duration {
	if longest < time.Second {
		longest = usualLongest
	}
	out := []time.Duration{longest.Truncate(time.Second)}
	for _, d := range ladder {
		if d < longest && len(out) <= offered {
			out = append(out, d)
		}
	}
	return out
}

// other reports that the duration is typed.
func (l length) other() bool { return l.at >= len(l.presets) }

func (l length) preset() time.Duration {
	if l.other() {
		return 0
	}
	return l.presets[l.at]
}

// step chooses the preset beside; it stops at both ends.
func (l length) step(by int) length {
	l.at = max(0, min(l.at+by, len(l.presets)))
	l.chosen = true
	return l
}

// edit types a duration; the first digit leaves the presets.
func (l length) edit(msg tea.KeyMsg) length {
	if !l.other() && (len(msg.Runes) == 0 || msg.Runes[0] < '0' || msg.Runes[0] > '9') {
		return l
	}
	l.typed, l.at, l.chosen = l.typed.Update(msg), len(l.presets), true
	return l
}

// value is the duration, with what is wrong with it; empty when nothing is.
func (l length) value() (time.Duration, string) {
	if !l.other() {
		return l.preset(), ""
	}
	d, problem := words.ParseLength(l.typed.Value())
	switch {
	case problem != "":
		return 0, problem
	case l.longest > 0 && d > l.longest:
		return 0, "longer than this role allows: at most " + words.Length(l.longest)
	}
	return d, ""
}

// limit says how long a session may be.
func (l length) limit() string {
	if l.longest <= 0 {
		return "longest not told"
	}
	return "longest " + words.Length(l.longest)
}
