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
	if got := p.seen(); got != "a[b]c" || p.Shown() != 3 {
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
	p := at(3, "b", "a").move(tea.KeyHome) // placed on b
	msg := browse.New("other").Gather(func() browse.Rows { return names{"x"} })().(browse.GatheredMsg)
	if p.Mine(msg) {
		t.Error("rows of another list are taken")
	}
	// The order that was changed meanwhile counts, not the one that they came in.
	msg = p.Gather(func() browse.Rows { return names{"b", "a", "0"} })().(browse.GatheredMsg)
	p.send(browse.SortMsg{})
	p.rows = names{"b", "a", "0"}
	if p.Model, _ = p.Take(msg, p.s); !p.Mine(msg) || p.seen() != "0a[b]" {
		t.Errorf("%s", p.seen())
	}
}

// long are more rows than are put in order at once, the last by name first.
func long() names {
	var rows names
	for i := range browse.AtOnce + 1 {
		rows = append(rows, fmt.Sprintf("%05d", 90000-i))
	}
	return rows
}

// ask sends a message, and gives back what is to be done beside the event loop.
func (p *place) ask(msg tea.Msg) (cmd tea.Cmd) {
	p.Model, cmd = p.Update(msg, p.rows, p.s)
	return cmd
}

// A long list that is put in another order stays as it is until it is: what was asked
// for last counts.
func TestALongListIsPutInOrderBeside(t *testing.T) {
	t.Parallel()
	p := at(2, long()...)
	by := p.ask(browse.SortMsg{})
	if p.seen() != "[90000]89999" || by == nil || p.Sort() != 1 || !p.Sorting() {
		t.Errorf("at once: %s", p.seen())
	}
	back := p.ask(browse.SortMsg{})
	if p.answer(by); p.seen() != "[90000]89999" || !p.Sorting() {
		t.Errorf("an order that is not in use any more: %s", p.seen())
	}
	if p.answer(back); p.seen() != "[90000]89999" || p.Sorting() {
		t.Errorf("the order from before: %s", p.seen())
	}
	by = p.ask(browse.SortMsg{})
	other := at(2, long()...)
	if other.answer(by); other.Sorting() || other.seen() != "[90000]89999" {
		t.Errorf("another list takes it: %s", other.seen())
	}
	if p.answer(by); p.seen() != "[88000]88001" || p.Sorting() {
		t.Errorf("in order: %s", p.seen())
	}
	p = at(2, "b", "a")
	if by = p.ask(browse.SortMsg{}); by != nil || p.Sort() != 1 || p.seen() != "[a]b" {
		t.Errorf("a short list: %s", p.seen())
	}
}

// Whatever becomes of the rows before the answer, they end in the order that the
// header names.
func TestAnOrderIsNotLostWhenRowsChange(t *testing.T) {
	t.Parallel()
	more := append(long(), "00000")
	for _, c := range []struct {
		name   string
		change func(p *place) tea.Cmd
		want   string
	}{
		{"rows that say something else", func(p *place) (cmd tea.Cmd) {
			p.Model, cmd = p.Retell(p.rows, p.s)
			return cmd
		}, "[88000]88001"},
		{"rows that changed", func(p *place) (cmd tea.Cmd) {
			p.rows = more
			p.Model, cmd = p.Sync(p.rows, p.s)
			return cmd
		}, "[00000]88000"},
		{"rows that were gathered in the order before", func(p *place) tea.Cmd {
			p.rows = more
			before := at(2, long()...)
			msg := before.Gather(func() browse.Rows { return more })().(browse.GatheredMsg)
			var cmd tea.Cmd
			p.Model, cmd = p.Take(msg, p.s)
			return cmd
		}, "[00000]88000"},
		{"rows that were let go of", func(p *place) (cmd tea.Cmd) {
			p.Model, cmd = p.LetGo().Sync(p.rows, p.s)
			return cmd
		}, "[88000]88001"},
	} {
		p := at(2, long()...)
		late := p.ask(browse.SortMsg{})
		again := c.change(p)
		p.answer(late)
		if p.answer(again); p.seen() != c.want || p.Sorting() {
			t.Errorf("%s: %s, want %s", c.name, p.seen(), c.want)
		}
	}
}

// Rows of a long list stand as they are until they are in order; few are at once.
func TestRowsThatAreOrderedBeside(t *testing.T) {
	t.Parallel()
	p := at(2).send(browse.SortMsg{})
	p.rows = long()
	var cmd tea.Cmd
	if p.Model, cmd = p.SyncBeside(p.rows, p.s); p.seen() != "[90000]89999" || !p.Sorting() {
		t.Errorf("at once: %s", p.seen())
	}
	if p.answer(cmd); p.seen() != "[88000]88001" {
		t.Errorf("in order: %s", p.seen())
	}
	p.rows = names{"b", "a"}
	if p.Model, cmd = p.SyncBeside(p.rows, p.s); cmd != nil || p.seen() != "[a]b" {
		t.Errorf("a few: %s", p.seen())
	}
}
