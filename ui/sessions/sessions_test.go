package sessions

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/scene"
	"actas/ui/screentest"
)

func TestTheListTellsEverySession(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, fiveSessions()...))
	want := []string{
		"▌ audit-1             Auditor               ╸─────────    !! 01:34  expiring    ",
		"  nameless            Production Deploy     ━╸────────     ! 09:41  expiring    ",
		"  deploy-1            Production Deploy     ━━━━━━━━──       47:12  active      ",
		"  日本語の長い名前…   unknown-role          ━━━━━━━━━━ 2d 03:00:00  active      ",
		"  gone                Auditor                                    -  revoked     ",
	}
	f := x.Frame()
	for i, l := range want {
		if got := f.Body[i+1]; got != l {
			t.Errorf("row %d:\n%q, want\n%q", i, got, l)
		}
	}
	if f.Position != "1 of 5" || f.Summary != "4 live, soonest end first" {
		t.Errorf("position %q, summary %q", f.Position, f.Summary)
	}
}

// squeezed leaves one space between words.
func squeezed(l string) string { return strings.Join(strings.Fields(l), " ") }

func TestSessionsFollowTheClockAndTheirState(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, sessionOf("s1", "deploy-1", "deploy", 10*time.Minute)))
	for _, c := range []struct {
		name       string
		pass       time.Duration
		unverified bool
		want       string
	}{
		{"ten minutes", 0, false, " 10:00 active"},
		{"a second on", time.Second, false, " ! 09:59 expiring"},
		{"after a suspend", time.Second, true, " ? 09:59 unverified"},
		{"under two minutes", 8*time.Minute + time.Second, false, " !! 01:59 expiring"},
		{"at zero", 10 * time.Minute, false, " !! 00:00 expired?"},
		{"past zero", time.Hour, false, " !! 00:00 expired?"},
	} {
		x.Scene.Now.Boot, x.Scene.Unverified = bootNow+c.pass, c.unverified
		if got := squeezed(x.Frame().Body[1]); !strings.HasSuffix(got, c.want) {
			t.Errorf("%s: %q does not tell %q", c.name, got, c.want)
		}
	}
	x.Scene.Roster.MarkGone(model.Session{ID: "s1"}, model.StateExpired, bootNow)
	x.Sync()
	if got := squeezed(x.Frame().Body[1]); got != "▌ deploy-1 Production Deploy - expired" {
		t.Errorf("gone: %q", got)
	}
}

func TestColumns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		width int
		want  string
	}{
		{60, "NAME ROLE REMAINING STATE"},
		{80, "NAME ROLE REMAINING STATE"},
		{100, "NAME ROLE USER AUTH REMAINING STATE"},
		{120, "NAME ROLE REMAINING STATE"},
		{160, "NAME ROLE USER AUTH REMAINING STATE"},
		{200, "NAME ROLE USER AUTH SOURCE IP REMAINING STATE"},
	} {
		x := open(t, sceneOf(c.width, 19, sessionOf("s1", "deploy-1", "deploy", time.Hour)))
		head := x.Frame().Body[0]
		if x.Scene.Split() {
			head = strings.Split(head, "│")[0]
		}
		if got := squeezed(head); got != c.want {
			t.Errorf("%d columns: %q, want %q", c.width, got, c.want)
		}
	}
}

// Whose a session is stands beside it as soon as it may be anyone's.
func TestColumnsOfEveryonesSessions(t *testing.T) {
	t.Parallel()
	for _, width := range []int{60, 80, 120, 160, 200} {
		x := open(t, sceneOf(width, 19, fiveSessions()...))
		x.Scene.Everyone = true
		if got := squeezed(x.Frame().Body[0]); !strings.Contains(got, " USER ") {
			t.Errorf("%d columns: %q", width, got)
		}
		if why := x.Misfit(); why != "" {
			t.Errorf("%d columns: %s", width, why)
		}
	}
}

