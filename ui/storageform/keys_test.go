package storageform

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"
)

// A policy is pasted in lines, with a newline at its end: nothing of that sends.
func TestAPastedPolicyIsFoldedAndNotSent(t *testing.T) {
	t.Parallel()
	f := open(t, backupARN).at(policyField).Pastes(getObject)
	f.Shows("2 statements, 151 bytes").Hides("s3:GetObject")
	if len(f.requests()) != 0 || f.Outcome != 0 {
		t.Fatalf("sent %+v", f.requests())
	}
	f.Keys(tea.KeyBackspace).Shows(`"s3:Delete*", "Resource": "*"}   ]`).Hides("2 statements")
	f.Types("}").Keys(tea.KeyEnter).Shows("2 statements, 151 bytes")
	if len(f.requests()) != 0 {
		t.Error("the enter that takes the policy sends the form")
	}
	if got := f.Keys(tea.KeyEnter).only().InlinePolicy; got != compacted {
		t.Errorf("sent %s", got)
	}
}

// Some terminals do not mark what is pasted: newlines are enter keys there.
func TestAnUnmarkedPasteDoesNotSend(t *testing.T) {
	t.Parallel()
	f := open(t, backupARN).at(policyField)
	for _, line := range strings.SplitAfter(getObject, "\n") {
		f.Types(strings.TrimSuffix(line, "\n"))
		if strings.HasSuffix(line, "\n") {
			f.Keys(tea.KeyEnter)
		}
	}
	f.Shows("2 statements, 151 bytes")
	if len(f.requests()) != 0 {
		t.Errorf("sent %+v", f.requests())
	}
}

// Whatever is pasted, wherever: nothing is sent by it.
func TestNoPasteSends(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		f := open(t, backupARN).at(fieldID(rapid.IntRange(0, int(fields)-1).Draw(rt, "field")))
		f.Pastes(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{getObject, "\n\n", readOnly + "\n" + ownPolicy + "\n", backupARN + "\r\n"})).Draw(rt, "pasted"))
		if len(f.requests()) != 0 || f.Closed() {
			rt.Fatal("the paste has sent or closed the form")
		}
	})
}

func TestATooLongPasteIsNotCut(t *testing.T) {
	t.Parallel()
	f := open(t, backupARN).at(policyField).Types("{").Pastes(strings.Repeat(" ", 5) + strings.Repeat("x", policyTypedLimit))
	f.Shows("too long, so that nothing of it was taken")
	if got := f.policy.input.Value(); got != "{" {
		t.Errorf("%d characters were taken", len(got))
	}
}

func TestEscAsksBeforeInputIsLost(t *testing.T) {
	t.Parallel()
	if f := open(t, backupARN).Keys(tea.KeyEsc); !f.Closed() {
		t.Error("esc does not leave an untouched form")
	}
	f := open(t, backupARN).at(policyField).Pastes(getObject).Keys(tea.KeyEsc)
	if f.Closed() || !f.Asks() || !f.Unsent() {
		t.Fatal("esc leaves, or does not ask")
	}
	f.Shows("Leave the form?", "What you typed is lost.")
	if f.Keys(tea.KeyEnter).Pastes("y"); f.Closed() {
		t.Error("enter, or a paste, answers")
	}
	if f.Types("n").Shows("2 statements"); f.Asks() {
		t.Error("n does not stay")
	}
	if f.Keys(tea.KeyEsc).Types("y"); !f.Closed() {
		t.Error("y does not leave")
	}
	sending := open(t, backupARN).Keys(tea.KeyEnter, tea.KeyEsc).Shows("The call is under way")
	if sending.Unsent() {
		t.Error("what is under way counts as not sent")
	}
	looking := open(t, "").Types("back").Keys(tea.KeyEsc)
	if looking.Closed() || looking.Asks() || looking.looking() {
		t.Error("esc does not clear what is looked for, and only that")
	}
}

func TestARoleNamesItsSession(t *testing.T) {
	t.Parallel()
	f := open(t, readerARN).Shows("archive-reader-9c04").at(roleField).Keys(tea.KeyRight).Shows("backup-writer-9c04", "2 of 2")
	f.at(nameField).Types("x").at(roleField).Keys(tea.KeyRight).Shows("Assume archive-reader", "backup-writer-9c04x")
}

// ARNs are walked with the arrow keys, and then the fields.
func TestARNsAreWalked(t *testing.T) {
	t.Parallel()
	f := open(t, backupARN).at(arnsField).Types(readOnly + "," + ownPolicy).Keys(tea.KeyUp)
	if got := f.arns.Input().Value(); got != readOnly {
		t.Errorf("up edits %q", got)
	}
	if f.Keys(tea.KeyUp); f.focus != lengthField {
		t.Errorf("above the first is %q", labels[f.focus])
	}
	if f.Keys(tea.KeyShiftTab, tea.KeyShiftTab, tea.KeyShiftTab); f.focus != policyField {
		t.Errorf("above the first field is %q", labels[f.focus])
	}
}
