package model

import (
	"iter"
	"time"
)

// Page is one page of a list, handed on as it arrives.
type Page[T any] struct {
	Items []T
	// Total is how many items the whole list has by the API's account; 0 where
	// it did not say.
	Total int
}

// LeftOut says how many rows of a list could not be read.
type LeftOut struct {
	// What names one row, as in "role".
	What  string
	Count int
}

// Remembered is what an earlier run read of an organisation.
type Remembered struct {
	// Read is when it was read, by the wall clock of that run; of several times the
	// earliest.
	Read   time.Time
	Roles  iter.Seq2[Page[Role], error]
	Trusts iter.Seq2[Page[Trust], error]
	// Owner is whose key it was, and Names reads what the entities that the trusts
	// name were called where those do not tell. Either may be empty, or nil.
	Owner KeyOwner
	Names func() []Entity
}
