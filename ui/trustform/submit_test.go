package trustform

import (
	"net/netip"
	"reflect"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/screentest"
)

func TestEnterReviewsFromAnyField(t *testing.T) {
	t.Parallel()
	for _, id := range []fieldID{typeField, entityField, whenField, daysField, fromField, toField, zoneField, ipField, untilField} {
		f := edit(t).at(daysField).Types("6").at(id).Keys(tea.KeyEnter).Shows("Change the trust of Database Admin for group dbas?", "adds Saturday.")
		if len(f.requests()) > 0 {
			t.Errorf("enter on %q sends without a question", labels[id])
		}
		f.Keys(tea.KeyEnter).Send(screentest.Paste("y")).Shows("adds Saturday.").Types("n").Hides("Change the trust").Keys(tea.KeyEnter).Types("y")
		want := adminTrust()
		want.Schedule = model.NewSchedule("Europe/Berlin", workDays|dayBit(5), 9*60, 17*60)
		if got := f.only(); !reflect.DeepEqual(*got.Before, adminTrust()) || !reflect.DeepEqual(got.After, want) {
			t.Errorf("sent %+v", got)
		}
	}
}

func TestTheFirstInvalidFieldGetsTheFocus(t *testing.T) {
	t.Parallel()
	f := open(t, Options{}).choosing(atHours).retype(fromField, "26").retype(untilField, "soon").Keys(tea.KeyEnter)
	for _, want := range []fieldID{roleField, entityField, fromField, untilField} {
		if f.focus != want || f.asks != askNothing {
			t.Fatalf("the focus is on %q, want %q", labels[f.focus], labels[want])
		}
		switch want {
		case roleField:
			f.Shows("Not sent. role: choose a role").Types("audit").Keys(tea.KeyEnter, tea.KeyEnter)
		case entityField:
			f.Shows("Not sent. trusted entity: choose whom it trusts").Types("dbas").Keys(tea.KeyEnter, tea.KeyEnter)
		case fromField:
			f.Shows("Not sent. hours: not a time of day").Erase().Types("8").Keys(tea.KeyEnter)
		}
	}
	f.Erase().Keys(tea.KeyEnter).Shows("The 2 members of group dbas may assume Auditor every day 08:00–17:00 UTC from every address, with no end.")
}

func TestNoDoubleSubmit(t *testing.T) {
	t.Parallel()
	f := sent(t).Shows("Writing the trust").Keys(tea.KeyEnter).Types("y").Keys(tea.KeyTab, tea.KeyEnter).Types("yy")
	f.only()
	f.Keys(tea.KeyEsc).Shows("The call is under way")
	if f.Types("n"); f.Closed() {
		t.Fatal("n left the form")
	}
	if f.Keys(tea.KeyEsc).Types("y"); !f.Closed() {
		t.Error("y does not leave")
	}
}

// TestAnAnswerLeavesTheQuestionOpen: the key that answers it may be on its way,
// and would be typed into the form.
func TestAnAnswerLeavesTheQuestionOpen(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answer      func(Model) Model
		asks, after string
	}{
		"refused":   {func(m Model) Model { return m.Refused("valid_until", "must be later") }, "What you typed is lost.", "must be later"},
		"failed":    {func(m Model) Model { return m.Failed("connection refused") }, "What you typed is lost.", "connection refused"},
		"no answer": {func(m Model) Model { return m.Unanswered("The connection broke.") }, "What you typed is lost.", "The connection broke."},
		"changed":   {func(m Model) Model { return m.Changed(theirs()) }, "somebody else changed this trust. What you typed is lost.", "Changed elsewhere"},
	} {
		f := sent(t).Keys(tea.KeyEsc).Shows("The call is under way")
		f.Model = tt.answer(f.Model)
		f.Shows("Leave the form?", tt.asks)
		left := rigOf(t, f.Scene, f.Model)
		if left.Types("y"); !left.Closed() {
			t.Errorf("%s: y does not leave", name)
		}
		f.Types("n").Hides("Leave the form?").Shows(tt.after)
		if f.until.Value() != "2026-12-31" || f.Closed() {
			t.Errorf("%s: n was typed: %q, or left: %v", name, f.until.Value(), f.Closed())
		}
	}
}

func TestNothingToSend(t *testing.T) {
	t.Parallel()
	f := edit(t).at(daysField).Types("66").Keys(tea.KeyEnter).Shows("Nothing to send: the trust is as it was.")
	if len(f.requests()) > 0 || f.asks != askNothing {
		t.Error("an edit without a difference asks or sends")
	}
	f.Types("6").Hides("Nothing to send")
}

