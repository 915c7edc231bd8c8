package model

import "time"

// TrustType says how a role is taken on through a trust. Values that actas
// does not know are kept as the API sent them.
type TrustType string

// The trust types of Vultr's guide "How to Create a Role Trust".
const (
	// TemporaryAssumption: someone must call assume; the session is the principal.
	TemporaryAssumption TrustType = "TemporaryAssumption"
	// IAMAssumption: automatic, through OIDC inline validation; the platform
	// user stays the principal.
	IAMAssumption TrustType = "IAMAssumption"
	// FederatedAssumption: automatic, through OIDC inline validation; the role
	// itself is the principal.
	FederatedAssumption TrustType = "FederatedAssumption"
)

// automatic reports that a role is taken on through such a trust without a call.
func (t TrustType) automatic() bool { return t == IAMAssumption || t == FederatedAssumption }

// EntityKind is what kind of entity a trust names.
type EntityKind string

// The kinds of trusted entity. A trust names exactly one; EntityUnknown stands
// for a trust that names none that actas can read.
const (
	EntityUnknown EntityKind = ""
	EntityUser    EntityKind = "user"
	EntityGroup   EntityKind = "group"
	EntityIssuer  EntityKind = "issuer"
	// EntitySource is an instance or bare-metal machine; the entity's ID is
	// then "instance" or "baremetal".
	EntitySource EntityKind = "source"
)

// Entity is whom a trust trusts.
type Entity struct {
	Kind EntityKind
	ID   string
	// Name is how the API displays it; empty where it did not say.
	Name string
}

// Trust says who may assume a role, when, and from where.
type Trust struct {
	ID       string
	RoleID   string
	RoleName string
	Type     TrustType
	Entity   Entity
	Conditions
	// ValidUntil is when the trust lapses; the zero time means never, unless
	// ValidUntilProblem is set.
	ValidUntil time.Time
	// ValidUntilProblem holds the API's value when it could not be read.
	ValidUntilProblem string
	Created           time.Time
}

// Conditions limit a trust. All that are given must hold.
type Conditions struct {
	Schedule Schedule
	// SourceIPs are the allowed addresses and ranges; empty allows every address.
	SourceIPs []IPCondition
	// Unknown are conditions that actas does not know, sorted by name.
	Unknown []RawCondition
}

// RawCondition is a condition that actas does not know, as the API sent it.
type RawCondition struct {
	Name string
	// JSON is the value, compact and cleaned for display.
	JSON string
}
