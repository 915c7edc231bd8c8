package trusts

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/screentest"
)

// deleted are so many trusts that can be brought back, newest first.
func deleted(n int) []model.Activity {
	var out []model.Activity
	for i := range n {
		out = append(out, model.Activity{
			At: friday.Add(-time.Duration(i*i*i) * time.Hour), Kind: model.ActivityDeleteTrust,
			TrustID: fmt.Sprint("gone-", i+1), Trust: "group team-" + fmt.Sprint(i+1), Role: "Production Deploy", RoleID: "deploy",
		})
	}
	return out
}

func TestDeedsAreAskedOfTheRoot(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 20, organisation()))
	x.Scene.Trusts.Deleted, x.Scene.Trusts.Here = deleted(1), map[string]bool{"gone-1": true}
	x.Model = x.Model.Select("t2")
	trust, _ := x.Model.Selected()
	for _, c := range []struct {
		keys []string
		want tea.Msg
	}{
		{[]string{"n"}, NewMsg{RoleID: "audit"}},
		{[]string{"e"}, EditMsg{Trust: trust}},
		{[]string{"D", "y"}, DeleteMsg{Trust: trust}},
		{[]string{"u"}, RestoreMsg{Deleted: x.Scene.Trusts.Deleted[0]}},
	} {
		x.Sent = nil
		if x.Press(c.keys...); len(x.Sent) != 1 || !reflect.DeepEqual(x.Sent[0], c.want) {
			t.Errorf("%q asks for %+v, want %+v", c.keys, x.Sent, c.want)
		}
	}
}

// TestTheRoleOfANewTrust is the one in sight, where it can be assumed.
func TestTheRoleOfANewTrust(t *testing.T) {
	t.Parallel()
	d := organisation()
	d.AddRoles([]model.Role{{ID: "held", Name: "Billing Viewer", Type: model.RoleAssignable}, {ID: "named", Name: "By Name", Type: model.RoleAssumable}})
	d.AddTrusts([]model.Trust{{ID: "t7", RoleID: "held"}, {ID: "t8", RoleName: "By Name"}})
	for id, want := range map[string]string{"t7": "", "t8": "named", "t5": "", "t2": "audit"} {
		x := open(t, sceneOf(80, 20, d))
		x.Model = x.Model.Select(id)
		if x.Press("n"); x.Last() != (NewMsg{RoleID: want}) {
			t.Errorf("on %s: %+v, want the role %q", id, x.Last(), want)
		}
	}
	role, _ := d.Role("audit")
	x := open(t, sceneOf(80, 20, d))
	x.Model, _ = x.Model.ShowRole(role, x.Scene)
	if x.Press("n"); x.Last() != (NewMsg{RoleID: "audit"}) {
		t.Errorf("where one role's are shown: %+v", x.Last())
	}
	x.Model, _ = x.Model.ShowRole(model.Role{ID: "held", Name: "Billing Viewer", Type: model.RoleAssignable}, x.Scene)
	if why := x.Blocked(askNewMsg{}); why != "Billing Viewer is assignable, so held and not assumed" {
		t.Errorf("for an assignable role: %q", why)
	}
}

func TestOnlyYDeletes(t *testing.T) {
	t.Parallel()
	for _, keys := range [][]string{{"n"}, {"esc"}, {"enter", "x", "Y", "D", "n"}} {
		x := open(t, sceneOf(80, 20, organisation())).Press("D")
		if !x.Model.Captures() {
			t.Fatal("the question does not take the keys")
		}
		if x.Send(screentest.Paste("y")).Press(keys...); len(x.Sent) > 0 || x.Model.Captures() {
			t.Errorf("%q: %+v", keys, x.Sent)
		}
	}
}

