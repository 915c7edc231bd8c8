// Command filter types its arguments into the filter of a bubbles/list, one after
// the other, whose items it reads from its input, one a line. It prints for each
// character how many milliseconds passed until it is done and drawn.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/charmbracelet/bubbles/list"
	tea "github.com/charmbracelet/bubbletea"
)

type item string

func (i item) FilterValue() string { return string(i) }

// delegate draws an item as one line.
type delegate struct{}

func (delegate) Height() int                         { return 1 }
func (delegate) Spacing() int                        { return 0 }
func (delegate) Update(tea.Msg, *list.Model) tea.Cmd { return nil }

func (delegate) Render(w io.Writer, m list.Model, index int, i list.Item) {
	mark := "  "
	if index == m.Index() {
		mark = "▌ "
	}
	fmt.Fprint(w, mark, i.FilterValue())
}

func main() {
	var items []list.Item
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		items = append(items, item(lines.Text()))
	}
	l := list.New(items, delegate{}, 200, 50)
	for _, word := range os.Args[1:] {
		press(&l, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("/")})
		for _, r := range word {
			began := time.Now()
			press(&l, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
			fmt.Println(float64(time.Since(began).Microseconds()) / 1000)
		}
		press(&l, tea.KeyMsg{Type: tea.KeyEsc})
	}
}

// press does what Bubble Tea does with a key: it draws, runs the commands that come
// of it, and draws again when the matches are there.
func press(l *list.Model, key tea.KeyMsg) {
	before := l.FilterValue()
	var cmd tea.Cmd
	*l, cmd = l.Update(key)
	_ = l.View()
	if l.FilterState() != list.Filtering || l.FilterValue() == before {
		return
	}
	matches := make(chan tea.Msg, 1)
	go run(cmd, matches)
	*l, _ = l.Update(<-matches)
	_ = l.View()
}

// run runs a command, and hands on the matches that come of it. The cursor of the
// filter has a command as well, which waits until it blinks.
func run(cmd tea.Cmd, matches chan<- tea.Msg) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, one := range msg {
			go run(one, matches)
		}
	case list.FilterMatchesMsg:
		matches <- msg
	}
}
