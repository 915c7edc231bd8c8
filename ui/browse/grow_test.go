package browse_test

import (
	"fmt"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"actas/ui/browse"
)

// lineOf is the line on screen that the cursor is on, -1 for none.
func (p *place) lineOf() int {
	line, at := 0, -1
	p.Visible(func(_ int, selected bool) {
		if selected {
			at = line
		}
		line++
	})
	return at
}

// grow takes in more rows, as they are synced or as they are gathered beside the
// event loop.
func (p *place) grow(beside bool, more ...string) *place {
	p.rows = append(p.rows[:len(p.rows):len(p.rows)], more...)
	var cmd tea.Cmd
	if beside {
		rows := p.rows
		msg := p.Gather(func() browse.Rows { return rows })().(browse.GatheredMsg)
		p.Model, cmd = p.Take(msg, p.s)
	} else {
		p.Model, cmd = p.Sync(p.rows, p.s)
	}
	return p.answer(cmd)
}

// Pages that arrive, wherever their rows go, leave the row under the cursor and its
// line on the screen where they are, in every order and under every filter. In a window
// that is not full yet the line gives way: rows fill the window first.
func TestAListThatGrowsStaysInPlace(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		count := 0
		page := func(t *rapid.T) []string {
			rows := make([]string, rapid.IntRange(1, 12).Draw(t, "rows of the page"))
			for i := range rows {
				rows[i] = fmt.Sprintf("%s %d", rapid.SampledFrom([]string{"alpha", "beta", "gamma", "delta"}).Draw(t, "name"), count)
				count++
			}
			return rows
		}
		p := at(rapid.IntRange(1, 9).Draw(rt, "height"), page(rt)...)
		p.Model = p.Place()
		rt.Repeat(map[string]func(*rapid.T){
			"page": func(t *rapid.T) {
				on, line, full := p.on(), p.lineOf(), p.Shown() >= p.s.Height-1
				p.grow(rapid.Bool().Draw(t, "beside"), page(t)...)
				if on != "" && (p.on() != on || full && p.lineOf() != line) {
					t.Fatalf("on %q in line %d, before on %q in line %d", p.on(), p.lineOf(), on, line)
				}
			},
			"move": func(t *rapid.T) {
				keys := []tea.KeyType{tea.KeyUp, tea.KeyDown, tea.KeyPgDown, tea.KeyPgUp, tea.KeyCtrlD, tea.KeyHome, tea.KeyEnd}
				p.move(rapid.SampledFrom(keys).Draw(t, "key"))
			},
			"sort": func(*rapid.T) { p.send(browse.SortMsg{}) },
			"filter": func(t *rapid.T) {
				p.send(browse.FilterMsg{}).types(rapid.SampledFrom([]string{"a", "l", "1", "be"}).Draw(t, "letters")).typesKey(tea.KeyEnter)
			},
			"clear": func(*rapid.T) {
				on := p.on()
				if p.typesKey(tea.KeyEsc); on != "" && p.on() != on {
					rt.Fatalf("on %q, before on %q", p.on(), on)
				}
			},
		})
	})
}

// What is in order is not put in order again, and is let go of with the rows.
func TestRowsThatOnlySaySomethingElseStay(t *testing.T) {
	t.Parallel()
	p := at(3, "c", "b", "a").send(browse.SortMsg{}).move(tea.KeyDown)
	p.rows = names{"c", "b", "a"}
	p.Model, _ = p.Retell(p.rows, p.s)
	if got := p.seen(); got != "ab[c]" && got != "a[b]c" && got != "[a]bc" || p.Shown() != 3 {
		t.Errorf("%s", got)
	}
	p.send(browse.FilterMsg{}).types("c").typesKey(tea.KeyEnter)
	p.rows = names{"x", "b", "ac"}
	var cmd tea.Cmd
	p.Model, cmd = p.Retell(p.rows, p.s)
	if p.answer(cmd); p.seen() != "[ac]" {
		t.Errorf("filtered: %s", p.seen())
	}
}

func TestGatheredRowsOfAnotherListAreNotMine(t *testing.T) {
	t.Parallel()
	p := at(3, "b", "a")
	msg := browse.New("other").Gather(func() browse.Rows { return names{"x"} })().(browse.GatheredMsg)
	if p.Mine(msg) {
		t.Error("rows of another list are taken")
	}
	// The order that was changed meanwhile counts, not the one that they came in.
	msg = p.Gather(func() browse.Rows { return names{"b", "a", "0"} })().(browse.GatheredMsg)
	p.send(browse.SortMsg{})
	p.rows = names{"b", "a", "0"}
	if p.Model, _ = p.Take(msg, p.s); !p.Mine(msg) || p.seen() != "0a[b]" && p.seen() != "[0]ab" && p.seen() != "0[a]b" {
		t.Errorf("%s", p.seen())
	}
}

// A long list that is put in another order stays as it is until it is: what was asked
// for last counts.
func TestALongListIsPutInOrderBeside(t *testing.T) {
	t.Parallel()
	var long names
	for i := range browse.AtOnce + 1 {
		long = append(long, fmt.Sprintf("%05d", 90000-i))
	}
	p := at(2, long...)
	var by, back, again tea.Cmd
	p.Model, by = p.Resort(p.rows)
	if p.seen() != "[90000]89999" || by == nil || p.Sort() != 1 {
		t.Errorf("at once: %s", p.seen())
	}
	p.Model, back = p.Resort(p.rows)
	if msg := by().(browse.GatheredMsg); p.Wanted(msg) || !p.Wanted(back().(browse.GatheredMsg)) {
		t.Error("an order that is not in use any more is wanted")
	}
	p.Model, again = p.Resort(p.rows)
	if p.Model, _ = p.Take(again().(browse.GatheredMsg), p.s); p.seen() != "[88000]88001" {
		t.Errorf("in order: %s", p.seen())
	}
	p = at(2, "b", "a")
	if p.Model, by = p.Resort(p.rows); by != nil || p.Sort() != 1 || p.seen() != "[a]b" {
		t.Errorf("a short list: %s", p.seen())
	}
}
