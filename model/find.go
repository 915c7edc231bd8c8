package model

import "strings"

// Label is what a person can call a thing by.
type Label struct {
	// ID and Name may each be empty: nothing is found by an empty text.
	ID   string
	Name string
}

// Find is what a person means by a text: the things whose id it is, else whose
// name, else whose name in whatever case, else whose name begins with it in
// whatever case, else whose id does. The first of these steps that finds
// anything decides: one thing is meant, several are ambiguous, and none at all
// means that there is no such thing.
func Find[T any](things []T, wanted string, label func(T) Label) []T {
	if wanted == "" {
		return nil
	}
	lower := strings.ToLower(wanted)
	for _, fits := range [...]func(Label) bool{
		func(l Label) bool { return l.ID == wanted },
		func(l Label) bool { return l.Name == wanted },
		func(l Label) bool { return strings.EqualFold(l.Name, wanted) },
		func(l Label) bool { return strings.HasPrefix(strings.ToLower(l.Name), lower) },
		func(l Label) bool { return strings.HasPrefix(l.ID, wanted) },
	} {
		var found []T
		for _, thing := range things {
			if fits(label(thing)) {
				found = append(found, thing)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// Label is what a person can call the role by.
func (r Role) Label() Label { return Label{ID: r.ID, Name: r.Name} }

// Label is what a person can call the session by.
func (l LiveSession) Label() Label { return Label{ID: l.ID, Name: l.Name} }

// Label is what a person can call the user by.
func (u User) Label() Label { return Label{ID: u.ID, Name: u.DisplayName()} }

// Label is what a person can call the issuer by.
func (i Issuer) Label() Label { return Label{ID: i.ID, Name: i.URI} }
