//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

// terminalApp is a peer's program in the terminal.
type terminalApp struct {
	program string   // its name
	sees    []string // what its first frame shows
	loaded  []string // what it shows once all is there
	key     string   // makes it write something
	moves   bool     // whether j and k move a cursor
	stirs   bool     // whether it does anything while nobody touches it
	// prepare gives its folder and environment, and its arguments; nil for none.
	prepare func(b *testing.B) (ptyOptions, []string)
}

// The dashboards that people know, each with what it can show without a network.
var (
	lazygit = terminalApp{
		program: "lazygit", sees: []string{"Status", "Files", "Commits"}, loaded: []string{"changed-01.txt", "first"},
		key: "jjj", moves: true, stirs: true, prepare: changedRepository,
	}
	k9s = terminalApp{program: "k9s", sees: []string{"Context:"}, key: ":", prepare: noCluster}
)

// options are how it is run; its arguments as well.
func (a terminalApp) options(b *testing.B) (options ptyOptions, args []string) {
	b.Helper()
	if a.prepare != nil {
		options, args = a.prepare(b)
	}
	path, err := installed(a.program)
	if err != nil {
		b.Fatal(err)
	}
	options.program = path
	return options, args
}

// start runs it until all is there that it shows.
func (a terminalApp) start(b *testing.B, columns, rows uint16) *ptySession {
	b.Helper()
	options, args := a.options(b)
	options.columns, options.rows = columns, rows
	s := startPTY(b, options, args...)
	s.waitFor(0, a.sees...)
	s.waitFor(0, a.loaded...)
	s.settle(500 * time.Millisecond)
	return s
}

// parts are what is measured of a dashboard.
func (a terminalApp) parts(with string) []peerPart {
	parts := []peerPart{
		{"start", with, a.starts},
		{"memory", with, a.memories},
		{"stalled", with, a.ends},
	}
	if a.moves {
		parts = append(parts, peerPart{"keys", with, a.keys})
	}
	if a.stirs {
		parts = append(parts, peerPart{"idle", with + ", nothing counts down", a.idles})
	}
	return parts
}

func (a terminalApp) starts(b *testing.B, note noting) {
	options, args := a.options(b)
	answering, silent := startTimes(b, options, args, a.sees)
	note(startAnswering, decimal(answering))
	note(startSilent, decimal(silent))
}

func (a terminalApp) memories(b *testing.B, note noting) {
	s := a.start(b, 80, 24)
	s.settle(2 * time.Second)
	note(residentMany, decimal(s.memory("VmRSS")))
	s.close()
}

func (a terminalApp) idles(b *testing.B, note noting) {
	_, processor := a.start(b, 80, 24).idle(b)
	note(idleOne+processorTime, decimal(processor), "without the programs that it runs")
}

func (a terminalApp) keys(b *testing.B, note noting) {
	s := a.start(b, 200, 50)
	noteKeys(s, note)
}

func (a terminalApp) ends(b *testing.B, note noting) {
	for _, c := range stalledSignals {
		s := a.start(b, 80, 24)
		took := s.endsIn(c.signal, a.key)
		var remarks []string
		if took < endless && !reflect.DeepEqual(s.before, s.after) {
			remarks = append(remarks, "it dies and leaves the terminal as it is")
		}
		note(c.figure, seconds(took), remarks...)
	}
}

// changedRepository is a git repository with 60 changed files. Lazygit is told to
// greet nobody, and not to look for a newer version.
func changedRepository(b *testing.B) (ptyOptions, []string) {
	b.Helper()
	repository, settings := b.TempDir(), b.TempDir()
	write := func(folder, name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	git := func(args ...string) {
		cmd := exec.CommandContext(b.Context(), "git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.com"}, args...)...)
		cmd.Dir = repository
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	change := func(text string) {
		for i := range 60 {
			write(repository, fmt.Sprintf("changed-%02d.txt", i+1), text)
		}
	}
	git("init", "-q", "-b", "main", ".")
	change("a\n")
	git("add", ".")
	git("commit", "-q", "-m", "first")
	change("a\nb\n")
	write(settings, "config.yml", "disableStartupPopups: true\nupdate: {method: never}\n")
	return ptyOptions{dir: repository}, []string{"--use-config-dir", settings}
}

// noCluster is a home in which k9s finds no cluster. It is told to show no logo
// first, and not to look for a newer version; the other settings are what it has by
// itself where it finds no file.
func noCluster(b *testing.B) (ptyOptions, []string) {
	b.Helper()
	home := b.TempDir()
	const settings = "k9s: {maxConnRetry: 5, refreshRate: 2, skipLatestRevCheck: true, ui: {splashless: true}}\n"
	if err := os.WriteFile(filepath.Join(home, "config.yaml"), []byte(settings), 0o600); err != nil {
		b.Fatal(err)
	}
	return ptyOptions{dir: home, env: []string{"K9S_CONFIG_DIR=" + home}}, nil
}
