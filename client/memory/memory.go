// Package memory keeps the process small. Reading ten thousand roles leaves far more
// behind, in answers and half-read values, than they take themselves. The collector's usual goal
// is a share of what lives, which is little while a program starts, but it hands
// memory back to the system slowly: what was needed for a moment stays for minutes.
// A limit makes it hand back at once. What lives counts, so the limit follows it.
package memory

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

const (
	// percent is how much the heap may grow before it is collected again. What is on
	// screen is small and lives long: a denser heap costs little work.
	percent = 50
	// least is the limit of a program that holds next to nothing, in bytes.
	least = 32 << 20
	// room is what the runtime needs beside the heap, stacks included, in bytes.
	room = 8 << 20
	// step is the smallest change of the limit that is worth stopping everything for,
	// which takes some microseconds.
	step = 1 << 20
)

// Follow sets the limit, and again after each collection. The environment's own
// settings, GOGC and GOMEMLIMIT, come before.
func Follow(getenv func(string) string) {
	if getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
	if getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetMemoryLimit(least)
	afterEachCollection(func() {
		if wanted := limit(live()); math.Abs(float64(wanted-debug.SetMemoryLimit(-1))) >= step {
			debug.SetMemoryLimit(wanted)
		}
	})
}

// limit is the limit for so many bytes that live.
func limit(live uint64) int64 {
	live = min(live, math.MaxInt64/2)
	return int64(max(least, live+live/8+room))
}

// live are the bytes that the last collection found in use.
func live() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0 // a runtime that does not tell is left with the least
	}
	return sample[0].Value.Uint64()
}

// collection is found dead by each collection.
type collection struct{ _ [16]byte }

// afterEachCollection calls a function after each collection, on the runtime's own
// goroutine for that.
func afterEachCollection(then func()) {
	runtime.AddCleanup(&collection{}, func(struct{}) {
		then()
		afterEachCollection(then)
	}, struct{}{})
}
