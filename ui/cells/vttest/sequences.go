package vttest

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Write takes what a program writes.
func (t *Terminal) Write(p []byte) (int, error) {
	text := t.part + string(p)
	t.part = ""
	for text != "" {
		size := t.next(text)
		if size == 0 {
			t.part = text
			break
		}
		text = text[size:]
	}
	return len(p), nil
}

// next takes the next control, sequence or run of text, and says how long it is; 0
// where its end is still to come.
func (t *Terminal) next(text string) int {
	switch {
	case text[0] == '\x1b':
		return t.escape(text)
	case text[0] < ' ' || text[0] == 0x7f:
		t.control(text[0])
		return 1
	}
	end := strings.IndexFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f })
	if end < 0 {
		end = len(text)
		for back := 1; back <= min(3, end); back++ {
			if tail := text[end-back:]; utf8.RuneStart(tail[0]) && !utf8.FullRuneInString(tail) {
				end -= back
				break
			}
		}
	}
	t.print(text[:end])
	return end
}

func (t *Terminal) control(b byte) {
	g := t.screen()
	g.over = g.over && b == 0x07
	switch b {
	case '\r':
		g.x, g.wraps = 0, false
	case '\n':
		t.lineFeed()
	case '\b':
		g.x, g.wraps = max(0, g.x-1), false
	case '\t':
		g.x, g.wraps = min(t.width-1, (g.x/8+1)*8), false
	case 0x07, 0x00, 0x0f:
	default:
		t.Unknown = append(t.Unknown, string(rune(b)))
	}
}

// escape takes a sequence from the start of the text.
func (t *Terminal) escape(text string) int {
	if len(text) < 2 {
		return 0
	}
	switch text[1] {
	case '[':
		end := strings.IndexFunc(text[2:], func(r rune) bool { return r >= '@' && r <= '~' || r < ' ' })
		if end < 0 {
			return 0
		}
		if text[2+end] < ' ' { // cut off, as by an escape
			return 2 + end
		}
		t.csi(text[2:2+end], text[2+end])
		return 3 + end
	case ']', 'P', '_', '^', 'X':
		for _, stop := range []string{"\x07", "\x1b\\"} {
			if end := strings.Index(text, stop); end > 0 {
				return end + len(stop)
			}
		}
		return 0
	case '(', ')':
		if len(text) < 3 {
			return 0
		}
		return 3
	case '7', '8':
		t.cursor(text[1] == '7')
	case '=', '>', '\\':
	case '\x1b':
		return 1
	default:
		t.Unknown = append(t.Unknown, text[:2])
	}
	return 2
}

// cursor saves the cursor, or goes back to where it was saved.
func (t *Terminal) cursor(save bool) {
	g := t.screen()
	if save {
		g.saved.x, g.saved.y, g.saved.ink = g.x, g.y, t.ink
		return
	}
	g.x, g.y, t.ink, g.wraps = min(g.saved.x, t.width-1), min(g.saved.y, t.height-1), g.saved.ink, false
}

// csi does a control sequence.
func (t *Terminal) csi(params string, final byte) {
	if private, ok := strings.CutPrefix(params, "?"); ok && (final == 'h' || final == 'l') {
		for mode := range strings.SplitSeq(private, ";") {
			t.set(mode, final == 'h')
		}
		return
	}
	if final == 'm' {
		t.ink = t.ink.after(params)
		return
	}
	if params == "4" && (final == 'h' || final == 'l') {
		t.inserts = final == 'h'
		return
	}
	numbers := [2]int{}
	for i, field := range strings.SplitN(params, ";", 3) {
		if n, err := strconv.Atoi(field); err == nil && i < 2 {
			numbers[i] = n
		}
	}
	t.move(params, final, numbers[0], numbers[1])
}

// move does a sequence that moves the cursor or erases; a and b are its numbers, 0
// for none.
func (t *Terminal) move(params string, final byte, a, b int) {
	g := t.screen()
	x, y := g.x, g.y
	switch final {
	case 'H', 'f':
		x, y = max(1, b)-1, max(1, a)-1
	case 'G':
		x = max(1, a) - 1
	case 'A':
		y -= max(1, a)
	case 'B':
		y += max(1, a)
	case 'C':
		x += max(1, a)
	case 'D':
		x -= max(1, a)
	case 'J':
		t.eraseScreen(a)
	case 'K':
		from, to := [3]int{x, 0, 0}[a%3], [3]int{t.width, x + 1, t.width}[a%3]
		t.erase(y, from, to)
	case 'L':
		x = 0
		t.scroll(y, max(1, a))
	case 'M':
		x = 0
		t.scroll(y, -max(1, a))
	case 'r', 't', 'q', 'n', 'c':
		// Scroll regions are those of shells, the whole screen; the rest shows nothing.
	default:
		t.Unknown = append(t.Unknown, "\x1b["+params+string(rune(final)))
	}
	g.x, g.y, g.wraps = min(max(0, x), t.width-1), min(max(0, y), t.height-1), false
	g.over = false
}

// scroll moves the rows from y on down, or up below 0. What comes in is empty.
func (t *Terminal) scroll(y, down int) {
	rows := t.screen().rows[y:]
	before := append([][]glyph(nil), rows...)
	for i := range rows {
		rows[i] = make([]glyph, t.width)
		if from := i - down; from >= 0 && from < len(rows) {
			rows[i] = before[from]
			continue
		}
		t.erase(y+i, 0, t.width)
	}
}

func (t *Terminal) eraseScreen(what int) {
	g := t.screen()
	from, to := [3]int{g.y + 1, 0, 0}[what%3], [3]int{t.height, g.y, t.height}[what%3]
	for y := from; y < to; y++ {
		t.erase(y, 0, t.width)
	}
	switch what {
	case 0:
		t.erase(g.y, g.x, t.width)
	case 1:
		t.erase(g.y, 0, g.x+1)
	}
}

// set sets a private mode.
func (t *Terminal) set(mode string, on bool) {
	t.modes[mode] = on
	if mode != "1049" && mode != "1047" || on == t.alternate {
		return
	}
	if !on {
		t.Left = t.Picture()
		t.alternate = false
		if mode == "1049" {
			t.cursor(false)
		}
		return
	}
	t.cursor(true)
	t.alternate = true
	t.other = grid{rows: blankRows(t.width, t.height), x: t.main.x, y: t.main.y}
}
