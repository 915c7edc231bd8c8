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
			if tt.f.keys(tea.KeyTab); tt.f.focus != want {
				t.Errorf("%s: tab leads to %q, want %q", name, labels[tt.f.focus], labels[want])
			}
		}
	}
	f := edit(t)
	if f.keys(tea.KeyShiftTab); f.focus != untilField {
		t.Errorf("shift+tab leads to %q", labels[f.focus])
	}
	if f.keys(tea.KeyDown); f.focus != typeField {
		t.Errorf("down leads to %q", labels[f.focus])
	}
	if f.keys(tea.KeyUp); f.focus != untilField {
		t.Errorf("up leads to %q", labels[f.focus])
	}
}

func TestTheRoleOfATrustIsFixed(t *testing.T) {
	t.Parallel()
	edit(t).shows("fixed: another role needs a new trust")
	f := create(t).at(roleField).types("audit").keys(tea.KeyEnter).shows("New trust of Auditor")
	f.types("bill").keys(tea.KeyTab).shows("no role that can be assumed matches")
	open(t, Options{RoleID: billID}).keys(tea.KeyEnter).shows("this role is assignable")
}

func TestWhatMachinesForbid(t *testing.T) {
	t.Parallel()
	f := create(t).at(typeField).keys(tea.KeyRight).shows("[IAM]", "the platform user stays the principal")
	f.at(entityField).types("baremetal").keys(tea.KeyEnter).shows("[Temporary]", "the only one for machines").hides("Federated")
	f.at(typeField).keys(tea.KeyRight, tea.KeyRight).shows("[Temporary]")
	f.at(entityField).types("grace").keys(tea.KeyEnter).shows("[IAM]", "Federated")
}

func TestATypeThatIsNotKnownStays(t *testing.T) {
	t.Parallel()
	trust := adminTrust()
	trust.Type = "OrbitalAssumption"
	f := editOf(t, trust).shows("OrbitalAssumption is a type that actas does not know")
	f.at(entityField).types("instance").keys(tea.KeyEnter).shows("[OrbitalAssu")
	f.at(typeField).keys(tea.KeyLeft).shows("[Temporary]").keys(tea.KeyRight).shows("[OrbitalAssu")
}

func TestDaysAreTurnedOnAndOff(t *testing.T) {
	t.Parallel()
	f := create(t).choosing(onDays).at(daysField)
	f.types(" ").shows(" Mon ", "[Tue]").keys(tea.KeyRight, tea.KeyRight).types(" ").shows(" Wed ")
	f.types("6").shows("[Sat]").types("u").shows("[Sun]").types("S").shows(" Sat ").types("x9").shows("[Sun]")
	f.keys(tea.KeyRight, tea.KeyRight, tea.KeyLeft).types(" ").shows("[Sat]")
	for _, letter := range "tfhsu" {
		f.types(string(letter))
	}
	f.keys(tea.KeyTab).shows("choose a day").at(daysField).keys(tea.KeyEnter)
	if f.focus != entityField || f.draft(f.s).Schedule.Problem == "" {
		t.Errorf("a schedule without days is %+v", f.draft(f.s).Schedule)
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
		create(t).choosing(atHours).retype(fromField, tt.from).retype(toField, tt.to).keys(tea.KeyTab).shows(tt.shows)
	}
}

// TestHoursAreTypedOverWhatStandsThere: the form begins with hours that few want,
// and nobody looks for the key that clears them.
func TestHoursAreTypedOverWhatStandsThere(t *testing.T) {
	t.Parallel()
	hours := func() *rig { return create(t).choosing(atHours).at(fromField) }
	for name, f := range map[string]*rig{
		"both, one after the other": hours().types("22").keys(tea.KeyTab).types("6"),
		"both, with a dash":         hours().types("22-6"),
		"pasted":                    hours().send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("22 – 6h"), Paste: true}),
		"with what is no time":      hours().types("at 22").keys(tea.KeyTab).types("n6"),
	} {
		if f.keys(tea.KeyTab); f.from.Value() != "22:00" || f.to.Value() != "06:00" {
			t.Errorf("%s: %q to %q", name, f.from.Value(), f.to.Value())
		}
	}
	f := hours().keys(tea.KeyBackspace).types("5")
	if f.from.Value() != "09:05" {
		t.Errorf("mended, it is %q", f.from.Value())
	}
}

