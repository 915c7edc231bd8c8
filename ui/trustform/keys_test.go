package trustform

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/filter"
	"actas/ui/form"
	"actas/ui/screentest"
)

func TestTabGoesRoundWhatIsShown(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		f    *rig
		want []fieldID
	}{
		"always":         {create(t), []fieldID{whenField, ipField, untilField, roleField, typeField, entityField}},
		"hours":          {create(t).choosing(atHours), []fieldID{fromField, toField, zoneField, ipField, untilField, roleField}},
		"days":           {create(t).choosing(onDays), []fieldID{daysField, zoneField, ipField, untilField, roleField}},
		"days and hours": {create(t).choosing(onDaysAtHours), []fieldID{daysField, fromField, toField, zoneField, ipField}},
		"an edit":        {edit(t), []fieldID{entityField, whenField, daysField, fromField, toField, zoneField, ipField, untilField, typeField}},
	} {
		for _, want := range tt.want {
			if tt.f.Keys(tea.KeyTab); tt.f.focus != want {
				t.Errorf("%s: tab leads to %q, want %q", name, labels[tt.f.focus], labels[want])
			}
		}
	}
	f := edit(t)
	if f.Keys(tea.KeyShiftTab); f.focus != untilField {
		t.Errorf("shift+tab leads to %q", labels[f.focus])
	}
	if f.Keys(tea.KeyDown); f.focus != typeField {
		t.Errorf("down leads to %q", labels[f.focus])
	}
	if f.Keys(tea.KeyUp); f.focus != untilField {
		t.Errorf("up leads to %q", labels[f.focus])
	}
}

func TestTheRoleOfATrustIsFixed(t *testing.T) {
	t.Parallel()
	edit(t).Shows("fixed: another role needs a new trust")
	f := create(t).at(roleField).Types("audit").Keys(tea.KeyEnter).Shows("New trust of Auditor")
	f.Types("bill").Keys(tea.KeyTab).Shows("no role that can be assumed matches")
	open(t, Options{RoleID: billID}).Keys(tea.KeyEnter).Shows("this role is assignable")
}

func TestWhatMachinesForbid(t *testing.T) {
	t.Parallel()
	f := create(t).at(typeField).Keys(tea.KeyRight).Shows("[IAM]", "the platform user stays the principal")
	f.at(entityField).Types("baremetal").Keys(tea.KeyEnter).Shows("[Temporary]", "the only one for machines").Hides("Federated")
	f.at(typeField).Keys(tea.KeyRight, tea.KeyRight).Shows("[Temporary]")
	f.at(entityField).Types("grace").Keys(tea.KeyEnter).Shows("[IAM]", "Federated")
}

func TestATypeThatIsNotKnownStays(t *testing.T) {
	t.Parallel()
	trust := adminTrust()
	trust.Type = "OrbitalAssumption"
	f := editOf(t, trust).Shows("OrbitalAssumption is a type that actas does not know")
	f.at(entityField).Types("instance").Keys(tea.KeyEnter).Shows("[OrbitalAssu")
	f.at(typeField).Keys(tea.KeyLeft).Shows("[Temporary]").Keys(tea.KeyRight).Shows("[OrbitalAssu")
}

func TestDaysAreTurnedOnAndOff(t *testing.T) {
	t.Parallel()
	f := create(t).choosing(onDays).at(daysField)
	f.Types(" ").Shows(" Mon ", "[Tue]").Keys(tea.KeyRight, tea.KeyRight).Types(" ").Shows(" Wed ")
	f.Types("6").Shows("[Sat]").Types("u").Shows("[Sun]").Types("S").Shows(" Sat ").Types("x9").Shows("[Sun]")
	f.Keys(tea.KeyRight, tea.KeyRight, tea.KeyLeft).Types(" ").Shows("[Sat]")
	for _, letter := range "tfhsu" {
		f.Types(string(letter))
	}
	f.Keys(tea.KeyTab).Shows("choose a day").at(daysField).Keys(tea.KeyEnter)
	if f.focus != entityField || f.draft(f.Scene).Schedule.Problem == "" {
		t.Errorf("a schedule without days is %+v", f.draft(f.Scene).Schedule)
	}
}

func TestHoursAreRead(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ from, to, shows string }{
		{"9", "17", "09:00 to 17:00   8h"}, {"09:30", "24", "09:30 to 24:00   14h 30m"}, {"22", "6", "22:00 to 06:00   (next day)  8h"},
		{"18", "0", "18:00 to 00:00   6h"}, {"0", "0", "00:00 to 00:00   1d"}, {"9:30", "17", "not whole hours: the API may refuse them"},
		{"", "17", "say from when"}, {"9", "", "say until when"}, {"25", "17", "not a time of day"}, {"9", "17:75", "not a time of day"},
		{"24", "6", "24 is the end of a day"}, {"9", "9", "never open: it ends when it begins"},
	} {
		create(t).choosing(atHours).retype(fromField, tt.from).retype(toField, tt.to).Keys(tea.KeyTab).Shows(tt.shows)
	}
}

