package screentest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"actas/ui/line"
	"actas/ui/scene"
)

// Below is the frame of a screen for what lies over it.
func Below(s scene.Scene) scene.Frame {
	f := scene.Frame{Position: "1 of 9", Split: 7, Body: make([]string, s.Height)}
	for i := range f.Body {
		f.Body[i] = line.Fit("  a row of the screen below", s.Width, s.Theme.Glyphs)
	}
	return f
}

// FrameText is a frame's body and status line without colours.
func FrameText(f scene.Frame) string {
	return ansi.Strip(strings.Join(f.Body, "\n") + "\n" + f.Status)
}

// Body is a frame's body as it stands, without blanks at the ends of lines and
// without empty lines below.
func Body(f scene.Frame) string {
	lines := make([]string, len(f.Body))
	for i, l := range f.Body {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// Picture is a frame for a golden file: the body, the status line and the keys,
// without colours and without blanks at the ends of lines.
func Picture(f scene.Frame) string {
	var b strings.Builder
	for _, l := range f.Body {
		b.WriteString(strings.TrimRight(ansi.Strip(l), " ") + "\n")
	}
	var hints []string
	for _, h := range slices.Concat(f.Keys, f.Back) {
		hints = append(hints, h.Keys.Help().Key+" "+h.Keys.Help().Desc)
	}
	return b.String() + "\n" + ansi.Strip(f.Status) + "\n" + strings.Join(hints, "  ") + "\n"
}

// Misfit says which line of a body is not as wide as its room, or that there are
// more or fewer lines than that is high; empty when all is exact.
func Misfit(f scene.Frame, width, height int) string {
	if len(f.Body) != height {
		return fmt.Sprintf("%d lines of %d", len(f.Body), height)
	}
	i := slices.IndexFunc(f.Body, func(l string) bool { return ansi.StringWidth(l) != width })
	if i < 0 {
		return ""
	}
	return fmt.Sprintf("line %d has %d columns of %d: %q", i, ansi.StringWidth(f.Body[i]), width, f.Body[i])
}
