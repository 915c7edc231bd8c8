package trustform

import (
	"strings"
	"unicode/utf8"

	"actas/model"
	"actas/ui/field"
)

// addressTypedLimit is longer than any range. What the API has may be longer yet.
const addressTypedLimit = 100

// fillAddresses are entries as they stand in the form.
func fillAddresses(entries []model.IPCondition) field.Lines {
	var lines []string
	limit := addressTypedLimit
	for _, e := range entries {
		text := entryText(e)
		lines, limit = append(lines, text), max(limit, utf8.RuneCountInString(text))
	}
	return field.NewLines(lines, limit, "every address; or 10.0.0.0/8")
}

// entryText is an entry as it stands in its line.
func entryText(e model.IPCondition) string { return strings.TrimSpace(field.Holds(e.Raw)) }
