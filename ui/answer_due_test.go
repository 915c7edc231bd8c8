package ui

import (
	"testing"

	"actas/ui/trustform"
)

// copies notes what is copied from now on.
func (r *rig) copies() *[]string {
	var copied []string
	r.m.deps.Copy = func(text string) (string, error) {
		copied = append(copied, text)
		return "to the clipboard", nil
	}
	return &copied
}

// savedWhileLeaving is a dashboard whose trust form was closed by the API's answer
// while it asked whether to leave.
func savedWhileLeaving(t *testing.T) *rig {
	t.Helper()
	r, _, _ := formRig(t)
	r.press("tab", "tab", "tab", "6", "enter")
	r.shows("adds Saturday")
	r.hold = only[trustSavedMsg]
	r.press("y", "esc")
	r.shows("Leave the form?")
	r.release()
	r.shows("Saved Admin for user Ada")
	return r
}

// TestAKeyForAQuestionThatIsGone does nothing to the list below.
func TestAKeyForAQuestionThatIsGone(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"y", "n", "esc"} {
		r := savedWhileLeaving(t)
		copied := r.copies()
		r.press(key)
		if r.m.page != nil || len(*copied) > 0 {
			t.Errorf("%s acted on the list below", key)
		}
		r.press("n")
		if _, ok := r.m.page.(pageOf[trustform.Model]); !ok {
			t.Errorf("after %s, n opens no form", key)
		}
	}
	r := savedWhileLeaving(t)
	if r.press("j", "n"); r.m.page == nil {
		t.Error("n does nothing although another key came before it")
	}
}

func TestAKeyForTheAssumeFormThatIsGone(t *testing.T) {
	t.Parallel()
	r, _ := trustRig(t)
	r.hold = only[assumedMsg]
	r.press("a", "enter", "esc")
	r.shows("Leave the form?")
	r.release()
	copied := r.copies()
	if r.press("y"); r.m.assume != nil || r.m.tab != sessionsTab || len(*copied) > 0 {
		t.Errorf("y acted on the sessions: copied %d", len(*copied))
	}
	if r.press("y"); len(*copied) != 1 {
		t.Errorf("the next y copied %d", len(*copied))
	}
}

// TestAFormThatAsksNothingDropsNoKey.
func TestAFormThatAsksNothingDropsNoKey(t *testing.T) {
	t.Parallel()
	r, _, before := formRig(t)
	r.submit(&before, saturdays(before))
	if r.press("n"); r.m.page == nil {
		t.Error("n opens no form after a change was saved")
	}
}
