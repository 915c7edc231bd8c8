//go:build unix

package main

import (
	"bytes"
	"debug/buildinfo"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"actas/client/simulator"
)

// peersFolder is where make peers installs them.
const peersFolder = ".build/peers"

// peer is a program that is measured beside actas.
type peer struct {
	name string // also that of its benchmark
	// version says which one is there, or why there is none.
	version func() (string, error)
	parts   []peerPart
}

// peerPart is what is measured of a peer in one go.
type peerPart struct {
	name    string // of its benchmark
	with    string // what the peer shows meanwhile
	measure func(b *testing.B, note noting)
}

// noting keeps a figure of a peer, with remarks on how it came about.
type noting func(figure, value string, remarks ...string)

// command measures a part again.
func (p peer) command(part peerPart) string { return "make peers PEER=" + p.name + "/" + part.name }

// peers are all that can be measured with Go alone, and lazygit where it is
// installed.
var peers = []peer{
	{"lazygit", lazygitVersion, lazygit.parts("60 changed files")},
	{"k9s", moduleVersion("k9s", "github.com/derailed/k9s"), k9s.parts("no cluster: its header and an empty list")},
	{"bubbletea-v2", moduleVersion("teav2", "charm.land/bubbletea/v2"), []peerPart{
		countdowns("teav2"), {"stalled", "one countdown, as Sessions draws it", terminalApp{program: "teav2", sees: []string{"quit"}, key: "j"}.ends},
	}},
	{"bubbletea-v1", moduleVersion("teav1", "github.com/charmbracelet/bubbletea"), []peerPart{
		{"keys", "actas with ACTAS_RENDERER=tea, 10,000 roles", measureTeaKeys},
		{"idle", "actas with ACTAS_RENDERER=tea", measureTeaIdle},
		{"stalled", "one countdown, as Sessions draws it", terminalApp{program: "teav1", sees: []string{"quit"}, key: "j"}.ends},
	}},
	{"bubbles-list", moduleVersion("filter", "github.com/charmbracelet/bubbles"), []peerPart{
		{"filter", "in process, the roles' names", measureList},
	}},
}

