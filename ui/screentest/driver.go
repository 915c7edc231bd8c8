package screentest

import (
	"fmt"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"actas/theme"
	"actas/ui/scene"
)

// mostTabs is more than any form has fields.
const mostTabs = 40

// Driver fills in a form, or turns to a page, the way a person does. M is the form's Model, and R what
// holds both the form and its Driver: a form's own steps belong to R, and every
// step returns it, so that they can be chained. Make one with Drive.
type Driver[M Form[M], R any] struct {
	TB testing.TB
	// Scene is what the form stands in; change it at will.
	Scene scene.Scene
	// Sent are the messages that the form's commands brought.
	Sent []tea.Msg

	form *M
	all  R
}

// Drive is a driver of the form at form, whose steps return all.
func Drive[M Form[M], R any](tb testing.TB, s scene.Scene, form *M, all R) Driver[M, R] {
	return Driver[M, R]{TB: tb, Scene: s, form: form, all: all}
}

// Size gives the form the room that a window of a size leaves to a screen.
func (d *Driver[M, R]) Size(cols, rows int) R {
	d.Scene.Width, d.Scene.Height = cols, rows-4
	switch {
	case rows >= 30:
		d.Scene.Height = rows - 7
	case rows >= 24:
		d.Scene.Height = rows - 5
	}
	return d.all
}

// Send hands messages to the form.
func (d *Driver[M, R]) Send(msgs ...tea.Msg) R {
	d.TB.Helper()
	next, brought := Deliver(*d.form, d.Scene, msgs...)
	*d.form, d.Sent = next, append(d.Sent, brought...)
	return d.all
}

// Keys presses keys by their types.
func (d *Driver[M, R]) Keys(types ...tea.KeyType) R {
	d.TB.Helper()
	return d.Send(Keys(types...)...)
}

// Press presses keys by their names, as Key has them.
func (d *Driver[M, R]) Press(names ...string) R {
	d.TB.Helper()
	for _, name := range names {
		d.Send(Key(name))
	}
	return d.all
}

// Types types text letter by letter.
func (d *Driver[M, R]) Types(text string) R {
	d.TB.Helper()
	return d.Send(Letters(text)...)
}

// Pastes pastes text as a terminal marks it.
func (d *Driver[M, R]) Pastes(text string) R {
	d.TB.Helper()
	return d.Send(Paste(text))
}

// Erase empties the focused input.
func (d *Driver[M, R]) Erase() R {
	d.TB.Helper()
	return d.Keys(tea.KeyEnd, tea.KeyCtrlU)
}

// Tab goes from field to field until there says that the field of that label has
// the focus.
func (d *Driver[M, R]) Tab(label string, there func() bool) R {
	d.TB.Helper()
	for range mostTabs {
		if there() {
			return d.all
		}
		d.Keys(tea.KeyTab)
	}
	d.TB.Fatalf("tab never reaches %q", label)
	return d.all
}

// Text is what the form shows, without colours.
func (d *Driver[M, R]) Text() string { return FrameText((*d.form).View(d.Scene)) }

// Picture is what the form shows, and its keys.
func (d *Driver[M, R]) Picture() string { return Picture((*d.form).View(d.Scene)) }

// Misfit says which line does not have the size of the scene, or that the divider
// is missing or too many; empty when all is exact.
func (d *Driver[M, R]) Misfit() string {
	f := (*d.form).View(d.Scene)
	if split := d.Scene.Width >= scene.SplitAt; (f.Split > 0) != split {
		return fmt.Sprintf("the divider is at %d", f.Split)
	}
	return Misfit(f, d.Scene.Width, d.Scene.Height)
}

// FitsEverySize fails the test at a size that the form does not fill exactly, in any
// theme.
func (d *Driver[M, R]) FitsEverySize() {
	d.TB.Helper()
	themes := []theme.Theme{Plain, ASCII, Coloured}
	for width := 1; width <= 200; width++ {
		d.Scene.Theme = themes[width%len(themes)]
		// Seventeen widths in a row meet every height.
		for height := width % 17; height <= 60; height += 17 {
			d.Scene.Width, d.Scene.Height = width, height
			if why := d.Misfit(); why != "" {
				d.TB.Errorf("%dx%d: %s", width, height, why)
				return
			}
		}
	}
}

// Shows fails the test for what the form lacks of some texts.
func (d *Driver[M, R]) Shows(wanted ...string) R {
	d.TB.Helper()
	Says(d.TB, d.Text(), wanted, nil)
	return d.all
}

// Hides fails the test for what the form shows of some texts.
func (d *Driver[M, R]) Hides(unwanted ...string) R {
	d.TB.Helper()
	Says(d.TB, d.Text(), nil, unwanted)
	return d.all
}

// Closed reports that the form asked to be closed, as a page does.
func (d *Driver[M, R]) Closed() bool { return len(Only[scene.CloseMsg](d.Sent)) > 0 }

// Only are the messages of one type among others; nil for none.
func Only[T tea.Msg](sent []tea.Msg) []T {
	var found []T
	for _, msg := range sent {
		if one, ok := msg.(T); ok {
			found = append(found, one)
		}
	}
	return found
}

// TheOne is the only message of its type among others: the test ends where there
// are none or more.
func TheOne[T tea.Msg](tb testing.TB, sent []tea.Msg) T {
	tb.Helper()
	found := Only[T](sent)
	if len(found) != 1 {
		var one T
		tb.Fatalf("%d messages %T, want one", len(found), one)
	}
	return found[0]
}
