package trustform

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"actas/model"
	"actas/ui/screentest"
)

// theirs is the trust of the database people as somebody else changed it.
func theirs() model.Trust {
	t := adminTrust()
	t.Schedule = model.NewSchedule("Europe/Berlin", workDays|dayBit(5), 9*60, 17*60)
	t.ValidUntil = time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC)
	return t
}

// pictures are forms in every state that a person can bring them to.
func pictures(t testing.TB) map[string]*rig {
	t.Helper()
	refused := create(t).at(entityField).types("grace").keys(tea.KeyEnter, tea.KeyEnter).types("y")
	refused.Model = refused.Refused("", "You are not allowed to do this: iam.roletrust.Create is missing (403).")
	atField := edit(t).retype(untilField, "2027-01-31").keys(tea.KeyEnter).types("y")
	atField.Model = atField.Refused("conditions.ip_address.1", "must be an IPv4 or IPv6 address or range")
	changed := edit(t).at(ipField).keys(tea.KeyUp).erase().keys(tea.KeyEnter).types("y")
	changed.Model = changed.Changed(theirs())
	return map[string]*rig{
		"new":            create(t),
		"new-anything":   open(t, Options{}),
		"looking":        create(t).at(entityField).types("e"),
		"machine":        create(t).at(entityField).types("instance").keys(tea.KeyEnter).at(typeField),
		"always":         create(t).at(whenField),
		"hours":          create(t).choosing(atHours).retype(fromField, "22").retype(toField, "6"),
		"days":           create(t).choosing(onDays).at(daysField).keys(tea.KeyRight).types("6"),
		"days-and-hours": create(t).choosing(onDaysAtHours).at(zoneField).types("berl").keys(tea.KeyEnter).retype(fromField, "9:30"),
		"zone":           create(t).choosing(onDays).at(zoneField).types("new"),
		"ips":            create(t).at(ipField).types("10.1.2.3/8,10.2.0.0/16,198.51.100.0/24,2001:db8::1,nonsense,"),
		"until":          create(t).retype(untilField, "30d"),
		"faults":         create(t).choosing(onDaysAtHours).retype(fromField, "25").retype(untilField, "soon").at(ipField).types("x").keys(tea.KeyEnter),
		"edit":           edit(t),
		"entity":         edit(t).at(entityField).types("grace").keys(tea.KeyEnter),
		"review-new":     create(t).at(entityField).types("grace").keys(tea.KeyEnter).choosing(onDaysAtHours).at(ipField).types("10.0.0.0/8").retype(untilField, "2026-12-31").keys(tea.KeyEnter),
		"review":         edit(t).at(daysField).types("6").at(ipField).keys(tea.KeyUp).erase().retype(untilField, "2026-12-22").keys(tea.KeyEnter),
		"lockout":        edit(t).at(entityField).types("vke").keys(tea.KeyEnter, tea.KeyEnter),
		"lockout-twice":  edit(t).at(entityField).types("vke").keys(tea.KeyEnter, tea.KeyEnter).types("y"),
		"unchanged":      edit(t).keys(tea.KeyEnter),
		"sending":        edit(t).at(daysField).types("6").keys(tea.KeyEnter).types("y"),
		"leave":          edit(t).at(daysField).types("6").keys(tea.KeyEsc),
		"refused":        refused,
		"refused-field":  atField,
		"changed":        changed,
	}
}

// TestPictures compares the form in each state and at each size with its golden
// file: the body, the status line and the keys.
func TestPictures(t *testing.T) {
	t.Parallel()
	count := 0
	for name := range pictures(t) {
		for _, size := range [][2]int{{80, 24}, {120, 40}, {60, 20}} {
			count++
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				t.Parallel()
				f := pictures(t)[name].size(size[0], size[1])
				f.Model = f.sync(f.s)
				golden.RequireEqual(t, []byte(f.picture()))
			})
		}
	}
	files, err := filepath.Glob("testdata/TestPictures/*.golden")
	if err != nil || len(files) != count {
		t.Errorf("%d golden files for %d pictures, %v", len(files), count, err)
	}
}

// picture is the frame as text.
func (f *rig) picture() string {
	frame := f.View(f.s)
	var b strings.Builder
	for _, l := range frame.Body {
		b.WriteString(strings.TrimRight(ansi.Strip(l), " ") + "\n")
	}
	var hints []string
	for _, h := range append(frame.Keys, frame.Back...) {
		hints = append(hints, h.Keys.Help().Key+" "+h.Keys.Help().Desc)
	}
	return b.String() + "\n" + ansi.Strip(frame.Status) + "\n" + strings.Join(hints, "  ") + "\n"
}

// TestColours is the form in true colour, at the width with everything in it.
func TestColours(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"days-and-hours", "lockout", "refused-field"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := pictures(t)[name].size(120, 40)
			f.s.Theme = screentest.Coloured
			golden.RequireEqual(t, []byte(strings.Join(f.View(f.s).Body, "\n")+"\n"))
		})
	}
	if _, err := os.Stat("testdata/TestColours"); err != nil {
		t.Error(err)
	}
}
