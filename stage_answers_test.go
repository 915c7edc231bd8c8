package main

import (
	"fmt"
	"strings"
	"testing"

	"actas/client/simulator"
	"actas/model"
)

// What the API may answer, in every shape, as a person sees it: rows 12 to 15
// of the list of faults.

// TestAnswerShapesLookAlike reads the demo in each of the shapes on which
// Vultr's documents disagree, and sees the same.
func TestAnswerShapesLookAlike(t *testing.T) {
	t.Parallel()
	tour := func(s *stage) []string {
		var seen []string
		for _, keys := range [][]string{{"1"}, {"2"}, {"enter", "pgdown"}, {"esc", "3"}, {"enter"}, {"esc", "1", "enter"}} {
			s.press(keys...)
			seen = append(seen, s.screen())
		}
		return seen
	}
	want := tour(open(t, scenario{}))
	for name, variant := range map[string]simulator.Variant{
		"long session list":  {LongSessionList: true},
		"wrapped session":    {WrappedSession: true, WrappedTrust: true},
		"charset":            {Charset: true},
		"plain dates":        {Dates: simulator.DatesPlain},
		"remaining as text":  {Remaining: simulator.RemainingText},
		"remaining as 1.0":   {Remaining: simulator.RemainingDecimal},
		"empty arrays":       {Empty: simulator.EmptyArray},
		"absent keys":        {Empty: simulator.EmptyAbsent},
		"padded hours":       {Hours: simulator.HoursPadded},
		"hours as on clocks": {Hours: simulator.HoursClock},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for i, seen := range tour(open(t, scenario{api: simulator.Config{Variant: variant}})) {
				if seen != want[i] {
					t.Errorf("want:\n%s\ngot:\n%s", want[i], seen)
				}
			}
		})
	}
}

// TestUnknownValuesAreShownAsTheyAre adds what no document knows.
func TestUnknownValuesAreShownAsTheyAre(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{prepare: func(server *simulator.Server) {
		role := server.AddRole(model.Role{Name: "Aardvark", Type: "borrowable"})
		ada, _ := server.User("Ada Byron")
		server.AddTrust(model.Trust{
			RoleID: role.ID, Type: "QuantumAssumption", Entity: model.Entity{Kind: model.EntityUser, ID: ada.ID},
			Conditions: model.Conditions{Unknown: []model.RawCondition{{Name: "moon_phase", JSON: `"full"`}}},
		})
	}})
	s.press("2")
	on("Aardvark")(s)
	s.press("enter")
	s.see("borrowable")
	s.press("esc", "t", "enter")
	s.see("QuantumAssumption", "OTHER CONDITIONS", `moon_phase "full"`)
}

// sessionBody is an answer with one session of an hour, whose remaining
// duration and dates are as given.
func sessionBody(remaining, assumed, expires string) string {
	return fmt.Sprintf(`{"sessions":[{"session_token":"ars-token","id":"5e55","role_id":"r1","session_name":"odd","auth_method":"api_key",
		"remaining_duration":%s,"assumed_at":%s,"expires_at":%s,"surprise":{"a":[1]}}],"meta":{"total":1,"links":{"next":"","prev":""}}}`,
		remaining, assumed, expires)
}

func TestRemainingDurations(t *testing.T) {
	t.Parallel()
	for remaining, want := range map[string]string{
		"3600": "1:00:00", `"3600"`: "1:00:00", "3600.0": "1:00:00", "0": "00:00", "-5": "00:00",
		"3600.5": "Read failed", "1e99": "Read failed", "-0.5": "Read failed", `"soon"`: "Read failed", "{}": "Read failed",
	} {
		t.Run(remaining, func(t *testing.T) {
			t.Parallel()
			s := open(t, scenario{prepare: func(server *simulator.Server) {
				server.Next("GET /v2/assumed-roles/users", simulator.Fault{Garbage: true, Times: -1,
					Body: sessionBody(remaining, `"2026-11-20 14:03:08"`, `"2026-11-20 15:03:08"`)})
			}})
			s.press("1")
			s.see(want)
			checkWords(t, s.screen())
		})
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	for date, want := range map[string]string{
		"2026-11-20 14:00:00":       "assumed      14:00:00 UTC, 3m ago",
		"2026-11-20T15:00:00+01:00": "assumed      14:00:00 UTC, 3m ago",
		"2026-11-20T14:00:00+0000":  "assumed      14:00:00 UTC, 3m ago",
		"2026-11-20T14:00:00Z":      "assumed      14:00:00 UTC, 3m ago",
		"0000-00-00":                "odd",
		"":                          "odd",
		"yesterday":                 "odd",
	} {
		t.Run("date "+date, func(t *testing.T) {
			t.Parallel()
			s := open(t, scenario{prepare: func(server *simulator.Server) {
				server.Next("GET /v2/assumed-roles/users", simulator.Fault{Garbage: true, Times: -1,
					Body: sessionBody("3420", fmt.Sprintf("%q", date), `"2026-11-20 15:00:00"`)})
			}})
			s.press("1", "enter")
			s.see(want, "ends 15:00:08 UTC")
			if want == "odd" {
				s.lacks("assumed  ", "0001")
			}
		})
	}
}

// roleBody is a page of two roles with one id.
const roleBody = `{"roles":[
	{"id":"twin","name":"First twin","role_type":"assumable","max_session_duration":3600},
	{"id":"twin","name":"Second twin","role_type":"assumable","max_session_duration":3600}
],"meta":{"total":2,"links":{"next":"%s","prev":""}}}`

func TestDuplicateIDsAreBothShown(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{prepare: func(server *simulator.Server) {
		server.Next("GET /v2/roles", simulator.Fault{Garbage: true, Times: -1, Body: fmt.Sprintf(roleBody, "")})
	}})
	s.press("2")
	s.see("First twin", "Second twin", "of 2")
	s.press("g", "j")
	s.see("2 of 2")
	s.press("j", "k")
	s.see("1 of 2")
}

func TestCursorThatRepeatsEndsTheList(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{prepare: func(server *simulator.Server) {
		server.Next("GET /v2/roles", simulator.Fault{Garbage: true, Times: -1, Body: fmt.Sprintf(roleBody, "again")})
	}})
	s.press("2")
	s.see("the list does not end: its pages repeat")
	if n := s.count("GET /v2/roles"); n > 10 {
		t.Errorf("%d requests for a list without end", n)
	}
	if !strings.Contains(s.screen(), "^r") {
		t.Errorf("no key that helps:\n%s", s.screen())
	}
}
