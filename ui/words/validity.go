package words

import (
	"time"

	"actas/model"
)

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

// OwnZone names the person's zone, which the machine does not always know by
// name: then it is "your zone".
func OwnZone(zone *time.Location) string {
	if zone == time.Local && zone.String() == "Local" {
		return "your zone"
	}
	return zone.String()
}
