package client

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"actas/model/text"
)

// longestSeconds bounds durations from the wire: more than anything real, and
// far from what a time.Duration cannot hold.
const longestSeconds = 1 << 32

// wireSeconds is a number of seconds: an integer, as 3600.0, or as a string of
// either (robustness row 13).
type wireSeconds struct {
	value time.Duration
	given bool
	// below is set for a number of seconds below 0, which is a problem as well.
	below bool
	// problem says what is wrong with the value; empty for nothing.
	problem string
}

// UnmarshalJSON keeps a wrong value as a problem, so that the error can name
// the field that it stands in.
func (s *wireSeconds) UnmarshalJSON(raw []byte) error {
	*s = wireSeconds{}
	if isNull(raw) {
		return nil
	}
	s.given = true
	value := strings.TrimSpace(strings.Trim(string(raw), `"`))
	seconds, err := strconv.ParseFloat(value, 64)
	if err != nil || seconds != math.Trunc(seconds) || seconds < 0 || seconds > longestSeconds ||
		strings.ContainsAny(value, "xXpP_") {
		s.problem = text.Clean(fmt.Sprintf("%s is not a number of seconds", raw))
		s.below = err == nil && seconds < 0 && seconds == math.Trunc(seconds) && seconds >= -longestSeconds
		return nil
	}
	s.value = time.Duration(seconds) * time.Second
	return nil
}

// orNothing takes a number below 0 for 0.
func (s wireSeconds) orNothing() wireSeconds {
	if s.below {
		return wireSeconds{given: true}
	}
	return s
}

// read returns the duration, 0 where the API did not say.
func (s wireSeconds) read(field string) (time.Duration, error) {
	if s.problem != "" {
		return 0, shapeError{field + ": " + s.problem}
	}
	return s.value, nil
}

// wireStrings is an array of strings, one string, null or absent.
type wireStrings []string

// UnmarshalJSON cleans each string.
func (l *wireStrings) UnmarshalJSON(raw []byte) error {
	*l = nil
	switch {
	case isNull(raw):
		return nil
	case raw[0] == '"':
		one, err := unquote(raw)
		if err != nil {
			return err
		}
		if one != "" {
			*l = wireStrings{text.Clean(one)}
		}
		return nil
	}
	if raw[0] != '[' {
		return &json.UnmarshalTypeError{Value: "value other than text", Type: reflect.TypeFor[[]string]()}
	}
	*l = wireStrings{}
	for item := range items(raw) {
		var one wireText
		if item[0] != '"' {
			return &json.UnmarshalTypeError{Value: "list of other than text", Type: reflect.TypeFor[[]string]()}
		}
		if err := one.UnmarshalJSON(item); err != nil {
			return err
		}
		*l = append(*l, string(one))
	}
	return nil
}

// wireBool is true or false, as a string or a number as well; null is false.
type wireBool bool

// UnmarshalJSON takes "true", "yes" and any number but 0 for true.
func (b *wireBool) UnmarshalJSON(raw []byte) error {
	switch strings.ToLower(strings.Trim(string(raw), `"`)) {
	case "", "null", "false", "no", "0":
		*b = false
	case "true", "yes", "1":
		*b = true
	default:
		return &json.UnmarshalTypeError{Value: "value other than yes or no", Type: reflect.TypeFor[bool]()}
	}
	return nil
}

// wireText is a string that is cleaned as it comes in; null is empty.
type wireText string

// UnmarshalJSON takes a number for its digits: an id may be one.
func (t *wireText) UnmarshalJSON(raw []byte) error {
	switch {
	case isNull(raw):
		*t = ""
	case raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9':
		*t = wireText(raw)
	default:
		s, err := unquote(raw)
		if err != nil {
			return err
		}
		*t = wireText(text.Clean(s))
	}
	return nil
}

// unquote reads a JSON string. Nearly all need no decoding, and a nested
// json.Unmarshal for each would dominate the cost of a long list.
func unquote(raw []byte) (string, error) {
	if n := len(raw); n >= 2 && raw[0] == '"' {
		inner := raw[1 : n-1]
		if bytes.IndexByte(inner, '\\') < 0 && utf8.Valid(inner) {
			return string(inner), nil
		}
	}
	var s string
	err := json.Unmarshal(raw, &s)
	return s, err
}

// wireObjects is an array of T, a single T, null, or absent. PHP sends [] for
// an empty object, so [] in place of a T is none as well.
type wireObjects[T any] []T

// UnmarshalJSON reads either form.
func (l *wireObjects[T]) UnmarshalJSON(raw []byte) error {
	*l = nil
	if isNull(raw) {
		return nil
	}
	if raw[0] == '{' {
		var one T
		if err := json.Unmarshal(raw, &one); err != nil {
			return err
		}
		*l = wireObjects[T]{one}
		return nil
	}
	return json.Unmarshal(raw, (*[]T)(l))
}
