package model

// Page is one page of a list, handed on as it arrives.
type Page[T any] struct {
	Items []T
	// Total is how many items the whole list has by the API's account; 0 where
	// it did not say.
	Total int
}
