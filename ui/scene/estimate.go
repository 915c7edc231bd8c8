package scene

import "actas/ui/words"

// estimate is what every verdict is: the server decides.
const estimate = "an estimate"

// Estimate says what a verdict is: an estimate, and as of when, where it rests on what
// an earlier run read.
func (s Scene) Estimate() string {
	if s.Loading.AsOf.IsZero() {
		return estimate
	}
	return estimate + " " + s.asRead()
}

// EstimateOnly is Estimate with the reason.
func (s Scene) EstimateOnly() string { return s.Estimate() + ": the server decides" }

// Estimates are the ways to say that, each longer than the one before it and with more
// to tell.
func (s Scene) Estimates() []string {
	if s.Loading.AsOf.IsZero() {
		return []string{estimate, s.EstimateOnly()}
	}
	return []string{estimate, s.asRead(), s.Estimate(), s.EstimateOnly()}
}

func (s Scene) asRead() string { return "as read " + words.Past(s.Loading.AsOf, s.Now.Wall) }
