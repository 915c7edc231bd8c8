package model

import "time"

// User is a person or a service account of the organisation.
type User struct {
	ID         string
	Name       string
	Email      string
	APIEnabled bool
	// Service marks an account that no person signs in to.
	Service bool
}

// DisplayName is the user's name, or the e-mail address, or the id: the first
// that is not empty.
func (u User) DisplayName() string {
	switch {
	case u.Name != "":
		return u.Name
	case u.Email != "":
		return u.Email
	default:
		return u.ID
	}
}

// Group is a set of users that a trust can name as one entity.
type Group struct {
	ID          string
	Name        string
	Description string
	// MemberIDs are the ids of the users in it; nil means none or not told.
	MemberIDs []string
	Created   time.Time
}

// Issuer is an OIDC issuer whose tokens the organisation accepts.
type Issuer struct {
	ID string
	// Source is "external", "vke", "instance" or "baremetal", or what the API sent.
	Source    string
	URI       string
	KeyID     string
	KeyType   string
	Algorithm string
	Use       string
}

// Organization is the one that the API key belongs to. Its id stands in the
// RoleArn of the STS dialects.
type Organization struct {
	ID   string
	Name string
}

// Account is the owner of the key in use.
type Account struct {
	Name  string
	Email string
}
