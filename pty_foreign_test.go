//go:build unix

package main

import (
	"strings"
	"testing"
)

// TestWhatOthersWriteIsDrawnOver: wall and shutdown write to every terminal, while a
// filter is typed in the last line.
func TestWhatOthersWriteIsDrawnOver(t *testing.T) {
	t.Parallel()
	const banner = "\r\n\r\nBroadcast message\r\n\r\nThe system will reboot\r\n\r\n"
	for _, renderer := range []string{"cells", "tea"} {
		for name, keys := range map[string]string{"ctrl+l": "\x0c", "ctrl+r": "\x12", "the focus": "\x1b[I"} {
			t.Run(renderer+", "+name, func(t *testing.T) {
				t.Parallel()
				s := startPTY(t, ptyOptions{env: []string{"ACTAS_RENDERER=" + renderer}}, demo...)
				s.waitFor(0, "ada-deploy-7f3c", "expiring")
				s.press("2")
				s.waitFor(0, "Backup Restore")
				s.press("/a")
				s.waitFor(0, "/ a")
				if _, err := s.tty.WriteString(banner); err != nil {
					t.Fatal(err)
				}
				s.awaitScreen("the banner", func(screen string) bool { return strings.Contains(screen, "will reboot") })
				s.press("\r" + keys)
				s.awaitScreen("the whole screen", func(screen string) bool {
					return strings.Contains(screen, "1 Sessions") && strings.Contains(screen, "/ a") && strings.Contains(screen, "1 of ") &&
						!strings.Contains(screen, "Broadcast") && !strings.Contains(screen, "reboot")
				})
				s.press("\x03")
				s.wait()
				s.checkRestored()
			})
		}
	}
}

// awaitScreen waits until the screen is as it should be.
func (s *ptySession) awaitScreen(what string, holds func(screen string) bool) {
	s.tb.Helper()
	s.waitUntil(0, what, func(text string) bool {
		screen, _, _ := s.shown()
		return holds(screen)
	})
}
