package trusts

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

// organisation has a trust for each kind of verdict.
func organisation() *model.Directory {
	d := &model.Directory{}
	d.AddUsers([]model.User{{ID: "ada", Name: "Ada Byron"}, {ID: "grace", Name: "Grace Hopper"}})
	d.AddRoles([]model.Role{
		{ID: "deploy", Name: "Production Deploy", Type: model.RoleAssumable}, {ID: "audit", Name: "Auditor", Type: model.RoleAssumable},
	})
	office := model.NewSchedule("utc", 0, 9*60, 17*60)
	night := model.NewSchedule("Europe/Berlin", model.NewDaySet(time.Friday, time.Saturday), 22*60, 6*60)
	me, grace := model.Entity{Kind: model.EntityUser, ID: "ada"}, model.Entity{Kind: model.EntityUser, ID: "grace"}
	range4, range6 := model.ParseIPCondition("203.0.113.0/24"), model.ParseIPCondition("2001:db8:1234:5678:9abc:def0:1234:0/112")
	d.AddTrusts([]model.Trust{
		{ID: "4f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0041", RoleID: "deploy", Type: model.TemporaryAssumption, Entity: me, Created: friday,
			ValidUntil: friday.Add(40 * 24 * time.Hour), Conditions: model.Conditions{Schedule: office, SourceIPs: []model.IPCondition{range4, range6},
				Unknown: []model.RawCondition{{Name: "mfa", JSON: `{"required":true}`}}}},
		{ID: "t2", RoleID: "audit", Type: model.TemporaryAssumption, Entity: me, Conditions: model.Conditions{Schedule: night}},
		{ID: "t3", RoleID: "deploy", Type: model.TemporaryAssumption, Entity: grace, ValidUntilProblem: "0000-00-00"},
		{ID: "t4", RoleID: "audit", Type: model.IAMAssumption, Entity: model.Entity{Kind: model.EntityIssuer, ID: "vke", Name: "vke-prod"}},
		{ID: "t5", Type: model.TemporaryAssumption, Entity: me, ValidUntil: friday.Add(-50 * time.Hour)},
		{ID: "t6", RoleID: "wide", RoleName: "日本語の名前がとても長いロール", Type: model.TemporaryAssumption, Entity: me,
			Conditions: model.Conditions{Schedule: model.NewSchedule("Mars/Olympus", 0, 0, 0), SourceIPs: []model.IPCondition{model.ParseIPCondition("10.0.0.256")}}},
	})
	return d
}

func sceneOf(width, height int, d *model.Directory) scene.Scene {
	return scene.Scene{
		Theme: plain, Now: model.Moment{Wall: friday, Boot: time.Hour}, Width: width, Height: height,
		Directory: d, Access: model.NewAccess(), Roster: &model.Roster{},
		Caller: model.Caller{UserID: "ada", GroupsKnown: true, SourceIP: netip.MustParseAddr("203.0.113.7")},
		Me:     model.User{ID: "ada", Name: "Ada Byron"}, Local: time.FixedZone("Here", 3*3600),
		Endpoint: "api.vultr.com", Failed: map[string]string{},
		Loading: scene.Progress{Roles: scene.Count{Done: true}, Trusts: scene.Count{Done: true}},
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