func TestTheDetail(t *testing.T) {
	t.Parallel()
	facts := []string{"Production Deploy", "left of 1h", "ends 14:50:39 UTC", "Ada Byron (me)", "api_key", "203.0.113.7",
		"token", "ars-…", "hidden, y copies it", "time_of_day met", "user Ada Byron", "every day 09:00–17:00", "It can be renewed until its end, 14:50 UTC."}
	for _, width := range []int{60, 80, 160} {
		x := open(t, sceneOf(width, 30, fiveSessions()...)).Press("down", "down", "enter")
		x.Shows(facts...).Hides("ars-s1")
	}
	gone := open(t, sceneOf(80, 30, fiveSessions()...)).Press("end", "enter")
	gone.Shows("It is revoked, and gives no access any more.").Hides("RENEW")
	open(t, sceneOf(80, 30, model.Session{ID: "s1", Name: "bare", Remaining: time.Minute, Sent: bootNow})).Press("enter").
		Shows("not told", "none that actas can")
}

func TestWhatAllowedASession(t *testing.T) {
	t.Parallel()
	d := &model.Directory{}
	d.AddGroups([]model.Group{{ID: "deployers", MemberIDs: []string{"ada"}}})
	trust := func(id string, kind model.EntityKind, entity string) model.Trust {
		return model.Trust{ID: id, RoleID: id + "-role", Entity: model.Entity{Kind: kind, ID: entity}}
	}
	d.AddTrusts([]model.Trust{
		trust("user", model.EntityUser, "ada"), trust("group", model.EntityGroup, "deployers"), trust("issuer", model.EntityIssuer, "vke"),
	})
	for _, c := range []struct {
		name    string
		session model.Session
		want    string
	}{
		{"the user's trust", model.Session{RoleID: "user-role", UserID: "ada"}, "user"},
		{"another user", model.Session{RoleID: "user-role", UserID: "grace"}, ""},
		{"nobody named", model.Session{RoleID: "user-role"}, ""},
		{"a group's trust", model.Session{RoleID: "group-role", UserID: "ada"}, "group"},
		{"an issuer's trust", model.Session{RoleID: "issuer-role", IssuerID: "vke"}, "issuer"},
		{"another issuer", model.Session{RoleID: "issuer-role", IssuerID: "other"}, ""},
		{"another role", model.Session{RoleID: "deploy", UserID: "ada"}, ""},
	} {
		got, ok := allowing(scene.Scene{Directory: d}, model.LiveSession{Session: c.session})
		if got.ID != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, %v", c.name, got.ID, ok)
		}
	}
}

func TestActionsAskTheRoot(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, fiveSessions()...)).Press("y")
	token := model.NewSecret("ars-s2audit-1")
	if got := x.Last(); got != (scene.CopyMsg{What: "the token", Of: "audit-1", Secret: token}) {
		t.Errorf("y asked for %#v", got)
	}
	if got, ok := x.Press("s").Last().(ShellMsg); !ok || got.Session.Token != token {
		t.Errorf("s asked for %#v", got)
	}
	if got, ok := x.Press("Y").Last().(CopyAsMsg); !ok || got.Session.ID != "s2" {
		t.Errorf("Y asked for %#v", got)
	}
	if i := slices.IndexFunc(x.Model.Actions(), func(a action.Action) bool { return a.Keys.Keys()[0] == "a" }); i < 0 || x.Model.Actions()[i].Intent != (AssumeMsg{}) {
		t.Error("a does not stand for assuming")
	}
	screentest.EveryActionHasItsWords(t, x.Model.Actions())
}

