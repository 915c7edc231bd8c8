package client

import (
	"iter"

	"actas/client/cache"
	"actas/model"
)

// The names of the lists in the cache.
const (
	keptRoles  = "roles"
	keptTrusts = "role-trusts"
)

// Remembered are the roles and the trusts as they were when each list was last read
// to its end, by this run or an earlier one, with whose key it was and what entities
// were called as far as that is there. False: the cache does not hold both lists.
func (c *Client) Remembered() (model.Remembered, bool) {
	r := model.Remembered{Roles: remembered(c.cache, keptRoles, decodeRoles), Trusts: remembered(c.cache, keptTrusts, decodeTrusts)}
	for _, name := range []string{keptRoles, keptTrusts} {
		list, err := c.cache.Open(name)
		if err != nil {
			return model.Remembered{}, false
		}
		list.Close()
		if r.Read.IsZero() || list.Read.Before(r.Read) {
			r.Read = list.Read
		}
	}
	return c.rememberedOwner(r), true
}

// remembered reads the pages of a list from the cache, as the API's answers are
// read. A page that cannot be read ends it: nothing in a cache is worth an error.
func remembered[T any](store *cache.Store, name string, decode decodePage[T]) iter.Seq2[model.Page[T], error] {
	return func(yield func(model.Page[T], error) bool) {
		list, err := store.Open(name)
		if err != nil {
			return
		}
		defer list.Close()
		for {
			body, err := list.Next()
			if err != nil {
				return
			}
			items, meta, err := decode(answer{body: body})
			if err != nil || !yield(model.Page[T]{Items: items, Total: meta.total}, nil) {
				return
			}
		}
	}
}
