package roles

import (
	"fmt"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/screentest"
)

// many is an organisation of n roles with a trust each.
func many(n int) *model.Directory {
	d := &model.Directory{}
	schedules := []model.Schedule{
		{}, model.NewSchedule("utc", model.NewDaySet(time.Friday), 9*60, 17*60), model.NewSchedule("Europe/Berlin", 0, 22*60, 6*60),
	}
	roles := make([]model.Role, n)
	trusts := make([]model.Trust, n)
	for i := range n {
		id := fmt.Sprintf("1f0a6c3f-77aa-4b6e-9a55-%012d", i)
		roles[i] = model.Role{ID: id, Name: fmt.Sprintf("Team %d Operator", i*7919%n), Type: model.RoleAssumable, MaxSession: time.Duration(1+i%12) * time.Hour}
		trusts[i] = model.Trust{ID: "trust-" + id, RoleID: id, Type: model.TemporaryAssumption,
			Entity: model.Entity{Kind: model.EntityUser, ID: []string{"ada", "grace"}[i%2]}, Conditions: model.Conditions{Schedule: schedules[i%3]}}
	}
	d.AddUsers([]model.User{{ID: "ada", Name: "Ada Byron"}, {ID: "grace", Name: "Grace Hopper"}})
	d.AddRoles(roles)
	d.AddTrusts(trusts)
	return d
}

var sizes = []struct {
	name string
	rows int
}{{"10 rows", 10}, {"10,000 rows", 10_000}, {"100,000 rows", 100_000}}

// wide is the screen with n rows in a large window.
func wide(tb testing.TB, n int) *screen {
	tb.Helper()
	s := sceneOf(200, 50, many(n))
	s.Theme = screentest.Coloured
	return open(tb, s)
}

// A frame costs what is in sight, not what is in the list. It counts
// allocations, which no other test may disturb, so it does not run in parallel.
func TestAFrameCostsTheSameForEveryList(t *testing.T) {
	cost := func(rows int) float64 {
		x := wide(t, rows)
		return testing.AllocsPerRun(5, func() {
			x.Model, _ = x.Model.Update(tea.KeyMsg{Type: tea.KeyDown}, x.Scene)
			x.Frame()
		})
	}
	if few, many := cost(200), cost(20_000); many > few*1.2 {
		t.Errorf("a key and its frame take %.0f allocations with 200 rows and %.0f with 20,000", few, many)
	}
}

// BenchmarkView draws a frame. It must cost the same for every list that fills
// the window.
func BenchmarkView(b *testing.B) {
	for _, c := range sizes {
		b.Run(c.name, func(b *testing.B) {
			x := wide(b, c.rows)
			b.ReportAllocs()
			for b.Loop() {
				x.Frame()
			}
		})
	}
}

// BenchmarkKey moves the cursor and draws the frame after it.
func BenchmarkKey(b *testing.B) {
	for _, c := range sizes {
		b.Run(c.name, func(b *testing.B) {
			x := wide(b, c.rows)
			keys := []tea.Msg{tea.KeyMsg{Type: tea.KeyDown}, tea.KeyMsg{Type: tea.KeyPgDown}, tea.KeyMsg{Type: tea.KeyEnd}, tea.KeyMsg{Type: tea.KeyHome}}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				x.Model, _ = x.Model.Update(keys[i%len(keys)], x.Scene)
				x.Frame()
			}
		})
	}
}

// BenchmarkSync takes a list in: every verdict for the first time, and as it is
// when nothing has changed.
func BenchmarkSync(b *testing.B) {
	b.Run("10,000 rows anew", func(b *testing.B) {
		x := wide(b, 10_000)
		b.ReportAllocs()
		for b.Loop() {
			x.Scene.Access = model.NewAccess()
			x.Model, _ = x.Model.Sync(x.Scene)
		}
	})
	b.Run("10,000 rows again", func(b *testing.B) {
		x := wide(b, 10_000)
		b.ReportAllocs()
		for b.Loop() {
			x.Model, _ = x.Model.Sync(x.Scene)
		}
	})
}

// BenchmarkFilter types a letter into the filter, up to the frame that shows
// what it leaves.
func BenchmarkFilter(b *testing.B) {
	for _, c := range sizes[1:] {
		b.Run(c.name, func(b *testing.B) {
			x := wide(b, c.rows).Press("/", "t")
			b.ReportAllocs()
			for b.Loop() {
				x.Press("e")
				x.Frame()
				x.Press("backspace")
			}
		})
	}
}
