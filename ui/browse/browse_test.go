package browse_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"actas/ui/browse"
	"actas/ui/scene"
)

// names are rows that are their own keys, ordered as they stand or by name.
type names []string

func (n names) Len() int               { return len(n) }
func (n names) Key(row int) string     { return n[row] }
func (n names) Texts() int             { return 1 }
func (n names) Text(row, _ int) string { return n[row] }
func (n names) Orders() int            { return 2 }

func (n names) Compare(order, a, b int) int {
	if order == 0 {
		return 0
	}
	return strings.Compare(n[a], n[b])
}

// place is a model under test with its rows.
type place struct {
	browse.Model
	rows names
	s    scene.Scene
}

func at(height int, rows ...string) *place {
	p := &place{Model: browse.New("test"), rows: rows}
	p.s.Height = height + 1 // for the header
	p.Model, _ = p.Sync(p.rows, p.s)
	return p
}

// answer carries out a command and takes in what it brings.
func (p *place) answer(cmd tea.Cmd) *place {
	if cmd != nil {
		p.Model, _ = p.Update(cmd(), p.rows, p.s)
	}
	return p
}

func (p *place) send(msgs ...tea.Msg) *place {
	for _, msg := range msgs {
		var cmd tea.Cmd
		p.Model, cmd = p.Update(msg, p.rows, p.s)
		p.answer(cmd)
	}
	return p
}

// sync takes other rows in.
func (p *place) sync(height int, rows ...string) *place {
	p.rows, p.s.Height = rows, height+1
	var cmd tea.Cmd
	p.Model, cmd = p.Sync(p.rows, p.s)
	return p.answer(cmd)
}

// types types into the filter line.
func (p *place) types(text string) *place {
	for _, r := range text {
		var cmd tea.Cmd
		p.Model, cmd = p.Type(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}, p.rows)
		p.answer(cmd)
	}
	return p
}

func (p *place) typesKey(k tea.KeyType) *place {
	var cmd tea.Cmd
	p.Model, cmd = p.Type(tea.KeyMsg{Type: k}, p.rows)
	return p.answer(cmd)
}

func (p *place) move(keys ...tea.KeyType) *place {
	for _, k := range keys {
		p.Model, _ = p.Move(tea.KeyMsg{Type: k}, p.rows, 0, 0)
	}
	return p
}

// on is the key of the selected row, "" for none.
func (p *place) on() string {
	row, ok := p.Selected()
	if !ok {
		return ""
	}
	return p.rows.Key(row)
}

// seen are the rows in sight, the selected one in brackets.
func (p *place) seen() string {
	var b strings.Builder
	p.Visible(func(row int, selected bool) {
		if selected {
			fmt.Fprintf(&b, "[%s]", p.rows[row])
			return
		}
		b.WriteString(p.rows[row])
	})
	return b.String()
}

func TestMovingInAList(t *testing.T) {
	t.Parallel()
	p := at(3, "a", "b", "c", "d", "e")
	for _, c := range []struct {
		keys []tea.KeyType
		want string
	}{
		{nil, "[a]bc"},
		{[]tea.KeyType{tea.KeyDown, tea.KeyDown}, "ab[c]"},
		{[]tea.KeyType{tea.KeyDown}, "bc[d]"},
		{[]tea.KeyType{tea.KeyUp, tea.KeyUp}, "[b]cd"},
		{[]tea.KeyType{tea.KeyEnd}, "cd[e]"},
		{[]tea.KeyType{tea.KeyHome}, "[a]bc"},
		{[]tea.KeyType{tea.KeyPgDown}, "bc[d]"},
		{[]tea.KeyType{tea.KeyUp, tea.KeyUp, tea.KeyUp, tea.KeyUp}, "[a]bc"},
	} {
		if got := p.move(c.keys...).seen(); got != c.want {
			t.Errorf("after %v: %s, want %s", c.keys, got, c.want)
		}
	}
	if _, ok := p.Move(tea.KeyMsg{Type: tea.KeyTab}, p.rows, 0, 0); ok {
		t.Error("tab moves")
	}
}

