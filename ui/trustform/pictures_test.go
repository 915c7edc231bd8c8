package trustform

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
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
var pictures = map[string]func(t testing.TB) *rig{
	"new":          create,
	"new-anything": func(t testing.TB) *rig { return open(t, Options{}) },
	"looking":      func(t testing.TB) *rig { return create(t).at(entityField).Types("e") },
	"machine": func(t testing.TB) *rig {
		return create(t).at(entityField).Types("instance").Keys(tea.KeyEnter).at(typeField)
	},
	"always": func(t testing.TB) *rig { return create(t).at(whenField) },
	"hours": func(t testing.TB) *rig {
		return create(t).choosing(atHours).retype(fromField, "22").retype(toField, "6")
	},
	"days": func(t testing.TB) *rig { return create(t).choosing(onDays).at(daysField).Keys(tea.KeyRight).Types("6") },
	"days-and-hours": func(t testing.TB) *rig {
		return create(t).choosing(onDaysAtHours).at(zoneField).Types("berl").Keys(tea.KeyEnter).retype(fromField, "9:30")
	},
	"zone": func(t testing.TB) *rig { return create(t).choosing(onDays).at(zoneField).Types("new") },
	"ips": func(t testing.TB) *rig {
		return create(t).at(ipField).Types("10.1.2.3/8,10.2.0.0/16,198.51.100.0/24,2001:db8::1,nonsense,")
	},
	"until": func(t testing.TB) *rig { return create(t).retype(untilField, "30d") },
	"faults": func(t testing.TB) *rig {
		return create(t).choosing(onDaysAtHours).retype(fromField, "25").retype(untilField, "soon").at(ipField).Types("x").Keys(tea.KeyEnter)
	},
	"edit":   edit,
	"entity": func(t testing.TB) *rig { return edit(t).at(entityField).Types("grace").Keys(tea.KeyEnter) },
	"unreadable": func(t testing.TB) *rig {
		trust := adminTrust()
		trust.Schedule = model.NewSchedule("Mars/Base", workDays, 9*60, 17*60)
		trust.Type, trust.ValidUntil, trust.ValidUntilProblem = "OrbitalAssumption", time.Time{}, "next week"
		return editOf(t, trust).at(whenField)
	},
	"review-new": func(t testing.TB) *rig {
		f := create(t).at(entityField).Types("grace").Keys(tea.KeyEnter).choosing(onDaysAtHours)
		return f.at(ipField).Types("10.0.0.0/8").retype(untilField, "2026-12-31").Keys(tea.KeyEnter)
	},
	"review": func(t testing.TB) *rig {
		return edit(t).at(daysField).Types("6").at(ipField).Keys(tea.KeyUp).Erase().retype(untilField, "2026-12-22").Keys(tea.KeyEnter)
	},
	"lockout":       lockout,
	"lockout-twice": func(t testing.TB) *rig { return lockout(t).Types("y") },
	"unchanged":     func(t testing.TB) *rig { return edit(t).Keys(tea.KeyEnter) },
	"sending":       sent,
	"leave":         func(t testing.TB) *rig { return edit(t).at(daysField).Types("6").Keys(tea.KeyEsc) },
	"refused": func(t testing.TB) *rig {
		f := create(t).at(entityField).Types("grace").Keys(tea.KeyEnter, tea.KeyEnter).Types("y")
		f.Model = f.Refused("", "You are not allowed to do this: iam.roletrust.Create is missing (403).")
		return f
	},
	"refused-field": func(t testing.TB) *rig {
		f := sent(t)
		f.Model = f.Refused("conditions.ip_address.1", "must be an IPv4 or IPv6 address or range")
		return f
	},
	"changed": func(t testing.TB) *rig {
		f := edit(t).at(ipField).Keys(tea.KeyUp).Erase().Keys(tea.KeyEnter).Types("y")
		f.Model = f.Changed(theirs())
		return f
	},
}

// lockout changes a trust so that I lose the role.
func lockout(t testing.TB) *rig {
	return edit(t).at(entityField).Types("vke").Keys(tea.KeyEnter, tea.KeyEnter)
}

// sent is a form whose change is being written.
func sent(t testing.TB) *rig { return edit(t).at(daysField).Types("6").Keys(tea.KeyEnter).Types("y") }

// TestPictures compares the form in each state and at each size with its golden
// file: the body, the status line and the keys.
func TestPictures(t *testing.T) {
	t.Parallel()
	screentest.Pictures(t, pictures, func(f *rig, cols, rows int) string {
		f.Model = f.Size(cols, rows).sync(f.Scene)
		return f.Picture()
	}, golden.RequireEqual)
}

// TestColours is the form in true colour, at the width with everything in it.
func TestColours(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"days-and-hours", "lockout", "refused-field"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := pictures[name](t).Size(120, 40)
			f.Scene.Theme = screentest.Coloured
			golden.RequireEqual(t, []byte(strings.Join(f.View(f.Scene).Body, "\n")+"\n"))
		})
	}
}
