package trustform

import (
	"reflect"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/screentest"
)

func TestChangedElsewhere(t *testing.T) {
	t.Parallel()
	mine := adminTrust()
	mine.SourceIPs = mine.SourceIPs[:1]
	both := theirs()
	both.SourceIPs = mine.SourceIPs
	for key, tt := range map[string]struct {
		shows string
		after model.Trust
	}{
		"1": {"drops 2001:db8:40::/48.", both},
		"2": {"drops Saturday, drops 2001:db8:40::/48, ends 31 days earlier (2026-12-31 00:00 UTC).", mine},
	} {
		f := pictures["changed"](t).Shows("they adds Saturday, ends 31 days later (2027-01-31 00:00 UTC)", "you drops 2001:db8:40::/48")
		f.Types(key).Shows("Change the trust of Database Admin", tt.shows).Types("y")
		list := f.requests()
		if len(list) != 2 {
			t.Fatalf("%s: %d requests", key, len(list))
		}
		if got := list[1]; !reflect.DeepEqual(*got.Before, theirs()) || !model.CompareTrusts(got.After, tt.after).None() {
			t.Errorf("%s: sent %+v over %+v", key, got.After, got.Before)
		}
	}
}

func TestTheirsDropsMine(t *testing.T) {
	t.Parallel()
	f := pictures["changed"](t).Types("3").Hides("Changed elsewhere").Shows("[Sat]", "2027-01-31").Keys(tea.KeyEnter).Shows("Nothing to send")
	if f.Keys(tea.KeyEsc); !f.Closed() {
		t.Error("esc asks although what was typed is dropped")
	}
}

func TestBackFromTheChoice(t *testing.T) {
	t.Parallel()
	f := pictures["changed"](t).Keys(tea.KeyEnter, tea.KeyTab).Types("9y").Send(screentest.Paste("1")).Shows("Changed elsewhere")
	f.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("1"), Alt: true}).Shows("Changed elsewhere")
	f.Keys(tea.KeyEsc).Hides("Changed elsewhere", "[Sat]").Keys(tea.KeyEnter).Shows("drops 2001:db8:40::/48.").Types("y")
	if list := f.requests(); len(list) != 2 || !reflect.DeepEqual(list[0], list[1]) {
		t.Errorf("after esc it sends %+v", list)
	}
}

func TestTheSameChangeElsewhere(t *testing.T) {
	t.Parallel()
	f := sent(t)
	now := f.requests()[0].After
	f.Model = f.Changed(now)
	f.Shows("1 both that is what it is already").Types("1").Shows("Nothing to send: the trust is as it was.")
}

func TestANewTrustCannotHaveChanged(t *testing.T) {
	t.Parallel()
	f := create(t)
	if f.Model = f.Changed(theirs()); f.asks != askNothing {
		t.Error("a new trust asks about changes elsewhere")
	}
}
