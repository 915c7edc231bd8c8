package client

import (
	"context"
	"encoding/json"
	"iter"
	"maps"
	"net/url"
	"strconv"

	"actas/client/cache"
	"actas/model"
)

const (
	// pageSize is the largest page that Vultr gives.
	pageSize = 500
	// maxPages ends a list that never does: half a million items.
	maxPages = 1000
)

// wireMeta is a list's "meta": {"total": N, "links": {"next": cursor}}. Any
// part of it may be missing: the list then has one page.
type wireMeta struct {
	// total is the length of the whole list; 0 where the API did not say.
	total int
	// next is the cursor of the next page; empty on the last one.
	next string
	// unread is how many rows of the page could not be read.
	unread int
}

// UnmarshalJSON never fails on valid JSON: what it cannot read is missing.
func (m *wireMeta) UnmarshalJSON(raw []byte) error {
	*m = wireMeta{}
	for name, value := range fields(raw) {
		switch name {
		case "total":
			if json.Unmarshal(value, &m.total) != nil || m.total < 0 {
				m.total = 0
			}
		case "links":
			for name, cursor := range fields(value) {
				if name == "next" && cursor[0] == '"' {
					m.next, _ = unquote(cursor)
				}
			}
		}
	}
	return nil
}

// decodePage reads one page of a list.
type decodePage[T any] func(answer) ([]T, wireMeta, error)

// pages follows a list by its cursors and yields each page as it arrives. An
// error ends it, and so does a cursor that comes back.
func pages[T any](ctx context.Context, c *Client, cl call, decode decodePage[T]) iter.Seq2[model.Page[T], error] {
	return func(yield func(model.Page[T], error) bool) {
		query := url.Values{"per_page": {strconv.Itoa(pageSize)}}
		maps.Copy(query, cl.query)
		cl.query = query
		seen := map[string]bool{}
		draft := c.cache.Begin(cl.kept, c.clock.Now().Wall)
		defer draft.Drop()
		unread := 0
		for {
			page, meta, err := onePage(ctx, c, cl, draft, decode)
			next := meta.next
			unread += meta.unread
			if err == nil && (seen[next] || len(seen) >= maxPages) {
				err = c.fault(cl, model.ErrNotAPI, 0, "the list does not end: its pages repeat")
			}
			if err != nil {
				yield(model.Page[T]{}, err)
				return
			}
			switch {
			case !yield(page, nil):
				return
			case next == "":
				draft.Keep()
				c.leftOut.note(cl, unread)
				return
			}
			seen[next] = true
			query.Set("cursor", next)
		}
	}
}

func onePage[T any](
	ctx context.Context, c *Client, cl call, draft *cache.Draft, decode decodePage[T],
) (page model.Page[T], meta wireMeta, err error) {
	err = c.do(ctx, cl, func(a answer) error {
		var items []T
		items, meta, err = decode(a)
		page = model.Page[T]{Items: items, Total: meta.total}
		if err == nil {
			draft.Add(a.body)
		}
		return err
	})
	return page, meta, err
}

// collect joins the pages of a short list.
func collect[T any](pages iter.Seq2[model.Page[T], error]) ([]T, error) {
	items := []T{}
	for page, err := range pages {
		if err != nil {
			return nil, err
		}
		items = append(items, page.Items...)
	}
	return items, nil
}
