package model

import "time"

// RoleType says what a role is for. Values that actas does not know are kept
// as the API sent them.
type RoleType string

// The role types of Vultr's guides; its OpenAPI file says "user" and "service"
// for the same two.
const (
	RoleAssignable RoleType = "assignable"
	RoleAssumable  RoleType = "assumable"
)

// Assignable reports whether roles of this type are held permanently, so that
// nobody can assume them. A type that actas does not know is not assignable:
// the server decides.
func (t RoleType) Assignable() bool { return t == RoleAssignable || t == "user" }

// Role holds permissions. Somebody who is trusted may assume it for a while.
type Role struct {
	ID          string
	Name        string
	Description string
	Type        RoleType
	// MaxSession is the longest session that the role allows; 0 means that the
	// API did not say.
	MaxSession time.Duration
	// Policies are the permissions attached; nil means none or not read yet.
	Policies []Policy
	// Created is the zero time where the API did not say.
	Created time.Time
}

// Policy is a named list of statements.
type Policy struct {
	ID          string
	Name        string
	Description string
	Statements  []Statement
}

// Statement allows or denies actions on resources.
type Statement struct {
	// Effect is "Allow" or "Deny", or what the API sent.
	Effect    string
	Actions   []string
	Resources []string
}
