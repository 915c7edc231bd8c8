package assume

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"actas/ui/words"
)

func TestParseDuration(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{
		"1h30m": 90 * time.Minute, "1h 30m": 90 * time.Minute, " 90M ": 90 * time.Minute,
		"1s": time.Second, "45s": 45 * time.Second, "1d12h": 36 * time.Hour, "0h5m": 5 * time.Minute,
		"1d2h3m4s": 26*time.Hour + 3*time.Minute + 4*time.Second,
	} {
		if got, problem := parseDuration(text); got != want || problem != "" {
			t.Errorf("%q: %v, %q, want %v", text, got, problem, want)
		}
	}
	for text, want := range map[string]string{
		"": "say how long", "  ": "say how long", "90": "say the unit too, as in 90m", "1h30": "say the unit too, as in 30m",
		"0s": "at least 1s", "0": "say the unit", "1.5h": "not a duration", "-1h": "not a duration", "h": "not a duration",
		"30m1h": "not a duration", "1h1h": "not a duration", "1x": "not a duration", "1µ": "not a duration", "five": "not a duration",
		"367d": "longer than a year", "366d1s": "longer than a year", "99999999999999999999d": "longer than a year",
		"9223372036854775807s": "longer than a year",
	} {
		if got, problem := parseDuration(text); got != 0 || !strings.HasPrefix(problem, want) {
			t.Errorf("%q: %v, %q, want %q", text, got, problem, want)
		}
	}
}

func TestWhatIsShownCanBeTyped(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := time.Duration(rapid.Int64Range(1, int64(longestTyped/time.Second)).Draw(t, "seconds")) * time.Second
		if got, problem := parseDuration(words.Length(d)); got != d || problem != "" {
			t.Fatalf("%q: %v, %q, want %v", words.Length(d), got, problem, d)
		}
	})
}

func TestAnyTextIsADurationOrAProblem(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[0-9dhms .µ-]{0,12}`).Draw(t, "text")
		if got, problem := parseDuration(text); (got >= time.Second) == (problem != "") {
			t.Fatalf("%q: %v, %q", text, got, problem)
		}
	})
}

func TestPresets(t *testing.T) {
	t.Parallel()
	const m, h = time.Minute, time.Hour
	for longest, want := range map[time.Duration][]time.Duration{
		h:                {h, 45 * m, 30 * m, 15 * m},
		0:                {h, 45 * m, 30 * m, 15 * m},
		30 * m:           {30 * m, 15 * m, 10 * m, 5 * m},
		72 * h:           {72 * h, 24 * h, 8 * h, 4 * h},
		90 * time.Second: {90 * time.Second, m},
		time.Second:      {time.Second},
	} {
		if got := presets(longest); !slices.Equal(got, want) {
			t.Errorf("up to %v: %v, want %v", longest, got, want)
		}
	}
}

func TestADurationFollowsItsRole(t *testing.T) {
	t.Parallel()
	f := deployForm(t).shows("[1h]").at(roleField).keys(tea.KeyRight).shows("Assume Auditor", "[3d]")
	f.at(durationField).keys(tea.KeyRight, tea.KeyRight).shows("[8h]")
	f.at(roleField).keys(tea.KeyLeft).shows("Assume Production Deploy", "[1h]")

	f = deployForm(t).at(durationField).keys(tea.KeyRight).shows("[45m]")
	f.at(roleField).types("edge").keys(tea.KeyEnter).shows("Assume Edge Deploy", "[45m]")

	f = open(t, Options{RoleID: auditID}).at(durationField).types("2d").shows("[other] 2d")
	f.at(roleField).types("prod").keys(tea.KeyEnter).shows("[other] 2d").keys(tea.KeyEnter).
		shows("longer than this role allows: at most 1h")
}

func TestAnUnknownLimitLimitsNothing(t *testing.T) {
	t.Parallel()
	f := open(t, Options{RoleID: edgeID}).shows("longest not told").at(durationField).types("9d").keys(tea.KeyEnter)
	if got := f.requests(); len(got) != 1 || got[0].Duration != 9*24*time.Hour {
		t.Errorf("sent %+v", got)
	}
}

func TestOnlyADigitLeavesThePresets(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(durationField).types("x").shows("[1h]").types("20m").shows("[other] 20m", "14:23 UTC")
	f.keys(tea.KeyLeft).shows("[15m]").hides("20m").keys(tea.KeyRight).shows("[other] 20m")
	f.keys(tea.KeyBackspace).shows("not known yet").keys(tea.KeyTab).shows("say the unit too")
}
