package roles

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
	"actas/ui/filter"
	"actas/ui/scene"
)

// friday is the moment of these tests.
var friday = time.Date(2026, 11, 20, 14, 3, 27, 0, time.UTC)

var (
	plain    = theme.New(theme.Options{Profile: termenv.Ascii})
	ascii    = theme.New(theme.Options{Profile: termenv.Ascii, ASCII: true})
	coloured = theme.New(theme.Options{Profile: termenv.TrueColor})
)

// organisation has a role for each kind of verdict.
func organisation() *model.Directory {
	d := &model.Directory{}
	d.AddUsers([]model.User{{ID: "ada", Name: "Ada Byron"}, {ID: "grace", Name: "Grace Hopper"}})
	d.AddRoles([]model.Role{
		{ID: "deploy", Name: "Production Deploy", Description: "Rolls out what was reviewed, and rolls it back.", Type: model.RoleAssumable,
			MaxSession: time.Hour, Created: friday, Policies: []model.Policy{{Name: "deploy-production", Statements: []model.Statement{
				{Effect: "Allow", Actions: []string{"kubernetes.*"}, Resources: []string{"*"}}, {Effect: "Deny", Actions: []string{"kubernetes.cluster.Delete"}},
			}}}},
		{ID: "night", Name: "Night Watch", Type: model.RoleAssumable, MaxSession: 12 * time.Hour},
		{ID: "billing", Name: "billing viewer", Type: model.RoleAssignable, MaxSession: 30 * time.Minute},
		{ID: "lonely", Name: "Lonely", Type: model.RoleAssumable},
		{ID: "wide", Name: "日本語の名前がとても長いロール、ほんとうに長いロール", Type: "new", MaxSession: 72 * time.Hour},
		{ID: "unnamed", Type: model.RoleAssumable},
	})
	trust := func(id, role, user string, s model.Schedule) model.Trust {
		return model.Trust{ID: id, RoleID: role, Type: model.TemporaryAssumption,
			Entity: model.Entity{Kind: model.EntityUser, ID: user}, Conditions: model.Conditions{Schedule: s}}
	}
	office := model.NewSchedule("utc", 0, 9*60, 17*60)
	d.AddTrusts([]model.Trust{
		trust("t1", "deploy", "ada", office), trust("t2", "deploy", "grace", office),
		trust("t3", "night", "ada", model.NewSchedule("Europe/Berlin", 0, 22*60, 6*60)),
		trust("t4", "wide", "grace", office),
		{ID: "t5", RoleID: "unnamed", Type: model.IAMAssumption, Entity: model.Entity{Kind: model.EntityIssuer, ID: "vke", Name: "vke-prod"}},
	})
	return d
}

func sceneOf(width, height int, d *model.Directory) scene.Scene {
	return scene.Scene{
		Theme: plain, Now: model.Moment{Wall: friday, Boot: time.Hour}, Width: width, Height: height,
		Directory: d, Access: model.NewAccess(), Roster: &model.Roster{},
		Caller:   model.Caller{UserID: "ada", GroupsKnown: true, SourceIP: netip.MustParseAddr("203.0.113.7")},
		Me:       model.User{ID: "ada", Name: "Ada Byron"},
		Endpoint: "api.vultr.com", Failed: map[string]string{}, Favourites: map[string]bool{},
		Open:    "1 role is open to you now.",
		Loading: scene.Progress{Roles: scene.Count{Done: true}, Trusts: scene.Count{Done: true}},
	}
}

// session is a session of mine on a role.
func session(name, role string, left time.Duration) model.Session {
	return model.Session{ID: name, Name: name, RoleID: role, UserID: "ada", Remaining: left, Sent: time.Hour}
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
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, one := range msg {
			x.take(one)
		}
	case filter.MatchedMsg:
		x.send(msg)
	default:
		x.sent = append(x.sent, msg)
	}
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
		"enter": tea.KeyEnter, "esc": tea.KeyEsc, "up": tea.KeyUp, "down": tea.KeyDown, "end": tea.KeyEnd, "home": tea.KeyHome,
		"backspace": tea.KeyBackspace, "pgdown": tea.KeyPgDown, "ctrl+d": tea.KeyCtrlD,
	}
	if k, ok := special[name]; ok {
		return tea.KeyMsg{Type: k}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
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

// selected is the id of the selected row, "" for none.
func (x *screen) selected() string {
	row, _ := x.Selected()
	return row.ID
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
