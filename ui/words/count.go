package words

import "strconv"

// Count is a number with its thousands apart: "312", "2,000".
func Count(n int) string {
	digits := strconv.Itoa(n)
	for at := len(digits) - 3; at > 0 && digits[at-1] != '-'; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// Of is one number of another: "12 of 312", "1,449 of 10,000".
func Of(n, of int) string { return Count(n) + " of " + Count(of) }

// MoreLines counts lines that are out of sight: "1 more line", "7 more lines".
func MoreLines(n int) string {
	if n == 1 {
		return "1 more line"
	}
	return strconv.Itoa(n) + " more lines"
}