func TestWhyNoDeed(t *testing.T) {
	t.Parallel()
	empty := open(t, sceneOf(80, 20, &model.Directory{}))
	nameless := organisation()
	nameless.TakeTrusts(&model.Directory{})
	nameless.AddTrusts([]model.Trust{{RoleID: "deploy"}})
	busy, unread := sceneOf(80, 20, organisation()), sceneOf(80, 20, organisation())
	back, edited := sceneOf(80, 20, organisation()), sceneOf(80, 20, organisation())
	busy.Trusts.Underway, busy.Trusts.Deleted = map[string]string{"t2": scene.BeingDeleted}, deleted(1)
	back.Trusts.Underway, back.Trusts.Deleted = map[string]string{"t2": scene.BeingChanged, "t3": scene.BeingRestored}, deleted(1)
	edited.Trusts.Underway, edited.Trusts.Deleted = map[string]string{"t2": scene.BeingChanged}, deleted(1)
	unread.Trusts.Unread = true
	underway := open(t, busy)
	underway.Model = underway.Model.Select("t2")
	for _, c := range []struct {
		x      *screen
		intent tea.Msg
		why    string
	}{
		{empty, askNewMsg{}, ""},
		{empty, askEditMsg{}, "no trust is selected"},
		{empty, askDeleteMsg{}, "no trust is selected"},
		{empty, askRestoreMsg{}, "nothing to bring back"},
		{open(t, sceneOf(80, 20, nameless)), askEditMsg{}, "the API gave this trust no id"},
		{underway, askEditMsg{}, "it is being deleted"},
		{underway, askDeleteMsg{}, "it is being deleted"},
		{underway, askRestoreMsg{}, "it is being deleted"},
		{open(t, back), askRestoreMsg{}, "it is being brought back"},
		{open(t, edited), askRestoreMsg{}, ""},
		{open(t, unread), askRestoreMsg{}, "what was deleted from here is not read yet"},
	} {
		if why := c.x.Blocked(c.intent); why != c.why {
			t.Errorf("%T: %q, want %q", c.intent, why, c.why)
		}
	}
}

func TestChooseWhatToRestore(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 20, organisation())
	s.Trusts.Deleted = deleted(12)
	s.Trusts.Here = map[string]bool{"gone-1": true, "gone-9": true}
	for key, want := range map[string]string{"u": "gone-1", "1": "gone-1", "9": "gone-9", "0": "", "n": "", "esc": ""} {
		x := open(t, s).Press("u").Shows("Restore which trust?", "1       14:03  Production Deploy for group team-1",
			"3       06:03  Production Deploy for group team-3", "9  2026-10-30  Production Deploy for group team-9", "and 3 older").Hides("team-10")
		x.Press(key)
		got := ""
		if msg, ok := x.Last().(RestoreMsg); ok {
			got = msg.Deleted.TrustID
		}
		if got != want || x.Model.Captures() != (key == "0") {
			t.Errorf("%s brings %q back, want %q", key, got, want)
		}
	}
	// Nothing is left to choose from once another actas brought it back.
	x := open(t, s).Press("u")
	x.Scene.Trusts.Deleted = nil
	if x.Sync(); x.Model.Captures() {
		t.Error("it asks about nothing")
	}
	// Nor is a list of trusts needed.
	s.Directory = &model.Directory{}
	open(t, s).Press("u").Shows("Restore which trust?")
}

// TestWhatADigitMeansStays while the trusts to choose from are shown.
func TestWhatADigitMeansStays(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 20, organisation())
	s.Trusts.Deleted = deleted(3)
	s.Trusts.Here = map[string]bool{"gone-1": true, "gone-2": true, "gone-3": true}
	x := open(t, s).Press("u")
	// Another actas brought the first one back.
	x.Scene.Trusts.Deleted = deleted(3)[1:]
	x.Sync().Shows("1  14:03  Production Deploy for group team-1, not any more", "2  13:03  Production Deploy for group team-2")
	x.Press("2")
	if msg, _ := x.Last().(RestoreMsg); msg.Deleted.TrustID != "gone-2" {
		t.Errorf("2 brings back %+v", x.Last())
	}
	x = open(t, s).Press("u")
	x.Scene.Trusts.Deleted = deleted(3)[1:]
	x.Sync().Press("1")
	if x.Last() != (scene.SayMsg{Text: "Production Deploy for group team-1 is not there to bring back any more."}) || x.Model.Captures() {
		t.Errorf("1 asks for %+v", x.Last())
	}
}

// TestOlderTrustsAreAskedFor: what another run deleted lets somebody in again.
func TestOlderTrustsAreAskedFor(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 20, organisation())
	s.Trusts.Deleted = deleted(1)
	s.Trusts.Deleted[0].From, s.Trusts.Deleted[0].Failure = "bastion:pts/3", model.FailureNoAnswer
	x := open(t, s).Press("u").Shows("Restore Production Deploy for group team-1?", "Whom it trusts can assume Production Deploy again.",
		"deleted   14:03 from bastion:pts/3, and no answer came", "id        gone-1")
	if x.Send(screentest.Paste("y")).Press("enter", "u", "1", "Y"); len(x.Sent) > 0 || !x.Model.Captures() {
		t.Fatalf("%+v without a yes", x.Sent)
	}
	if x.Press("y"); !reflect.DeepEqual(x.Last(), RestoreMsg{Deleted: s.Trusts.Deleted[0]}) || x.Model.Captures() {
		t.Errorf("y asks for %+v", x.Last())
	}
	for _, key := range []string{"n", "esc"} {
		if x := open(t, s).Press("u", key); len(x.Sent) > 0 || x.Model.Captures() {
			t.Errorf("%s: %+v", key, x.Sent)
		}
	}
	// Nothing is asked about what is back meanwhile.
	x = open(t, s).Press("u")
	x.Scene.Trusts.Deleted = nil
	if x.Sync(); x.Model.Captures() {
		t.Error("it asks about nothing")
	}
}

