package model

import (
	"strings"
	"time"
)

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

// KeyOwner is whose key it is, as far as one run came to know: what the next one goes
// by until the API has told it again. The zero value knows nothing.
type KeyOwner struct {
	// User has an empty ID while it is not known. Said is set where a person said so,
	// and not the API.
	User User
	Said bool
	// Email is the account's address.
	Email string
	// Organization is that of the key; Alone is set where the key sees no other one.
	Organization Organization
	Alone        bool
	// GroupIDs are the groups that the user is in; GroupsKnown is as in [Caller].
	GroupIDs    []string
	GroupsKnown bool
}

// DiffersFrom reports that two runs cannot have known the same owner: the addresses
// are others, or the users by the API's account, or the organisations of a key that
// sees one alone. What either does not know says nothing.
func (o KeyOwner) DiffersFrom(other KeyOwner) bool {
	told := o.User.ID != "" && other.User.ID != "" && !o.Said && !other.Said
	alone := o.Alone && other.Alone
	return o.Email != "" && other.Email != "" && !strings.EqualFold(o.Email, other.Email) ||
		told && o.User.ID != other.User.ID ||
		alone && o.Organization.ID != other.Organization.ID
}
