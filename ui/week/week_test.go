package week

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/screentest"
)

func TestMyWeek(t *testing.T) {
	t.Parallel()
	x := open(t, 80, 19)
	f := x.Frame()
	for i, want := range []string{
		"  3h a column         Fri 20  Sat 21  Sun 22  Mon 23  Tue 24  Wed 25  Thu 26    ",
		"▌*Sunday              ·    ┃  ·       –━━━━━━━–       ·       ·       ·         ",
		"  Auditor             ━━━━━┃━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  ",
		"  Deploy              ·  –▆▆  ·       ·       ·  –━━  ·  –━━  ·  –━━  ·  –━━    ",
		"  Ending              ━━━━━┃━━━━━━━━– ·       ·       ·       ·       ·         ",
		"  Night               ━━   ┃ –━━     –━━     –━━     –━━     –━━     –━━     –  ",
		"  Gone                ·   ▆▆  ·       ·       ·       ·       ·       ·         ",
		"  Robot               ·   ▆▆▆▆▆       ·       ·       ·       ·       ·         ",
		"                           ╹ now Fri 15:03                                      ",
	} {
		if f.Body[i] != want {
			t.Errorf("line %d:\n%q, want\n%q", i, f.Body[i], want)
		}
	}
	x.Shows("Not from here: Office.", "Schedule not readable: Broken.").Hides("Lapsed", "Others", "Missed")
	if f.Position != "1 of 7" || f.Summary != "my week: 7 roles, 3 open now" || f.Status != "▆▆ session  ━━ open  – in part   Europe/Berlin" {
		t.Errorf("position %q, summary %q, status %q", f.Position, f.Summary, f.Status)
	}
}

func TestTheRoleInWords(t *testing.T) {
	t.Parallel()
	want := map[string][]string{
		"Sunday":  {"closed, opens Sun 00:00 UTC   in 1d 10h", "Sun 01:00–01:00 (next day), Europe/Berlin."},
		"Auditor": {"open, no end", "Open all week."},
		"Deploy": {"open until 17:00 UTC", "▆ deploy-1 until 15:23, 20m left",
			"now–18:00, Mon–Thu 10:00–18:00, Europe/Berlin. Not from here: always."},
		"Ending": {"open until Sat 17:03 UTC", "now–Sat 18:03, Europe/Berlin."},
		"Night":  {"closed, opens today 21:00 UTC", "every day 22:00–06:00 (next day), Europe/Berlin."},
		"Gone":   {"unknown: the role is not known", "▆ gone-role until 16:03, 1h left", "No window of it opens in these days."},
		"Robot":  {"automatic (OIDC)", "▆ robot-1 until Sat 01:03, 10h left", "No window of it opens in these days."},
	}
	x := open(t, 80, 19)
	for range x.Model.rows {
		for _, text := range want[x.Model.selected] {
			if text == "now–Sat 18:03, Europe/Berlin." {
				text = "now–18:03 (next day), Europe/Berlin."
			}
			x.Shows(text)
		}
		x.Press("down")
	}
}

func TestTheZone(t *testing.T) {
	t.Parallel()
	x := open(t, 80, 19).Press("z").Shows("╹ now Fri 14:03", "Sun 00:00–24:00, UTC.")
	if got := x.Frame().Status; !strings.HasSuffix(got, "   UTC") {
		t.Errorf("status %q", got)
	}
	x.Press("z").Shows("╹ now Fri 15:03")
	x.Scene.Local = time.UTC
	if x.Send(screentest.Key("z")); x.Last() != (scene.SayMsg{Text: "Your zone shows the same time as UTC."}) {
		t.Errorf("%#v", x.Last())
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		keys []string
		want tea.Msg
	}{
		{[]string{"esc"}, scene.CloseMsg{}},
		{[]string{"a"}, AssumeMsg{RoleID: "Sunday"}},
		{[]string{"down", "a"}, AssumeMsg{RoleID: "Auditor"}},
		{[]string{"end", "home", "a"}, AssumeMsg{RoleID: "Sunday"}},
		{[]string{"q"}, nil},
	} {
		x := open(t, 80, 19)
		for _, key := range c.keys {
			x.Send(screentest.Key(key))
		}
		if got := x.Last(); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q: asked for %#v, want %#v", c.keys, got, c.want)
		}
	}
	if x := open(t, 80, 19).Send(screentest.Paste("a")); x.Last() != nil {
		t.Errorf("a paste does something: %#v", x.Last())
	}
	screentest.EveryActionHasItsWords(t, New().Actions())
}

func TestTheCursorStaysWithItsRole(t *testing.T) {
	t.Parallel()
	x := open(t, 80, 19).Press("down", "down")
	if x.Model.selected != "Deploy" {
		t.Fatalf("on %q", x.Model.selected)
	}
	x.Scene.Favourites = map[string]bool{"Night": true, "Ending": true, "Robot": true}
	if x.Sync(); x.Model.selected != "Deploy" || x.Frame().Position != "5 of 7" {
		t.Errorf("on %q, %s", x.Model.selected, x.Frame().Position)
	}
}

func TestNothing(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19, organisation())
	s.Roster, s.Caller.UserID = &model.Roster{}, ""
	x := screentest.Open(t, New(), s).Shows("No role is open to you within a week.",
		"Not known who I am: Auditor, Broken, Ending, Missed and 4 more.")
	if x.Send(screentest.Key("a")); x.Last() != (scene.SayMsg{Text: "No role is selected."}) {
		t.Errorf("%#v", x.Last())
	}
	s.Directory, s.Failed["role trusts"], s.TrustsCut = &model.Directory{}, "not allowed (403)", true
	screentest.Open(t, New(), s).Shows("The role trusts could not be read.", "not allowed (403)")
}

func TestLowWindowsHaveTheTimelineAlone(t *testing.T) {
	t.Parallel()
	open(t, 80, 10).Hides("Not from here")
	open(t, 80, 11).Shows("Not from here")
}

// Windows of the same hours are told together, in the order of the first.
func TestWindowsInWords(t *testing.T) {
	t.Parallel()
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, time.UTC) }
	s := sceneOf(80, 19, organisation())
	for _, c := range []struct {
		want    string
		windows []model.Window
	}{
		{"now–15:00", []model.Window{{From: friday, To: at(20, 15, 0)}}},
		{"now–15:00, Fri 16:00–17:30", []model.Window{{From: friday, To: at(20, 15, 0)}, {From: at(20, 16, 0), To: at(20, 17, 30)}}},
		{"Mon, Wed 09:00–12:00, Tue 10:00–24:00", []model.Window{
			{From: at(23, 9, 0), To: at(23, 12, 0)}, {From: at(24, 10, 0), To: at(25, 0, 0)}, {From: at(25, 9, 0), To: at(25, 12, 0)},
		}},
		{"Sat 22:00–Mon 06:00", []model.Window{{From: at(21, 22, 0), To: at(23, 6, 0)}}},
	} {
		if got := newTimeline(friday, time.UTC, 56).spans(slices.Clone(c.windows), s); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
