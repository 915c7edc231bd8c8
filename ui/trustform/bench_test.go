package trustform

import (
	"fmt"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// manyAddresses is a trust with so many source IPs.
func manyAddresses(n int) model.Trust {
	trust := adminTrust()
	trust.SourceIPs = nil
	for i := range n {
		trust.SourceIPs = append(trust.SourceIPs, model.ParseIPCondition(fmt.Sprintf("10.%d.%d.0/24", i/256, i%256)))
	}
	return trust
}

// BenchmarkManyAddresses types into the form of a trust with many source IPs, and
// draws it.
func BenchmarkManyAddresses(b *testing.B) {
	for _, n := range []int{200, 2000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			f := editOf(b, manyAddresses(n)).Size(120, 40).at(ipField)
			for b.Loop() {
				f.Types("1").Text()
			}
		})
	}
}

// TestTwentyThousandAddresses: the work of a key and a frame grows as the list
// does. Where each entry were compared with each other one, this would take
// minutes.
func TestTwentyThousandAddresses(t *testing.T) {
	t.Parallel()
	const many = 20_000
	f := editOf(t, manyAddresses(many)).Size(120, 40).at(ipField).Types("203.0.113.9")
	f.Shows("more above").Keys(tea.KeyEnter).Shows("adds 203.0.113.9.").Types("y")
	if got := f.only().After.SourceIPs; len(got) != many+1 {
		t.Errorf("sent %d source IPs", len(got))
	}
}
