package why

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// friday is the moment of these tests.
var friday = time.Date(2026, 11, 20, 14, 3, 27, 0, time.UTC)

// organisation has a role that opens in the evening, to some from one network
// alone, one of a long and wide name with many trusts, one without any, and one
// that is held.
func organisation() *model.Directory {
	d := &model.Directory{}
	d.AddUsers([]model.User{{ID: "ada", Name: "Ada Byron"}, {ID: "grace", Name: "Grace Hopper", Email: "grace@northwind.example"}})
	d.AddGroups([]model.Group{{ID: "ops", Name: "ops", MemberIDs: []string{"ada"}}})
	d.AddRoles([]model.Role{
		{ID: "night", Name: "Night Watch", Type: model.RoleAssumable},
		{ID: "wide", Name: "日本語の名前がとても長いロール、ほんとうに長いロール", Type: model.RoleAssumable},
		{ID: "lonely", Name: "Lonely", Type: model.RoleAssumable},
		{ID: "billing", Name: "Billing Viewer", Type: model.RoleAssignable},
	})
	trust := func(id, role string, e model.Entity) model.Trust {
		return model.Trust{ID: id, RoleID: role, Type: model.TemporaryAssumption, Entity: e}
	}
	night := trust("t1", "night", model.Entity{Kind: model.EntityGroup, ID: "ops"})
	night.Schedule = model.NewSchedule("Europe/Berlin", 0, 22*60, 6*60)
	night.SourceIPs = []model.IPCondition{model.ParseIPCondition("203.0.113.0/24")}
	d.AddTrusts([]model.Trust{night})
	for _, id := range []string{"w1", "w2", "w3", "w4", "w5", "w6"} {
		t := trust(id, "wide", model.Entity{Kind: model.EntityUser, ID: "someone-" + id})
		t.Unknown = []model.RawCondition{{Name: "oidc_claims", JSON: `{"sub":"とても長い"}`}}
		d.AddTrusts([]model.Trust{t})
	}
	return d
}

func sceneOf(width, height int) scene.Scene {
	return scene.Scene{
		Theme: screentest.Plain, Now: model.Moment{Wall: friday, Boot: time.Hour}, Width: width, Height: height,
		Directory: organisation(), Access: model.NewAccess(), Roster: &model.Roster{},
		Caller: model.Caller{UserID: "ada", GroupIDs: map[string]bool{"ops": true}, GroupsKnown: true, SourceIP: netip.MustParseAddr("203.0.113.7")},
		Me:     model.User{ID: "ada", Name: "Ada Byron"}, Local: time.UTC, Failed: map[string]string{},
		Loading: scene.Progress{Roles: scene.Count{Done: true}, Trusts: scene.Count{Done: true}},
	}
}

// rig is a page under test with the scene that it stands in.
type rig struct {
	tb testing.TB
	Model
	s      scene.Scene
	closed bool
}

func open(tb testing.TB, role string, width, height int) *rig {
	tb.Helper()
	s := sceneOf(width, height)
	return &rig{tb: tb, Model: New(s, role), s: s}
}

var pageKeys = map[string]tea.KeyType{
	"tab": tea.KeyTab, "shift+tab": tea.KeyShiftTab, "left": tea.KeyLeft, "right": tea.KeyRight, "pgup": tea.KeyPgUp,
	"ctrl+u": tea.KeyCtrlU,
}

// press presses keys by their names, and hands the answers of filters back.
func (r *rig) press(keys ...string) *rig {
	r.tb.Helper()
	for _, key := range keys {
		msg := screentest.Key(key)
		if kind, ok := pageKeys[key]; ok {
			msg = tea.KeyMsg{Type: kind}
		}
		r.send(msg)
	}
	return r
}

// types types text letter by letter.
func (r *rig) types(text string) *rig {
	r.tb.Helper()
	for _, letter := range text {
		r.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{letter}})
	}
	return r
}

func (r *rig) send(msg tea.Msg) {
	r.tb.Helper()
	var cmd tea.Cmd
	r.Model, cmd = r.Update(msg, r.s)
	if cmd == nil {
		return
	}
	answer := cmd()
	if _, ok := answer.(scene.CloseMsg); ok {
		r.closed = true
	}
	r.Model, _ = r.Update(answer, r.s)
}

// text is what is on the page.
func (r *rig) text() string {
	f := r.View(r.s)
	return ansi.Strip(strings.Join(f.Body, "\n") + "\n" + f.Status)
}

func (r *rig) shows(wanted ...string) *rig {
	r.tb.Helper()
	for _, w := range wanted {
		if !strings.Contains(r.text(), w) {
			r.tb.Errorf("the page does not show %q:\n%s", w, r.text())
		}
	}
	return r
}

func (r *rig) hides(unwanted ...string) *rig {
	r.tb.Helper()
	for _, u := range unwanted {
		if strings.Contains(r.text(), u) {
			r.tb.Errorf("the page shows %q:\n%s", u, r.text())
		}
	}
	return r
}
