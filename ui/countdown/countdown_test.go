package countdown_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"actas/model"
	"actas/theme"
	"actas/ui/countdown"
	"actas/ui/screentest"
)

var (
	plainTheme  = screentest.Plain
	asciiTheme  = screentest.ASCII
	colourTheme = screentest.Coloured
)

func clock(h, m, s int) time.Duration {
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second
}

func TestDigits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		left time.Duration
		want []string
	}{
		{"under an hour", clock(0, 9, 41), []string{
			"█▀█ █▀█ ▄ █ █ ▀█ ",
			"█ █ ▀▀█ ▄ ▀▀█  █ ",
			"▀▀▀ ▀▀▀     ▀ ▀▀▀",
		}},
		{"under a day", clock(23, 56, 7), []string{
			"▀▀█ ▀▀█ ▄ █▀▀ █▀▀ ▄ █▀█ ▀▀█",
			"█▀▀  ▀█ ▄ ▀▀█ █▀█ ▄ █ █   █",
			"▀▀▀ ▀▀▀   ▀▀▀ ▀▀▀   ▀▀▀   ▀",
		}},
		{"days", clock(48, 0, 8), []string{
			"▀▀█   █   █▀█ █▀█ ▄ █▀█ █▀█ ▄ █▀█ █▀█",
			"█▀▀ █▀█   █ █ █ █ ▄ █ █ █ █ ▄ █ █ █▀█",
			"▀▀▀ ▀▀▀   ▀▀▀ ▀▀▀   ▀▀▀ ▀▀▀   ▀▀▀ ▀▀▀",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := countdown.Digits(c.left, plainTheme); !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
	if got := countdown.Digits(clock(0, 9, 41), asciiTheme); !slices.Equal(got, []string{"09:41"}) {
		t.Errorf("ASCII: %q", got)
	}
}

func TestBar(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		fraction float64
		width    int
		want     string
		ascii    string
	}{
		{"mock: 1:34 of 30m", 94.0 / 1800, 13, "╸────────────", "=------------"},
		{"mock: 9:41 of 1h", 581.0 / 3600, 13, "━━───────────", "==-----------"},
		{"mock: 9:41 of 1h, wider", 581.0 / 3600, 14, "━━╸───────────", "===-----------"},
		{"mock: 47:12 of 1h", 2832.0 / 3600, 13, "━━━━━━━━━━───", "==========---"},
		{"mock: 7:41:05 of 12h", 27665.0 / 43200, 13, "━━━━━━━━╸────", "=========----"},
		{"nothing", 0, 4, "────", "----"},
		{"hardly anything", 1e-9, 4, "╸───", "=---"},
		{"all", 1, 4, "━━━━", "===="},
		{"more than all", math.Inf(1), 4, "━━━━", "===="},
		{"less than nothing", -1, 4, "────", "----"},
		{"not a number", math.NaN(), 4, "────", "----"},
		{"no width", 0.5, 0, "", ""},
		{"negative width", 0.5, -3, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := countdown.Bar(c.fraction, c.width, model.UrgencyNone, plainTheme.Page, plainTheme.Glyphs); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if got := countdown.MutedBar(c.fraction, c.width, asciiTheme.Page, asciiTheme.Glyphs); got != c.ascii {
				t.Errorf("ASCII: got %q, want %q", got, c.ascii)
			}
		})
	}
}

