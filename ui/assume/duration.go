package assume

import (
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/form"
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

// length is how long the session is to last, within what its role allows.
type length struct {
	form.Length
	// longest is the role's max_session_duration, 0 where it is not known.
	longest time.Duration
}

func newLength() length { return length{Length: form.NewLength(presets(0), 0)} }

// within changes the limit. A preset that was chosen stays if it is still
// offered.
func (l length) within(longest time.Duration) length {
	if longest == l.longest {
		return l
	}
	was, other := l.Preset(), l.Other()
	l.longest, l.Presets = longest, presets(longest)
	switch at := slices.Index(l.Presets, was); {
	case other:
		l.At = len(l.Presets)
	case l.Chosen && at >= 0:
		l.At = at
	default:
		l.At = 0
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

func (l length) step(by int) length {
	l.Length = l.Step(by)
	return l
}

func (l length) edit(msg tea.KeyMsg) length {
	l.Length = l.Edit(msg)
	return l
}

// value is the duration, with what is wrong with it; empty when nothing is.
func (l length) value() (time.Duration, string) {
	d, problem := l.Value()
	if problem == "" && l.longest > 0 && d > l.longest {
		return 0, "longer than this role allows: at most " + words.Length(l.longest)
	}
	return d, problem
}

// limit says how long a session may be.
func (l length) limit() string {
	if l.longest <= 0 {
		return "longest not told"
	}
	return "longest " + words.Length(l.longest)
}
