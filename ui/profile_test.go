package ui

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/profiles"
)

// TestProfilesWaitForWhatIsUnderWay: what was asked for is done with the profile that it
// was asked of.
func TestProfilesWaitForWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	m := New(Deps{Profile: "a", Profiles: []model.Profile{{Name: "a"}, {Name: "b"}}})
	m.renewals.asked = map[string]bool{"s": true}
	m, _ = m.openProfiles()
	if m.profiles != nil || m.status.lead == "" {
		t.Errorf("the sheet is open: %+v", m.status)
	}
	m.renewals.asked, m.writes = nil, 1
	if m, _ = m.openProfiles(); m.profiles != nil {
		t.Error("the sheet is open while something is sent")
	}
	m.writes = 0
	m, _ = m.openProfiles()
	if m.profiles == nil {
		t.Error("the sheet is not open")
	}
}

func TestGoingOnWithAProfileEndsTheDashboard(t *testing.T) {
	t.Parallel()
	m := New(Deps{Profile: "a", Profiles: []model.Profile{{Name: "a"}, {Name: "b"}}})
	cancelled := false
	m.reading.cancel = func() { cancelled = true }
	m, _ = m.openProfiles()
	next, cmd := m.overlayRequest(profiles.ChosenMsg{Name: "b"})
	if next.SwitchTo() != "b" || next.profiles != nil || !cancelled {
		t.Errorf("it goes on with %q, cancelled: %t", next.SwitchTo(), cancelled)
	}
	if _, quits := cmd().(tea.QuitMsg); !quits {
		t.Error("it does not end")
	}
	if next, _ := m.overlayRequest(profiles.CloseMsg{}); next.SwitchTo() != "" || next.profiles != nil {
		t.Error("closing the sheet chooses")
	}
}

func TestThereIsNoChoiceWithoutProfiles(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		deps Deps
		want bool
	}{
		"no configuration": {Deps{}, false},
		"profiles":         {Deps{Profiles: []model.Profile{{Name: "a"}}}, true},
		"the demo":         {Deps{Profiles: []model.Profile{{Name: "a"}}, Demo: true}, false},
	} {
		m := New(c.deps)
		found := false
		for _, a := range m.everywhere() {
			_, is := a.Intent.(profilesMsg)
			found = found || is
		}
		if found != c.want {
			t.Errorf("%s: %t", name, found)
		}
	}
}

func TestTheSheetOfProfiles(t *testing.T) {
	t.Parallel()
	all := []model.Profile{{Name: "a"}, {Name: "b"}, {Name: "c"}}
	press := func(m *profiles.Model, keys ...tea.KeyType) (out tea.Msg) {
		next := *m
		for _, k := range keys {
			var cmd tea.Cmd
			if next, cmd = next.Update(tea.KeyMsg{Type: k}); cmd != nil {
				out = cmd()
			}
		}
		return out
	}
	for _, c := range []struct {
		name    string
		current string
		keys    []tea.KeyType
		want    tea.Msg
	}{
		{"the next one", "a", []tea.KeyType{tea.KeyDown, tea.KeyEnter}, profiles.ChosenMsg{Name: "b"}},
		{"the last one, and no further", "b", []tea.KeyType{tea.KeyDown, tea.KeyDown, tea.KeyDown, tea.KeyEnter}, profiles.ChosenMsg{Name: "c"}},
		{"the one in use", "b", []tea.KeyType{tea.KeyEnter}, profiles.CloseMsg{}},
		{"none in use", "", []tea.KeyType{tea.KeyEnter}, profiles.ChosenMsg{Name: "a"}},
		{"none", "a", []tea.KeyType{tea.KeyDown, tea.KeyEsc}, profiles.CloseMsg{}},
	} {
		if got := press(profiles.New(all, c.current, nil), c.keys...); got != c.want {
			t.Errorf("%s: %#v", c.name, got)
		}
	}
}

func TestReadOnlyStartsNoEngine(t *testing.T) {
	t.Parallel()
	for _, readOnly := range []bool{false, true} {
		started := false
		m := New(Deps{API: &fakeAPI{}, ReadOnly: readOnly, UserID: "u-1", Renewals: func(API, string) Renewals {
			started = true
			return nil
		}})
		m.me = model.User{ID: "u-1"}
		_, _ = m.startRenewals()
		if started == readOnly {
			t.Errorf("read-only %t: started is %t", readOnly, started)
		}
	}
}
