package words

import (
	"fmt"
	"strings"

	"actas/model"
)

// LeftOut says what could not be read of lists: "1 role and 2 sessions could not be
// read and are left out"; empty for nothing.
func LeftOut(all []model.LeftOut) string {
	var parts []string
	rows := 0
	for _, l := range all {
		part := fmt.Sprintf("%s %ss", Count(l.Count), l.What)
		if l.Count == 1 {
			part = "1 " + l.What
		}
		parts, rows = append(parts, part), rows+l.Count
	}
	switch {
	case rows == 0:
		return ""
	case rows == 1:
		return parts[0] + " could not be read and is left out"
	case len(parts) == 1:
		return parts[0] + " could not be read and are left out"
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " and " + parts[last] + " could not be read and are left out"
}
