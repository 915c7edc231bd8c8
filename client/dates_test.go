package client

import (
	"encoding/json"
	"testing"
	"time"
)

// Robustness row 14.
func TestDatesInAllForms(t *testing.T) {
	t.Parallel()
	want := time.Date(2026, time.November, 22, 10, 0, 0, 0, time.UTC)
	for _, raw := range []string{
		"2026-11-22 10:00:00", "2026-11-22T10:00:00Z", "2026-11-22T10:00:00+00:00", "2026-11-22T10:00:00+0000",
		"2026-11-22T12:00:00+02:00", "2026-11-22 05:00:00-05:00", "2026-11-22 10:00:00+0000", "2026-11-22T10:00:00",
		"2026-11-22 10:00:00 +0000", "2026-11-22T10:00:00.000Z", " 2026-11-22 10:00:00 ",
	} {
		got, ok := parseDate(raw)
		if !ok || !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%q: %v, %v", raw, got, ok)
		}
	}
	for _, raw := range []string{
		"", "0000-00-00", "0000-00-00 00:00:00", "0001-01-01T00:00:00Z", "never", "2026-02-30 10:00:00", "10:00", "1795341600",
	} {
		if got, ok := parseDate(raw); ok {
			t.Errorf("%q was read as %v", raw, got)
		}
	}
}

func TestWireDateKeepsWhatItCannotRead(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]wireDate{
		`null`:                   {},
		`""`:                     {},
		`" "`:                    {},
		`"2026-06-20T03:59:59Z"`: {time: time.Date(2026, time.June, 20, 3, 59, 59, 0, time.UTC)},
		`"2026-06-20 03:59:59"`:  {time: time.Date(2026, time.June, 20, 3, 59, 59, 0, time.UTC)},
		`"0000-00-00 00:00:00"`:  {problem: "0000-00-00 00:00:00"},
		`"\u001b[2Jsoon"`:        {problem: `\u{1b}[2Jsoon`},
		`1795341600`:             {problem: "1795341600"},
		`false`:                  {problem: "false"},
		`{"date":"2026-06-20"}`:  {problem: `{"date":"2026-06-20"}`},
	} {
		var got wireDate
		if err := json.Unmarshal([]byte(raw), &got); err != nil || got != want {
			t.Errorf("%s: %+v, error %v", raw, got, err)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{
		"2026-11-22 10:00:00", "2026-11-22T10:00:00+0000", "0000-00-00", "", "2026-06-20T03:59:59.123456789-23:59",
		"9999-12-31T23:59:59-12:00",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		got, ok := parseDate(raw)
		if !ok {
			return
		}
		if got.IsZero() || got.Location() != time.UTC {
			t.Fatalf("%q was read as %v", raw, got)
		}
		again, ok := parseDate(got.Format(time.RFC3339Nano))
		if !ok || !again.Equal(got) {
			t.Fatalf("%q is %v, which reads as %v, %v", raw, got, again, ok)
		}
	})
}
