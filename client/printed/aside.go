package printed

import (
	"io"
	"strings"
	"unicode/utf8"

	"actas/model/text"
)

// aside takes what a command says on its standard error: it shows it at once, as
// questions end in the middle of a line, and remembers the last line.
type aside struct {
	to io.Writer
	// rest is the beginning of a character, or of the end of a line, whose other bytes
	// are yet to come.
	rest []byte
	// line is the line that has begun, last the one before; both are bounded.
	line, last string
}

// Write never fails: a command would be ended by that.
func (a *aside) Write(p []byte) (int, error) {
	said, rest := whole(string(a.rest) + string(p))
	a.rest = []byte(rest)
	// Windows ends lines with both, a progress bar begins its own anew with one.
	said = strings.ReplaceAll(strings.ReplaceAll(said, "\r\n", "\n"), "\r", "\n")
	for piece := range strings.Lines(said) {
		a.take(piece)
	}
	return len(p), nil
}

// take takes a piece of a line, with its end where that is there.
func (a *aside) take(piece string) {
	piece, ended := strings.CutSuffix(piece, "\n")
	piece = text.Clean(strings.ReplaceAll(piece, "\t", "    "))
	if len(a.line) < text.MaxRunes {
		a.line += piece
	}
	if ended {
		piece += "\n"
		if strings.TrimSpace(a.line) != "" {
			a.last = a.line
		}
		a.line = ""
	}
	if a.to != nil {
		_, _ = io.WriteString(a.to, piece)
	}
}

// end ends a line that has begun, so that what comes next has its own.
func (a *aside) end() {
	if len(a.rest) > 0 && a.rest[0] != '\r' {
		a.take(string(a.rest))
	}
	if a.line != "" {
		a.take("\n")
	}
}

// told is the last line that was shown to nobody.
func (a *aside) told() string {
	if a.to != nil {
		return ""
	}
	return text.Clean(text.Hide(strings.TrimSpace(a.last)))
}

// whole cuts off what is not complete at the end: a character, or the end of a line.
func whole(said string) (complete, rest string) {
	for at := len(said) - 1; at >= 0 && at > len(said)-utf8.UTFMax; at-- {
		if !utf8.RuneStart(said[at]) {
			continue
		}
		if said[at] == '\r' && at == len(said)-1 || !utf8.FullRuneInString(said[at:]) {
			return said[:at], said[at:]
		}
		break
	}
	return said, ""
}
