package filter

import "unicode/utf8"

// signs is the set of what a text is made of, a bit for each letter whatever its
// case. Other signs share bits. One look at it spares most texts the matching.
type signs uint64

// allSigns stands for a text whose letters have other forms, as "é" has "e".
const allSigns = ^signs(0)

// signsOf is what a text is made of.
func signsOf(text string) signs {
	var s signs
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return allSigns
		}
		s |= sign(text[i])
	}
	return s
}

// needed is what a text must be made of to match: nothing is said of letters that
// have other forms.
func needed(pattern []rune) signs {
	var s signs
	for _, r := range pattern {
		if r < utf8.RuneSelf {
			s |= sign(byte(r))
		}
	}
	return s
}

// sign is the bit of one sign: 26 are for letters, 10 for digits, and all others
// share the rest.
func sign(c byte) signs {
	switch {
	case c >= 'a' && c <= 'z':
		return 1 << (c - 'a')
	case c >= 'A' && c <= 'Z':
		return 1 << (c - 'A')
	case c >= '0' && c <= '9':
		return 1 << (26 + c - '0')
	}
	return 1 << (36 + c%28)
}

// hold reports that all of them are among s.
func (s signs) hold(needed signs) bool { return s&needed == needed }
