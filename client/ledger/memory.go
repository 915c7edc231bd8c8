package ledger

import (
	"slices"
	"sync"

	"actas/model"
)

// mostInMemory is how many entries a run keeps.
const mostInMemory = 4096

// Memory is a ledger for one run, which leaves nothing behind. The zero value is
// empty and ready. It is safe for several goroutines.
type Memory struct {
	mu      sync.Mutex
	entries []model.Activity
}

// Add keeps one entry; it never fails.
func (m *Memory) Add(a model.Activity) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.entries = append(m.entries, clean(a))
	if over := len(m.entries) - mostInMemory; over > 0 {
		m.entries = slices.Delete(m.entries, 0, over)
	}
	return nil
}

// Entries are the kept ones, oldest first. It never fails.
func (m *Memory) Entries() ([]model.Activity, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.entries), nil
}
