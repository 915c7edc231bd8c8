//go:build unix

package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"
	"time"
)

// redraw presses a key and gives the milliseconds to the end of the redraw
// that it caused. A random pause before it keeps the keys from falling in step
// with the frames.
func (s *ptySession) redraw(phase *rand.Rand, key string) float64 {
	s.tb.Helper()
	_, done := s.painted(phase, key)
	return done
}

// painted is redraw, and gives the milliseconds to the first output as well.
func (s *ptySession) painted(phase *rand.Rand, key string) (first, done float64) {
	s.tb.Helper()
	s.settle(silence)
	<-time.After(time.Duration(phase.Int64N(int64(silence))))
	from := s.size()
	pressed := time.Now()
	s.press(key)
	came := s.waitUntil(from, "what "+strconv.Quote(key)+" changes", func(text string) bool { return text != "" })
	return milliseconds(came.Sub(pressed)), milliseconds(s.settle(silence).Sub(pressed))
}

// settle waits until nothing was written for this long, at most patience, and
// says when the last output came.
func (s *ptySession) settle(quiet time.Duration) time.Time {
	late := time.NewTimer(patience)
	defer late.Stop()
	for start := time.Now(); ; {
		s.mu.Lock()
		last, changed := s.read, s.changed
		s.mu.Unlock()
		since := last
		if start.After(since) {
			since = start
		}
		select {
		case <-changed:
		case <-late.C:
			return last
		case <-time.After(quiet - time.Since(since)):
			return last
		}
	}
}

// bytesASecond counts the output of a while.
func (s *ptySession) bytesASecond(d time.Duration) float64 {
	from := s.size()
	<-time.After(d)
	return float64(s.size()-from) / d.Seconds()
}

// memory reads a figure in MiB from the kernel's status of the process, or NaN
// where the system has none.
func (s *ptySession) memory(field string) float64 {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	m := regexp.MustCompile(field + `:\s+([0-9]+) kB`).FindSubmatch(status)
	if m == nil {
		return math.NaN()
	}
	kib, _ := strconv.ParseFloat(string(m[1]), 64)
	return kib / 1024
}

// processorTime is what all threads of the program have taken of the processors, in
// milliseconds; NaN where the system does not tell.
func (s *ptySession) processorTime() float64 {
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", s.cmd.Process.Pid))
	total := math.NaN()
	for i, path := range threads {
		told, err := os.ReadFile(path)
		if err != nil {
			continue // a thread that has just ended
		}
		nanoseconds, _, _ := strings.Cut(string(told), " ")
		taken, _ := strconv.ParseFloat(nanoseconds, 64)
		if i == 0 {
			total = 0
		}
		total += taken / 1e6
	}
	return total
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// percentile is the nearest-rank percentile of at least one sample.
func percentile(samples []float64, p int) float64 {
	sorted := slices.Sorted(slices.Values(samples))
	return sorted[max(0, (len(sorted)*p+99)/100-1)]
}

// figures is the table that a person reads.
type figures []figure

type figure struct{ what, measured, must, kept string }

// add notes a figure that must be at most limit; 0 is no limit.
func (f *figures) add(b *testing.B, what string, value float64, unit string, limit float64) {
	row := figure{what: what, measured: fmt.Sprintf("%.1f %s", value, unit)}
	if limit > 0 {
		row.must, row.kept = fmt.Sprintf("at most %g %s", limit, unit), verdict(value <= limit)
	}
	f.note(b, row, value, unit)
}

// addAtLeast notes a figure that must be at least limit.
func (f *figures) addAtLeast(b *testing.B, what string, value float64, unit string, limit float64) {
	f.note(b, figure{
		what: what, measured: fmt.Sprintf("%.1f %s", value, unit),
		must: fmt.Sprintf("at least %g %s", limit, unit), kept: verdict(value >= limit),
	}, value, unit)
}

func (f *figures) note(b *testing.B, row figure, value float64, unit string) {
	*f = append(*f, row)
	name := strings.Map(func(r rune) rune {
		if r == ' ' {
			return '-'
		}
		return r
	}, strings.ReplaceAll(row.what, ",", ""))
	b.ReportMetric(value, name+"-"+unit)
}

func verdict(kept bool) string {
	if kept {
		return "yes"
	}
	return "NO"
}

// print prints the table, beside each figure the best that a peer has, and below it
// what measured the peers.
func (f figures) print(w io.Writer, peers []peerFigure) {
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(columns, "\nfigure\tmeasured\tmust be\tis\tbest peer")
	for _, row := range f {
		fmt.Fprintf(columns, "%s\t%s\t%s\t%s\t%s\n", row.what, row.measured, row.must, row.kept, best(peers, row.what))
	}
	_ = columns.Flush()
	fmt.Fprintln(w)
	printPeers(w, f, peers)
}
