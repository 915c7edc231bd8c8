package cli

import (
	"encoding/base64"
	"errors"
	"fmt"

	"github.com/aymanbagabas/go-osc52/v2"
)

// mostSequence is how much Base64 an OSC 52 sequence may hold: xterm and others
// cut longer ones off at 75,000 characters, which would leave half a text on the
// clipboard.
const mostSequence = 74_994

// copy puts text on the clipboard of this machine, or else on that of the
// terminal that the person sits at, through tmux or screen where one is in
// between (OSC 52). It says which way the text went, so shortly that a line of 80
// columns holds what was copied as well.
func (c *command) copy(what string) (way string, err error) {
	if c.out.Clipboard != nil {
		if tool, err := c.out.Clipboard(what); err == nil {
			return "to the clipboard (" + tool + ")", nil
		}
	}
	if base64.StdEncoding.EncodedLen(len(what)) > mostSequence {
		return "", fmt.Errorf("it has %d bytes, and terminals take %d at most", len(what), base64.StdEncoding.DecodedLen(mostSequence))
	}
	sequence, way := osc52.New(what), "through the terminal, which may refuse it"
	switch {
	case c.out.Getenv("TMUX") != "":
		sequence, way = sequence.Tmux(), "through tmux, if its set-clipboard is on"
	case c.out.Getenv("STY") != "":
		sequence, way = sequence.Screen(), "through screen, where the terminal takes it"
	}
	if _, err := sequence.WriteTo(c.out.Stdout); err != nil {
		return "", errors.New("the terminal took nothing")
	}
	return way, nil
}
