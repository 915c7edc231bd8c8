package storageform

import (
	"testing"
	"time"

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
	s := screentest.At(friday, width, height)
	s.Directory, s.Storage = d, true
	return s
}

// rig is a form under test, with what drives it.
type rig struct {
	Model
	screentest.Driver[Model, *rig]
}

// rigOf puts a form that was opened in a scene into a rig.
func rigOf(t testing.TB, s scene.Scene, m Model) *rig {
	t.Helper()
	f := &rig{Model: m}
	f.Driver = screentest.Drive(t, s, &f.Model, f)
	return f
}

// open opens the form for a role; the profile names two.
func open(t testing.TB, arn string) *rig {
	t.Helper()
	return openIn(t, sceneOf(80, 19, readerARN, backupARN), arn)
}

func openIn(t testing.TB, s scene.Scene, arn string) *rig {
	t.Helper()
	return rigOf(t, s, New(s, Options{RoleID: arn, Suffix: "9c04", URL: "https://s3.example:4443"}))
}

// at puts the focus on a field the way a person does.
func (f *rig) at(id fieldID) *rig {
	f.TB.Helper()
	return f.Tab(labels[id], func() bool { return f.focus == id })
}

// narrowed is a form with all its fields filled.
func narrowed(t testing.TB) *rig {
	t.Helper()
	return open(t, backupARN).at(arnsField).Types(readOnly + "," + ownPolicy).at(policyField).Pastes(getObject)
}

// requests are what the form asked for.
func (f *rig) requests() []model.AssumeRequest {
	var out []model.AssumeRequest
	for _, submit := range screentest.Only[SubmitMsg](f.Sent) {
		out = append(out, submit.Request)
	}
	return out
}

// only is the one request that was sent.
func (f *rig) only() model.AssumeRequest {
	f.TB.Helper()
	return screentest.TheOne[SubmitMsg](f.TB, f.Sent).Request
}
