package assume

import (
	"slices"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

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