// TestWhoLosesIsFoundOutOnce: when the question opens and whenever more is known,
// not with every frame.
func TestWhoLosesIsFoundOutOnce(t *testing.T) {
	t.Parallel()
	d := organisation()
	x := open(t, sceneOf(120, 24, d))
	x.Model = x.Model.Select("t2")
	x.Press("D").Shows("You lose Auditor.")
	d.AddTrusts([]model.Trust{{ID: "t7", RoleID: "audit", Type: model.TemporaryAssumption, Entity: model.Entity{Kind: model.EntityUser, ID: "ada"}}})
	x.Shows("You lose Auditor.")
	x.Sync().Shows("Nobody loses Auditor: you keep it through another trust.")
}

func TestConsequences(t *testing.T) {
	t.Parallel()
	people := func(d *model.Directory) {
		d.AddUsers([]model.User{{ID: "mei", Name: "Mei Tanaka"}, {ID: "kim", Name: "Kim Oh"}, {ID: "lee", Name: "Lee Ray"}})
		d.AddGroups([]model.Group{{ID: "team", Name: "team", MemberIDs: []string{"ada", "mei"}}, {ID: "all", Name: "all", MemberIDs: []string{"grace", "mei", "kim", "lee", "ada"}}, {ID: "dark", Name: "dark"}})
		d.AddIssuers([]model.Issuer{{ID: "ci", URI: "https://ci.example"}})
	}
	of := func(kind model.EntityKind, id string) model.Trust {
		return model.Trust{ID: "mine", RoleID: "r", RoleName: "Reader", Type: model.TemporaryAssumption, Entity: model.Entity{Kind: kind, ID: id}}
	}
	other := func(t model.Trust) model.Trust {
		t.ID = "other-" + t.Entity.ID
		return t
	}
	lapsed := of(model.EntityUser, "ada")
	lapsed.ValidUntil = friday.Add(-50 * time.Hour)
	for name, c := range map[string]struct {
		trust  model.Trust
		others []model.Trust
		change func(*scene.Scene)
		says   []string
		not    []string
	}{
		"a group's only trust": {of(model.EntityGroup, "team"), nil, nil,
			[]string{"You lock yourself out: no other trust of it names you.", "2 people lose Reader: you and Mei Tanaka.", "No live session of yours is on it; those of others are not read.", "id mine, u restores it"}, []string{"keep"}},
		"more people than are named": {of(model.EntityGroup, "all"), nil, nil,
			[]string{"5 people lose Reader: Grace Hopper, Mei Tanaka, Kim Oh, Lee Ray and 1 more."}, nil},
		"I keep it": {of(model.EntityGroup, "team"), []model.Trust{other(of(model.EntityUser, "ada"))}, nil,
			[]string{"Mei Tanaka loses Reader. You keep it through another trust."}, []string{"lock"}},
		"several keep it": {of(model.EntityGroup, "all"), []model.Trust{other(of(model.EntityGroup, "team"))}, nil,
			[]string{"3 people lose Reader: Grace Hopper, Kim Oh and Lee Ray. 2 keep it through others."}, []string{"lock"}},
		"all keep it": {of(model.EntityGroup, "team"), []model.Trust{other(of(model.EntityGroup, "all"))}, nil,
			[]string{"Nobody loses Reader: all 2 keep it through other trusts."}, []string{"lock"}},
		"one user keeps it": {of(model.EntityUser, "mei"), []model.Trust{other(of(model.EntityGroup, "team"))}, nil,
			[]string{"Nobody loses Reader: Mei Tanaka keeps it through another trust."}, []string{"lock"}},
		"me alone":                 {of(model.EntityUser, "ada"), nil, nil, []string{"You lose Reader."}, nil},
		"people who are not known": {of(model.EntityUser, "7c9e6679-7425-40de-944b-e07fc1f90ae7"), nil, nil, []string{"7c9e6679… loses Reader."}, nil},
		"it has lapsed":            {lapsed, nil, nil, []string{"It lapsed 2d ago: nobody loses anything."}, []string{"lock", "lose Reader"}},
		"an issuer":                {of(model.EntityIssuer, "ci"), nil, nil, []string{"Whoever has a token of issuer ci.example loses Reader."}, []string{"lock"}},
		"instances":                {of(model.EntitySource, "instance"), nil, nil, []string{"Every instance loses Reader."}, nil},
		"bare metal":               {of(model.EntitySource, "baremetal"), []model.Trust{other(of(model.EntitySource, "baremetal"))}, nil, []string{"Nothing is lost: every bare-metal machine keeps Reader through another trust."}, nil},
		"a dark group":             {of(model.EntityGroup, "dark"), nil, nil, []string{"Who loses Reader is not known: the members of group dark were not told."}, []string{"lock"}},
		"no entity":                {of(model.EntityUnknown, ""), nil, nil, []string{"Who loses Reader is not known: whom it trusts cannot be read."}, nil},
		"my dark group": {of(model.EntityGroup, "dark"), nil, func(s *scene.Scene) { s.Caller.GroupIDs = map[string]bool{"dark": true} },
			[]string{"You lock yourself out", "You lose Reader.", "Others may lose it too: the members of group dark were not told."}, nil},
		"a dark group beside it": {of(model.EntityUser, "mei"), []model.Trust{other(of(model.EntityGroup, "dark"))}, nil,
			[]string{"Mei Tanaka loses Reader.", "Some may keep it: the members of group dark were not told."}, nil},
		"many dark groups": {of(model.EntityUser, "mei"), []model.Trust{other(of(model.EntityGroup, "a")), other(of(model.EntityGroup, "b")), other(of(model.EntityGroup, "c")), other(of(model.EntityGroup, "d")), other(of(model.EntityGroup, "e"))}, nil,
			[]string{"the members of group a, group b, group c, group d and 1 more were", "not told."}, []string{"and group e"}},
		"trusts not all read": {of(model.EntityUser, "mei"), nil, func(s *scene.Scene) { s.TrustsCut = true },
			[]string{"Not all trusts are read: another one may do the same."}, nil},
		"sessions of everyone": {of(model.EntityUser, "mei"), nil, func(s *scene.Scene) {
			s.Everyone = true
			for i, left := range []time.Duration{time.Hour, 90 * time.Minute, 11 * time.Hour} {
				s.Roster.Put(model.Session{ID: fmt.Sprint(i), RoleID: "r", UserID: "mei", Remaining: left, Sent: s.Now.Boot})
			}
			s.Roster.Put(model.Session{ID: "x", RoleID: "audit", Remaining: 20 * time.Hour, Sent: s.Now.Boot})
		}, []string{"3 live sessions stay, the last until Sat 01:03 UTC."}, []string{"not read"}},
		"my session": {of(model.EntityUser, "mei"), nil, func(s *scene.Scene) {
			s.Roster.Put(model.Session{ID: "1", RoleID: "r", UserID: "ada", Remaining: time.Hour, Sent: s.Now.Boot})
		}, []string{"1 live session of yours stays until 15:03 UTC; those of others are not read."}, nil},
		"nobody's session": {of(model.EntityUser, "mei"), nil, func(s *scene.Scene) { s.Everyone = true }, []string{"No live session is on it."}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := organisation()
			people(d)
			d.AddTrusts(append([]model.Trust{c.trust}, c.others...))
			s := sceneOf(120, 24, d)
			if c.change != nil {
				c.change(&s)
			}
			x := open(t, s)
			x.Model = x.Model.Select("mine")
			x.Press("D").Shows(append([]string{"Delete the trust of", "for Reader?"}, c.says...)...).Hides(c.not...)
		})
	}
}

// TestTheTrustInQuestionStaysInSight: the sheet covers the rows below it.
func TestTheTrustInQuestionStaysInSight(t *testing.T) {
	t.Parallel()
	for _, width := range []int{60, 119, 120} {
		x := open(t, sceneOf(width, 11, organisation())).Press("end")
		before := x.Model
		x.Press("D").Shows("▌", "Delete the trust of")
		if x.Press("n"); x.Model.browse.At() != before.browse.At() {
			t.Errorf("%d columns: the cursor went to %d", width, x.Model.browse.At())
		}
	}
}
