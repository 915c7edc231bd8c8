//go:build unix

package main

import (
	"regexp"
	"strings"
)

// What programs ask a terminal, and what one says that answers.

// question matches what a program may ask a terminal: foreground, background,
// the cursor's position, the kind of terminal and its name, and whether it knows a
// mode.
var question = regexp.MustCompile("\x1b\\]1[01];\\?(\x07|\x1b\\\\)|\x1b\\[6n|\x1b\\[>?0?c|\x1b\\[>0?q|\x1b\\[\\?[0-9]+\\$p")

func answerTo(asked string) string {
	switch {
	case strings.HasSuffix(asked, "$p"): // none of the modes that are asked for
		return strings.TrimSuffix(asked, "$p") + ";0$y"
	case strings.HasSuffix(asked, "q"):
		return "\x1bP>|xterm(370)\x1b\\"
	case strings.HasPrefix(asked, "\x1b]10"):
		return "\x1b]10;rgb:dcdc/dcdc/dcdc\x1b\\"
	case strings.HasPrefix(asked, "\x1b]11"):
		return "\x1b]11;rgb:1c1c/1c1c/1c1c\x1b\\"
	case strings.HasSuffix(asked, "6n"):
		return "\x1b[1;1R"
	case strings.Contains(asked, ">"):
		return "\x1b[>41;370;0c"
	}
	return "\x1b[?62;22c"
}
