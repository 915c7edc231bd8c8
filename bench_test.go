//go:build unix

package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"actas/client/clock"
	"actas/client/simulator"
	"actas/model"
)

// The figures of the built binary, taken as a person in front of a terminal
// would have them: bytes and times at a pseudo-terminal. They are measured, not
// judged: no benchmark fails for being slow. The times hold those of the
// simulated API, which runs in this process.

const (
	many      = 10_000                // roles, and as many trusts
	huge      = 100_000               // likewise
	perAnswer = 20 * time.Millisecond // what the simulated API takes for each
	silence   = 40 * time.Millisecond // without output, after which a redraw is done
	idleFor   = 20 * time.Second
)

// BenchmarkDashboard prints every figure beside what it must be.
func BenchmarkDashboard(b *testing.B) {
	var table figures
	for _, part := range []struct {
		name    string
		measure func(*testing.B, *figures)
	}{
		{"start", measureStart},
		{"renewal", measureRenewal},
		{"loading", measureLoading},
		{"second start", measureSecondStart},
		{"keys", measureKeys},
		{"everyone", measureEveryone},
		{"a huge organisation", measureHuge},
		{"large organisations", measureLarge},
		{"keys in a huge organisation", measureLargeKeys},
		{"why", measureWhy},
		{"idle", measureIdle},
		{"stalled", measureStalled},
		{"size", measureSize},
	} {
		b.Run(part.name, func(b *testing.B) {
			part.measure(b, &table)
			b.ReportMetric(0, "ns/op")
		})
	}
	peers, err := readPeers(peersFile)
	if err != nil {
		b.Fatal(err)
	}
	table.print(os.Stdout, peers)
}

// measureStart takes the time from exec to the tabs, in a terminal that
// answers questions and in one that does not.
func measureStart(b *testing.B, table *figures) {
	answering, silent := startTimes(b, ptyOptions{}, demo, tabs)
	table.add(b, startAnswering, answering, "ms", 25)
	table.add(b, startSilent, silent, "ms", 25)
	table.add(b, "difference of the two", math.Abs(answering-silent), "ms", 15)
}

// startTimes are the medians from exec to what a program's first frame shows, in a
// terminal that answers questions and in one that does not, taken by turns.
func startTimes(b *testing.B, options ptyOptions, args, sees []string) (answering, silent float64) {
	b.Helper()
	took := map[bool][]float64{}
	for range 10 {
		for _, answers := range []bool{true, false} {
			options.answers = answers
			s := startPTY(b, options, args...)
			took[answers] = append(took[answers], milliseconds(s.waitFor(0, sees...).Sub(s.started)))
			s.close()
		}
	}
	return percentile(took[true], 50), percentile(took[false], 50)
}

// measureRenewal takes the time from exec to a renewed session, with r pressed as
// soon as there is a session, at 20 ms a request.
func measureRenewal(b *testing.B, table *figures) {
	var shown, renewed []float64
	for range 10 {
		api, err := simulator.Start(simulator.Config{
			Clock: clock.StartingAt(friday), Seed: 1, Delay: perAnswer, SourceIP: simulator.DemoSourceIP(),
		})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = api.Close() })
		s := startDashboard(b, api, ptyOptions{})
		at := s.waitFor(0, "ada-migrate-2b9e", "renew")
		s.press("r")
		shown = append(shown, milliseconds(at.Sub(s.started)))
		renewed = append(renewed, milliseconds(s.waitFor(0, "Renewed ada-migrate").Sub(s.started)))
		s.press("q")
		s.wait()
	}
	table.add(b, "exec to the first session, 20 ms a request", percentile(shown, 50), "ms", 0)
	table.add(b, "exec to a renewed session, one key", percentile(renewed, 50), "ms", 500)
}

// measureLoading reads a large organisation at 20 ms a request: until the
// first rows show, until all of it is there, and what it takes in memory.
func measureLoading(b *testing.B, table *figures) {
	large := simulator.Config{Roles: many, Delay: perAnswer}
	names := firstNames(b, startOrganisation(b, large))
	var first, all, resident, peak []float64
	for range 5 {
		// In 80 columns the tabs have no room for their numbers.
		s := startDashboard(b, startOrganisation(b, large), ptyOptions{columns: 120, rows: 40})
		shown := s.waitUntil(0, "a row of the first page", func(text string) bool {
			return slices.ContainsFunc(names, func(name string) bool { return strings.Contains(text, name) })
		})
		first = append(first, milliseconds(shown.Sub(s.started)))
		all = append(all, milliseconds(s.waitUntil(0, "the number of roles and trusts", completeWith(many)).Sub(s.started)))
		s.settle(2 * time.Second)
		resident = append(resident, s.memory("VmRSS"))
		peak = append(peak, s.memory("VmHWM"))
		s.press("q")
		s.wait()
	}
	table.add(b, "first rows of 10,000 roles", percentile(first, 50), "ms", 150)
	table.add(b, "all of 10,000 roles and trusts on screen", percentile(all, 50), "ms", 0)
	ours, govultrs := loadTimes(b, large)
	table.add(b, "the same by the client alone", ours, "ms", 0)
	table.add(b, "the same by govultr's default client", govultrs, "ms", 0)
	table.addAtLeast(b, "as many times as fast as govultr", govultrs/ours, "times", 3)
	table.add(b, residentMany, percentile(resident, 50), "MiB", 45)
	table.add(b, "its peak", percentile(peak, 50), "MiB", 0)
}

