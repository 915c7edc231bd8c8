package memory

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
)

func TestTheLimitLeavesRoomForWhatLives(t *testing.T) {
	t.Parallel()
	for live, want := range map[uint64]int64{
		0:        least,
		10 << 20: least,
		40 << 20: 53 << 20,
		80 << 20: 98 << 20,
	} {
		if got := limit(live); got != want {
			t.Errorf("limit(%d MiB) = %d MiB, want %d", live>>20, got>>20, want>>20)
		}
	}
	if got := limit(math.MaxUint64); got < math.MaxInt64/2 {
		t.Errorf("a limit that overflows is %d", got)
	}
}

// What the process is set to is one for all tests, so that they stand in one.
func TestTheLimitFollowsWhatLives(t *testing.T) {
	before, percentBefore := debug.SetMemoryLimit(-1), debug.SetGCPercent(100)
	defer func() { debug.SetMemoryLimit(before); debug.SetGCPercent(percentBefore) }()
	called := make(chan struct{}, 1)
	afterEachCollection(func() {
		select {
		case called <- struct{}{}:
		default:
		}
	})
	for range 2 {
		runtime.GC()
		<-called // after each, not after the first alone
	}
	Follow(func(name string) string { return map[string]string{"GOMEMLIMIT": "1GiB", "GOGC": "100"}[name] })
	if got := debug.SetMemoryLimit(-1); got != before {
		t.Errorf("the environment's limit became %d", got)
	}
	Follow(func(string) string { return "" })
	held := make([]byte, 64<<20)
	for debug.SetMemoryLimit(-1) < 64<<20 {
		runtime.GC() // the limit is set beside it
	}
	runtime.KeepAlive(held)
}
