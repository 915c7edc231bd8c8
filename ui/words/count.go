package words

import "strconv"

// MoreLines counts lines that are out of sight: "1 more line", "7 more lines".
func MoreLines(n int) string {
	if n == 1 {
		return "1 more line"
	}
	return strconv.Itoa(n) + " more lines"
}
