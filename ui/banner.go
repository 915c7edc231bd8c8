package ui

import (
	"errors"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"actas/model"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/words"
)

// bannerHeight is the number of rows that the banner takes from the body.
func (m Model) bannerHeight() int {
	if m.bannerShown() || m.alertShown() {
		return 2
	}
	return 0
}

func (m Model) bannerShown() bool {
	return m.firstRun == nil && m.height >= smallestHeight+4 && (m.link.offline() || m.link.stopped)
}

// banner says that no answers come, since when, and when the next try is.
func (m Model) banner(s scene.Scene) []string {
	switch {
	case m.bannerShown():
	case m.alertShown():
		return []string{m.alertBanner(s), ""}
	default:
		return nil
	}
	page := s.Theme.Page
	chip, said := " OFFLINE ", m.offlineSince(s)
	switch {
	case errors.Is(m.link.down, model.ErrRateLimited):
		chip = " WAITING "
	case errors.Is(m.link.down, model.ErrNotAPI):
		chip = " UNREADABLE "
	case errors.Is(m.link.down, model.ErrRefusedRoute):
		chip = " UNSAFE "
	}
	next := m.nextTry(s)
	if m.link.stopped {
		chip, said = " KEY REFUSED ", "the key"+from(m.deps.KeyFrom)+" is not accepted."
		if m.width >= 80 {
			said = strings.TrimSuffix(said, ".") + "; reading stopped."
		}
		next = page.Muted.On("Start actas with another key, or ^r.")
	}
	lead := "  " + s.Theme.Chip.On(chip) + "  "
	text := lead + page.Warn.On(said) + "  " + next
	if short, _, cut := strings.Cut(said, ";"); cut && ansi.StringWidth(text) > m.width-2 {
		// The key that tries again matters more than what goes on anyway.
		text = lead + page.Warn.On(short+".") + "  " + next
	}
	if ansi.StringWidth(text) > m.width-2 {
		text = lead + page.Warn.On(said)
	}
	blank := ""
	return []string{line.FitPainted(text, m.width, s.Theme.Glyphs), blank}
}

// from names where the key came from.
func from(where string) string {
	if where == "" {
		return ""
	}
	return " from " + where
}

func (m Model) offlineSince(s scene.Scene) string {
	switch {
	case m.link.since.Wall.IsZero() && m.shown():
		return "shown as read " + words.Past(m.remembered.read, s.Now.Wall) + "."
	case m.link.since.Wall.IsZero():
		return "nothing was read yet."
	}
	ago := s.Now.Boot - m.link.since.Boot
	// By the clock that counts now: ours may have been found wrong in the meantime.
	since := "since " + words.Clock(s.Now.Wall.Add(-ago))
	if m.width < scene.SplitAt {
		return since + "; countdowns run on."
	}
	return since + ", " + words.Ago(ago) + ". Countdowns run on from that answer."
}

// inSeconds is a short wait, rounded up.
func inSeconds(d time.Duration) string {
	return words.Length((d + time.Second - 1).Truncate(time.Second))
}

func (m Model) nextTry(s scene.Scene) string {
	page := s.Theme.Page
	again := page.Accent.On("^r") + page.Muted.On(" now")
	left := m.link.retryAt - s.Now.Boot
	if m.link.retryAt == 0 || left <= 0 {
		return page.Muted.On("Trying again, ") + again
	}
	return page.Muted.On("Next try in "+inSeconds(left)+", ") + again
}
