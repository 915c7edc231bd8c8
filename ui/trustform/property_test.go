package trustform

import (
	"fmt"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"actas/model"
	"actas/ui/form"
)

// drawTrust is any trust that the API could have, readable or not.
func drawTrust(t *rapid.T, readable bool) model.Trust {
	trust := model.Trust{
		ID: adminBy, RoleID: adminID, RoleName: "Database Admin", Created: friday,
		Type:   rapid.SampledFrom([]model.TrustType{model.TemporaryAssumption, model.IAMAssumption, model.FederatedAssumption}).Draw(t, "type"),
		Entity: rapid.SampledFrom([]model.Entity{{Kind: "user", ID: adaID}, {Kind: "user", ID: graceID}, {Kind: "group", ID: dbasID}, {Kind: "issuer", ID: vkeID}}).Draw(t, "entity"),
		Conditions: model.Conditions{
			Schedule: drawSchedule(t), SourceIPs: drawAddresses(t),
		},
	}
	if rapid.Bool().Draw(t, "machine") {
		trust.Type, trust.Entity = model.TemporaryAssumption, model.Entity{Kind: "source", ID: "instance"}
	}
	if rapid.Bool().Draw(t, "ends") {
		trust.ValidUntil = time.Unix(rapid.Int64Range(friday.Unix()-1e8, friday.Unix()+1e9).Draw(t, "end"), 0).UTC()
	}
	if readable {
		return trust
	}
	trust.Unknown = []model.RawCondition{{Name: "oidc_claims", JSON: `{"a":1}`}}
	switch rapid.IntRange(0, 5).Draw(t, "odd") {
	case 0:
		trust.Schedule.Problem = "start cannot be read"
	case 1:
		trust.ValidUntilProblem, trust.ValidUntil = "next week", time.Time{}
	case 2:
		trust.Type = "SomethingNew"
	case 3:
		trust.Entity = model.Entity{}
	case 4:
		trust.SourceIPs = append(trust.SourceIPs, model.ParseIPCondition("no address"))
	case 5:
		trust.RoleID = ""
	}
	return trust
}

func drawSchedule(t *rapid.T) model.Schedule {
	zone := rapid.SampledFrom([]string{"utc", "UTC", "", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "US/Pacific"}).Draw(t, "zone")
	days := model.DaySet(rapid.IntRange(0, 127).Draw(t, "days"))
	start, end := rapid.IntRange(0, 24*60-1).Draw(t, "start"), rapid.IntRange(0, 24*60).Draw(t, "end")
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 0:
		return model.Schedule{}
	case 1:
		return model.NewSchedule(zone, days, 0, 0)
	case 2:
		return model.NewSchedule(zone, 0, start, end)
	}
	return model.NewSchedule(zone, days, start, end)
}

func drawAddresses(t *rapid.T) []model.IPCondition {
	var out []model.IPCondition
	for n := range rapid.IntRange(0, 7).Draw(t, "addresses") {
		raw := netip.AddrFrom4([4]byte{byte(10 + n), 1, 2, 3}).String()
		if rapid.Bool().Draw(t, "v6") {
			raw = fmt.Sprintf("2001:db8:%x::", n)
		}
		if rapid.Bool().Draw(t, "range") {
			raw += fmt.Sprintf("/%d", rapid.IntRange(8, 32).Draw(t, "bits"))
		}
		out = append(out, model.ParseIPCondition(raw))
	}
	return out
}

// TestATrustReadsBackAsItIs opens the form on any trust: unchanged it makes no
// difference, and none of its fields is at fault.
func TestATrustReadsBackAsItIs(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		trust := drawTrust(rt, rapid.Bool().Draw(rt, "readable"))
		f := editOf(t, trust)
		if got := f.draft(f.Scene); !reflect.DeepEqual(got, trust) {
			rt.Fatalf("the form says\n%+v of\n%+v", got, trust)
		}
		for range int(fields) + 7 {
			f.Keys(tea.KeyTab)
		}
		f.Keys(tea.KeyEnter)
		if f.Outcome != form.Unchanged || len(f.requests()) > 0 {
			rt.Fatalf("sent unchanged:\n%s", f.Text())
		}
		if f.Keys(tea.KeyEsc); !f.Closed() {
			rt.Fatal("a form in which nothing was typed asks before it closes")
		}
	})
}

// TestAnyTrustCanBeTyped makes any trust with keys alone, as a new one and as a
// change of another.
func TestAnyTrustCanBeTyped(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		wanted := drawTrust(rt, true)
		if s := wanted.Schedule; s.Start == s.End && s.Start != 0 || s.Zone == "US/Pacific" {
			// Neither can be chosen anew: a window that never opens, and an old spelling.
			wanted.Schedule = model.Schedule{}
		}
		f := create(t)
		if rapid.Bool().Draw(rt, "edit") {
			f = editOf(t, drawTrust(rt, false))
			wanted.Unknown = f.before.Unknown
		}
		f.fill(wanted)
		f.Keys(tea.KeyEnter)
		if f.Outcome == form.Unchanged {
			return
		}
		f.Types("yy")
		if len(f.requests()) != 1 {
			rt.Fatalf("not sent:\n%s", f.Text())
		}
		got := f.only().After
		if f.before != nil {
			wanted.RoleID, wanted.RoleName = f.before.RoleID, f.before.RoleName
		}
		if d := model.CompareTrusts(wanted, got); !d.None() {
			rt.Fatalf("%+v: sent\n%+v, want\n%+v", d, got, wanted)
		}
	})
}