// measureSecondStart shows the lists of the run before while the API is as slow as
// ever.
func measureSecondStart(b *testing.B, table *figures) {
	api := startOrganisation(b, simulator.Config{Roles: many, Delay: perAnswer})
	options := ptyOptions{columns: 120, rows: 40, env: []string{"XDG_CACHE_HOME=" + b.TempDir(), "XDG_STATE_HOME=" + b.TempDir()}}
	names := firstNames(b, api)
	var first, resident []float64
	for run := range 6 {
		s := startDashboard(b, api, options)
		if run > 0 {
			shown := s.waitUntil(0, "a row of the run before", func(text string) bool {
				return strings.Contains(text, "As read") && slices.ContainsFunc(names, func(name string) bool { return strings.Contains(text, name) })
			})
			first = append(first, milliseconds(shown.Sub(s.started)))
		}
		s.waitUntil(0, "the number of roles and trusts", completeWith(many))
		s.settle(2 * time.Second)
		resident = append(resident, s.memory("VmRSS"))
		s.press("q")
		s.wait()
	}
	table.add(b, "second start with 10,000 roles, first rows", percentile(first, 50), "ms", 40)
	table.add(b, "its resident memory", percentile(resident[1:], 50), "MiB", 45)
}

// count matches a tab's title with its number, which may have separators.
var count = regexp.MustCompile(`(Roles|Trusts) ([0-9][0-9,]*)`)

// completeWith gives whether both tabs have shown at least so many rows.
func completeWith(rows int) func(text string) bool {
	return func(text string) bool {
		full := map[string]bool{}
		for _, m := range count.FindAllStringSubmatch(text, -1) {
			n, _ := strconv.Atoi(strings.ReplaceAll(m[2], ",", ""))
			full[m[1]] = full[m[1]] || n >= rows
		}
		return len(full) == 2 && full["Roles"] && full["Trusts"]
	}
}

// firstNames are the names of the roles on the first page.
func firstNames(b *testing.B, api *simulator.Server) []string {
	b.Helper()
	var names []string
	for page, err := range newClient(b, api).Roles(b.Context()) {
		if err != nil {
			b.Fatal(err)
		}
		for _, role := range page.Items {
			names = append(names, role.Name)
		}
		break
	}
	return names
}

// measureKeys takes the time from a key to the end of the redraw, in a large
// window on a large organisation.
func measureKeys(b *testing.B, table *figures) {
	api := startOrganisation(b, simulator.Config{Roles: many})
	s := startDashboard(b, api, ptyOptions{columns: 200, rows: 50})
	s.waitUntil(0, "the number of roles and trusts", completeWith(many))
	s.press("2")
	s.settle(time.Second)
	phase := rand.New(rand.NewPCG(1, 2))
	var page []float64
	_, down := s.moves(phase)
	for i := range 100 {
		page = append(page, s.redraw(phase, []string{"\x04", "\x04", "\x15", "\x1b[6~"}[i%4]))
	}
	filter := s.filterKeys(phase)
	for _, f := range []struct {
		what  string
		took  []float64
		limit float64
	}{{keysMove, down, 5}, {"paging, 10,000 roles", page, 20}, {filterMany, filter, 20}} {
		table.add(b, f.what+median, percentile(f.took, 50), "ms", 0)
		table.add(b, f.what+slowest, percentile(f.took, 95), "ms", f.limit)
	}
	s.press("\x03")
	s.wait()
}

// moves takes the cursor down and up, and gives what each key took to the first
// output and to the last.
func (s *ptySession) moves(phase *rand.Rand) (first, done []float64) {
	s.tb.Helper()
	for i := range 100 {
		began, ended := s.painted(phase, string("jjjk"[i%4]))
		first, done = append(first, began), append(done, ended)
	}
	return first, done
}

// filterWords are what is typed into filters.
var filterWords = []string{"admin", "deploy", "read", "oper", "prod eu"}

