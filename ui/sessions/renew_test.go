package sessions

import (
	"strings"
	"testing"
	"time"

	"actas/model"
	"actas/ui/scene"

	tea "github.com/charmbracelet/bubbletea"
)

// names are the sessions of a request to the root.
func names(sessions []model.LiveSession) string {
	var out []string
	for _, l := range sessions {
		out = append(out, l.Name)
	}
	return strings.Join(out, " ")
}

// at moves the wall clock of a scene; what a session has left stays.
func at(s scene.Scene, hour, minute int) scene.Scene {
	s.Now.Wall = time.Date(2026, 11, 20, hour, minute, 0, 0, time.UTC)
	s.Access = model.NewAccess()
	return s
}

func TestRenewAsksForTheSelectedSession(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, fiveSessions()...)).Press("down", "down", "r")
	msg, ok := x.Last().(RenewMsg)
	if !ok || names(msg.Sessions) != "deploy-1" {
		t.Errorf("it asks for %#v", x.Last())
	}
}

func TestMarkedSessionsAreActedOnTogether(t *testing.T) {
	t.Parallel()
	marked := func() *screen {
		return open(t, sceneOf(80, 19, fiveSessions()...)).Press("down", " ", " ")
	}
	x := marked()
	if got := x.Frame(); !strings.HasSuffix(got.Position, ", 2 marked") || !strings.HasPrefix(got.Body[2], " *nameless") {
		t.Errorf("position %q, row %q", got.Position, got.Body[2])
	}
	if msg, ok := marked().Press("r").Last().(RenewMsg); !ok || names(msg.Sessions) != "nameless deploy-1" {
		t.Errorf("r asks for %#v", x.Last())
	}
	if msg, ok := marked().Press("A").Last().(AutoMsg); !ok || !msg.On || names(msg.Sessions) != "nameless deploy-1" {
		t.Errorf("A asks for %#v", x.Last())
	}
	asked := marked().Press("x")
	asked.Shows("Revoke 2 sessions?", "They end at once", "nameless", "deploy-1")
	if msg, ok := asked.Press("y").Last().(RevokeMsg); !ok || names(msg.Sessions) != "nameless deploy-1" {
		t.Errorf("x and y ask for %#v", asked.Last())
	}
	if x.Press("esc"); len(x.Model.marked) != 0 {
		t.Errorf("esc leaves marks: %v", x.Model.marked)
	}
}

func TestMarksEndWithTheirSession(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, fiveSessions()...)).Press(" ", " ")
	x.Scene.Roster.MarkGone(model.Session{ID: "s2"}, model.StateRevoked, bootNow)
	if x.Sync(); len(x.Model.targets()) != 1 || x.Model.targets()[0].Name != "nameless" {
		t.Errorf("still marked: %q", names(x.Model.targets()))
	}
}

// The window of the trust is 09:00 to 17:00.
func TestAClosedWindowIsSaidBeforeItIsTried(t *testing.T) {
	t.Parallel()
	s := at(sceneOf(80, 19, sessionOf("s1", "deploy-1", "deploy", 47*time.Minute)), 17, 30)
	x := open(t, s).Press("r")
	want := "The window is closed and opens Sat 09:00 UTC, in 15h 30m. r again tries."
	if msg, ok := x.Last().(scene.SayMsg); !ok || msg.Text != want {
		t.Fatalf("it says %#v", x.Last())
	}
	if msg, ok := x.Press("r").Last().(RenewMsg); !ok || names(msg.Sessions) != "deploy-1" {
		t.Errorf("the second press asks for %#v", x.Last())
	}
	x = open(t, s).Press("r", "down", "r")
	if _, ok := x.Last().(scene.SayMsg); !ok {
		t.Errorf("after another key it asks for %#v", x.Last())
	}
}

func TestRenewEverythingThatExpires(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19,
		sessionOf("s1", "soon-1", "deploy", 9*time.Minute), sessionOf("s2", "soon-2", "deploy", time.Minute),
		sessionOf("s3", "later", "deploy", time.Hour), sessionOf("s4", "gone", "deploy", time.Minute),
	))
	if msg, ok := x.Press("R").Last().(RenewMsg); !ok || names(msg.Sessions) != "soon-1 soon-2" {
		t.Errorf("it asks for %#v", x.Last())
	}
	calm := open(t, sceneOf(80, 19, sessionOf("s3", "later", "deploy", time.Hour)))
	if why := calm.Blocked(AskExpiringMsg{}); why != "nothing ends soon; next in 1h" {
		t.Errorf("blocked: %q", why)
	}
	shut := open(t, at(sceneOf(80, 19, sessionOf("s1", "soon-1", "deploy", 9*time.Minute)), 17, 30)).Press("R")
	if msg, ok := shut.Last().(scene.SayMsg); !ok || msg.Text != "The window is closed and opens Sat 09:00 UTC, in 15h 30m." {
		t.Errorf("with the window closed it asks for %#v", shut.Last())
	}
}

