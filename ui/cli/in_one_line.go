package cli

import (
	"path"
	"strings"

	"actas/model"
	"actas/model/text"
	"actas/ui/words"
)

// longestFileName is how many columns of a file's name a notice tells.
const longestFileName = 24

// inOneLine is what is wrong with the key file of a profile so that what mends it is
// in sight: the file by its name alone, and the command without it. What is wrong with
// anything else stays as it is.
func inOneLine(p model.Profile, why string) string {
	file := text.Clean(p.Key.Where)
	if p.Key.Kind != model.KeyInFile || !strings.HasPrefix(why, file) {
		return why
	}
	why, remedy, told := strings.Cut(strings.TrimPrefix(why, file), "; mend it with: ")
	why = words.Shortened(path.Base(strings.ReplaceAll(file, `\`, "/")), longestFileName) + why
	switch command, alone := strings.CutSuffix(remedy, " '"+file+"'"); {
	case !told:
		return why
	case alone && !strings.Contains(command, file):
		return why + "; run " + command + " on it"
	}
	return why + "; actas doctor --profile " + p.Name + " tells how to mend it"
}
