package assume

import (
	"iter"
	"testing"
	"time"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// The organisation of these tests, on a Friday at 14:03:10.
const (
	adaID    = "6c1f3f0a-0d0b-4b6e-9a55-0f6a2b1c0001"
	graceID  = "6c1f3f0a-0d0b-4b6e-9a55-0f6a2b1c0002"
	deployID = "1f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0011"
	auditID  = "1f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0012"
	billID   = "1f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0013"
	edgeID   = "1f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0014"
	groupID  = "2f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0021"
	vkeID    = "3f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0031"
	deployBy = "4f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0041"
	edgeBy   = "4f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0042"
)

var friday = time.Date(2026, 9, 18, 14, 3, 10, 0, time.UTC)

func directory() *model.Directory {
	d := &model.Directory{}
	d.AddUsers([]model.User{
		{ID: graceID, Name: "Grace Hopper", Email: "grace@northwind.example"},
		{ID: adaID, Name: "Ada Byron", Email: "ada@northwind.example"},
	})
	d.AddGroups([]model.Group{{ID: groupID, Name: "deployers", MemberIDs: []string{adaID}}})
	d.AddIssuers([]model.Issuer{{ID: vkeID, Source: "vke", URI: "https://vke-prod"}})
	d.AddRoles([]model.Role{
		{ID: deployID, Name: "Production Deploy", Type: model.RoleAssumable, MaxSession: time.Hour, Policies: []model.Policy{
			{Name: "deploy-production", Statements: []model.Statement{
				{Effect: "Allow", Actions: []string{"kubernetes.*", "loadbalancer.Read"}, Resources: []string{"*"}},
				{Effect: "Deny", Actions: []string{"kubernetes.cluster.Delete"}, Resources: []string{"*"}},
			}},
			{Name: "registry-read", Statements: []model.Statement{{Effect: "Allow", Actions: []string{"registry.*.Read"}}}},
		}},
		{ID: auditID, Name: "Auditor", Type: model.RoleAssumable, MaxSession: 72 * time.Hour},
		{ID: billID, Name: "Billing Viewer", Type: model.RoleAssignable, MaxSession: time.Hour},
		{ID: edgeID, Name: "Edge Deploy", Type: model.RoleAssumable},
	})
	office := model.NewSchedule("utc", model.NewDaySet(time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday), 9*60, 17*60)
	d.AddTrusts([]model.Trust{
		{ID: deployBy, RoleID: deployID, Type: model.TemporaryAssumption,
			Entity: model.Entity{Kind: model.EntityGroup, ID: groupID},
			Conditions: model.Conditions{Schedule: office,
				SourceIPs: []model.IPCondition{model.ParseIPCondition("203.0.113.0/24"), model.ParseIPCondition("2001:db8:40::/48")}}},
		{ID: "audit-by", RoleID: auditID, Type: model.TemporaryAssumption, Entity: model.Entity{Kind: model.EntityUser, ID: adaID}},
		{ID: edgeBy, RoleID: edgeID, Type: model.TemporaryAssumption, Entity: model.Entity{Kind: model.EntityIssuer, ID: vkeID}},
	})
	return d
}

func sceneOf(width, height int) scene.Scene {
	s := screentest.For(screentest.At(friday, width, height), adaID, groupID)
	s.Directory = directory()
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
	if o.Suffix == "" {
		o.Suffix = "9c04"
	}
	return rigOf(t, s, New(s, o))
}

func deployForm(t testing.TB) *rig {
	t.Helper()
	return open(t, Options{RoleID: deployID})
}

// at puts the focus on a field the way a person does.
func (f *rig) at(id fieldID) *rig {
	f.TB.Helper()
	return f.Tab(labels[id], func() bool { return f.focus == id })
}

// requests are what the form asked to be sent.
func (f *rig) requests() []model.AssumeRequest {
	var out []model.AssumeRequest
	for _, submit := range screentest.Only[SubmitMsg](f.Sent) {
		out = append(out, submit.Request)
	}
	return out
}

// closed reports that the form asked to be closed. It lies over the screens, and
// is no page as other forms are.
func (f *rig) closed() bool { return len(screentest.Only[CloseMsg](f.Sent)) > 0 }

// fieldsShown are the fields that the form shows now.
func (f *rig) fieldsShown() iter.Seq[fieldID] {
	return func(yield func(fieldID) bool) {
		for id := range fields {
			if f.Model.shows(id) && !yield(id) {
				return
			}
		}
	}
}