func TestWhyASessionIsNotRenewed(t *testing.T) {
	t.Parallel()
	other := sessionOf("s1", "bobs", "deploy", time.Hour)
	other.UserID = "bob"
	roleless := sessionOf("s1", "roleless", "", time.Hour)
	for _, c := range []struct {
		name    string
		session model.Session
		change  func(*scene.Scene)
		want    string
	}{
		{"gone", sessionOf("s1", "gone", "deploy", time.Hour), nil, "this session is revoked; a assumes its role anew"},
		{"of another", other, nil, "only bob can renew this session"},
		{"without a role", roleless, nil, "the API did not say which role this session is on"},
		{"under way", sessionOf("s1", "deploy-1", "deploy", time.Hour), func(s *scene.Scene) { s.Renewing = map[string]bool{"s1": true} }, "it is being renewed"},
		{"by itself", sessionOf("s1", "deploy-1", "deploy", time.Hour), func(s *scene.Scene) {
			s.Renewals = &model.RenewalState{Sessions: map[string]model.SessionRenewal{"s1": {Renewing: true}}}
		}, "it is being renewed"},
	} {
		s := sceneOf(80, 19, c.session)
		if c.change != nil {
			c.change(&s)
		}
		if x := open(t, s); x.Blocked(AskRenewMsg{}) != c.want {
			t.Errorf("%s: %q", c.name, x.Blocked(AskRenewMsg{}))
		}
	}
}

func TestAutoRenewIsTurnedOnAndOff(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		now  model.SessionRenewal
		on   bool
	}{
		{"off", model.SessionRenewal{}, true},
		{"on", model.SessionRenewal{Auto: true}, false},
		{"stopped", model.SessionRenewal{Auto: true, Stopped: true, Trouble: "refused"}, true},
	} {
		s := sceneOf(80, 19, sessionOf("s1", "deploy-1", "deploy", time.Hour))
		s.Renewals = &model.RenewalState{Acts: true, Sessions: map[string]model.SessionRenewal{"s1": c.now}}
		if msg, ok := open(t, s).Press("A").Last().(AutoMsg); !ok || msg.On != c.on {
			t.Errorf("%s: it asks for %#v", c.name, msg)
		}
	}
}

func TestTheDetailTellsTheLastChance(t *testing.T) {
	t.Parallel()
	long := sessionOf("s1", "deploy-1", "deploy", 4*time.Hour)
	for _, c := range []struct {
		name         string
		hour, minute int
		role         string
		left         time.Duration
		want         string
	}{
		{"until its end", 14, 0, "deploy", time.Hour, "It can be renewed until its end, 15:00 UTC."},
		{"until the window closes", 14, 0, "deploy", 4 * time.Hour, "Window closes 17:00 UTC; renew by then or wait until Sat 09:00."},
		{"no more", 17, 30, "deploy", time.Hour, "Window closed; it can be assumed again from Sat 09:00 UTC."},
		{"from the opening on", 8, 30, "deploy", time.Hour, "Window opens 09:00; renew from then until 09:30 UTC."},
		{"no trust", 14, 0, "audit", time.Hour, "It cannot be renewed: no trust."},
		{"a role that is not known", 14, 0, "else", time.Hour, "Whether it can be renewed is not known: trusts not readable."},
	} {
		long.RoleID, long.Remaining = c.role, c.left
		s := at(sceneOf(100, 30, long), c.hour, c.minute)
		open(t, s).Press("enter").Shows("RENEW", "an estimate", c.want)
	}
}

func TestTheListTellsALastChanceThatIsNear(t *testing.T) {
	t.Parallel()
	long := sessionOf("s1", "deploy-1", "deploy", 4*time.Hour)
	for _, c := range []struct {
		name         string
		width        int
		hour, minute int
		want         string
	}{
		{"near", 80, 16, 40, "4:00:00 renew by 17:00"},
		{"near in a narrow window", 60, 16, 40, "4:00:00 by 17:00"},
		{"far", 80, 14, 0, "4:00:00 active"},
		{"over", 80, 17, 0, "4:00:00 active"},
	} {
		x := open(t, at(sceneOf(c.width, 19, long), c.hour, c.minute))
		if got := squeezed(x.Frame().Body[1]); !strings.HasSuffix(got, c.want) {
			t.Errorf("%s: %q", c.name, got)
		}
		if why := x.Misfit(); why != "" {
			t.Errorf("%s: %s", c.name, why)
		}
	}
}

