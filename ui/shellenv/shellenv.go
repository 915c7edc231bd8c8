// Package shellenv says what a program that uses a session finds in its
// environment, and writes it down for the shells that people paste it into.
// Values come out as their shell reads them back, byte for byte.
package shellenv

import (
	"fmt"
	"strings"

	"actas/model/text"
)

// Shell is a language that assignments are written in. The zero value is none;
// [Parse] gives one.
type Shell string

// The shells that can be written for.
const (
	// Sh is what sh, bash, zsh, dash and ksh read.
	Sh   Shell = "sh"
	Fish Shell = "fish"
	// PowerShell is both the one of Windows and pwsh.
	PowerShell Shell = "powershell"
)

// known are the names that people give the shells.
var known = map[string]Shell{
	"sh": Sh, "bash": Sh, "zsh": Sh, "dash": Sh, "ksh": Sh, "ash": Sh,
	"fish": Fish, "powershell": PowerShell, "pwsh": PowerShell,
}

// Parse finds the shell of a name, or of a path as SHELL holds one: "fish",
// "/usr/bin/zsh", "pwsh.exe". The error names the shells that can be written for.
func Parse(name string) (Shell, error) {
	base := strings.ToLower(name[strings.LastIndexAny(name, `/\`)+1:])
	base = strings.TrimPrefix(strings.TrimSuffix(base, ".exe"), "-")
	if shell, ok := known[base]; ok {
		return shell, nil
	}
	return "", fmt.Errorf("the shell %q is not known; sh (also bash and zsh), fish and powershell are", text.Clean(name))
}

// Quote writes a value as one word of the shell, whatever it holds. A NUL has
// no place in an environment, and shells do not keep one.
func (s Shell) Quote(value string) string {
	switch s {
	case Fish:
		return "'" + fishQuotes.Replace(value) + "'"
	case PowerShell:
		return "'" + powerShellQuotes.Replace(value) + "'"
	}
	return "'" + strings.ReplaceAll(value, "'", `'\''`) + "'"
}

var (
	// fish knows two escapes between single quotes.
	fishQuotes = strings.NewReplacer(`\`, `\\`, `'`, `\'`)
	// PowerShell ends a text at a typographic quote as well, and takes two of
	// the same as one.
	powerShellQuotes = strings.NewReplacer("'", "''", "\u2018", "\u2018\u2018", "\u2019", "\u2019\u2019",
		"\u201a", "\u201a\u201a", "\u201b", "\u201b\u201b")
)

// Export is the line that gives a variable to every program that is started
// afterwards, without a newline at its end.
func (s Shell) Export(v Var) string {
	switch s {
	case Fish:
		return "set -gx " + v.Name + " " + s.Quote(v.Value)
	case PowerShell:
		return "$env:" + v.Name + " = " + s.Quote(v.Value)
	}
	return "export " + v.Name + "=" + s.Quote(v.Value)
}

// Lines are the lines that export variables, each with its newline.
func (s Shell) Lines(vars []Var) string {
	var b strings.Builder
	for _, v := range vars {
		b.WriteString(s.Export(v))
		b.WriteByte('\n')
	}
	return b.String()
}
