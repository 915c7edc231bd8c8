package simulator

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// Variant chooses among answer shapes on which Vultr's sources disagree. The
// zero value is govultr v3.34.0's shapes, which Vultr's Terraform provider needs.
type Variant struct {
	// LongSessionList puts a user's sessions under "assumed_role_sessions", as
	// the OpenAPI file does, instead of "sessions".
	LongSessionList bool
	// WrappedSession puts a session under "assumed_role_session" (OpenAPI).
	WrappedSession bool
	// WrappedTrust puts a created or updated trust under "role_trust" (OpenAPI).
	WrappedTrust bool
	// WholeUpdate makes an update take away what its body does not have. Vultr's
	// guide only shows one with the whole trust; the zero value keeps the rest, as
	// the partial bodies of govultr need.
	WholeUpdate bool
	// AssumableRoles answers "assumable" with roles under "roles" (OpenAPI)
	// instead of trusts under "assumable_roles".
	AssumableRoles bool
	// ServiceRoleTypes says "user" and "service" (OpenAPI) for "assignable" and
	// "assumable".
	ServiceRoleTypes bool
	// STSRefuses makes the STS dialect refuse every role, although the caller and
	// the request are in order. Vultr's webhook guide warns that the endpoint "does
	// not currently issue credentials for any role".
	STSRefuses bool
	// Charset sends "application/json; charset=utf-8", which govultr does not decode.
	Charset bool
	// Met is the shape of conditions_met.
	Met MetShape
	// Dates is the shape of every date.
	Dates DateShape
	// Remaining is the shape of remaining_duration.
	Remaining RemainingShape
	// Empty is how conditions and dates that are not there are told.
	Empty EmptyShape
	// Hours is the shape of a schedule's start and end.
	Hours HoursShape
}

// MetShape is a shape of conditions_met.
type MetShape int

// The shapes of conditions_met: names (govultr), true (OpenAPI), null.
const (
	MetNames MetShape = iota
	MetTrue
	MetNull
)

// DateShape is a shape of dates.
type DateShape int

// The shapes of dates: 2026-06-20T03:59:59+00:00, or 2026-06-20 03:59:59 in UTC.
const (
	DatesRFC3339 DateShape = iota
	DatesPlain
)

// RemainingShape is a shape of remaining_duration.
type RemainingShape int

// The shapes of remaining_duration: 3600, "3600", 3600.0.
const (
	RemainingNumber RemainingShape = iota
	RemainingText
	RemainingDecimal
)

// EmptyShape is how something that is not there is told.
type EmptyShape int

// The shapes of what is not there: null, PHP's empty object [] (and "" for a
// date), or no key at all.
const (
	EmptyNull EmptyShape = iota
	EmptyArray
	EmptyAbsent
)

// HoursShape is a shape of a schedule's start and end.
type HoursShape int

// The shapes of hours: 9, "09", "09:00". Times that are no whole hours cannot
// be told as numbers; they are sent as "09:30" in the first two as well, which
// govultr cannot read. The demo organisation has none.
const (
	HoursNumber HoursShape = iota
	HoursPadded
	HoursClock
)

func (v Variant) date(t time.Time) string {
	if v.Dates == DatesPlain {
		return t.UTC().Format(time.DateTime)
	}
	// Vultr writes the zone as +00:00 and not as Z.
	return t.UTC().Format("2006-01-02T15:04:05-07:00")
}

// dateOrNone returns the JSON of a date that may be missing; nil is no key.
func (v Variant) dateOrNone(t time.Time) json.RawMessage {
	if !t.IsZero() {
		return json.RawMessage(strconv.Quote(v.date(t)))
	}
	if v.Empty == EmptyArray {
		return json.RawMessage(`""`)
	}
	return v.none()
}

// none returns the JSON of an object that is not there; nil is no key.
func (v Variant) none() json.RawMessage {
	switch v.Empty {
	case EmptyArray:
		return json.RawMessage("[]")
	case EmptyAbsent:
		return nil
	default:
		return json.RawMessage("null")
	}
}

func (v Variant) remaining(d time.Duration) json.RawMessage {
	seconds := strconv.FormatInt(int64(d/time.Second), 10)
	switch v.Remaining {
	case RemainingText:
		return json.RawMessage(strconv.Quote(seconds))
	case RemainingDecimal:
		return json.RawMessage(seconds + ".0")
	default:
		return json.RawMessage(seconds)
	}
}

func (v Variant) met(names []string) any {
	switch v.Met {
	case MetTrue:
		return true
	case MetNull:
		return nil
	default:
		return append([]string{}, names...)
	}
}

func (v Variant) hour(minutes int) any {
	hour, minute := minutes/60, minutes%60
	switch {
	case minute != 0 || v.Hours == HoursClock:
		return fmt.Sprintf("%02d:%02d", hour, minute)
	case v.Hours == HoursPadded:
		return fmt.Sprintf("%02d", hour)
	default:
		return hour
	}
}

func (v Variant) roleType(t string) string {
	if !v.ServiceRoleTypes {
		return t
	}
	switch t {
	case "assignable":
		return "user"
	case "assumable":
		return "service"
	default:
		return t
	}
}

func (v Variant) contentType() string {
	if v.Charset {
		return "application/json; charset=utf-8"
	}
	return "application/json"
}
