package model

// sessionIndex finds the sessions of a roster that an answer may speak of, by
// id, and by token where one side has no id.
type sessionIndex struct {
	ids    map[string][]int
	tokens map[Secret][]int
}

// newSessionIndex indexes the sessions by their place.
func newSessionIndex(sessions []LiveSession) sessionIndex {
	x := sessionIndex{map[string][]int{}, map[Secret][]int{}}
	for i := range sessions {
		x.add(sessions[i].Session, i)
	}
	return x
}

// add enters a session that stands at a place.
func (x sessionIndex) add(s Session, at int) {
	if s.ID != "" {
		x.ids[s.ID] = append(x.ids[s.ID], at)
	}
	if !s.Token.Empty() {
		x.tokens[s.Token] = append(x.tokens[s.Token], at)
	}
}

// find is the place of the session that s is an answer about, or -1. A place
// that the same answer has named already is another session, even under the
// same id, unless the token is the same too.
func (x sessionIndex) find(sessions []LiveSession, seen []bool, s Session) int {
	found := -1
	for _, at := range x.ids[s.ID] {
		switch {
		case sessions[at].Token == s.Token:
			return at
		case !seen[at] && found < 0:
			found = at
		}
	}
	if found >= 0 {
		return found
	}
	for _, at := range x.tokens[s.Token] {
		if s.ID == "" || sessions[at].ID == "" {
			return at
		}
	}
	return -1
}
