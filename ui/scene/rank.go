package scene

import (
	"cmp"
	"time"

	"actas/model"
)

// Rank orders verdicts for a list that shows first what I can assume: by
// state, then by the time until it opens.
type Rank struct {
	state int
	opens time.Duration
}

// RankOf is the rank of a verdict at a time.
func RankOf(v model.Verdict, now time.Time) Rank {
	r := Rank{state: stateRank(v.State)}
	if v.State == model.VerdictClosed {
		r.opens = model.Horizon
		if !v.Opens.IsZero() {
			r.opens = v.Opens.Sub(now)
		}
	}
	return r
}

// Compare orders a before b when it is negative.
func (a Rank) Compare(b Rank) int {
	return cmp.Or(cmp.Compare(a.state, b.state), cmp.Compare(a.opens, b.opens))
}

func stateRank(s model.VerdictState) int {
	order := [...]model.VerdictState{
		model.VerdictOpen, model.VerdictAutomatic, model.VerdictClosed, model.VerdictIPNotAllowed,
		model.VerdictLapsed, model.VerdictNotForMe, model.VerdictNoTrust,
	}
	for i, state := range order {
		if s == state {
			return i
		}
	}
	return len(order)
}
