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
	for i, l := range f.View(f.s).Body {
		wanted := ""
		if i < len(want) {
			wanted = want[i]
		}
		// Without colours a bar stands for the cursor.
		if got := strings.TrimRight(l, " "+f.s.Theme.Glyphs.Vertical); got != wanted {
			t.Errorf("line %d is %q, want %q", i, got, wanted)
		}
	}
}

func TestOpensForNoRoleInParticular(t *testing.T) {
	t.Parallel()
	f := open(t, Options{}).shows("Assume a role", "choose a role to see whether it is open", "type to choose")
	if f.focus != roleField {
		t.Errorf("the focus is on %q, want the role", labels[f.focus])
	}
	f.keys(tea.KeyEnter).shows("Not sent. role: choose a role")
	if len(f.requests()) > 0 {
		t.Errorf("a form without a role was sent: %+v", f.requests())
	}
}

func TestOpensThroughATrustOfAnIssuer(t *testing.T) {
	t.Parallel()
	f := open(t, Options{TrustID: edgeBy}).shows("Assume Edge Deploy", "issuer vke-prod", "[oidc]", "vke-prod-edge-9c04", "longest not told", "open, no end")
	f.hides("api_key")
	got := f.keys(tea.KeyEnter).requests()
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
	f := deployForm(t).at(nameField).erase().types("mine")
	whole := f.s.Directory
	f.s.Directory = &model.Directory{}
	f.s.Directory.AddRoles([]model.Role{{ID: auditID, Name: "Auditor", MaxSession: time.Hour}})
	f.Model = f.Sync(f.s)
	f.shows("Assume Production Deploy", "This role is gone", "mine", "unknown: the role is not among")
	f.keys(tea.KeyEnter)
	if len(f.requests()) > 0 {
		t.Error("a role that is gone was asked for")
	}
	f.s.Directory = whole
	f.Model = f.Sync(f.s)
	f.hides("This role is gone").shows("mine")
}

func TestARoleIsNotGoneWhileRolesAreStillRead(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	f.s.Directory = &model.Directory{}
	f.s.Directory.AddRoles([]model.Role{{ID: auditID, Name: "Auditor"}})
	f.s.Loading.Active = true
	f.Model = f.Sync(f.s)
	f.hides("gone")
}

func TestWhoIAmArrivesLater(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19)
	me := s.Me
	s.Me, s.Caller = model.User{}, model.Caller{}
	f := &rig{t: t, Model: New(s, Options{RoleID: deployID, Suffix: "9c04"}), s: s}
	f.shows("unknown: not known who I am", "deploy-9c04")
	f.keys(tea.KeyEnter).shows("who you are is not known")
	f.s.Me = me
	f.Model = f.Sync(f.s)
	f.shows("Ada Byron (me)", "ada-deploy-9c04")
}

func TestWhoWasChosenStaysWhenIAmKnown(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19)
	me := s.Me
	s.Me = model.User{}
	f := &rig{t: t, Model: New(s, Options{RoleID: deployID}), s: s}
	f.at(asField).types("grace").keys(tea.KeyEnter)
	f.s.Me = me
	f.Model = f.Sync(f.s)
	f.shows("Grace Hopper")
}

func TestSyncKeepsTheName(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(nameField).erase().types("night-shift")
	f.Model = f.Sync(f.s)
	f.at(roleField).keys(tea.KeyRight).shows("night-shift")
}