// fill types a trust into the form, field by field.
func (f *rig) fill(t model.Trust) {
	f.TB.Helper()
	f.at(entityField)
	option := entityOption(f.Scene, t.Entity)
	for n := 0; f.entity.Chosen.ID != option.ID; n++ {
		if n > f.entity.Count() {
			f.TB.Fatalf("%q is not to be found", option.Label)
		}
		f.Keys(tea.KeyRight)
	}
	f.at(typeField)
	for range 4 {
		f.Keys(tea.KeyLeft)
	}
	for n := 0; f.trustType() != t.Type && n < len(f.Model.types()); n++ {
		f.Keys(tea.KeyRight)
	}
	f.fillWhen(t.Schedule)
	f.at(ipField)
	for range f.ips.Len() {
		f.Erase().Keys(tea.KeyBackspace)
	}
	f.Erase()
	for n, c := range t.SourceIPs {
		if n > 0 {
			f.Types(",")
		}
		f.Types(c.Raw)
	}
	f.retype(untilField, untilText(t))
}

func (f *rig) fillWhen(s model.Schedule) {
	kind, set, from, to := fillSchedule(s)
	f.choosing(kind)
	if kind.hasDays() {
		f.at(daysField)
		for n := range 7 {
			if (f.days.set^set.set)&dayBit(n) != 0 {
				f.Types(dayLetters[n : n+1])
			}
		}
	}
	if kind.hasHours() {
		f.retype(fromField, from.Value()).retype(toField, to.Value())
	}
	if kind.hasZone() {
		f.at(zoneField).Types(zoneOption(f.Scene, s.Zone).Label).Keys(tea.KeyEnter)
		if f.zone.Chosen.ID != zoneOption(f.Scene, s.Zone).ID {
			f.TB.Fatalf("%q is not found by its name:\n%s", s.Zone, f.Text())
		}
	}
}

// TestAnyKeysLeaveAFrame presses any keys at any size: each frame has its size,
// and nothing is sent that was not seen.
func TestAnyKeysLeaveAFrame(t *testing.T) {
	t.Parallel()
	types := []tea.KeyType{tea.KeyEnter, tea.KeyTab, tea.KeyShiftTab, tea.KeyUp, tea.KeyDown, tea.KeyLeft, tea.KeyRight,
		tea.KeyBackspace, tea.KeyEsc, tea.KeySpace, tea.KeyCtrlU, tea.KeyHome, tea.KeyDelete}
	texts := strings.Split("y n 1 2 3 , 9 24 30d x 10.0.0.1/8 :: instance 2026-12-31 界", " ")
	rapid.Check(t, func(rt *rapid.T) {
		f := create(t)
		if rapid.Bool().Draw(rt, "edit") {
			f = editOf(t, drawTrust(rt, false))
		}
		for range rapid.IntRange(0, 25).Draw(rt, "keys") {
			f.Scene.Width, f.Scene.Height = rapid.IntRange(1, 180).Draw(rt, "width"), rapid.IntRange(1, 50).Draw(rt, "height")
			was := f.asks
			sent := len(f.requests())
			if rapid.Bool().Draw(rt, "text") {
				f.Types(rapid.SampledFrom(texts).Draw(rt, "typed"))
			} else {
				f.Keys(rapid.SampledFrom(types).Draw(rt, "key"))
			}
			if len(f.requests()) > sent && was != askReview && was != askLockout {
				rt.Fatal("sent without a question")
			}
			if why := f.Misfit(); why != "" {
				rt.Fatal(why)
			}
		}
	})
}

// Every source IP that is pasted stands in a line of its own.
func TestPastedAddressesStandOneALine(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		entries := rapid.SliceOfN(rapid.StringMatching(`[0-9a-f.:/]{1,12}`), 1, 9).Draw(rt, "entries")
		separator := rapid.SampledFrom([]string{"\n", "\r\n", ", ", " ", ";", "\t"}).Draw(rt, "separator")
		f := create(t).at(ipField)
		typed := rapid.SampledFrom([]string{"", "10."}).Draw(rt, "typed")
		f.Types(typed).Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(strings.Join(entries, separator) + separator), Paste: true})
		entries[0] = typed + entries[0]
		got := slices.DeleteFunc(f.ips.All(), func(l string) bool { return l == "" })
		if !slices.Equal(got, entries) {
			rt.Fatalf("%q, want %q", got, entries)
		}
		if len(f.requests()) > 0 || f.asks != askNothing {
			rt.Fatal("a paste sent the form")
		}
	})
}