// TestHoursAreTypedOverWhatStandsThere: the form begins with hours that few want,
// and nobody looks for the key that clears them.
func TestHoursAreTypedOverWhatStandsThere(t *testing.T) {
	t.Parallel()
	hours := func() *rig { return create(t).choosing(atHours).at(fromField) }
	for name, f := range map[string]*rig{
		"both, one after the other": hours().Types("22").Keys(tea.KeyTab).Types("6"),
		"both, with a dash":         hours().Types("22-6"),
		"pasted":                    hours().Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("22 – 6h"), Paste: true}),
		"with what is no time":      hours().Types("at 22").Keys(tea.KeyTab).Types("n6"),
	} {
		if f.Keys(tea.KeyTab); f.from.Value() != "22:00" || f.to.Value() != "06:00" {
			t.Errorf("%s: %q to %q", name, f.from.Value(), f.to.Value())
		}
	}
	f := hours().Keys(tea.KeyBackspace).Types("5")
	if f.from.Value() != "09:05" {
		t.Errorf("mended, it is %q", f.from.Value())
	}
}

// TestWhatIsNotSentIsNamedAtItsField: elsewhere the status line does not name it.
func TestWhatIsNotSentIsNamedAtItsField(t *testing.T) {
	t.Parallel()
	f := create(t).Keys(tea.KeyEnter)
	if got := f.View(f.Scene).Status; !strings.Contains(got, "Not sent. trusted entity: ") {
		t.Errorf("status %q", got)
	}
	if got := f.Keys(tea.KeyShiftTab).View(f.Scene).Status; got != "" {
		t.Errorf("in another field, status %q", got)
	}
}

func TestZones(t *testing.T) {
	t.Parallel()
	f := create(t).choosing(onDays).at(zoneField).Shows("UTC").Keys(tea.KeyRight).Shows("Europe/Berlin UTC+2, yours", "2 of ")
	f.Types("kathm").Shows("Asia/Kathmandu", "UTC+5:45").Keys(tea.KeyEnter)
	if got := f.draft(f.Scene).Schedule; got.Zone != "Asia/Kathmandu" || got.Problem != "" {
		t.Errorf("the zone is %+v", got)
	}
	f.Types("qqq").Keys(tea.KeyTab).Shows("no zone matches")
	trust := adminTrust()
	trust.Schedule = model.NewSchedule("US/Pacific", workDays, 0, 0)
	editOf(t, trust).at(zoneField).Shows("US/Pacific UTC-7").Keys(tea.KeyRight, tea.KeyLeft).Shows("US/Pacific")
}

func TestAddressesAreEditedByLine(t *testing.T) {
	t.Parallel()
	lines := func(f *rig, want ...string) {
		t.Helper()
		if got := f.ips.All(); !slices.Equal(got, want) {
			t.Errorf("the lines are %q, want %q", got, want)
		}
	}
	f := create(t).at(ipField).Types("10.0.0.1,10.0.0.2 ")
	lines(f, "10.0.0.1", "10.0.0.2", "")
	f.Types(", ;")
	lines(f, "10.0.0.1", "10.0.0.2", "")
	f.Keys(tea.KeyUp, tea.KeyUp).Types("9")
	lines(f, "10.0.0.19", "10.0.0.2", "")
	f.Types(",::1")
	lines(f, "10.0.0.19", "::1", "10.0.0.2", "")
	f.Keys(tea.KeyBackspace, tea.KeyBackspace, tea.KeyBackspace, tea.KeyBackspace, tea.KeyBackspace)
	lines(f, "10.0.0.1", "10.0.0.2", "")
	if f.Keys(tea.KeyDown, tea.KeyDown).Types("::2").Keys(tea.KeyDown); f.focus != ipField {
		t.Error("down behind an entry leaves the field")
	}
	lines(f, "10.0.0.1", "10.0.0.2", "::2", "")
	if f.Keys(tea.KeyDown); f.focus != untilField {
		t.Error("down in the empty line stays in the field")
	}
	f.at(ipField).Keys(tea.KeyUp).Erase().Keys(tea.KeyTab)
	lines(f, "10.0.0.1", "10.0.0.2", "")
	f = create(t).at(ipField).Keys(tea.KeyBackspace)
	lines(f, "")
	if f.Keys(tea.KeyUp); f.focus != whenField {
		t.Errorf("up in the first line leads to %q", labels[f.focus])
	}
}

