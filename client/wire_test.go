package client

import (
	"encoding/json"
	"slices"
	"testing"
	"time"
)

// Robustness row 13.
func TestSeconds(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{`3600`, `3600.0`, `"3600"`, `"3600.0"`, `3.6e3`, `" 3600 "`} {
		var s wireSeconds
		if err := json.Unmarshal([]byte(raw), &s); err != nil || s.problem != "" || !s.given || s.value != time.Hour {
			t.Errorf("%s: %+v, error %v", raw, s, err)
		}
	}
	for _, raw := range []string{
		`3600.5`, `1e99`, `-1`, `"-1"`, `"1e99"`, `"x"`, `""`, `"0x10"`, `"1_000"`, `"NaN"`, `"Inf"`, `true`, `{}`, `[3600]`,
		`99999999999999999999`,
	} {
		var s wireSeconds
		if err := json.Unmarshal([]byte(raw), &s); err != nil || s.problem == "" || s.value != 0 {
			t.Errorf("%s: %+v, error %v", raw, s, err)
		}
		if _, err := s.read("duration"); err == nil {
			t.Errorf("%s is no error", raw)
		}
	}
	var s wireSeconds
	if err := json.Unmarshal([]byte(`null`), &s); err != nil || s != (wireSeconds{}) {
		t.Errorf("null: %+v, error %v", s, err)
	}
}

func TestStringsAreOneOrMany(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string][]string{
		`null`: nil, `""`: nil, `[]`: {}, `"a"`: {"a"}, `["a","b"]`: {"a", "b"}, `["\u001b"]`: {`\u{1b}`},
	} {
		var got wireStrings
		if err := json.Unmarshal([]byte(raw), &got); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, error %v", raw, got, err)
		}
	}
	for _, raw := range []string{`7`, `{}`, `[7]`, `true`} {
		var got wireStrings
		if err := json.Unmarshal([]byte(raw), &got); err == nil {
			t.Errorf("%s was read as %q", raw, got)
		}
	}
}

func TestTextIsCleanedWhereItEnters(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		`"Database Admin"`: "Database Admin",
		`""`:               "",
		`null`:             "",
		`"a\"b\\c\u00e9"`:  `a"b\cé`,
		`"Zoë"`:            "Zoë",
		`"a\u001b[2Jb"`:    `a\u{1b}[2Jb`,
		"\"a\u202eb\"":     `a\u{202e}b`,
		"\"a\xffb\"":       "a\ufffdb",
		`42`:               "42",
		`"\ud800"`:         "\ufffd",
	} {
		var got wireText
		if err := json.Unmarshal([]byte(raw), &got); err != nil || string(got) != want {
			t.Errorf("%s: %q, error %v", raw, got, err)
		}
	}
}

func TestYesAndNo(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]bool{
		`true`: true, `"yes"`: true, `1`: true, `"true"`: true, `"1"`: true,
		`false`: false, `"no"`: false, `0`: false, `null`: false, `""`: false,
	} {
		got := wireBool(!want)
		if err := json.Unmarshal([]byte(raw), &got); err != nil || bool(got) != want {
			t.Errorf("%s: %v, error %v", raw, got, err)
		}
	}
	var got wireBool
	if err := json.Unmarshal([]byte(`{}`), &got); err == nil {
		t.Error("an object is yes or no")
	}
}
