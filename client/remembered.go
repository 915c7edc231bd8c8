package client

import (
	"errors"
	"io"
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
	r := model.Remembered{Roles: remembered(c, keptRoles, decodeRoles), Trusts: remembered(c, keptTrusts, decodeTrusts)}
	for _, name := range []string{keptRoles, keptTrusts} {
		list, err := c.openKept(name)
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

// openKept opens a list in the cache. Any error means that there is none.
func (c *Client) openKept(name string) (*cache.List, error) {
	return c.cache.Open(name, c.clock.Now().Wall)
}

// remembered reads the pages of a list from the cache, as the API's answers are
// read. An error says that nothing of the list counts.
func remembered[T any](c *Client, name string, decode decodePage[T]) iter.Seq2[model.Page[T], error] {
	return func(yield func(model.Page[T], error) bool) {
		list, err := c.openKept(name)
		if err != nil {
			yield(model.Page[T]{}, err)
			return
		}
		defer list.Close()
		for {
			page, err := nextPage(list, decode)
			if errors.Is(err, io.EOF) || !yield(page, err) || err != nil {
				return
			}
		}
	}
}

// nextPage reads the next page of a list from the cache; [io.EOF] behind the last.
func nextPage[T any](list *cache.List, decode decodePage[T]) (model.Page[T], error) {
	body, err := list.Next()
	if err != nil {
		return model.Page[T]{}, err
	}
	items, meta, err := decode(answer{body: body})
	return model.Page[T]{Items: items, Total: meta.total}, err
}
