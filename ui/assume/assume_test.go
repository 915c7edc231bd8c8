package assume

import (
	"reflect"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

func TestOpensForARole(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	want := strings.Split(strings.TrimPrefix(`
  Assume Production Deploy
  open until 17:00 UTC   2h 56m left   an estimate

  role           Production Deploy

  as             Ada Byron (me)

▌ session name   ada-deploy-9c04

  auth method   [api_key]   jwt    oidc

  duration      [1h]   45m    30m    15m    other    longest 1h

  source IP      optional, as in 203.0.113.7

  call          [native]   STS, AWS keys

  ends           15:03 UTC, 1h 56m before the window closes
`, "\n"), "\n")
	for i, l := range f.View(f.Scene).Body {
		wanted := ""
		if i < len(want) {
			wanted = want[i]
		}
		// Without colours a bar stands for the cursor.
		if got := strings.TrimRight(l, " "+f.Scene.Theme.Glyphs.Vertical); got != wanted {
			t.Errorf("line %d is %q, want %q", i, got, wanted)
		}
	}
}

func TestOpensForNoRoleInParticular(t *testing.T) {
	t.Parallel()
	f := open(t, Options{}).Shows("Assume a role", "choose a role to see whether it is open", "type to choose")
	if f.focus != roleField {
		t.Errorf("the focus is on %q, want the role", labels[f.focus])
	}
	f.Keys(tea.KeyEnter).Shows("Not sent. role: choose a role")
	if len(f.requests()) > 0 {
		t.Errorf("a form without a role was sent: %+v", f.requests())
	}
}

func TestOpensThroughATrustOfAnIssuer(t *testing.T) {
	t.Parallel()
	f := open(t, Options{TrustID: edgeBy}).Shows("Assume Edge Deploy", "issuer vke-prod", "[oidc]", "vke-prod-edge-9c04", "longest not told", "open, no end")
	f.Hides("api_key")
	got := f.Keys(tea.KeyEnter).requests()
	want := model.AssumeRequest{RoleID: edgeID, IssuerID: vkeID, Name: "vke-prod-edge-9c04", AuthMethod: "oidc", Duration: time.Hour}
	if len(got) != 1 || !reflect.DeepEqual(got[0], want) {
		t.Errorf("sent %+v, want %+v", got, want)
	}
}

func TestOpensThroughATrustThatNamesItsRoleOnly(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19)
	s.Directory.AddTrusts([]model.Trust{{ID: "named", RoleName: "Auditor", Type: model.TemporaryAssumption}})
	if got := New(s, Options{TrustID: "named"}).role.Chosen.ID; got != auditID {
		t.Errorf("the role is %q, want the one with that name", got)
	}
}

func TestARoleDeletedWhileItsFormIsOpen(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(nameField).Erase().Types("mine")
	whole := f.Scene.Directory
	f.Scene.Directory = &model.Directory{}
	f.Scene.Directory.AddRoles([]model.Role{{ID: auditID, Name: "Auditor", MaxSession: time.Hour}})
	f.Model = f.Sync(f.Scene)
	f.Shows("Assume Production Deploy", "This role is gone", "mine", "unknown: the role is not among")
	f.Keys(tea.KeyEnter)
	if len(f.requests()) > 0 {
		t.Error("a role that is gone was asked for")
	}
	f.Scene.Directory = whole
	f.Model = f.Sync(f.Scene)
	f.Hides("This role is gone").Shows("mine")
}

func TestARoleIsNotGoneWhileRolesAreStillRead(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	f.Scene.Directory = &model.Directory{}
	f.Scene.Directory.AddRoles([]model.Role{{ID: auditID, Name: "Auditor"}})
	f.Scene.Loading.Active = true
	f.Model = f.Sync(f.Scene)
	f.Hides("gone")
}

func TestWhoIAmArrivesLater(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19)
	me := s.Me
	s.Me, s.Caller = model.User{}, model.Caller{}
	f := rigOf(t, s, New(s, Options{RoleID: deployID, Suffix: "9c04"}))
	f.Shows("unknown: not known who I am", "deploy-9c04")
	f.Keys(tea.KeyEnter).Shows("who you are is not known")
	f.Scene.Me = me
	f.Model = f.Sync(f.Scene)
	f.Shows("Ada Byron (me)", "ada-deploy-9c04")
}

func TestWhoWasChosenStaysWhenIAmKnown(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19)
	me := s.Me
	s.Me = model.User{}
	f := rigOf(t, s, New(s, Options{RoleID: deployID}))
	f.at(asField).Types("grace").Keys(tea.KeyEnter)
	f.Scene.Me = me
	f.Model = f.Sync(f.Scene)
	f.Shows("Grace Hopper")
}

func TestSyncKeepsTheName(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(nameField).Erase().Types("night-shift")
	f.Model = f.Sync(f.Scene)
	f.at(roleField).Keys(tea.KeyRight).Shows("night-shift")
}
