package trustform

import (
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// The organisation of these tests, on a Friday at 14:03:10.
const (
	adaID    = "6c1f3f0a-0d0b-4b6e-9a55-0f6a2b1c0001"
	graceID  = "6c1f3f0a-0d0b-4b6e-9a55-0f6a2b1c0002"
	adminID  = "1f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0011"
	auditID  = "1f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0012"
	billID   = "1f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0013"
	dbasID   = "2f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0021"
	vkeID    = "3f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0031"
	adminBy  = "4f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0041"
	closedBy = "4f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0042"
)

var friday = time.Date(2026, 9, 18, 14, 3, 10, 0, time.UTC)

// adminTrust lets the database people have their role at office hours.
func adminTrust() model.Trust {
	return model.Trust{
		ID: adminBy, RoleID: adminID, RoleName: "Database Admin", Type: model.TemporaryAssumption,
		Entity: model.Entity{Kind: model.EntityGroup, ID: dbasID, Name: "dbas"},
		Conditions: model.Conditions{
			Schedule:  model.NewSchedule("Europe/Berlin", workDays, 9*60, 17*60),
			SourceIPs: []model.IPCondition{model.ParseIPCondition("203.0.113.0/24"), model.ParseIPCondition("2001:db8:40::/48")},
			Unknown:   []model.RawCondition{{Name: "oidc_claims", JSON: `{"acctid":12345678901234567890}`}},
		},
		ValidUntil: time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC),
		Created:    friday.Add(-time.Hour),
	}
}

func directory() *model.Directory {
	d := &model.Directory{}
	d.AddUsers([]model.User{
		{ID: graceID, Name: "Grace Hopper", Email: "grace@northwind.example"},
		{ID: adaID, Name: "Ada Byron", Email: "ada@northwind.example"},
	})
	d.AddGroups([]model.Group{{ID: dbasID, Name: "dbas", MemberIDs: []string{adaID, graceID}}})
	d.AddIssuers([]model.Issuer{{ID: vkeID, Source: "vke", URI: "https://vke-prod"}})
	d.AddRoles([]model.Role{
		{ID: adminID, Name: "Database Admin", Type: model.RoleAssumable, MaxSession: time.Hour},
		{ID: auditID, Name: "Auditor", Type: model.RoleAssumable, MaxSession: 72 * time.Hour},
		{ID: billID, Name: "Billing Viewer", Type: model.RoleAssignable, MaxSession: time.Hour},
	})
	d.AddTrusts([]model.Trust{adminTrust()})
	return d
}

func sceneOf(width, height int) scene.Scene {
	s := screentest.For(screentest.At(friday, width, height), adaID, dbasID)
	s.Directory, s.Local = directory(), model.NewSchedule("Europe/Berlin", 0, 0, 0).Location()
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

func open(t testing.TB, o Options) *rig {
	t.Helper()
	s := sceneOf(80, 19)
	return rigOf(t, s, New(s, o))
}

// edit opens the form on the trust of the database people.
func edit(t testing.TB) *rig {
	t.Helper()
	return editOf(t, adminTrust())
}

func editOf(t testing.TB, trust model.Trust) *rig {
	t.Helper()
	return open(t, Options{Trust: &trust})
}

// create opens the form for a new trust of the database role.
func create(t testing.TB) *rig {
	t.Helper()
	return open(t, Options{RoleID: adminID})
}

// at puts the focus on a field the way a person does.
func (f *rig) at(id fieldID) *rig {
	f.TB.Helper()
	return f.Tab(labels[id], func() bool { return f.focus == id })
}

// retype puts other text into a field.
func (f *rig) retype(id fieldID, text string) *rig { return f.at(id).Erase().Types(text) }

// choosing chooses a kind of schedule by going there.
func (f *rig) choosing(w when) *rig {
	f.at(whenField)
	for range whenNames {
		switch {
		case f.when < w:
			f.Keys(tea.KeyRight)
		case f.when > w:
			f.Keys(tea.KeyLeft)
		}
	}
	return f
}

// requests are what the form asked to be written.
func (f *rig) requests() []SubmitMsg { return screentest.Only[SubmitMsg](f.Sent) }

// only is the one request that was sent.
func (f *rig) only() SubmitMsg {
	f.TB.Helper()
	return screentest.TheOne[SubmitMsg](f.TB, f.Sent)
}