func TestTheCursorStaysWithItsRow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		rows string
		want string
	}{
		{"rows arrive above", "xyabcde", "ab[c]d"},
		{"rows arrive below", "abcdexy", "ab[c]d"},
		{"another order", "edcba", "ed[c]b"},
		{"rows above go", "cde", "[c]de"},
		{"its own goes", "abde", "ab[d]e"},
		{"it was the last", "ab", "a[b]"},
		{"all go", "", ""},
	} {
		p := at(4, "a", "b", "c", "d", "e").move(tea.KeyDown, tea.KeyDown)
		if got := p.sync(4, strings.Split(c.rows, "")...).seen(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// Until somebody chose a row, the first is the one that matters most.
func TestAnUntouchedCursorStaysOnTheFirstRow(t *testing.T) {
	t.Parallel()
	p := at(3, "c", "d")
	if got := p.sync(3, "a", "b", "c", "d").seen(); got != "[a]bc" {
		t.Errorf("untouched: %s", got)
	}
	p.Model = p.Place()
	if got := p.sync(3, "x", "a", "b").seen(); got != "x[a]b" {
		t.Errorf("placed: %s", got)
	}
}

func TestSelect(t *testing.T) {
	t.Parallel()
	p := at(3, "a", "b", "c", "d", "e")
	p.Model = p.Select(p.rows, "d")
	if p.on() != "d" {
		t.Errorf("on %q", p.on())
	}
	p.Model = p.Select(p.rows, "unknown")
	if p.on() != "d" || p.At() != 4 || p.Shown() != 5 {
		t.Errorf("on %q, %d of %d", p.on(), p.At(), p.Shown())
	}
}

func TestSortOrdersComeRound(t *testing.T) {
	t.Parallel()
	p := at(3, "c", "a", "b").move(tea.KeyDown)
	for i, want := range []string{"c[a]b", "[a]bc", "c[a]b"} {
		if got := p.seen(); got != want || p.Sort() != i%2 {
			t.Errorf("order %d: %s, want %s", p.Sort(), got, want)
		}
		p.send(browse.SortMsg{})
	}
}

func TestFilterAndBack(t *testing.T) {
	t.Parallel()
	p := at(9, "auditor", "deploy", "edge deploy", "dental").send(browse.FilterMsg{}).types("dep")
	if got := p.seen(); got != "[deploy]edge deploy" || !p.Typing() {
		t.Errorf("dep: %s, typing %v", got, p.Typing())
	}
	if got := p.typesKey(tea.KeyDown).seen(); got != "deploy[edge deploy]" {
		t.Errorf("down while typing: %s", got)
	}
	if got := p.typesKey(tea.KeyEnter).seen(); got != "deploy[edge deploy]" || p.Typing() || !p.Filter().On() {
		t.Errorf("kept: %s, typing %v", got, p.Typing())
	}
	if got := p.send(browse.BackMsg{}).seen(); got != "auditordeploy[edge deploy]dental" || p.Filter().On() {
		t.Errorf("cleared: %s", got)
	}
	p.send(browse.FilterMsg{}).types("de").typesKey(tea.KeyEsc)
	if got := p.seen(); got != "auditor[deploy]edge deploydental" || p.Typing() {
		t.Errorf("esc while typing: %s, typing %v", got, p.Typing())
	}
	if got := p.send(browse.FilterMsg{}).types("d").typesKey(tea.KeyBackspace).seen(); !strings.Contains(got, "auditor") || !p.Typing() {
		t.Errorf("erased: %s, typing %v", got, p.Typing())
	}
}

func TestAFilterWithoutAMatch(t *testing.T) {
	t.Parallel()
	p := at(9, "auditor", "deploy").move(tea.KeyDown).send(browse.FilterMsg{}).types("zz")
	if p.Shown() != 0 || p.on() != "" || p.At() != 0 || p.seen() != "" {
		t.Errorf("%d rows, on %q at %d", p.Shown(), p.on(), p.At())
	}
	p.typesKey(tea.KeyUp)
	if got := p.send(browse.BackMsg{}).seen(); got != "auditor[deploy]" {
		t.Errorf("cleared: %s", got)
	}
	if p.send(browse.FilterMsg{}).types("zz").typesKey(tea.KeyEnter).send(browse.OpenMsg{}); p.Opened() {
		t.Error("the detail of no row is open")
	}
}

// The list may change while it is filtered. What was found before counts for
// the rows of before, so the cursor waits for the next answer.
func TestAFilteredListThatChangesKeepsItsRow(t *testing.T) {
	t.Parallel()
	p := at(9, "auditor", "deploy 1", "deploy 2", "deploy 3").send(browse.FilterMsg{}).types("dep").typesKey(tea.KeyDown).typesKey(tea.KeyDown)
	if p.on() != "deploy 3" {
		t.Fatalf("on %q", p.on())
	}
	if got := p.sync(9, "new", "deploy 0", "deploy 1", "auditor", "deploy 2", "deploy 3").seen(); got != "deploy 0deploy 1deploy 2[deploy 3]" {
		t.Errorf("while typing: %s", got)
	}
	if got := p.typesKey(tea.KeyEnter).sync(9, "deploy 3", "auditor", "deploy 9").seen(); got != "[deploy 3]deploy 9" {
		t.Errorf("kept: %s", got)
	}
}

func TestFilterBy(t *testing.T) {
	t.Parallel()
	p := at(9, "auditor", "edge deploy", "deploy").move(tea.KeyEnd).send(browse.OpenMsg{})
	var cmd tea.Cmd
	p.Model, cmd = p.FilterBy("deploy", p.rows)
	if got := p.answer(cmd).seen(); !strings.HasPrefix(got, "[") || p.Shown() != 2 || p.Typing() || p.Opened() {
		t.Errorf("%s, typing %v, opened %v", got, p.Typing(), p.Opened())
	}
}

func TestDetail(t *testing.T) {
	t.Parallel()
	p := at(5, "a", "b").send(browse.OpenMsg{})
	if !p.Opened() {
		t.Fatal("the detail is not open")
	}
	for _, c := range []struct {
		key  tea.KeyType
		want int
	}{
		{tea.KeyUp, 0}, {tea.KeyDown, 1}, {tea.KeyPgDown, 6}, {tea.KeyEnd, 15}, {tea.KeyDown, 15}, {tea.KeyUp, 14}, {tea.KeyHome, 0}, {tea.KeyTab, 0},
	} {
		p.Model, _ = p.Move(tea.KeyMsg{Type: c.key}, p.rows, 20, 5)
		if p.Scroll() != c.want || p.on() != "a" {
			t.Errorf("%v: line %d, want %d, on %q", c.key, p.Scroll(), c.want, p.on())
		}
	}
	p.Model, _ = p.Move(tea.KeyMsg{Type: tea.KeyEnd}, p.rows, 3, 5)
	if p.Scroll() != 0 {
		t.Errorf("a detail that is all in sight scrolls to %d", p.Scroll())
	}
}

func TestTheDetailBeginsAtItsTop(t *testing.T) {
	t.Parallel()
	scrolled := func() *place {
		p := at(5, "a", "b", "c").send(browse.OpenMsg{})
		p.Model, _ = p.Move(tea.KeyMsg{Type: tea.KeyEnd}, p.rows, 20, 5)
		return p
	}
	if p := scrolled(); p.Scroll() != 15 {
		t.Fatalf("at line %d", p.Scroll())
	}
	if p := scrolled().send(browse.BackMsg{}); p.Opened() || p.Scroll() != 0 {
		t.Errorf("closed: opened %v, line %d", p.Opened(), p.Scroll())
	}
	if p := scrolled().send(browse.FilterMsg{}); p.Opened() || p.Scroll() != 0 {
		t.Errorf("filtered: opened %v, line %d", p.Opened(), p.Scroll())
	}
	if p := scrolled().sync(5, "b", "c"); p.Scroll() != 0 {
		t.Errorf("another row's: line %d", p.Scroll())
	}
	if p := scrolled().sync(5, "x", "b", "a"); p.Scroll() != 15 || p.on() != "a" {
		t.Errorf("the same row's: line %d of %q", p.Scroll(), p.on())
	}
}

func TestBackGoesOneStepAtATime(t *testing.T) {
	t.Parallel()
	p := at(9, "auditor", "deploy").send(browse.FilterMsg{}).types("dep").typesKey(tea.KeyEnter).send(browse.OpenMsg{})
	if p.send(browse.BackMsg{}); p.Opened() || !p.Filter().On() {
		t.Errorf("first: opened %v, filtered %v", p.Opened(), p.Filter().On())
	}
	if p.send(browse.BackMsg{}); p.Filter().On() || p.Shown() != 2 {
		t.Errorf("second: filtered %v, %d rows", p.Filter().On(), p.Shown())
	}
	if p.send(browse.BackMsg{}); p.on() != "deploy" {
		t.Errorf("third: on %q", p.on())
	}
	if at(5).send(browse.OpenMsg{}).Opened() {
		t.Error("the detail of an empty list is open")
	}
}

func TestSharedIntentsAreThoseOfTheActions(t *testing.T) {
	t.Parallel()
	for _, a := range browse.Actions() {
		if !browse.Shared(a.Intent) {
			t.Errorf("%s is not shared", a.Name)
		}
	}
	if browse.Shared(tea.KeyMsg{}) {
		t.Error("a key is an intent")
	}
}

// Whatever happens to a list, the cursor keeps its row as long as it is shown.
func TestTheRowIsKeptThroughAnything(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		pool := strings.Split("a1 a2 a3 b1 b2 b3 c1 c2 c3 d1 d2 d3", " ")
		p := at(rapid.IntRange(1, 8).Draw(rt, "height"), pool...)
		p.Model = p.Place()
		rt.Repeat(map[string]func(*rapid.T){
			"": func(t *rapid.T) {
				if count := p.Shown(); count > 0 && p.on() == "" || count == 0 && p.on() != "" {
					t.Fatalf("on %q of %d rows", p.on(), count)
				}
			},
			"move": func(t *rapid.T) {
				p.send(browse.BackMsg{}).move(rapid.SampledFrom([]tea.KeyType{tea.KeyUp, tea.KeyDown, tea.KeyPgDown, tea.KeyEnd}).Draw(t, "key"))
			},
			"change": func(t *rapid.T) {
				before := p.on()
				rows := rapid.Permutation(pool).Draw(t, "rows")[:rapid.IntRange(0, len(pool)).Draw(t, "count")]
				p.sync(rapid.IntRange(0, 8).Draw(t, "height"), rows...)
				shown := p.Filter().Query() == "" || strings.Contains(before, p.Filter().Query())
				if slices.Contains(rows, before) && shown && p.on() != before {
					t.Fatalf("on %q, before on %q", p.on(), before)
				}
			},
			"sort": func(t *rapid.T) {
				before := p.on()
				if p.send(browse.SortMsg{}); p.on() != before {
					t.Fatalf("on %q, before on %q", p.on(), before)
				}
			},
			"filter": func(t *rapid.T) {
				p.send(browse.FilterMsg{}).types(rapid.SampledFrom([]string{"a", "1", "z"}).Draw(t, "letter")).typesKey(tea.KeyEnter)
			},
			"clear": func(t *rapid.T) {
				before := p.on()
				p.typesKey(tea.KeyEsc)
				if before != "" && p.on() != before {
					t.Fatalf("on %q, before on %q", p.on(), before)
				}
			},
		})
	})
}