func TestCell(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		left  time.Duration
		state model.SessionState
		level model.Urgency
		width int
		want  string
	}{
		{"active", clock(0, 47, 12), model.StateActive, model.UrgencyNone, 9, "    47:12"},
		{"hours", clock(7, 41, 5), model.StateActive, model.UrgencyNone, 9, "  7:41:05"},
		{"days", clock(51, 9, 41), model.StateActive, model.UrgencyNone, 11, "2d 03:09:41"},
		{"warning", clock(0, 9, 41), model.StateExpiring, model.UrgencyWarn, 9, "  ! 09:41"},
		{"renewing still warns", clock(0, 8, 20), model.StateRenewing, model.UrgencyWarn, 8, " ! 08:20"},
		{"critical", clock(0, 1, 34), model.StateExpiring, model.UrgencyCritical, 8, "!! 01:34"},
		{"at zero", 0, model.StateEnding, model.UrgencyCritical, 9, " !! 00:00"},
		{"not verified", clock(0, 21, 7), model.StateUnverified, model.UrgencyNone, 9, "  ? 21:07"},
		{"not verified, days", clock(51, 9, 41), model.StateUnverified, model.UrgencyNone, 11, "2d 03:09:41"},
		{"expired", clock(0, 5, 0), model.StateExpired, model.UrgencyNone, 9, "        -"},
		{"revoked", clock(0, 5, 0), model.StateRevoked, model.UrgencyCritical, 9, "        -"},
		{"too narrow for the sign", clock(0, 1, 34), model.StateExpiring, model.UrgencyCritical, 7, "  01:34"},
		{"too narrow for the digits", clock(0, 1, 34), model.StateExpiring, model.UrgencyCritical, 3, "01…"},
		{"no width", clock(0, 1, 34), model.StateExpiring, model.UrgencyCritical, -1, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := countdown.Cell(c.left, c.state, c.level, c.width, plainTheme.Page, plainTheme.Glyphs); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestColoursFollowTheUrgency(t *testing.T) {
	t.Parallel()
	page, sel, g := colourTheme.Page, colourTheme.Selected, colourTheme.Glyphs
	for _, c := range []struct{ name, got, want string }{
		{"warning cell on the selected row",
			countdown.Cell(clock(0, 9, 41), model.StateExpiring, model.UrgencyWarn, 9, sel, g),
			sel.Text.On("  ") + sel.WarnStrong.On("! 09:41")},
		{"critical cell",
			countdown.Cell(clock(0, 1, 34), model.StateExpiring, model.UrgencyCritical, 8, page, g), page.CritStrong.On("!! 01:34")},
		{"quiet cell", countdown.Cell(clock(0, 47, 12), model.StateActive, model.UrgencyNone, 5, page, g), page.Strong.On("47:12")},
		{"cell that is not verified",
			countdown.Cell(clock(0, 21, 7), model.StateUnverified, model.UrgencyNone, 7, page, g), page.Muted.On("? 21:07")},
		{"cell that is not verified and near its end",
			countdown.Cell(clock(0, 5, 0), model.StateUnverified, model.UrgencyWarn, 7, page, g), page.Warn.On("? 05:00")},
		{"quiet bar", countdown.Bar(0.5, 4, model.UrgencyNone, page, g), page.OK.On("━━") + page.Rule.On("──")},
		{"warning bar", countdown.Bar(0.5, 4, model.UrgencyWarn, page, g), page.Warn.On("━━") + page.Rule.On("──")},
		{"critical bar", countdown.Bar(0.1, 4, model.UrgencyCritical, page, g), page.Crit.On("╸") + page.Rule.On("───")},
		{"bar that is not verified", countdown.MutedBar(0.5, 4, page, g), page.Muted.On("━━") + page.Rule.On("──")},
		{"warning digits", countdown.Digits(clock(0, 9, 59), colourTheme)[2], page.WarnStrong.On("▀▀▀ ▀▀▀   ▀▀▀ ▀▀▀")},
		{"quiet digits", countdown.Digits(clock(0, 10, 0), colourTheme)[0], page.Strong.On("▀█  █▀█ ▄ █▀█ █▀█")},
		{"critical digits", countdown.Digits(clock(0, 1, 59), colourTheme)[1], page.CritStrong.On("█ █  █  ▄ ▀▀█ ▀▀█")},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestWidthsAreExact(t *testing.T) {
	t.Parallel()
	states := []model.SessionState{
		model.StateActive, model.StateExpiring, model.StateRenewing, model.StateEnding,
		model.StateExpired, model.StateRevoked, model.StateUnverified, "new",
	}
	rapid.Check(t, func(t *rapid.T) {
		th := rapid.SampledFrom([]theme.Theme{plainTheme, asciiTheme, colourTheme}).Draw(t, "theme")
		left := time.Duration(rapid.Int64().Draw(t, "left"))
		level := model.Urgency(rapid.IntRange(-1, 3).Draw(t, "level"))
		width := rapid.IntRange(-2, 200).Draw(t, "width")
		state := rapid.SampledFrom(states).Draw(t, "state")
		cell := countdown.Cell(left, state, level, width, th.Selected, th.Glyphs)
		bar := countdown.Bar(rapid.Float64().Draw(t, "fraction"), width, level, th.Page, th.Glyphs)
		for _, got := range []string{cell, bar} {
			if ansi.StringWidth(got) != max(width, 0) {
				t.Fatalf("%q has %d columns, want %d", got, ansi.StringWidth(got), width)
			}
		}
		digits := countdown.Digits(left, th)
		for _, row := range digits {
			if ansi.StringWidth(row) != ansi.StringWidth(digits[0]) {
				t.Fatalf("rows of different widths: %q", digits)
			}
		}
	})
}
