package words

import "actas/model"

// ValidUntil is the day on which a trust lapses, in UTC: "2026-12-30", or
// "unreadable"; empty for no end.
func ValidUntil(t model.Trust) string {
	switch {
	case t.ValidUntilProblem != "":
		return "unreadable"
	case t.ValidUntil.IsZero():
		return ""
	}
	return t.ValidUntil.UTC().Format("2006-01-02")
}