func TestRefusedStandsAtItsField(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]fieldID{
		"trust_type": typeField, "trusted_user_id": entityField, "trusted_oidc_issuer_source": entityField, "conditions": whenField,
		"days_of_week": daysField, "conditions.time_of_day.start": fromField, "end": toField, "timezone": zoneField, "ip_address[1]": ipField, "valid_until": untilField,
	} {
		f := sent(t)
		f.Model = f.Refused(name, "the API says no")
		f.Shows("the API says no", "Not written. Nothing has changed; your input is kept.", "[Sat]").Hides("refused ")
		if f.focus != want {
			t.Errorf("%s: the focus is on %q, want %q", name, labels[f.focus], labels[want])
		}
		f.Keys(tea.KeyTab).Shows("the API says no").at(daysField).Keys(tea.KeyEnter).Hides("the API says no").Types("y")
		if n := len(f.requests()); n != 2 {
			t.Errorf("%s: after a refusal %d requests were sent, want the second", name, n)
		}
	}
	f := create(t).at(entityField).Types("grace").Keys(tea.KeyEnter, tea.KeyEnter).Types("y")
	f.Model = f.Refused("timezone", "odd")
	if f.focus != whenField {
		t.Errorf("a field that is not shown has the focus: %q", labels[f.focus])
	}
	f = sent(t)
	f.Model = f.Refused("role_id", "there is no such role")
	f.Shows("refused there is no such role")
}

func TestWhatNobodyRefusedIsNotCalledRefused(t *testing.T) {
	t.Parallel()
	f := sent(t)
	f.Model = f.Failed("api.vultr.com: connection refused")
	f.Shows("failed api.vultr.com: connection refused", "Not written. Your input is kept.").Hides("Nothing has changed")
	f = sent(t)
	f.Model = f.Unanswered("The connection broke.")
	f.Shows("unclear The connection broke.", "No clear answer. It may be written: see Trusts first.").Hides("Nothing has changed")
	f.Keys(tea.KeyEsc).Types("n").Keys(tea.KeyEsc).Shows("Leave the form?")
	f.Size(60, 20).Shows("No clear answer. It may be written: see Trusts first.")
}

// TestWhatMayBeWrittenIsSentAgainAsItWas: it is looked for by what it says, and a
// length from now on would say something else by then.
func TestWhatMayBeWrittenIsSentAgainAsItWas(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]*rig{"new": create(t).at(entityField).Types("grace").Keys(tea.KeyEnter), "edited": edit(t)} {
		f.retype(untilField, "30d").Keys(tea.KeyEnter).Types("y")
		f.Model = f.Unanswered("Gateway timeout (504).")
		f.Scene.Now.Wall = f.Scene.Now.Wall.Add(5 * time.Minute)
		f.Keys(tea.KeyEnter).Types("y")
		sent := f.requests()
		if len(sent) != 2 || !model.CompareTrusts(sent[0].After, sent[1].After).None() {
			t.Errorf("%s: sent %+v", name, sent)
		}
	}
}

func TestALockoutIsAskedTwice(t *testing.T) {
	t.Parallel()
	f := lockout(t).Shows("This locks you out: after it no trust of Database Admin lets you in any more.").Types("y").Shows("Lock yourself out?")
	if len(f.requests()) > 0 {
		t.Fatal("sent after the first question")
	}
	f.Scene.TrustsCut = true
	f.Keys(tea.KeyEnter).Types("n").Hides("Lock yourself out?").Keys(tea.KeyEnter).Shows("This locks you out, as far as the trusts could be read: after it").Types("n")
	f.Keys(tea.KeyEnter).Types("y").Types("y")
	f.only()
}

func TestWhatLocksOut(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		edit func(*rig) *rig
		want string
	}{
		"another entity":      {func(f *rig) *rig { return f.at(entityField).Types("grace").Keys(tea.KeyEnter) }, "This locks you out"},
		"an end that is past": {func(f *rig) *rig { return f.retype(untilField, "2026-09-18 14:00") }, "This locks you out"},
		"an end before it opens": {func(f *rig) *rig {
			f.Scene.Now.Wall = friday.Add(24 * time.Hour)
			return f.retype(untilField, "2026-09-20")
		}, "This locks you out"},
		"my address drops out": {func(f *rig) *rig { return f.at(ipField).Keys(tea.KeyUp, tea.KeyUp).Erase() }, "lets you in any more from 203.0.113.7."},
		"fewer days":           {func(f *rig) *rig { return f.at(daysField).Types("5") }, "Access: closed, opens Mon 07:00"},
		"an earlier end":       {func(f *rig) *rig { return f.retype(untilField, "2h") }, "Access: open until 15:00"},
		"a session without me": {func(f *rig) *rig {
			f.Scene.Caller = model.Caller{}
			return f.at(entityField).Types("grace").Keys(tea.KeyEnter)
		}, "Access: unknown"},
		"another trust lets me in": {func(f *rig) *rig {
			f.Scene.Directory.AddTrusts([]model.Trust{{ID: closedBy, RoleID: adminID, Type: model.TemporaryAssumption, Entity: model.Entity{Kind: model.EntityUser, ID: adaID}}})
			return f.at(entityField).Types("grace").Keys(tea.KeyEnter)
		}, "Access: not for me; until now: open until 15:00"},
	} {
		f := tt.edit(edit(t)).Keys(tea.KeyEnter).Shows(tt.want)
		if locks := f.review.lockout != ""; locks != (tt.want[0] != 'A') {
			t.Errorf("%s: locks me out: %v", name, locks)
		}
	}
}

