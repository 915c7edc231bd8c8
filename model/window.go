package model

import (
	"slices"
	"time"
)

// Window is a stretch of time in which something is open. To is exclusive.
type Window struct{ From, To time.Time }

// Windows are those of a schedule between two instants, cut at both, in order
// and apart from each other. It is nil for a schedule that cannot be read, and
// where nothing is open.
func (s Schedule) Windows(from, to time.Time) []Window {
	var list []Window
	for at := from; at.Before(to); {
		if !s.OpenAt(at) {
			opens := s.NextOpening(at)
			if opens.IsZero() || !opens.Before(to) {
				break
			}
			at = opens
		}
		end := to
		if closes := s.ClosesAt(at); !closes.IsZero() && closes.Before(to) {
			end = closes
		}
		list = append(list, Window{at, end})
		at = end
	}
	return list
}

// MergeWindows puts windows in order, and those together that touch or overlap.
func MergeWindows(windows []Window) []Window {
	sorted := slices.Clone(windows)
	slices.SortFunc(sorted, func(a, b Window) int { return a.From.Compare(b.From) })
	var out []Window
	for _, w := range sorted {
		if n := len(out); n > 0 && !w.From.After(out[n-1].To) {
			if w.To.After(out[n-1].To) {
				out[n-1].To = w.To
			}
			continue
		}
		out = append(out, w)
	}
	return out
}

// Windows are those of a trust between two instants, ended by its validity.
func (t Trust) Windows(from, to time.Time) []Window {
	if t.ValidUntilProblem == "" && !t.ValidUntil.IsZero() && t.ValidUntil.Before(to) {
		to = t.ValidUntil
	}
	return t.Schedule.Windows(from, to)
}

// RoleWindows are the windows in which the caller can assume a role through its
// trusts, between two instants, by what is known of the caller at now. A trust
// that is not for the caller, not for their address, or cannot be judged has none.
func RoleWindows(trusts []Trust, c Caller, now, from, to time.Time) []Window {
	var all []Window
	for i := range trusts {
		switch JudgeTrust(trusts[i], c, now).State {
		case VerdictOpen, VerdictClosed:
			all = append(all, trusts[i].Windows(from, to)...)
		}
	}
	return MergeWindows(all)
}
