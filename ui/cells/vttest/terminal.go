// Package vttest is a terminal for tests: it takes what a program writes and knows
// what is then on screen. It does what actas and Bubble Tea write, and what shells
// write around them; what it does not know it keeps in Unknown. Tests alone import
// it.
package vttest

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Terminal is a terminal's screen. Make one with New. It is not safe for use by
// several goroutines.
type Terminal struct {
	// Width is how many columns the terminal draws a grapheme cluster in, 0 to 2.
	Width func(cluster string) int
	// Unknown are the sequences that it does not know.
	Unknown []string
	// Left is what the alternate screen showed when it was last left.
	Left string

	width, height int
	main, other   grid
	// alternate is set while other is on screen.
	alternate bool
	ink       ink
	modes     map[string]bool
	// inserts is set while what is written pushes the rest of its row to the right.
	inserts bool
	// part is the start of a sequence or of a character, whose rest is to come.
	part string
}

// grid is one of a terminal's two screens.
type grid struct {
	rows [][]glyph
	x, y int
	// wraps is set when the last column was written: the next character begins a row.
	wraps bool
	// over is set when the last column was written and the cursor stays there,
	// because nothing wraps.
	over  bool
	saved struct {
		x, y int
		ink  ink
	}
}

// glyph is what a column shows. The text is empty for a blank, and rest for the
// right half of a wide cluster.
type glyph struct {
	text string
	ink  ink
}

const rest = "\x00"

// New makes an empty terminal that counts columns as actas does.
func New(width, height int) *Terminal {
	t := &Terminal{Width: ansi.StringWidth, width: width, height: height, modes: map[string]bool{"25": true, "7": true}}
	t.main.rows, t.other.rows = blankRows(width, height), blankRows(width, height)
	return t
}

func blankRows(width, height int) [][]glyph {
	rows := make([][]glyph, height)
	for y := range rows {
		rows[y] = make([]glyph, width)
	}
	return rows
}

// Resize changes the size. What was on screen stays at the top left.
func (t *Terminal) Resize(width, height int) {
	for _, g := range []*grid{&t.main, &t.other} {
		rows := blankRows(width, height)
		for y := range min(height, len(g.rows)) {
			copy(rows[y], g.rows[y])
		}
		g.rows, g.wraps = rows, false
		g.x, g.y = min(g.x, width-1), min(g.y, height-1)
	}
	t.width, t.height = width, height
}

// Scramble fills the screen with what no program wrote, as other programs and
// resizing may.
func (t *Terminal) Scramble() {
	for _, row := range t.screen().rows {
		for x := range row {
			row[x] = glyph{text: "#", ink: ink{ground: "41"}}
		}
	}
}

// Size is how many columns and rows there are.
func (t *Terminal) Size() (width, height int) { return t.width, t.height }

// Alternate reports that the alternate screen is on.
func (t *Terminal) Alternate() bool { return t.alternate }

// Mode reports that a private mode is set, as "2004".
func (t *Terminal) Mode(number string) bool { return t.modes[number] }

// Plain reports that nothing is left set that text would be drawn in.
func (t *Terminal) Plain() bool { return t.ink == ink{} }

// Text is what is on screen, a line for each row, without blanks at their ends.
func (t *Terminal) Text() string {
	var out strings.Builder
	for _, row := range t.screen().rows {
		var line strings.Builder
		for _, g := range row {
			switch g.text {
			case "":
				line.WriteByte(' ')
			case rest:
			default:
				line.WriteString(g.text)
			}
		}
		out.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return out.String()
}

// Picture is what is on screen, as people see it, in a form to compare.
func (t *Terminal) Picture() string { return t.Columns(0, t.width) }

// Columns is the Picture of some columns.
func (t *Terminal) Columns(from, to int) string {
	var out strings.Builder
	for _, row := range t.screen().rows {
		have := ink{}
		for _, g := range row[min(from, len(row)):min(to, len(row))] {
			seen := g.ink
			if g.text == "" {
				seen = seen.blank()
			}
			if seen != have {
				out.WriteString(seen.String())
				have = seen
			}
			switch g.text {
			case "":
				out.WriteByte(' ')
			case rest:
				out.WriteByte('>')
			default:
				out.WriteString(g.text)
			}
		}
		out.WriteByte('\n')
	}
	return out.String()
}

func (t *Terminal) screen() *grid {
	if t.alternate {
		return &t.other
	}
	return &t.main
}

// print writes text without controls.
func (t *Terminal) print(text string) {
	for text != "" {
		cluster, _ := ansi.FirstGraphemeCluster(text, ansi.GraphemeWidth)
		text = text[len(cluster):]
		t.put(cluster, min(t.Width(cluster), t.width))
	}
}

func (t *Terminal) put(cluster string, width int) {
	g := t.screen()
	if width == 0 {
		t.attach(cluster)
		return
	}
	if g.wraps && t.modes["7"] || g.x+width > t.width && t.modes["7"] {
		g.x, g.wraps = 0, false
		t.lineFeed()
	}
	g.x = min(g.x, t.width-width)
	row := g.rows[g.y]
	if t.inserts {
		copy(row[g.x+width:], slices.Clone(row[g.x:]))
	}
	for x := g.x; x < g.x+width; x++ {
		breakWide(row, x)
	}
	row[g.x] = glyph{cluster, t.ink}
	if cluster == " " {
		row[g.x].text = ""
	}
	if width == 2 {
		row[g.x+1] = glyph{rest, t.ink}
	}
	g.x += width
	g.wraps, g.over = g.x == t.width && t.modes["7"], g.x == t.width
	g.x = min(g.x, t.width-1)
}

// breakWide blanks the other half of a wide cluster that is written over.
func breakWide(row []glyph, x int) {
	if row[x].text == rest && x > 0 {
		row[x-1].text = ""
	}
	if x+1 < len(row) && row[x+1].text == rest {
		row[x+1].text = ""
	}
	row[x].text = ""
}

// attach adds a cluster without a column to the one before.
func (t *Terminal) attach(cluster string) {
	g := t.screen()
	x := g.x - 1
	if g.wraps || g.over {
		x = g.x
	}
	if x > 0 && g.rows[g.y][x].text == rest {
		x--
	}
	if x >= 0 {
		g.rows[g.y][x].text += cluster
	}
}

func (t *Terminal) lineFeed() {
	g := t.screen()
	g.wraps, g.over = false, false
	if g.y < t.height-1 {
		g.y++
		return
	}
	copy(g.rows, g.rows[1:])
	g.rows[g.y] = make([]glyph, t.width)
	t.erase(g.y, 0, t.width)
}

// erase fills columns of a row with the background.
func (t *Terminal) erase(y, from, to int) {
	row := t.screen().rows[y]
	for x := from; x < to; x++ {
		breakWide(row, x)
		row[x] = glyph{ink: ink{ground: t.ink.ground}}
	}
}