func TestBlockedActionsSayWhy(t *testing.T) {
	t.Parallel()
	none := open(t, sceneOf(80, 19))
	list := open(t, sceneOf(80, 19, fiveSessions()...))
	bare := sessionOf("s1", "bare", "deploy", time.Hour)
	bare.Token = model.Secret{}
	tokenless := open(t, sceneOf(80, 19, bare))
	gone := open(t, sceneOf(80, 19, fiveSessions()...)).Press("end")
	opened := open(t, sceneOf(80, 19, fiveSessions()...)).Press("enter")
	filtered := open(t, sceneOf(80, 19, fiveSessions()...)).Press("/", "a", "enter")
	refused := open(t, sceneOf(80, 19, fiveSessions()...))
	refused.Scene.WhyNotEveryone = "listing users is not allowed"
	for _, c := range []struct {
		name   string
		x      *screen
		intent tea.Msg
		want   string
	}{
		{"revoke none", none, AskRevokeMsg{}, "no session is selected"},
		{"revoke one that is gone", gone, AskRevokeMsg{}, "this session is revoked already"},
		{"revoke", list, AskRevokeMsg{}, ""},
		{"copy of none", none, CopyMsg{}, "no session is selected"},
		{"copy of one that is gone", gone, CopyMsg{}, "this session is revoked"},
		{"copy where there is no token", tokenless, CopyMsg{}, "the API did not give this session's token"},
		{"copy", list, CopyMsg{}, ""},
		{"copy none as", none, AskCopyAsMsg{}, "no session is selected"},
		{"copy as, of one that is gone", gone, AskCopyAsMsg{}, ""},
		{"a shell of none", none, AskShellMsg{}, "no session is selected"},
		{"a shell of one that is gone", gone, AskShellMsg{}, "this session is revoked"},
		{"a shell where there is no token", tokenless, AskShellMsg{}, "the API did not give this session's token"},
		{"a shell", list, AskShellMsg{}, ""},
		{"open none", none, browse.OpenMsg{}, "no session is selected"},
		{"open", list, browse.OpenMsg{}, ""},
		{"back from the list", list, browse.BackMsg{}, "nothing to go back from"},
		{"back from the detail", opened, browse.BackMsg{}, ""},
		{"back from a filter", filtered, browse.BackMsg{}, ""},
		{"open what is open", opened, browse.OpenMsg{}, "it is open"},
		{"assume", none, AssumeMsg{}, ""},
		{"everyone's", list, EveryoneMsg{}, ""},
		{"everyone's, where that is not allowed", refused, EveryoneMsg{}, "listing users is not allowed"},
	} {
		if got := c.x.Blocked(c.intent); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// The root asks first what is blocked; the screen must not act in its stead.
func TestABlockedIntentDoesNothing(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]*screen{
		"none": open(t, sceneOf(80, 19)), "gone": open(t, sceneOf(80, 19, fiveSessions()...)).Press("end"),
	} {
		if x.Send(AskRevokeMsg{}); x.Model.Captures() {
			t.Errorf("%s: it asks whether to revoke", name)
		}
	}
	for _, intent := range []tea.Msg{CopyMsg{}, AskShellMsg{}} {
		if x := open(t, sceneOf(80, 19, fiveSessions()...)).Press("end").Send(intent); x.Last() != nil {
			t.Errorf("%T of a session that is gone asks for %#v", intent, x.Last())
		}
	}
}

func TestRevokeAsksAndOnlyYRevokes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		answer  tea.KeyMsg
		asking  bool
		revoked bool
	}{
		{"y", screentest.Key("y"), false, true},
		{"n", screentest.Key("n"), false, false},
		{"esc", screentest.Key("esc"), false, false},
		{"enter", screentest.Key("enter"), true, false},
		{"the key that asked", screentest.Key("x"), true, false},
		{"a capital", screentest.Key("Y"), true, false},
		{"a space", screentest.Key(" "), true, false},
		{"a pasted y", screentest.Paste("y"), true, false},
		{"a pasted n", screentest.Paste("n"), true, false},
		{"alt+y", tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("y"), Alt: true}, true, false},
		{"a command", screentest.Key("q"), true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			x := open(t, sceneOf(80, 19, fiveSessions()...)).Press("x")
			if !x.Model.Captures() || len(x.Sent) > 0 {
				t.Fatalf("x asks nothing: %#v", x.Sent)
			}
			x.Send(c.answer)
			if x.Model.Captures() != c.asking {
				t.Errorf("it still asks: %v", x.Model.Captures())
			}
			msg, ok := x.Last().(RevokeMsg)
			if ok != c.revoked || ok && (len(msg.Sessions) != 1 || msg.Sessions[0].ID != "s2") {
				t.Errorf("it asked the root for %#v", x.Last())
			}
		})
	}
}

func TestTheQuestionNamesWhatEnds(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, fiveSessions()...)).Press("x")
	f := x.Frame()
	x.Shows("── Revoke audit-1? ──", "Auditor, 01:34 left. It ends at once, for everything that uses it.", "id s2")
	if len(f.Keys) != 2 || f.Keys[0].Keys.Help().Key != "y" || f.Keys[1].Keys.Help().Key != "n" || !f.Quiet {
		t.Errorf("keys %v, quiet %v", f.Keys, f.Quiet)
	}
	open(t, sceneOf(80, 19, fiveSessions()...)).Press("down", "x").Shows("the API gave it no id")
	open(t, sceneOf(60, 19, fiveSessions()...)).Press("x").Shows("  It ends at once, for everything that uses it.").Hides("01:34 left")
}