func TestWarningsInTheReview(t *testing.T) {
	t.Parallel()
	f := create(t).at(entityField).Types("dbas").Keys(tea.KeyEnter).at(ipField).Types("10.0.0.0/8,10.2.0.0/16,10.3.0.0/16,10.4.0.0/16")
	f.retype(untilField, "2026-01-01").Keys(tea.KeyEnter)
	f.Shows("from 10.0.0.0/8, 10.2.0.0/16, 10.3.0.0/16 and 1 more, until Thu 2026-01-01 00:00 UTC.",
		"It is lapsed from the start: its end is past.", "Your address 203.0.113.7 is not among its source IPs.")
}

func TestSentencesOfNewTrusts(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"grace": "Grace Hopper may assume Auditor at any time from every address, with no end.", "dbas": "The 2 members of group dbas may assume",
		"vke": "Whoever issuer vke-prod vouches for may assume", "instance": "Every cloud instance may assume", "baremetal": "Every bare-metal machine may assume",
	} {
		open(t, Options{RoleID: auditID}).at(entityField).Types(typed).Keys(tea.KeyEnter, tea.KeyEnter).Shows(want)
	}
	f := open(t, Options{RoleID: auditID}).at(typeField).Keys(tea.KeyRight, tea.KeyRight).at(entityField).Types("dbas").Keys(tea.KeyEnter, tea.KeyEnter)
	f.Shows("The 2 members of group dbas take on Auditor without a call, through OIDC, at any time")
}

func TestEnds(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"2026-12-31": "until Thu 2026-12-31 00:00 UTC, in 103d", "2026-12-31 17:00": "until Thu 2026-12-31 17:00 UTC", "2026-12-31T17:00:00+02:00": "until Thu 2026-12-31 15:00 UTC",
		"2026-12-31t17:00z": "17:00 UTC", "30d": "until Sun 2026-10-18 14:03 UTC, in 29d", "2w": "until Fri 2026-10-02 14:03 UTC", "12h": "until Sat 2026-09-19 02:03 UTC", "1w 3d": "until Mon 2026-09-28 14:03 UTC",
		"45s": "14:03:55 UTC", "none": "no end", "2026-01-01": "which is past: it would be lapsed", "30": "say the unit too, as in 30d", "soon": "not a date or length",
		"2026-02-30": "not a date or time", "25:00": "not a date or time", "9999d": "longer than a year: type a date", "w": "not a date or length", "99999w": "not a date or length",
	} {
		f := create(t).retype(untilField, typed).Keys(tea.KeyTab).at(untilField)
		if f.Shows(want); t.Failed() {
			t.Fatalf("%q", typed)
		}
	}
}

func TestARoleOrEntityThatIsGone(t *testing.T) {
	t.Parallel()
	f := create(t).at(entityField).Types("grace").Keys(tea.KeyEnter)
	whole := f.Scene.Directory
	f.Scene.Directory = &model.Directory{}
	f.Scene.Directory.AddRoles([]model.Role{{ID: auditID, Name: "Auditor"}})
	f.Scene.Directory.AddUsers([]model.User{{ID: adaID, Name: "Ada Byron"}})
	f.Model, _ = f.Sync(f.Scene)
	f.Shows("This role is gone", "No longer in the organisation").Keys(tea.KeyEnter)
	if f.asks != askNothing {
		t.Error("a role that is gone is asked about")
	}
	f.Scene.Directory = whole
	f.Model, _ = f.Sync(f.Scene)
	f.Hides("gone", "No longer")
	kept := edit(t)
	kept.Scene.Directory = f.Scene.Directory
	kept.Model, _ = kept.Sync(kept.Scene)
	kept.Hides("No longer")
}

func TestMyAddressIsNotKnown(t *testing.T) {
	t.Parallel()
	f := create(t).at(ipField).Types("10.0.0.0/8")
	f.Scene.Caller.SourceIP = netip.Addr{}
	f.Hides("is not inside")
}
