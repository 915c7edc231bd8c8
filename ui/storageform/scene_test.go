package storageform

import (
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// The roles of these tests, and a policy for each way to name one.
const (
	backupARN = "urn:ecs:iam::s3:role/backup-writer"
	readerARN = "urn:ecs:iam::s3:role/archive-reader"
	otherARN  = "urn:ecs:iam::other:role/path/of/a-role-that-no-profile-names"
	readOnly  = "urn:ecs:iam:::policy/ECSS3ReadOnlyAccess"
	ownPolicy = "urn:ecs:iam::s3:policy/team-bucket"
)

// getObject is a policy in lines, as people keep them.
const getObject = `{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"},
    {"Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"}
  ]
}
`

// compacted is getObject as it is sent.
const compacted = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Effect":"Deny","Action":"s3:Delete*","Resource":"*"}]}`

var friday = time.Date(2026, 11, 20, 14, 3, 10, 0, time.UTC)

func sceneOf(width, height int, arns ...string) scene.Scene {
	d := &model.Directory{}
	for _, arn := range arns {
		d.AddRoles([]model.Role{{ID: arn, Name: model.RoleOfARN(arn), Type: model.RoleAssumable}})
	}
	return scene.Scene{
		Theme: screentest.Plain, Now: model.Moment{Wall: friday, Boot: time.Hour}, Width: width, Height: height,
		Directory: d, Access: model.NewAccess(), Roster: &model.Roster{}, Storage: true, Failed: map[string]string{},
	}
}

// rig is a form under test with the scene that it stands in.
type rig struct {
	t testing.TB
	Model
	s scene.Scene
	// sent are the messages that its commands brought.
	sent []tea.Msg
}

// open opens the form for a role; the profile names two.
func open(t testing.TB, arn string) *rig {
	t.Helper()
	return openIn(t, sceneOf(80, 19, readerARN, backupARN), arn)
}

func openIn(t testing.TB, s scene.Scene, arn string) *rig {
	t.Helper()
	return &rig{t: t, Model: New(s, Options{RoleID: arn, Suffix: "9c04", URL: "https://s3.example:4443"}), s: s}
}

// size is the room that a window of a size leaves to a screen.
func (f *rig) size(cols, rows int) *rig {
	f.s.Width, f.s.Height = cols, rows-4
	switch {
	case rows >= 30:
		f.s.Height = rows - 7
	case rows >= 24:
		f.s.Height = rows - 5
	}
	return f
}

// send hands messages to the form.
func (f *rig) send(msgs ...tea.Msg) *rig {
	f.t.Helper()
	var brought []tea.Msg
	f.Model, brought = screentest.Deliver(f.Model, f.s, msgs...)
	f.sent = append(f.sent, brought...)
	return f
}

// keys presses keys by their types.
func (f *rig) keys(types ...tea.KeyType) *rig {
	f.t.Helper()
	return f.send(screentest.Keys(types...)...)
}

// types types text letter by letter.
func (f *rig) types(text string) *rig {
	f.t.Helper()
	return f.send(screentest.Letters(text)...)
}

// pastes pastes text as a terminal marks it.
func (f *rig) pastes(text string) *rig {
	f.t.Helper()
	return f.send(screentest.Paste(text))
}

// at puts the focus on a field the way a person does.
func (f *rig) at(id fieldID) *rig {
	f.t.Helper()
	for range int(fields) {
		if f.focus == id {
			return f
		}
		f.keys(tea.KeyTab)
	}
	f.t.Fatalf("tab never reaches %q", labels[id])
	return f
}

// narrowed is a form with all its fields filled.
func narrowed(t testing.TB) *rig {
	t.Helper()
	return open(t, backupARN).at(arnsField).types(readOnly + "," + ownPolicy).at(policyField).pastes(getObject)
}

func (f *rig) text() string { return screentest.FrameText(f.View(f.s)) }

func (f *rig) shows(wanted ...string) *rig {
	f.t.Helper()
	screentest.Says(f.t, f.text(), wanted, nil)
	return f
}

func (f *rig) hides(unwanted ...string) *rig {
	f.t.Helper()
	screentest.Says(f.t, f.text(), nil, unwanted)
	return f
}

// requests are what the form asked for.
func (f *rig) requests() []model.AssumeRequest {
	var out []model.AssumeRequest
	for _, msg := range f.sent {
		if submit, ok := msg.(SubmitMsg); ok {
			out = append(out, submit.Request)
		}
	}
	return out
}

// only is the one request that was sent.
func (f *rig) only() model.AssumeRequest {
	f.t.Helper()
	list := f.requests()
	if len(list) != 1 {
		f.t.Fatalf("%d requests, want one:\n%s", len(list), f.text())
	}
	return list[0]
}

func (f *rig) closed() bool {
	for _, msg := range f.sent {
		if _, ok := msg.(scene.CloseMsg); ok {
			return true
		}
	}
	return false
}
