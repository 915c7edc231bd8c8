package model

import (
	"math"
	"strings"
	"sync"
	"time"

	// The zones go with the program: a bastion or a container may have none.
	_ "time/tzdata"
)

// zones remembers loaded zones by name. It is a memo of immutable data: loading
// one takes about 20 µs, and an organisation may have ten thousand trusts in a
// handful of zones. Its size is bounded by the number of zones, since
// plausibleZone lets only one spelling of a name through.
var zones sync.Map

// loadZone finds a zone by the name that the API gave. Vultr spells UTC "utc",
// which time.LoadLocation does not know.
func loadZone(name string) (*time.Location, bool) {
	if name == "" || strings.EqualFold(name, "utc") {
		return time.UTC, true
	}
	if known, ok := zones.Load(name); ok {
		return known.(*time.Location), true
	}
	if !plausibleZone(name) {
		return nil, false
	}
	location, err := time.LoadLocation(name)
	if err != nil {
		return nil, false
	}
	zones.Store(name, location)
	return location, true
}

// plausibleZone reports whether name can be an IANA name. It keeps dots, empty
// path parts and "Local", the zone of this machine, away from LoadLocation,
// which reads files.
func plausibleZone(name string) bool {
	if len(name) > 64 || name == "Local" {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == "" {
			return false
		}
	}
	return strings.IndexFunc(name, func(r rune) bool {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		digit := r >= '0' && r <= '9'
		return !letter && !digit && !strings.ContainsRune("/_+-", r)
	}) < 0
}

// steadyOffset is the zone's offset from UTC, in seconds, at a Unix time, and a
// later time up to which it stays the same.
//
// time.ZoneBounds may name an end that is already past: on the last day of a
// leap year it says that the zone ended with the 365th day. No zone changes its
// offset before that UTC day is over, so the search goes on from there.
func steadyOffset(location *time.Location, at int64) (offset, until int64) {
	if location == time.UTC {
		return 0, math.MaxInt64
	}
	t := time.Unix(at, 0).In(location)
	_, seconds := t.Zone()
	_, end := t.ZoneBounds()
	switch {
	case end.IsZero():
		return int64(seconds), math.MaxInt64
	case end.Unix() <= at:
		day, _ := localDay(at)
		return int64(seconds), (day + 1) * daySeconds
	default:
		return int64(seconds), end.Unix()
	}
}