// filterKeys types words into the filter, and gives what each character took but the
// slash.
func (s *ptySession) filterKeys(phase *rand.Rand) []float64 {
	s.tb.Helper()
	var took []float64
	for _, word := range filterWords {
		s.redraw(phase, "/")
		for _, key := range word {
			took = append(took, s.redraw(phase, string(key)))
		}
		s.press("\x1b")
		s.settle(time.Second)
	}
	return took
}

// measureHuge takes the same of ten times as many roles and trusts, and what they
// take in memory.
func measureHuge(b *testing.B, table *figures) {
	api := startOrganisation(b, simulator.Config{Roles: huge})
	s := startDashboard(b, api, ptyOptions{columns: 200, rows: 50})
	table.add(b, "all of 100,000 roles and trusts on screen",
		s.waitUntil(0, "the number of roles and trusts", completeWith(huge)).Sub(s.started).Seconds(), "s", 0)
	s.press("2")
	s.settle(2 * time.Second)
	table.add(b, "resident memory with 100,000 roles and trusts", s.memory("VmRSS"), "MiB", 180)
	table.add(b, "its peak with 100,000", s.memory("VmHWM"), "MiB", 0)
	filter := s.filterKeys(rand.New(rand.NewPCG(1, 2)))
	table.add(b, filterHuge+median, percentile(filter, 50), "ms", 0)
	table.add(b, filterHuge+slowest, percentile(filter, 95), "ms", 60)
	s.press("\x03")
	s.wait()
}

// measureIdle counts what a dashboard writes that nobody touches.
func measureIdle(b *testing.B, table *figures) {
	for _, c := range []struct {
		what     string
		sessions int
		limit    float64
	}{{idleOne, 1, 60}, {idleTwenty, 20, 300}, {"idle, nothing moves", 0, 1}} {
		bytes, processor := idleDashboard(b, c.sessions, ptyOptions{}).idle(b)
		table.add(b, c.what, bytes, "bytes/s", c.limit)
		table.add(b, c.what+processorTime, processor, "ms", 150)
	}
}

// idleDashboard is a dashboard that counts so many sessions down.
func idleDashboard(b *testing.B, sessions int, options ptyOptions) *ptySession {
	b.Helper()
	api := startOrganisation(b, simulator.Config{})
	role := api.AddRole(model.Role{Name: "Log Reader"})
	me, ok := api.User("Ada Byron")
	if !ok {
		b.Fatal("nobody is called Ada Byron")
	}
	for i := range sessions {
		api.AddSession(model.Session{
			Name: fmt.Sprintf("idle-%02d", i), RoleID: role.ID, UserID: me.ID,
			Remaining: 50*time.Minute + time.Duration(i)*time.Second,
		})
	}
	s := startDashboard(b, api, options)
	s.waitFor(0, tabs...)
	if s.waitFor(0, "Log Reader"); sessions > 0 {
		s.waitFor(0, "idle-00")
	}
	return s
}

// idle is what a program writes that nobody touches, in bytes a second, and what it
// takes of the processors, in milliseconds a minute. Then it is ended.
func (s *ptySession) idle(b *testing.B) (bytes, processor float64) {
	s.settle(500 * time.Millisecond)
	awaitQuietMinute(b)
	before := s.processorTime()
	bytes = s.bytesASecond(idleFor)
	processor = (s.processorTime() - before) * float64(time.Minute) / float64(idleFor)
	s.close()
	return bytes, processor
}

// awaitQuietMinute waits, if it must, until no minute ends while a dashboard is
// watched: at the end of each the clock in the header moves on.
func awaitQuietMinute(b *testing.B) {
	left := time.Until(time.Now().Truncate(time.Minute).Add(time.Minute))
	if left > idleFor+time.Second {
		return
	}
	select {
	case <-time.After(left + time.Second):
	case <-b.Context().Done():
	}
}

// measureSize takes the size of the stripped binary, as make builds it.
func measureSize(b *testing.B, table *figures) {
	path := filepath.Join(b.TempDir(), "actas")
	if out, err := exec.CommandContext(b.Context(), "make", "-s", "build", "BINARY="+path).CombinedOutput(); err != nil {
		b.Fatalf("make build: %v\n%s", err, out)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	table.add(b, "stripped binary", float64(info.Size())/(1<<20), "MiB", 16)
}

// startOrganisation serves an organisation in which Ada may do everything.
func startOrganisation(b *testing.B, cfg simulator.Config) *simulator.Server {
	b.Helper()
	cfg.Empty, cfg.Seed, cfg.Clock = true, 1, clock.System()
	api, err := simulator.Start(cfg)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = api.Close() })
	return api
}

// startDashboard runs the dashboard on the simulated API.
func startDashboard(b *testing.B, api *simulator.Server, options ptyOptions) *ptySession {
	b.Helper()
	options.env = append(options.env, "VULTR_API_KEY="+api.Key())
	return startPTY(b, options, "--api-url", api.URL())
}
