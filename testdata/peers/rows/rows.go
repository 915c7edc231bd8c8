// Package rows draws what the peers count down: sessions in 80 columns and 24
// lines, with the columns and the colours of actas.
package rows

import (
	"flag"
	"fmt"
	"strings"
	"time"
)

const (
	width, height = 80, 24
	bar           = 13 // columns of the bar of what remains
	length        = time.Hour

	accent = "\x1b[38;2;138;194;255m"
	muted  = "\x1b[38;2;163;173;186m"
	faint  = "\x1b[38;2;73;83;97m"
	green  = "\x1b[38;2;134;211;154m"
	bright = "\x1b[38;2;230;235;241m"
	marked = "\x1b[48;2;43;54;72m" // the row of the cursor
	strong = "\x1b[1m"
	plain  = "\x1b[0m"
)

// Sessions are the sessions of a run, as many as its flag says. Each ends a second
// after the one before.
type Sessions struct {
	count int
	ends  time.Time
}

// Start reads the flag, and begins the countdown.
func Start() Sessions {
	count := flag.Int("rows", 1, "sessions that are counted down, 20 at most")
	flag.Parse()
	return Sessions{count: min(max(*count, 0), 20), ends: time.Now().Add(50 * time.Minute)}
}

// UntilNext is the time until the countdown goes on.
func (s Sessions) UntilNext() time.Duration {
	return time.Until(s.ends)%time.Second + time.Millisecond
}

// View is the screen at this time.
func (s Sessions) View() string {
	lines := []string{
		fmt.Sprintf("  %s1 %s%sSessions %s%s%d    2 Roles 1    3 Trusts 1%s", accent, plain, strong, plain, muted, s.count, plain),
		faint + strings.Repeat("─", width) + plain,
		fmt.Sprintf("  %s%-20s%-35s%-11s%s%s", muted, "NAME", "ROLE", "REMAINING", "STATE", plain),
	}
	for i := range s.count {
		lines = append(lines, s.row(i))
	}
	for len(lines) < height-1 {
		lines = append(lines, "")
	}
	return strings.Join(append(lines, fmt.Sprintf("  %sq%s quit%s", accent, muted, plain)), "\n")
}

func (s Sessions) row(i int) string {
	left := time.Until(s.ends).Round(time.Second) + time.Duration(i)*time.Second
	full := min(int(left*bar/length), bar)
	bars := green + strings.Repeat("━", full) + faint + strings.Repeat("─", bar-full)
	clock := fmt.Sprintf("%02d:%02d", int(left.Minutes()), int(left.Seconds())%60)
	if i == 0 {
		const row = plain + bright + marked
		return fmt.Sprintf("%s▌%s %s%-20s%s%-22s%s   %s%s%s%s  active%s", accent, row, strong, "idle-00", row, "Log Reader",
			bars, row, strong, clock, row, strings.Repeat(" ", 14)+plain)
	}
	return fmt.Sprintf("  idle-%02d             %s%-22s%s%s   %s%s%s  %sactive%s", i, muted, "Log Reader", bars, plain, strong, clock, plain, muted, plain)
}
