// Package background keeps Bubble Tea v1 from asking the terminal for its
// background colour before main begins.
//
// Bubble Tea asks in an init, and waits five seconds where nothing answers.
// Saying beforehand that the background is dark makes it not ask. Go
// initialises packages in the order of their import paths among those that are
// ready, so this package must sort before github.com/charmbracelet/bubbletea
// and import nothing but Lip Gloss: with more imports it would run too late.
// Which palette is used is decided later, by the theme package's options.
package background

import "github.com/charmbracelet/lipgloss"

func init() { lipgloss.SetHasDarkBackground(true) }
