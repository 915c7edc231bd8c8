package words

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"actas/model/text"
)

// gap stands for what is left out of a text.
const gap = "..."

// Shortened is a text in at most so many columns, clean: what does not fit is left out
// of its middle, since beginning and end say most of an address or a path.
func Shortened(s string, columns int) string {
	// Cleaning cuts a long text at its end, which is wanted.
	if half := 4 * columns; len(s) > 2*half {
		s = strings.ToValidUTF8(s[:half], "") + gap + strings.ToValidUTF8(s[len(s)-half:], "")
	}
	s = text.Clean(s)
	width := ansi.StringWidth(s)
	if width <= columns {
		return s
	}
	kept := max(0, columns-len(gap))
	head, tail := ansi.Truncate(s, kept-kept/2, ""), ansi.TruncateLeft(s, width-kept/2, "")
	if ansi.StringWidth(tail) > kept/2 {
		// A wide sign stood across the edge.
		tail = ansi.TruncateLeft(s, width-kept/2+1, "")
	}
	return head + gap + tail
}
