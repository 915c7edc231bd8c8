//go:build unix

package main

import (
	"math/rand/v2"
	"testing"
	"time"

	"actas/client/simulator"
)

// What a large organisation takes: the memory with every list opened, at the first
// start and at the second, and the keys that have to do with all of its rows.

// readAll is how long a dashboard is left alone so that an organisation is read and
// what follows from it is done.
const readAll = 3 * time.Second

// measureLarge opens and filters both lists, twice: while nothing is remembered, and
// with the lists of the first run on screen while they are read again.
func measureLarge(b *testing.B, table *figures) {
	for _, size := range []struct {
		roles int
		what  string
		must  float64
	}{{many, "10,000 roles and trusts", 45}, {huge, "100,000 roles and trusts", 180}} {
		api := startOrganisation(b, simulator.Config{Roles: size.roles})
		kept := []string{"XDG_CACHE_HOME=" + b.TempDir(), "XDG_STATE_HOME=" + b.TempDir()}
		for _, start := range []string{"", "second start, "} {
			s := startDashboard(b, api, ptyOptions{columns: 200, rows: 50, env: kept})
			s.waitUntil(0, "the number of roles and trusts", completeWith(size.roles))
			s.settle(readAll)
			s.press("2")
			s.settle(readAll)
			s.press("3")
			s.settle(readAll)
			table.add(b, start+"resident with Trusts opened too, "+size.what, s.memory("VmRSS"), "MiB", size.must)
			s.openAll()
			table.add(b, start+"the same after details and filters, "+size.what, s.memory("VmRSS"), "MiB", size.must)
			table.add(b, start+"its peak, "+size.what, s.memory("VmHWM"), "MiB", 0)
			s.press("q")
			s.wait()
		}
	}
}

// openAll opens a detail in each list and filters each.
func (s *ptySession) openAll() {
	for _, key := range []string{"\r", "\x1b", "/", "a", "\x1b", "2", "\r", "\x1b", "/", "a", "\x1b", "3"} {
		s.press(key)
		s.settle(time.Second)
	}
}

// measureLargeKeys takes the keys that have to do with all rows of a list.
func measureLargeKeys(b *testing.B, table *figures) {
	api := startOrganisation(b, simulator.Config{Roles: huge})
	s := startDashboard(b, api, ptyOptions{columns: 200, rows: 50})
	s.waitUntil(0, "the number of roles and trusts", completeWith(huge))
	s.press("2")
	s.settle(readAll)
	phase := rand.New(rand.NewPCG(1, 2))
	table.add(b, "opening Trusts for the first time, 100,000 roles", s.redraw(phase, "3"), "ms", 60)
	took := map[string][]float64{}
	for range 10 {
		for _, k := range []struct{ key, what string }{
			{"2", ""}, {"3", "opening Trusts"}, {"o", "another order"}, {"G", "last and first"}, {"g", "last and first"},
			{"\x04", "half a page"}, {"\r", "opening a row"}, {"\x1b", ""},
			{"/", ""}, {"a", "first character of the filter"}, {"\x1b", "clearing the filter"},
		} {
			took[k.what] = append(took[k.what], s.redraw(phase, k.key))
			// What a key has made to be done beside the event loop is not the next one's.
			s.settle(10 * silence)
		}
	}
	for _, what := range []string{
		"opening Trusts", "another order", "last and first", "half a page", "opening a row", "first character of the filter", "clearing the filter",
	} {
		table.add(b, what+", 100,000 roles, p95", percentile(took[what], 95), "ms", 60)
	}
	s.press("\x03")
	s.wait()
}
