package theme

import "github.com/charmbracelet/lipgloss"

// palette holds the roles that colour plays, for one kind of background.
// Body text has no role: it stays the terminal's own colour.
//
// Each colour is given for all three depths, because automatic down-conversion
// makes warn and crit the same red in 16 colours and turns the selection teal
// in 256. An empty ANSI value leaves the terminal's own colour.
type palette struct {
	muted  lipgloss.CompleteColor
	accent lipgloss.CompleteColor
	ok     lipgloss.CompleteColor
	warn   lipgloss.CompleteColor
	crit   lipgloss.CompleteColor
	onSel  lipgloss.CompleteColor
	sel    lipgloss.CompleteColor
	fill   lipgloss.CompleteColor
	rule   lipgloss.CompleteColor
	onChip lipgloss.CompleteColor
}

// darkPalette was computed for contrast on seven dark pages, black to Nord:
// text roles are at least 5.4 on the page and on the selection.
func darkPalette() palette {
	return palette{
		muted:  complete("#a3adba", "248", "7"),
		accent: complete("#8ac2ff", "111", "12"),
		ok:     complete("#86d49a", "114", "10"),
		warn:   complete("#f0c060", "221", "11"),
		crit:   complete("#ffa198", "210", "9"),
		onSel:  complete("#e6ebf1", "255", ""),
		sel:    complete("#2b3648", "237", ""),
		fill:   complete("#4f9a6a", "71", "2"),
		rule:   complete("#4a5361", "240", "8"),
		onChip: complete("#101418", "233", "0"),
	}
}

// lightPalette was computed for five light pages, white to Gruvbox: text roles
// are at least 5.1 on the page and on the selection.
func lightPalette() palette {
	return palette{
		muted:  complete("#525b66", "239", "8"),
		accent: complete("#0a4fa6", "25", "4"),
		ok:     complete("#14622c", "22", "2"),
		warn:   complete("#7a4700", "58", "3"),
		crit:   complete("#a8131f", "88", "1"),
		onSel:  complete("#1a1f26", "234", ""),
		sel:    complete("#d0def2", "253", ""),
		fill:   complete("#4c9566", "65", "2"),
		rule:   complete("#b9c1cb", "250", "7"),
		onChip: complete("#ffffff", "231", "15"),
	}
}

func complete(trueColor, ansi256, ansi string) lipgloss.CompleteColor {
	return lipgloss.CompleteColor{TrueColor: trueColor, ANSI256: ansi256, ANSI: ansi}
}
