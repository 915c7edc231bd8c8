package theme

// Glyphs are all the signs that actas draws with, each one column wide.
// Terminals that draw ambiguous characters two columns wide need the ASCII set.
// They are handed on by value, and are but a pointer; the zero value is nothing
// that can be drawn with.
type Glyphs struct{ *glyphSet }

// glyphSet is nobody's to change once it is made.
type glyphSet struct {
	// Horizontal, Vertical, TeeDown and TeeUp are the rules and their joints.
	Horizontal, Vertical, TeeDown, TeeUp string
	// Heavy underlines the active tab and fills a bar; HeavyEnd is the half
	// step at a bar's end.
	Heavy, HeavyEnd string
	// Mark stands before the selected row.
	Mark string
	// OpenNow and OpenOther are the cells of a week grid that a trust is open
	// in: those of the window that the verdict means, and the others.
	OpenNow, OpenOther string
	// Now marks the present in a week grid, NowCaption points from below.
	Now, NowCaption string
	// PastMidnight stands at both edges of a window that runs past midnight.
	PastMidnight string
	// Skipped is an hour that daylight saving leaves out.
	Skipped string
	// Closed is the grid's quiet dot.
	Closed string
	// Ellipsis ends text that was cut, Dash joins the ends of a range.
	Ellipsis, Dash string
	// Star stands before a favourite.
	Star string
	// Held, NotHeld and NotKnown stand before conditions.
	Held, NotHeld, NotKnown string
	// Decides stands before the condition that decides, and looks like no Mark.
	Decides string
	// ASCII reports that only ASCII may be drawn.
	ASCII bool
}

// NoGlyphs are empty: what is cut with them ends without a sign.
func NoGlyphs() Glyphs { return Glyphs{&none} }

var none glyphSet

func unicodeGlyphs() Glyphs {
	return Glyphs{&glyphSet{
		Horizontal: "─", Vertical: "│", TeeDown: "┬", TeeUp: "┴",
		Heavy: "━", HeavyEnd: "╸", Mark: "▌",
		OpenNow: "▆", OpenOther: "━", Now: "┃", NowCaption: "╹",
		PastMidnight: ">", Skipped: "░", Closed: "·",
		Ellipsis: "…", Dash: "–", Star: "*",
		Held: "✓", NotHeld: "✗", NotKnown: "?", Decides: "»",
	}}
}

func asciiGlyphs() Glyphs {
	return Glyphs{&glyphSet{
		Horizontal: "-", Vertical: "|", TeeDown: "+", TeeUp: "+",
		Heavy: "=", HeavyEnd: "=", Mark: ">",
		OpenNow: "#", OpenOther: "=", Now: "|", NowCaption: "|",
		PastMidnight: ">", Skipped: ".", Closed: ".",
		Ellipsis: "~", Dash: "-", Star: "*",
		Held: "+", NotHeld: "x", NotKnown: "?", Decides: "*",
		ASCII: true,
	}}
}