// BenchmarkPeers measures the peers that are there, and keeps their figures in
// peersFile.
func BenchmarkPeers(b *testing.B) {
	for _, p := range peers {
		version, err := p.version()
		if err != nil {
			fmt.Printf("%s is left out, and its figures stay as they are: %v\n", p.name, err)
			continue
		}
		for _, part := range p.parts {
			b.Run(p.name+"/"+part.name, func(b *testing.B) {
				part.measure(b, func(figure, value string, remarks ...string) {
					measured := peerFigure{
						figure: figure, peer: p.name, version: version, value: value,
						with: strings.Join(append([]string{part.with}, remarks...), "; "),
						unit: peerUnits[placeOf(figure)].unit, command: p.command(part),
						date: time.Now().Format(time.DateOnly), processor: processor(),
					}
					if err := keepPeer(peersFile, measured); err != nil {
						b.Fatal(err)
					}
					fmt.Printf("%s: %v\n", figure, measured)
				})
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}

// processor names the machine's.
func processor() string {
	name := runtime.GOARCH
	told, _ := os.ReadFile("/proc/cpuinfo") // where the system has it
	if m := regexp.MustCompile(`model name\s*:\s*(.*)`).FindSubmatch(told); m != nil {
		name = string(m[1])
	}
	return fmt.Sprintf("%s, %d cores", name, runtime.NumCPU())
}

// installed is the path of a peer: where make peers installs them, or where the
// shell finds it.
func installed(program string) (string, error) {
	path, err := filepath.Abs(filepath.Join(peersFolder, program))
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	return exec.LookPath(program)
}

// moduleVersion gives what says the version of a module in an installed program.
func moduleVersion(program, module string) func() (string, error) {
	return func() (string, error) {
		path, err := installed(program)
		if err != nil {
			return "", err
		}
		info, err := buildinfo.ReadFile(path)
		if err != nil {
			return "", err
		}
		for _, m := range append(info.Deps, &info.Main) {
			if m.Path == module {
				return m.Version, nil
			}
		}
		return "", fmt.Errorf("%s is built without %s", program, module)
	}
}

// lazygitVersion asks lazygit itself: packages build it from a folder, in which it
// has no version.
func lazygitVersion() (string, error) {
	path, err := installed("lazygit")
	if err != nil {
		return "", err
	}
	out, err := exec.Command(path, "--version").Output()
	if err != nil {
		return "", err
	}
	m := regexp.MustCompile(`\bversion=([^,\s]+)`).FindSubmatch(out)
	if m == nil {
		return "", fmt.Errorf("lazygit --version says %q", out)
	}
	return string(m[1]), nil
}

// measureTeaKeys moves in actas where Bubble Tea draws it.
func measureTeaKeys(b *testing.B, note noting) {
	api := startOrganisation(b, simulator.Config{Roles: many})
	s := startDashboard(b, api, ptyOptions{columns: 200, rows: 50, env: []string{"ACTAS_RENDERER=tea"}})
	s.waitUntil(0, "the number of roles and trusts", completeWith(many))
	s.press("2")
	s.settle(time.Second)
	noteKeys(s, note)
}

// noteKeys moves a cursor in a program, and ends it.
func noteKeys(s *ptySession, note noting) {
	first, done := s.moves(rand.New(rand.NewPCG(1, 2)))
	note(keysMove+slowest, decimal(percentile(done, 95)), decimal(percentile(first, 95))+" ms to its first output")
	s.close()
}

// measureTeaIdle lets actas count down where Bubble Tea draws it.
func measureTeaIdle(b *testing.B, note noting) {
	noteIdle(b, note, func(sessions int) *ptySession {
		return idleDashboard(b, sessions, ptyOptions{env: []string{"ACTAS_RENDERER=tea"}})
	})
}

// countdowns lets a program count down that draws the rows of Sessions.
func countdowns(program string) peerPart {
	return peerPart{"idle", "the rows of Sessions", func(b *testing.B, note noting) {
		noteIdle(b, note, func(sessions int) *ptySession {
			options, _ := terminalApp{program: program}.options(b)
			s := startPTY(b, options, "-rows", strconv.Itoa(sessions))
			s.waitFor(0, "idle-00", "quit")
			return s
		})
	}}
}

// noteIdle measures a program with one countdown and with 20.
func noteIdle(b *testing.B, note noting, start func(sessions int) *ptySession) {
	written, processor := start(1).idle(b)
	note(idleOne, decimal(written))
	note(idleOne+processorTime, decimal(processor))
	written, _ = start(20).idle(b)
	note(idleTwenty, decimal(written))
}

// measureList types into the filter of a bubbles/list.
func measureList(b *testing.B, note noting) {
	for figure, roles := range map[string]int{filterMany: many, filterHuge: huge} {
		var names bytes.Buffer
		for page, err := range newClient(b, startOrganisation(b, simulator.Config{Roles: roles})).Roles(b.Context()) {
			if err != nil {
				b.Fatal(err)
			}
			for _, role := range page.Items {
				fmt.Fprintln(&names, role.Name)
			}
		}
		path, err := installed("filter")
		if err != nil {
			b.Fatal(err)
		}
		cmd := exec.CommandContext(b.Context(), path, filterWords...)
		cmd.Stdin = &names
		out, err := cmd.Output()
		if err != nil {
			b.Fatal(err)
		}
		var took []float64
		for field := range strings.FieldsSeq(string(out)) {
			sample, err := strconv.ParseFloat(field, 64)
			if err != nil {
				b.Fatal(err)
			}
			took = append(took, sample)
		}
		note(figure+slowest, decimal(percentile(took, 95)))
	}
}

func decimal(value float64) string { return fmt.Sprintf("%.1f", value) }
