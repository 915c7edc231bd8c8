package ui

import (
	"context"
	"sync"

	tea "github.com/charmbracelet/bubbletea"
)

// Writes are the calls under way that change what the API holds, each until its
// answer was noted in the ledger: whoever ends the program can wait for them, and
// give up the rest. The zero value is ready; nil lets every call take its time.
type Writes struct {
	mu     sync.Mutex
	ctx    context.Context
	giveUp context.CancelFunc
	// pending counts the calls under way. over is closed when there is none any
	// more, and nil until the program ends.
	pending int
	over    chan struct{}
}

// do makes a call. Once the program ends none is sent any more: its context is
// over.
func (w *Writes) do(call func(context.Context) tea.Msg) tea.Msg {
	if w == nil {
		return call(context.Background())
	}
	ctx, end := w.begin()
	defer end()
	return call(ctx)
}

func (w *Writes) begin() (ctx context.Context, end func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ctx == nil {
		w.ctx, w.giveUp = context.WithCancel(context.Background())
	}
	if w.over != nil {
		late, stop := context.WithCancel(w.ctx)
		stop()
		return late, func() {}
	}
	w.pending++
	return w.ctx, w.end
}

func (w *Writes) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pending--
	if w.over != nil && w.pending == 0 {
		close(w.over)
	}
}

// Ending lets no call begin any more. The channel is closed once all that are
// under way were answered and noted; at once where none is.
func (w *Writes) Ending() (answered <-chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.over == nil {
		w.over = make(chan struct{})
		if w.pending == 0 {
			close(w.over)
		}
	}
	return w.over
}

// GiveUp ends the calls that are still under way. They are noted as not answered.
func (w *Writes) GiveUp() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.giveUp != nil {
		w.giveUp()
	}
}

// write sends something that changes what the API holds. Leaving waits for its
// answer, which must come to noted.
func (m Model) write(call func(context.Context) tea.Msg) (Model, tea.Cmd) {
	m.writes++
	of := m.deps.Writes
	return m, func() tea.Msg { return of.do(call) }
}
