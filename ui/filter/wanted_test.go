package filter

import (
	"fmt"
	"slices"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// many makes an index that is worth several goroutines.
func many() *Index {
	return NewIndex(4*worthAPart+1, 2, func(row, column int) string {
		return fmt.Sprintf("role %d of %d", row%100, column)
	})
}

func TestPartsOfALargeListAreOneAnswer(t *testing.T) {
	t.Parallel()
	x := many()
	var want []int
	for row := range x.Rows() {
		if row%100 == 77 {
			want = append(want, row)
		}
	}
	if got := x.Match("77", nil); !slices.Equal(got, want) {
		t.Errorf("%d rows match, want %d: %v", len(got), len(want), got)
	}
	if got := x.Match("77", []int{277, 5, 177}); !slices.Equal(got, []int{177, 277}) {
		t.Errorf("among three rows match %v", got)
	}
}

func TestAMatchThatNobodyWaitsForIsGivenUp(t *testing.T) {
	t.Parallel()
	x := many()
	for name, next := range map[string]func(Model) Model{
		"another letter": func(m Model) Model {
			m, _ = m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("e")}, x)
			return m
		},
		"cleared": Model.Clear,
	} {
		m, first := New("test").Set("rol", x)
		m = next(m)
		answer := first().(MatchedMsg)
		if answer.rows != nil {
			t.Errorf("%s: the first answer has %d rows", name, len(answer.rows))
		}
		if _, taken := m.Take(answer); taken {
			t.Errorf("%s: it is taken", name)
		}
	}
}