// TestWhatIsNotSentIsNamedAtItsField: elsewhere the status line does not name it.
func TestWhatIsNotSentIsNamedAtItsField(t *testing.T) {
	t.Parallel()
	f := create(t).keys(tea.KeyEnter)
	if got := f.View(f.s).Status; !strings.Contains(got, "Not sent. trusted entity: ") {
		t.Errorf("status %q", got)
	}
	if got := f.keys(tea.KeyShiftTab).View(f.s).Status; got != "" {
		t.Errorf("in another field, status %q", got)
	}
}

func TestZones(t *testing.T) {
	t.Parallel()
	f := create(t).choosing(onDays).at(zoneField).shows("UTC").keys(tea.KeyRight).shows("Europe/Berlin UTC+2, yours", "2 of ")
	f.types("kathm").shows("Asia/Kathmandu", "UTC+5:45").keys(tea.KeyEnter)
	if got := f.draft(f.s).Schedule; got.Zone != "Asia/Kathmandu" || got.Problem != "" {
		t.Errorf("the zone is %+v", got)
	}
	f.types("qqq").keys(tea.KeyTab).shows("no zone matches")
	trust := adminTrust()
	trust.Schedule = model.NewSchedule("US/Pacific", workDays, 0, 0)
	editOf(t, trust).at(zoneField).shows("US/Pacific UTC-7").keys(tea.KeyRight, tea.KeyLeft).shows("US/Pacific")
}

func TestAddressesAreEditedByLine(t *testing.T) {
	t.Parallel()
	lines := func(f *rig, want ...string) {
		t.Helper()
		if got := f.ips.All(); !slices.Equal(got, want) {
			t.Errorf("the lines are %q, want %q", got, want)
		}
	}
	f := create(t).at(ipField).types("10.0.0.1,10.0.0.2 ")
	lines(f, "10.0.0.1", "10.0.0.2", "")
	f.types(", ;")
	lines(f, "10.0.0.1", "10.0.0.2", "")
	f.keys(tea.KeyUp, tea.KeyUp).types("9")
	lines(f, "10.0.0.19", "10.0.0.2", "")
	f.types(",::1")
	lines(f, "10.0.0.19", "::1", "10.0.0.2", "")
	f.keys(tea.KeyBackspace, tea.KeyBackspace, tea.KeyBackspace, tea.KeyBackspace, tea.KeyBackspace)
	lines(f, "10.0.0.1", "10.0.0.2", "")
	if f.keys(tea.KeyDown, tea.KeyDown).types("::2").keys(tea.KeyDown); f.focus != ipField {
		t.Error("down behind an entry leaves the field")
	}
	lines(f, "10.0.0.1", "10.0.0.2", "::2", "")
	if f.keys(tea.KeyDown); f.focus != untilField {
		t.Error("down in the empty line stays in the field")
	}
	f.at(ipField).keys(tea.KeyUp).erase().keys(tea.KeyTab)
	lines(f, "10.0.0.1", "10.0.0.2", "")
	f = create(t).at(ipField).keys(tea.KeyBackspace)
	lines(f, "")
	if f.keys(tea.KeyUp); f.focus != whenField {
		t.Errorf("up in the first line leads to %q", labels[f.focus])
	}
}

