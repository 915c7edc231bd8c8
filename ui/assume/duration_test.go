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
	f := deployForm(t).Shows("[1h]").at(roleField).Keys(tea.KeyRight).Shows("Assume Auditor", "[3d]")
	f.at(durationField).Keys(tea.KeyRight, tea.KeyRight).Shows("[8h]")
	f.at(roleField).Keys(tea.KeyLeft).Shows("Assume Production Deploy", "[1h]")

	f = deployForm(t).at(durationField).Keys(tea.KeyRight).Shows("[45m]")
	f.at(roleField).Types("edge").Keys(tea.KeyEnter).Shows("Assume Edge Deploy", "[45m]")

	f = open(t, Options{RoleID: auditID}).at(durationField).Types("2d").Shows("[other] 2d")
	f.at(roleField).Types("prod").Keys(tea.KeyEnter).Shows("[other] 2d").Keys(tea.KeyEnter).
		Shows("longer than this role allows: at most 1h")
}

func TestAnUnknownLimitLimitsNothing(t *testing.T) {
	t.Parallel()
	f := open(t, Options{RoleID: edgeID}).Shows("longest not told").at(durationField).Types("9d").Keys(tea.KeyEnter)
	if got := f.requests(); len(got) != 1 || got[0].Duration != 9*24*time.Hour {
		t.Errorf("sent %+v", got)
	}
}

func TestOnlyADigitLeavesThePresets(t *testing.T) {
	t.Parallel()
	f := deployForm(t).at(durationField).Types("x").Shows("[1h]").Types("20m").Shows("[other] 20m", "14:23 UTC")
	f.Keys(tea.KeyLeft).Shows("[15m]").Hides("20m").Keys(tea.KeyRight).Shows("[other] 20m")
	f.Keys(tea.KeyBackspace).Shows("not known yet").Keys(tea.KeyTab).Shows("say the unit too")
}