func TestAddressesAreCheckedAsTyped(t *testing.T) {
	t.Parallel()
	f := create(t).at(ipField).Types("10.1.2.3/8").Shows("means 10.0.0.0/8", "my address 203.0.113.7 is not inside")
	f.Types(",10.9.0.0/16").Shows("inside 10.1.2.3/8").Types(",10.0.0.0/8").Shows("there already")
	f.Types(",203.0.113.0/24").Hides("is not inside").Types(",fe80::1%eth0").Shows("an address with a zone")
	f.Keys(tea.KeyTab).at(entityField).Types("grace").Keys(tea.KeyEnter, tea.KeyEnter).Shows("Not sent. source IPs: fe80::1%eth0: an address with a zone")
	if f.focus != ipField || f.ips.At() != 4 {
		t.Errorf("the cursor is in line %d of %q", f.ips.At(), labels[f.focus])
	}
	if got := f.draft(f.Scene).SourceIPs; len(got) != 5 || got[0].Raw != "10.1.2.3/8" {
		t.Errorf("the entries are %+v", got)
	}
}

func TestAnUnreadableEntryOfTheAPIStays(t *testing.T) {
	t.Parallel()
	trust := adminTrust()
	trust.SourceIPs = append(trust.SourceIPs, model.ParseIPCondition("office"))
	f := editOf(t, trust).Shows("not an address or range; kept as it is").at(daysField).Types("6").Keys(tea.KeyEnter).Types("y")
	if got := f.only().After.SourceIPs; len(got) != 3 || got[2].Raw != "office" {
		t.Errorf("sent %+v", got)
	}
}

// TestWhatCannotBeReadIsKeptAtAnyLength: the trust can be edited all the same.
func TestWhatCannotBeReadIsKeptAtAnyLength(t *testing.T) {
	t.Parallel()
	for name, long := range map[string]string{
		"long": strings.Repeat("no later than ", 70), "not whole": "caf\ufffd, " + strings.Repeat("x", 120),
	} {
		trust := adminTrust()
		trust.ValidUntil, trust.ValidUntilProblem = time.Time{}, long
		trust.SourceIPs = append(trust.SourceIPs, model.ParseIPCondition(long))
		f := editOf(t, trust).at(untilField).Shows("not readable; kept as it is").at(ipField).Keys(tea.KeyUp)
		f.at(daysField).Types("6").Keys(tea.KeyEnter).Shows("adds Saturday.").Types("y")
		want := trust
		want.Schedule = model.NewSchedule("Europe/Berlin", workDays|dayBit(5), 9*60, 17*60)
		if got := f.only().After; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: sent\n%+v, want\n%+v", name, got, want)
		}
	}
}

func TestEscAsksBeforeInputIsLost(t *testing.T) {
	t.Parallel()
	if f := edit(t).Keys(tea.KeyTab, tea.KeyTab, tea.KeyTab, tea.KeyRight, tea.KeyEsc); !f.Closed() {
		t.Error("esc asks although nothing was typed: the cursor went to another day")
	}
	f := edit(t).at(daysField).Types("6").Keys(tea.KeyEsc).Shows("Leave the form?", "What you typed is lost.")
	f.Keys(tea.KeyEnter).Send(screentest.Paste("y")).Types("[A").Shows("Leave the form?").Types("n").Hides("Leave the form?").Shows("[Sat]")
	if f.Closed() {
		t.Fatal("it closed without a y")
	}
	if f.Keys(tea.KeyEsc).Types("y"); !f.Closed() {
		t.Error("y does not leave")
	}
	f = create(t).Types("zzz").Shows("nothing matches").Keys(tea.KeyEsc).Hides("/zzz", "Leave")
	if f.Closed() {
		t.Error("esc closed the form instead of clearing the query")
	}
}

func TestLettersThatArriveTogetherAreNoKey(t *testing.T) {
	t.Parallel()
	f := create(t).at(untilField)
	for _, word := range []string{"enter", "esc", "tab", "left"} {
		f.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(word)})
	}
	if got := f.until.Value(); got != "enteresctableft" || len(f.Sent) > 0 {
		t.Errorf("the end is %q and %v was sent", got, f.Sent)
	}
	f.Erase().Send(tea.KeyMsg{Type: tea.KeyEnter, Alt: true})
	if f.asks != askNothing || f.Outcome != form.Filling {
		t.Error("enter right behind an escape sent the form")
	}
}

func TestAnAnswerForAnotherPickIsLeftAlone(t *testing.T) {
	t.Parallel()
	f := create(t)
	var cmd tea.Cmd
	f.Model, cmd = f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("e")}, f.Scene)
	if _, ok := cmd().(filter.MatchedMsg); !ok {
		t.Fatal("typing asks for no matches")
	}
	f.Send(cmd())
	if len(f.entity.Matches()) == 0 || f.role.Looking() || f.zone.Looking() {
		t.Error("the matches went to another pick")
	}
}
