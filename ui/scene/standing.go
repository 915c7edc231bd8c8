package scene

import (
	"time"

	"actas/model"
)

// Standing is the verdict on a row of a list. Rows share it with each other, so that
// a hundred thousand of them take little room. It has neither the trust that decides
// nor when to look again.
type Standing struct {
	shared *standing
	// from and until are between which instants it holds, in seconds since 1970; an
	// until of 0 is no end.
	from, until int64
}

type standing struct {
	verdict model.Verdict
	rank    Rank
}

// Verdict is what was judged.
func (s Standing) Verdict() model.Verdict { return s.shared.verdict }

// Compare orders a before b as [Rank] does.
func (s Standing) Compare(other Standing) int {
	if s.shared == other.shared {
		return 0
	}
	return s.shared.rank.Compare(other.shared.rank)
}

// Holds reports that nothing but a change of what was judged changes the verdict at
// now. It does not hold before it was made: a wall clock can be set back.
func (s Standing) Holds(now time.Time) bool {
	at := now.Unix()
	return s.shared != nil && at >= s.from && (s.until == 0 || at < s.until)
}

// Stander gives the standings of one list at one time.
type Stander struct {
	now   time.Time
	alike map[model.Verdict]*standing
}

// NewStander begins at now.
func NewStander(now time.Time) *Stander {
	return &Stander{now: now, alike: map[model.Verdict]*standing{}}
}

// Of is the standing by a verdict made now.
func (s *Stander) Of(v model.Verdict) Standing {
	out := Standing{from: s.now.Unix()}
	if !v.Recheck.IsZero() {
		out.until = max(1, v.Recheck.Unix())
	}
	v.TrustID, v.Recheck = "", time.Time{}
	if out.shared = s.alike[v]; out.shared == nil {
		out.shared = &standing{verdict: v, rank: RankOf(v)}
		s.alike[v] = out.shared
	}
	return out
}
