package client

import (
	"bytes"
	"strings"
	"time"

	"actas/model/text"
)

// dateForms are the forms in which dates were seen, and their close kin. A
// form without a zone is UTC.
var dateForms = []string{
	time.RFC3339, // fractions of a second are read with any form
	"2006-01-02 15:04:05",
	"2006-01-02T15:04:05Z0700",
	"2006-01-02T15:04:05",
	"2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05Z0700",
	"2006-01-02 15:04:05 Z0700",
	"2006-01-02",
}

// parseDate reads a date into UTC. False: the text is no date, or the zero
// date of a database ("0000-00-00"), which says that the date is not known.
func parseDate(raw string) (time.Time, bool) {
	raw = strings.TrimSpace(raw)
	for _, form := range dateForms {
		if t, err := time.Parse(form, raw); err == nil {
			// Year 1 is Go's zero time, which means "not told" in the model.
			t = t.UTC()
			return t, t.Year() > 1 && t.Year() <= 9999
		}
	}
	return time.Time{}, false
}

// wireDate is a date in any of the known forms, null or absent.
type wireDate struct {
	time time.Time
	// problem is the value as sent, cleaned, when it could not be read.
	problem string
}

// UnmarshalJSON never fails: one odd date must not take a whole list away.
func (d *wireDate) UnmarshalJSON(raw []byte) error {
	*d = wireDate{}
	if isNull(raw) {
		return nil
	}
	value := string(raw)
	if raw[0] == '"' {
		var err error
		if value, err = unquote(raw); err != nil {
			return err
		}
		if strings.TrimSpace(value) == "" {
			return nil
		}
	}
	t, ok := parseDate(value)
	if !ok {
		d.problem = text.Clean(value)
		return nil
	}
	d.time = t
	return nil
}

func isNull(raw []byte) bool { return len(raw) == 0 || bytes.Equal(raw, []byte("null")) }
