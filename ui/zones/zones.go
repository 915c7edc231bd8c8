// Package zones knows the names of the time zones that a schedule can have. Go
// brings their rules, but no list of them.
package zones

import (
	_ "embed"
	"strings"
	"time"

	"actas/model"
	"actas/ui/words"
)

//go:generate go run generate_names.go

//go:embed names.txt
var names string

// UTC is UTC as Vultr spells it.
const UTC = "utc"

// Names are the names of places in IANA's database, by the alphabet. UTC is not
// among them. The slice is the caller's.
func Names() []string {
	_, list, _ := strings.Cut(strings.TrimSpace(names), "\n")
	return strings.Split(list, "\n")
}

// Label is how a zone is shown: "UTC" for every spelling of it.
func Label(name string) string { return words.Zone(model.Schedule{Zone: name}) }

// Offset is a zone's offset at a time, "UTC+1"; empty for UTC itself and for a
// zone that is not known.
func Offset(name string, at time.Time) string {
	if Label(name) == "UTC" {
		return ""
	}
	s := model.NewSchedule(name, 0, 0, 0)
	if s.Problem != "" {
		return ""
	}
	_, seconds := at.In(s.Location()).Zone()
	return words.Offset(int64(seconds))
}

// Named is the name of a person's own zone, empty where the machine does not
// tell it and for UTC.
func Named(local *time.Location) string {
	if local == nil || local == time.UTC || model.NewSchedule(local.String(), 0, 0, 0).Problem != "" || Label(local.String()) == "UTC" {
		return ""
	}
	return local.String()
}
