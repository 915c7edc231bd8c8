package scene

import (
	"cmp"
	"math"

	"actas/model"
)

// Rank orders verdicts for a list that shows first what I can assume: by
// state, then by when it opens.
type Rank struct {
	state int
	// opens is in nanoseconds since 1970, so that ranks made at different times can
	// be compared.
	opens int64
}

// RankOf is the rank of a verdict, whenever it was made.
func RankOf(v model.Verdict) Rank {
	r := Rank{state: stateRank(v.State)}
	if v.State == model.VerdictClosed {
		// Without an opening in sight it comes after all that have one.
		r.opens = math.MaxInt64
		if !v.Opens.IsZero() {
			r.opens = v.Opens.UnixNano()
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
