package cli

import "actas/ui"

// Whose says whose sessions are renewed: those of a user, or, where nobody is one, of
// a profile. No two profiles of an object storage have a session in common.
type Whose struct {
	UserID, Profile string
	// Kept names those whose kept sessions are found: of two keys of one user, neither
	// finds those of the other. It is empty where String says as much.
	Kept string
}

// String tells one from another.
func (w Whose) String() string {
	if w.UserID != "" || w.Profile == "" {
		return w.UserID
	}
	return "profile-" + w.Profile
}

// whose is that of a user at an API, or of the profile that holds at an object storage.
func (c *command) whose(userID string, api ui.API) Whose {
	w := Whose{UserID: userID}
	if c.storage() {
		w.Profile = c.way.profile.Name
	} else if k, ok := ui.KeptOf(api).(*keptOf); ok {
		w.Kept = k.whose()
	}
	return w
}
