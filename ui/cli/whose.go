package cli

// Whose says whose sessions are renewed: those of a user, or, where nobody is one, of
// a profile. No two profiles of an object storage have a session in common.
type Whose struct{ UserID, Profile string }

// String tells one from another.
func (w Whose) String() string {
	if w.UserID != "" || w.Profile == "" {
		return w.UserID
	}
	return "profile-" + w.Profile
}

// whose is that of a user, or of the profile that holds at an object storage.
func (c *command) whose(userID string) Whose {
	w := Whose{UserID: userID}
	if c.storage() {
		w.Profile = c.way.profile.Name
	}
	return w
}