// The question stays with the session that it was asked about.
func TestTheQuestionOutlivesAnotherOrder(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, fiveSessions()...)).Press("x")
	x.Scene.Roster.Put(sessionOf("s9", "soonest", "audit", time.Second))
	x.Sync().Send(screentest.Key("y"))
	if msg, ok := x.Last().(RevokeMsg); !ok || (len(msg.Sessions) != 1 || msg.Sessions[0].ID != "s2") {
		t.Errorf("it revokes %#v", x.Last())
	}
}

func TestTheCursorStaysWithItsSession(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, fiveSessions()...)).Press("down", "down")
	if selected(x) != "deploy-1" {
		t.Fatalf("the third is %q", selected(x))
	}
	x.Scene.Roster.Put(sessionOf("s9", "soonest", "audit", time.Second))
	if x.Sync(); selected(x) != "deploy-1" {
		t.Errorf("after another came: %q", selected(x))
	}
	if x.Press("o"); selected(x) != "deploy-1" {
		t.Errorf("after sorting: %q", selected(x))
	}
	x.Model = x.Model.Select("s9")
	if selected(x) != "soonest" {
		t.Errorf("after it was chosen: %q", selected(x))
	}
}

func TestSortOrders(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, fiveSessions()...))
	names := func() string {
		var shown []string
		for _, l := range x.Frame().Body[1:6] {
			shown = append(shown, strings.Fields(strings.TrimLeft(l, "▌ "))[0])
		}
		return strings.Join(shown, " ")
	}
	for _, want := range []string{
		"audit-1 nameless deploy-1 日本語の長い名前… gone",
		"audit-1 deploy-1 nameless 日本語の長い名前… gone",
		"audit-1 deploy-1 nameless 日本語の長い名前… gone",
		"audit-1 nameless deploy-1 日本語の長い名前… gone",
	} {
		if got := names(); got != want {
			t.Errorf("%s: %s, want %s", x.Frame().Summary, got, want)
		}
		x.Press("o")
	}
}

func TestFiltering(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, fiveSessions()...)).Press("/", "a", "u", "d", "i", "t")
	x.Shows("audit-1", "gone").Hides("deploy-1")
	f := x.Frame()
	if !x.Model.Captures() || !strings.HasPrefix(f.Status, "/ audit") || !strings.HasSuffix(f.Status, "2 of 5") {
		t.Errorf("captures %v, status %q", x.Model.Captures(), f.Status)
	}
	x.Press("enter")
	if f = x.Frame(); x.Model.Captures() || f.Position != "1 of 2" {
		t.Errorf("captures %v, position %q", x.Model.Captures(), f.Position)
	}
	x.Press("esc").Shows("deploy-1")
	x.Press("/", "z", "z").Shows(`No session matches "zz".`).Hides("NAME")
}

func TestNoSessionsSaysWhatNext(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*scene.Scene)
		want   []string
	}{
		{"none", func(*scene.Scene) {}, []string{"No sessions.", "You act as yourself, ada@northwind.example.", "1 role is open to you now.", "2  see the roles"}},
		{"no address", func(s *scene.Scene) { s.Me.Email = "" }, []string{"You act as yourself, Ada Byron."}},
		{"being read", func(s *scene.Scene) { s.Loading.Sessions.Done = false }, []string{"Reading your sessions from api.vultr.com"}},
		{"not known who", func(s *scene.Scene) { s.Me.ID = "" }, []string{"No sessions to show: who you are is not known."}},
		{"being found out who", func(s *scene.Scene) { s.Me.ID, s.Loading.Active = "", true }, []string{"Reading who you are from api.vultr.com"}},
		{"failed", func(s *scene.Scene) { s.Failed["sessions"] = "not allowed (403)" }, []string{"Your sessions could not be read.", "not allowed (403)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := sceneOf(80, 19)
			c.change(&s)
			open(t, s).Shows(c.want...)
		})
	}
}
