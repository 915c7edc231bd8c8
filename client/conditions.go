package client

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"actas/model"
	"actas/model/text"
)

// wireConditions is a trust's "conditions": an object, null, PHP's [] or absent.
// Nothing is dropped: what cannot be understood is kept as it came, and a
// schedule that cannot be read says so.
type wireConditions model.Conditions

// UnmarshalJSON never fails on valid JSON.
func (c *wireConditions) UnmarshalJSON(raw []byte) error {
	*c = wireConditions{}
	if isNone(raw) {
		return nil
	}
	if raw[0] != '{' {
		c.keep("conditions", raw)
		return nil
	}
	for name, value := range fields(raw) {
		switch name {
		case "time_of_day":
			c.readSchedule(value)
		case "ip_address":
			c.readAddresses(value)
		default:
			c.keep(name, value)
		}
	}
	slices.SortFunc(c.Unknown, func(a, b model.RawCondition) int { return strings.Compare(a.Name, b.Name) })
	return nil
}

// keep keeps a condition that actas does not know.
func (c *wireConditions) keep(name string, raw []byte) {
	var compact bytes.Buffer
	if json.Compact(&compact, raw) != nil {
		compact.Write(raw)
	}
	c.Unknown = append(c.Unknown, model.RawCondition{Name: text.Clean(name), JSON: text.Clean(compact.String())})
}

func (c *wireConditions) readAddresses(raw []byte) {
	var entries wireStrings
	if entries.UnmarshalJSON(raw) != nil {
		c.keep("ip_address", raw)
		return
	}
	for _, entry := range entries {
		c.SourceIPs = append(c.SourceIPs, model.ParseIPCondition(entry))
	}
}

// readSchedule reads "time_of_day". Keys in it that actas does not know may
// limit the trust further, so they are kept as conditions of their own.
func (c *wireConditions) readSchedule(raw []byte) {
	if isNone(raw) {
		return
	}
	if raw[0] != '{' {
		c.Schedule.Problem = "time_of_day is not an object"
		return
	}
	var r scheduleReader
	for name, value := range fields(raw) {
		if !r.take(name, value) {
			c.keep("time_of_day."+name, value)
		}
	}
	if r == (scheduleReader{}) {
		// As good as absent, and equal to it.
		return
	}
	c.Schedule = model.NewSchedule(r.zone, r.days, r.start, r.end)
	if r.problem != "" {
		c.Schedule.Problem = r.problem
	}
}

// scheduleReader collects the parts of a schedule. Problem is the first part
// that could not be read.
type scheduleReader struct {
	zone       string
	days       model.DaySet
	start, end int
	problem    string
}

// take reads one key; false for a key that is not known.
func (r *scheduleReader) take(name string, raw []byte) bool {
	switch name {
	case "timezone":
		var zone wireText
		if zone.UnmarshalJSON(raw) != nil {
			r.fail(name, raw)
		}
		r.zone = string(zone)
	case "days_of_week":
		r.days = r.readDays(raw)
	case "start":
		r.start = r.readMinutes(name, raw)
	case "end":
		r.end = r.readMinutes(name, raw)
	default:
		return false
	}
	return true
}

func (r *scheduleReader) fail(name string, raw []byte) {
	problem := text.Clean(fmt.Sprintf("%s cannot be read: %s", name, raw))
	// Keys come in any order; the smallest text makes the choice steady.
	if r.problem == "" || problem < r.problem {
		r.problem = problem
	}
}

func (r *scheduleReader) readDays(raw []byte) (days model.DaySet) {
	var names wireStrings
	if names.UnmarshalJSON(raw) != nil {
		r.fail("days_of_week", raw)
		return 0
	}
	for _, name := range names {
		day, ok := model.ParseDay(name)
		if !ok {
			r.fail("days_of_week", raw)
			continue
		}
		days |= model.NewDaySet(day)
	}
	return days
}

// readMinutes reads an hour as 9, 9.0, "9", "09:00" or "09:30:00". Null and the
// empty string are as good as absent.
func (r *scheduleReader) readMinutes(name string, raw []byte) int {
	var value wireText
	if value.UnmarshalJSON(raw) != nil {
		r.fail(name, raw)
		return 0
	}
	if value == "" {
		return 0
	}
	minutes, err := model.ParseTimeOfDay(strings.TrimSuffix(string(value), ".0"))
	if err != nil {
		r.fail(name, raw)
		return 0
	}
	return minutes
}
