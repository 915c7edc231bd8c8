package why

// parts are the page from its top to its bottom. The answer scrolls in a window
// of some height, the others stay.
type parts struct {
	top, answer, bottom []string
	// height is that of the window, and start the line that it begins with.
	height, start int
}

// first is the first line in the window once it was moved by some lines. What the
// answer begins with can stand on top, whatever follows.
func (s parts) first(moved int) int {
	return max(0, min(s.start+moved, max(s.start, len(s.answer)-s.height)))
}

// leastAnswer is how many lines of the trusts must be in sight for the sentence
// on what decides to stand below them.
const leastAnswer = 3

// share divides a height: the answer gets what the others leave.
func (p painter) share(height int) parts {
	s := parts{top: p.top(), bottom: p.bottom()}
	about := p.about()
	room := height - len(s.top) - len(about) - len(s.bottom)
	if p.answered {
		// A blank line stands above the sentence.
		room--
	}
	var heads []int
	s.answer, heads = p.answer(room - 1)
	least := min(leastAnswer, len(s.answer))
	if room < least {
		return p.low(s, about, height)
	}
	s.top = append(s.top, about...)
	if room > least && room != len(s.answer) {
		s.top = append(s.top, "")
	}
	if p.answered {
		s.bottom = append([]string{""}, s.bottom...)
	}
	s.top = p.fitted(s.top)
	s.height = height - len(s.top) - len(s.bottom)
	s.start = begin(heads, len(s.answer), s.height)
	return s
}

// begin is the line that the window begins with: the head of the first trust from
// which on all is in sight, or else that of the one that decides, which is last.
func begin(heads []int, lines, height int) int {
	for i, head := range heads {
		if lines-head <= height || i == len(heads)-1 {
			return head
		}
	}
	return 0
}

// low is the page in a low window: what decides comes first, and the trusts
// scroll into sight below it.
func (p painter) low(s parts, about []string, height int) parts {
	trusts := s.answer
	s.answer = append(s.bottom, about...)
	if len(trusts) > 0 {
		s.answer = append(append(s.answer, ""), trusts...)
	}
	s.top = p.fitted(s.top[:min(len(s.top), height)])
	s.bottom, s.start, s.height = nil, 0, height-len(s.top)
	return s
}
