// Package screentest is the rig in which screens are tested: Screen hands a list
// its keys as the root does, Driver fills in a form as a person does, and both read
// what is drawn and asked for. Tests alone import it.
package screentest

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"actas/theme"
	"actas/ui/action"
	"actas/ui/browse"
	"actas/ui/filter"
	"actas/ui/scene"
)

// The themes that screens are drawn in: without colours, without colours in
// ASCII alone, and in true colour.
var (
	Plain    = theme.New(theme.Options{Profile: termenv.Ascii})
	ASCII    = theme.New(theme.Options{Profile: termenv.Ascii, ASCII: true})
	Coloured = theme.New(theme.Options{Profile: termenv.TrueColor})
)

// Subject is what the rig needs of a screen's Model, which is M.
type Subject[M any] interface {
	Sync(scene.Scene) (M, tea.Cmd)
	Resize(scene.Scene) M
	Update(tea.Msg, scene.Scene) (M, tea.Cmd)
	View(scene.Scene) scene.Frame
	Actions() []action.Action
	Captures() bool
	Blocked(tea.Msg, scene.Scene) string
}

// Screen is a screen under test with the scene that it stands in. Make one with
// Open.
type Screen[M Subject[M]] struct {
	tb    testing.TB
	Model M
	// Scene is what the next Frame is drawn from. Sync tells the screen when what
	// it lists has changed.
	Scene scene.Scene
	// Sent are the messages that its commands brought, but for the answers of
	// filters, which went back to it.
	Sent []tea.Msg
}

// Open puts a screen into a scene.
func Open[M Subject[M]](tb testing.TB, model M, s scene.Scene) *Screen[M] {
	tb.Helper()
	return (&Screen[M]{tb: tb, Model: model, Scene: s}).Sync()
}

// Sync lets the screen take in its scene.
func (x *Screen[M]) Sync() *Screen[M] {
	var cmd tea.Cmd
	x.Model, cmd = x.Model.Sync(x.Scene)
	return x.Take(cmd)
}

// Take runs a command and hands the answers of filters and of what is gathered or put in order back.
func (x *Screen[M]) Take(cmd tea.Cmd) *Screen[M] {
	if cmd == nil {
		return x
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, one := range msg {
			x.Take(one)
		}
	case filter.MatchedMsg, browse.GatheredMsg, browse.OrderedMsg:
		x.Send(msg)
	default:
		x.Sent = append(x.Sent, msg)
	}
	return x
}

// Send hands over messages, and carries out what each asks for.
func (x *Screen[M]) Send(msgs ...tea.Msg) *Screen[M] {
	for _, msg := range msgs {
		var cmd tea.Cmd
		x.Model, cmd = x.Model.Update(msg, x.Scene)
		x.Take(cmd)
	}
	return x
}

// Press does what the root does with keys: where the screen does not capture
// them, those of its actions become intents unless they are blocked.
func (x *Screen[M]) Press(names ...string) *Screen[M] {
	for _, name := range names {
		msg := Key(name)
		if a, ok := action.Find(x.Model.Actions(), msg); ok && !x.Model.Captures() {
			if x.Blocked(a.Intent) == "" {
				x.Send(a.Intent)
			}
			continue
		}
		x.Send(msg)
	}
	return x
}

// Blocked says why an intent can do nothing now; empty when it can.
func (x *Screen[M]) Blocked(intent tea.Msg) string { return x.Model.Blocked(intent, x.Scene) }

// Last is the last message that the screen asked for, nil for none.
func (x *Screen[M]) Last() tea.Msg {
	if len(x.Sent) == 0 {
		return nil
	}
	return x.Sent[len(x.Sent)-1]
}

// Frame is what the screen draws.
func (x *Screen[M]) Frame() scene.Frame { return x.Model.View(x.Scene) }

// Text is the body of the frame.
func (x *Screen[M]) Text() string { return strings.Join(x.Frame().Body, "\n") }

// Head are the titles of a list's columns, as they stand in its first line.
func (x *Screen[M]) Head() string {
	f := x.Frame()
	head := []rune(f.Body[0])
	if f.Split > 0 {
		head = head[:f.Split]
	}
	return strings.Join(strings.Fields(string(head)), " ")
}

// Shows fails the test for what the body lacks of some texts.
func (x *Screen[M]) Shows(wanted ...string) *Screen[M] {
	x.tb.Helper()
	for _, w := range wanted {
		if !strings.Contains(x.Text(), w) {
			x.tb.Errorf("the screen does not show %q:\n%s", w, x.Text())
		}
	}
	return x
}

// Hides fails the test for what the body holds of some texts.
func (x *Screen[M]) Hides(unwanted ...string) *Screen[M] {
	x.tb.Helper()
	for _, u := range unwanted {
		if strings.Contains(x.Text(), u) {
			x.tb.Errorf("the screen shows %q:\n%s", u, x.Text())
		}
	}
	return x
}

// Misfit says which line of the frame does not have the size of the scene;
// empty when all have.
func (x *Screen[M]) Misfit() string { return Misfit(x.Frame(), x.Scene.Width, x.Scene.Height) }
