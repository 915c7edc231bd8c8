package sessions

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"actas/model"
	"actas/theme"
	"actas/ui/action"
	"actas/ui/scene"
)

// friday is the moment of these tests, bootNow the same on the boot clock.
var friday = time.Date(2026, 11, 20, 14, 3, 27, 0, time.UTC)

const bootNow = 100 * time.Hour

var (
	plain    = theme.New(theme.Options{Profile: termenv.Ascii})
	ascii    = theme.New(theme.Options{Profile: termenv.Ascii, ASCII: true})
	coloured = theme.New(theme.Options{Profile: termenv.TrueColor})
)

// sessionOf is a session of mine with some time left of an hour.
func sessionOf(id, name, role string, left time.Duration) model.Session {
	return model.Session{
		ID: id, Name: name, RoleID: role, UserID: "ada", AuthMethod: "api_key", SourceIP: "203.0.113.7",
		Token: model.NewSecret("ars-" + id + name), Assumed: friday.Add(left - time.Hour), Expires: friday.Add(left),
		Remaining: left, Sent: bootNow, Met: model.ConditionsMet{Known: true, Met: true, Names: []string{"time_of_day"}},
	}
}

// rosterOf lists some sessions; those named "gone" were revoked.
func rosterOf(sessions ...model.Session) *model.Roster {
	r := &model.Roster{}
	for _, s := range sessions {
		r.Put(s)
		if s.Name == "gone" {
			r.MarkGone(s.Key(), model.StateRevoked, bootNow)
		}
	}
	return r
}

func fiveSessions() []model.Session {
	return []model.Session{
		sessionOf("s1", "deploy-1", "deploy", 47*time.Minute+12*time.Second),
		sessionOf("s2", "audit-1", "audit", 94*time.Second),
		sessionOf("", "nameless", "deploy", 9*time.Minute+41*time.Second),
		sessionOf("s4", "gone", "audit", 20*time.Minute),
		sessionOf("s5", "日本語の長い名前のセッション", "unknown-role", 51*time.Hour),
	}
}

func sceneOf(width, height int, sessions ...model.Session) scene.Scene {
	d := &model.Directory{}
	d.AddUsers([]model.User{{ID: "ada", Name: "Ada Byron", Email: "ada@northwind.example"}})
	d.AddRoles([]model.Role{{ID: "deploy", Name: "Production Deploy"}, {ID: "audit", Name: "Auditor"}})
	d.AddTrusts([]model.Trust{{ID: "t1", RoleID: "deploy", Type: model.TemporaryAssumption,
		Entity:     model.Entity{Kind: model.EntityUser, ID: "ada"},
		Conditions: model.Conditions{Schedule: model.NewSchedule("utc", 0, 9*60, 17*60)}}})
	return scene.Scene{
		Theme: plain, Now: model.Moment{Wall: friday, Boot: bootNow}, Width: width, Height: height,
		Directory: d, Access: model.NewAccess(), Roster: rosterOf(sessions...),
		Caller:   model.Caller{UserID: "ada", GroupsKnown: true, SourceIP: netip.MustParseAddr("203.0.113.7")},
		Me:       model.User{ID: "ada", Name: "Ada Byron", Email: "ada@northwind.example"},
		Endpoint: "api.vultr.com", Failed: map[string]string{}, Open: "1 role is open to you now.",
		Loading: scene.Progress{Sessions: scene.Count{Done: true}},
	}
}

// screen is a screen under test with the scene that it stands in.
type screen struct {
	tb testing.TB
	Model
	s scene.Scene
	// sent are the messages that its commands brought.
	sent []tea.Msg
}

func open(tb testing.TB, s scene.Scene) *screen {
	tb.Helper()
	return (&screen{tb: tb, Model: New(), s: s}).sync()
}

func (x *screen) sync() *screen {
	var cmd tea.Cmd
	x.Model, cmd = x.Sync(x.s)
	return x.take(cmd)
}

// take runs a command and hands the answers of filters back.
func (x *screen) take(cmd tea.Cmd) *screen {
	if cmd == nil {
		return x
	}
	msg := cmd()
	x.sent = append(x.sent, msg)
	x.Model, _ = x.Update(msg, x.s)
	return x
}

// send hands over a message and carries out what it asks for.
func (x *screen) send(msgs ...tea.Msg) *screen {
	for _, msg := range msgs {
		var cmd tea.Cmd
		x.Model, cmd = x.Update(msg, x.s)
		x.take(cmd)
	}
	return x
}

// press does what the root does with keys: where the screen does not capture
// them, those of its actions become intents unless they are blocked.
func (x *screen) press(names ...string) *screen {
	for _, name := range names {
		msg := key(name)
		if a, ok := action.Find(x.Actions(), msg); ok && !x.Captures() {
			if x.Blocked(a.Intent, x.s) == "" {
				x.send(a.Intent)
			}
			continue
		}
		x.send(msg)
	}
	return x
}

func key(name string) tea.KeyMsg {
	special := map[string]tea.KeyType{
		"enter": tea.KeyEnter, "esc": tea.KeyEsc, "up": tea.KeyUp, "down": tea.KeyDown, "end": tea.KeyEnd,
		"backspace": tea.KeyBackspace, "pgdown": tea.KeyPgDown, "ctrl+d": tea.KeyCtrlD,
	}
	if k, ok := special[name]; ok {
		return tea.KeyMsg{Type: k}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
}

func paste(text string) tea.KeyMsg {
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true}
}

// last is the last message that the screen asked for, nil for none.
func (x *screen) last() tea.Msg {
	if len(x.sent) == 0 {
		return nil
	}
	return x.sent[len(x.sent)-1]
}

func (x *screen) text() string { return strings.Join(x.View(x.s).Body, "\n") }

func (x *screen) shows(wanted ...string) *screen {
	x.tb.Helper()
	for _, w := range wanted {
		if !strings.Contains(x.text(), w) {
			x.tb.Errorf("the screen does not show %q:\n%s", w, x.text())
		}
	}
	return x
}

func (x *screen) hides(unwanted ...string) *screen {
	x.tb.Helper()
	for _, u := range unwanted {
		if strings.Contains(x.text(), u) {
			x.tb.Errorf("the screen shows %q:\n%s", u, x.text())
		}
	}
	return x
}

// selected is the name of the selected session, "" for none.
func (x *screen) selected() string {
	l, _ := x.Selected()
	return l.Name
}

// misfit says which line of a frame does not have the size of the scene.
func misfit(f scene.Frame, s scene.Scene) string {
	if len(f.Body) != s.Height {
		return fmt.Sprintf("%d lines of %d", len(f.Body), s.Height)
	}
	i := slices.IndexFunc(f.Body, func(l string) bool { return ansi.StringWidth(l) != s.Width })
	if i < 0 {
		return ""
	}
	return fmt.Sprintf("line %d has %d columns of %d: %q", i, ansi.StringWidth(f.Body[i]), s.Width, f.Body[i])
}
