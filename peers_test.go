//go:build unix

package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"
	"time"
)

// The figures of other programs that make bench prints beside those of actas. make
// peers measures them, on the machine and on the day that stand beside each.

// peersFile holds them, one a line, in the columns of peerColumns.
const peersFile = "testdata/peers.tsv"

const peerColumns = "figure\tpeer\tversion\twith\tvalue\tunit\tcommand\tdate\tprocessor"

// The figures of the table that are measured of a peer as well.
const (
	startAnswering = "exec to the tabs, terminal answers"
	startSilent    = "exec to the tabs, terminal is silent"
	keysMove       = "j and k, 10,000 roles"
	filterMany     = "one more character in the filter, 10,000 roles"
	filterHuge     = "one more character in the filter, 100,000 roles"
	idleOne        = "idle, one countdown"
	idleTwenty     = "idle, 20 countdowns"
	residentMany   = "resident memory with 10,000 roles and trusts"
	endsTerminated = "SIGTERM while the terminal is stalled"
	endsHungUp     = "SIGHUP while the terminal is stalled"

	median, slowest = ", p50", ", p95"
	processorTime   = ", CPU a minute"
)

// peerUnits are the figures that a peer may have, in the order of the table.
var peerUnits = []struct{ figure, unit string }{
	{startAnswering, "ms"},
	{startSilent, "ms"},
	{residentMany, "MiB"},
	{keysMove + slowest, "ms"},
	{filterMany + slowest, "ms"},
	{filterHuge + slowest, "ms"},
	{idleOne, "bytes/s"},
	{idleOne + processorTime, "ms"},
	{idleTwenty, "bytes/s"},
	{endsTerminated, "s"},
	{endsHungUp, "s"},
}

// placeOf is a figure's place in the table; -1 for none.
func placeOf(figure string) int {
	return slices.IndexFunc(peerUnits, func(u struct{ figure, unit string }) bool { return u.figure == figure })
}

// peerFigure is a line of the file.
type peerFigure struct {
	figure, peer, version string
	with                  string // what it showed meanwhile
	value                 string // a number, or one behind ">" where it was given up
	unit                  string
	command               string // what measures it again
	date, processor       string
}

// number is the value to compare with others.
func (f peerFigure) number() (float64, error) {
	return strconv.ParseFloat(strings.TrimPrefix(f.value, ">"), 64)
}

func (f peerFigure) String() string { return f.peer + " " + f.value + " " + f.unit }

// fields are the columns of its line.
func (f *peerFigure) fields() []*string {
	return []*string{&f.figure, &f.peer, &f.version, &f.with, &f.value, &f.unit, &f.command, &f.date, &f.processor}
}

func (f peerFigure) line() string {
	var columns []string
	for _, field := range f.fields() {
		columns = append(columns, *field)
	}
	return strings.Join(columns, "\t")
}

// readPeers reads a file of such lines.
func readPeers(path string) ([]peerFigure, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	if lines[0] != peerColumns {
		return nil, fmt.Errorf("%s: the columns are %q, not %q", path, lines[0], peerColumns)
	}
	var all []peerFigure
	for i, line := range lines[1:] {
		var one peerFigure
		fields, columns := one.fields(), strings.Split(line, "\t")
		if len(columns) != len(fields) {
			return nil, fmt.Errorf("%s:%d: %d columns, not %d", path, i+2, len(columns), len(fields))
		}
		for n, column := range columns {
			*fields[n] = column
		}
		if _, err := one.number(); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, i+2, err)
		}
		all = append(all, one)
	}
	return all, nil
}

// keepPeer puts a figure into a file in the place of that of before.
func keepPeer(path string, measured peerFigure) error {
	all, err := readPeers(path)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(f peerFigure) bool { return f.figure == measured.figure && f.peer == measured.peer })
	all = append(all, measured)
	slices.SortFunc(all, func(a, b peerFigure) int {
		return cmp.Or(placeOf(a.figure)-placeOf(b.figure), strings.Compare(a.peer, b.peer))
	})
	text := peerColumns + "\n"
	for _, f := range all {
		text += f.line() + "\n"
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

// best is the least figure of this name, as it is to be read; empty for none.
func best(peers []peerFigure, figure string) string {
	var least *peerFigure
	for i, f := range peers {
		if f.figure != figure {
			continue
		}
		number, _ := f.number()
		if least == nil {
			least = &peers[i]
		} else if before, _ := least.number(); number < before {
			least = &peers[i]
		}
	}
	if least == nil {
		return ""
	}
	return least.String()
}

// printPeers prints the figures whose names stand in the table, and what measured
// each.
func printPeers(w io.Writer, table figures, peers []peerFigure) {
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(columns, "figure of a peer\tpeer\tversion\tmeasured\twith\ton\tby")
	machines := map[string]bool{}
	for _, f := range peers {
		if slices.ContainsFunc(table, func(row figure) bool { return row.what == f.figure }) {
			fmt.Fprintf(columns, "%s\t%s\t%s\t%s %s\t%s\t%s\t%s\n", f.figure, f.peer, f.version, f.value, f.unit, f.with, f.date, f.command)
			machines[f.processor] = true
		}
	}
	if len(machines) == 0 {
		return
	}
	_ = columns.Flush()
	for machine := range machines {
		fmt.Fprintln(w, "the peers' processor:", machine)
	}
	fmt.Fprintln(w)
}

// TestPeersCanBeMeasuredAgain holds the file to what make peers measures: no figure
// that the table has not, and none without the command that takes it.
func TestPeersCanBeMeasuredAgain(t *testing.T) {
	t.Parallel()
	all, err := readPeers(peersFile)
	if err != nil {
		t.Fatal(err)
	}
	commands := map[string]bool{}
	for _, p := range peers {
		for _, part := range p.parts {
			commands[p.name+": "+p.command(part)] = true
		}
	}
	seen := map[string]bool{}
	for _, f := range all {
		place := placeOf(f.figure)
		if place < 0 || peerUnits[place].unit != f.unit {
			t.Errorf("%s: the table has no such figure in %s", f.line(), f.unit)
		}
		if !commands[f.peer+": "+f.command] {
			t.Errorf("%s: %q measures nothing of %s", f.line(), f.command, f.peer)
		}
		if seen[f.figure+f.peer] {
			t.Errorf("%s: a second time", f.line())
		}
		if number, _ := f.number(); number <= 0 {
			t.Errorf("%s: the value is %s", f.line(), f.value)
		}
		if _, err := time.Parse(time.DateOnly, f.date); err != nil || f.version == "" || f.with == "" || f.processor == "" {
			t.Errorf("%s: not all is said: %v", f.line(), err)
		}
		seen[f.figure], seen[f.figure+f.peer] = true, true
	}
	for _, u := range peerUnits {
		if !seen[u.figure] {
			t.Errorf("no peer has the figure %q", u.figure)
		}
	}
}

// TestBestPeerIsTheLeast leaves a value that was given up behind one that was not.
func TestBestPeerIsTheLeast(t *testing.T) {
	t.Parallel()
	all := []peerFigure{
		{figure: "ends", peer: "one", value: ">20", unit: "s"},
		{figure: "ends", peer: "two", value: "3.5", unit: "s"},
		{figure: "starts", peer: "three", value: "1.0", unit: "s"},
	}
	if got := best(all, "ends"); got != "two 3.5 s" {
		t.Errorf("the best is %q", got)
	}
	if got := best(all, "lasts"); got != "" {
		t.Errorf("the best of none is %q", got)
	}
}