// What can never be renewed cannot be renewed by itself; once on, it can be
// turned off.
func TestAutoRenewOfWhatCannotBeRenewed(t *testing.T) {
	t.Parallel()
	s := sceneOf(100, 30, sessionOf("s1", "audit-1", "audit", time.Hour))
	s.Renewals = &model.RenewalState{Acts: true}
	x := open(t, s)
	if why := x.Blocked(AskAutoMsg{}); why != "it cannot be renewed: no trust" {
		t.Errorf("blocked: %q", why)
	}
	x.Press("enter").Shows("Auto-renew can do nothing here")
	s.Renewals.Sessions = map[string]model.SessionRenewal{"s1": {Auto: true}}
	if msg, ok := open(t, s).Press("A").Last().(AutoMsg); !ok || msg.On {
		t.Errorf("it asks for %#v", msg)
	}
}

// While a session is renewed, its place would be taken all the same.
func TestASessionIsNotRevokedWhileItIsRenewed(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19, sessionOf("s1", "deploy-1", "deploy", time.Hour))
	s.Renewing = map[string]bool{"s1": true}
	if why := open(t, s).Blocked(AskRevokeMsg{}); why != "it is being renewed; revoke the new session then" {
		t.Errorf("blocked: %q", why)
	}
}

func TestOtherPeoplesTokensAreNotUsed(t *testing.T) {
	t.Parallel()
	other := sessionOf("s1", "bobs", "deploy", time.Hour)
	other.UserID = "bob"
	x := open(t, sceneOf(80, 19, other))
	for _, intent := range []tea.Msg{AskShellMsg{}, CopyMsg{}, AskCopyAsMsg{}} {
		if why := x.Blocked(intent); why != "this session is bob's, and not yours to act with" {
			t.Errorf("%T: blocked: %q", intent, why)
		}
	}
}

func TestAutoRenewIsTold(t *testing.T) {
	t.Parallel()
	due := bootNow + 35*time.Minute
	for _, c := range []struct {
		name         string
		state        model.RenewalState
		now          model.SessionRenewal
		list, detail string
	}{
		{"off", model.RenewalState{Acts: true}, model.SessionRenewal{}, "active", "Auto-renew off, A turns it on"},
		{"on", model.RenewalState{Acts: true}, model.SessionRenewal{Auto: true, Due: due}, "active A", "Auto-renew on: at about 14:38 UTC, A turns it off"},
		{"under way", model.RenewalState{Acts: true}, model.SessionRenewal{Auto: true, Renewing: true}, "renewing A", "It is being renewed."},
		{"by another", model.RenewalState{Holder: "actas 4242 on pts/3"}, model.SessionRenewal{Auto: true}, "active A", "Auto-renew on, by actas 4242 on pts/3"},
		{"by this one, whoever acts", model.RenewalState{Holder: "actas 4242 on pts/3"}, model.SessionRenewal{Auto: true, Due: due, Apart: true, Here: true}, "active A", "Auto-renew on: at about 14:38 UTC, A turns it off"},
		{"by one of its key", model.RenewalState{Acts: true}, model.SessionRenewal{Auto: true, Apart: true, Holder: "actas 7"}, "active A", "Auto-renew on, by actas 7"},
		{"tried again", model.RenewalState{Acts: true}, model.SessionRenewal{Auto: true, Due: due, Trouble: "no answer"}, "active A", "Auto-renew on, trying again in 35m: no answer"},
		{"stopped", model.RenewalState{Acts: true}, model.SessionRenewal{Auto: true, Stopped: true, Trouble: "not allowed (403)"}, "active A", "Auto-renew stopped: not allowed (403). A tries again"},
	} {
		s := sceneOf(100, 30, sessionOf("s1", "deploy-1", "deploy", time.Hour))
		c.state.Sessions = map[string]model.SessionRenewal{"s1": c.now}
		s.Renewals = &c.state
		x := open(t, s)
		if got := squeezed(x.Frame().Body[1]); !strings.HasSuffix(got, " "+c.list) {
			t.Errorf("%s: %q", c.name, got)
		}
		x.Press("enter").Shows(c.detail)
	}
}