func TestAddressesAreCheckedAsTyped(t *testing.T) {
	t.Parallel()
	f := create(t).at(ipField).types("10.1.2.3/8").shows("means 10.0.0.0/8", "my address 203.0.113.7 is not inside")
	f.types(",10.9.0.0/16").shows("inside 10.1.2.3/8").types(",10.0.0.0/8").shows("there already")
	f.types(",203.0.113.0/24").hides("is not inside").types(",fe80::1%eth0").shows("an address with a zone")
	f.keys(tea.KeyTab).at(entityField).types("grace").keys(tea.KeyEnter, tea.KeyEnter).shows("Not sent. source IPs: fe80::1%eth0: an address with a zone")
	if f.focus != ipField || f.ips.At() != 4 {
		t.Errorf("the cursor is in line %d of %q", f.ips.At(), labels[f.focus])
	}
	if got := f.draft(f.s).SourceIPs; len(got) != 5 || got[0].Raw != "10.1.2.3/8" {
		t.Errorf("the entries are %+v", got)
	}
}

func TestAnUnreadableEntryOfTheAPIStays(t *testing.T) {
	t.Parallel()
	trust := adminTrust()
	trust.SourceIPs = append(trust.SourceIPs, model.ParseIPCondition("office"))
	f := editOf(t, trust).shows("not an address or range; kept as it is").at(daysField).types("6").keys(tea.KeyEnter).types("y")
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
		f := editOf(t, trust).at(untilField).shows("not readable; kept as it is").at(ipField).keys(tea.KeyUp)
		f.at(daysField).types("6").keys(tea.KeyEnter).shows("adds Saturday.").types("y")
		want := trust
		want.Schedule = model.NewSchedule("Europe/Berlin", workDays|dayBit(5), 9*60, 17*60)
		if got := f.only().After; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: sent\n%+v, want\n%+v", name, got, want)
		}
	}
}

func TestEscAsksBeforeInputIsLost(t *testing.T) {
	t.Parallel()
	if f := edit(t).keys(tea.KeyTab, tea.KeyTab, tea.KeyTab, tea.KeyRight, tea.KeyEsc); !f.closed() {
		t.Error("esc asks although nothing was typed: the cursor went to another day")
	}
	f := edit(t).at(daysField).types("6").keys(tea.KeyEsc).shows("Leave the form?", "What you typed is lost.")
	f.keys(tea.KeyEnter).send(screentest.Paste("y")).types("[A").shows("Leave the form?").types("n").hides("Leave the form?").shows("[Sat]")
	if f.closed() {
		t.Fatal("it closed without a y")
	}
	if f.keys(tea.KeyEsc).types("y"); !f.closed() {
		t.Error("y does not leave")
	}
	f = create(t).types("zzz").shows("nothing matches").keys(tea.KeyEsc).hides("/zzz", "Leave")
	if f.closed() {
		t.Error("esc closed the form instead of clearing the query")
	}
}

func TestLettersThatArriveTogetherAreNoKey(t *testing.T) {
	t.Parallel()
	f := create(t).at(untilField)
	for _, word := range []string{"enter", "esc", "tab", "left"} {
		f.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(word)})
	}
	if got := f.until.Value(); got != "enteresctableft" || len(f.sent) > 0 {
		t.Errorf("the end is %q and %v was sent", got, f.sent)
	}
	f.erase().send(tea.KeyMsg{Type: tea.KeyEnter, Alt: true})
	if f.asks != askNothing || f.outcome != form.Filling {
		t.Error("enter right behind an escape sent the form")
	}
}

func TestAnAnswerForAnotherPickIsLeftAlone(t *testing.T) {
	t.Parallel()
	f := create(t)
	var cmd tea.Cmd
	f.Model, cmd = f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("e")}, f.s)
	if _, ok := cmd().(filter.MatchedMsg); !ok {
		t.Fatal("typing asks for no matches")
	}
	f.send(cmd())
	if len(f.entity.Matches()) == 0 || f.role.Looking() || f.zone.Looking() {
		t.Error("the matches went to another pick")
	}
}
