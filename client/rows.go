package client

import (
	"cmp"
	"encoding/json"
	"iter"
	"slices"
	"sync"

	"actas/model"
)

// readAll turns the wire's items into the model's. A list that is not there is
// an error: an empty one must be told as [].
func readAll[W, T any](key string, items *[]W, read func(*W) (T, error)) ([]T, error) {
	if items == nil {
		return nil, missing(key)
	}
	out := make([]T, len(*items))
	for i := range *items {
		item, err := read(&(*items)[i])
		if err != nil {
			return nil, err
		}
		out[i] = item
	}
	return out, nil
}

// leave says which rows of a page may be left out.
type leave bool

const (
	// oddRows are those that cannot be read, whatever they are.
	oddRows leave = false
	// nullRows are those that say nothing at all: of sessions, for one that is not
	// listed counts as revoked.
	nullRows leave = true
)

// readPage is readAll for a page of a list, which was decoded with err. Where single
// rows cannot be read, null or of another shape, the others are all the same: one odd
// row must not hide a thousand. A page of which no row can be read is an error.
func readPage[W, T any](
	a answer, err error, meta wireMeta, list *[]W, read func(*W) (T, error), out leave, keys ...string,
) ([]T, wireMeta, error) {
	if err == nil {
		var items []T
		if items, err = readAll(keys[0], list, read); err == nil {
			return items, meta, nil
		}
	}
	items, meta, told := readRows(a.body, read, out, keys)
	if !told {
		return nil, meta, err
	}
	return items, meta, nil
}

// readRows reads a page row by row, and counts those that cannot be read; false where
// that gives none.
func readRows[W, T any](body []byte, read func(*W) (T, error), out leave, keys []string) (items []T, meta wireMeta, told bool) {
	if i := next(body, 0); !json.Valid(body) || body[i] != '{' {
		return nil, meta, false
	}
	var rows []byte
	for name, value := range fields(body) {
		switch {
		case name == "meta":
			_ = meta.UnmarshalJSON(value) // never fails
		case slices.Contains(keys, name) && value[0] == '[':
			rows = value
		}
	}
	unread := 0
	for raw := range elements(rows) {
		item, ok := readRow(raw, read)
		switch {
		case ok:
			items = append(items, item)
		case out == nullRows && !isNull(raw):
			return nil, meta, false
		default:
			unread++
		}
	}
	meta.unread = unread
	return items, meta, len(items) > 0
}

// readRow reads one row; false where it cannot be read.
func readRow[W, T any](raw []byte, read func(*W) (T, error)) (item T, ok bool) {
	var w W
	if isNull(raw) || json.Unmarshal(raw, &w) != nil {
		return item, false
	}
	item, err := read(&w)
	return item, err == nil
}

// elements are the values of an array, none of nil.
func elements(array []byte) iter.Seq[[]byte] {
	if array == nil {
		return func(func([]byte) bool) {}
	}
	return items(array)
}

// leftOut is what could not be read of the lists that were read last. The zero value
// is ready, and safe for several goroutines.
type leftOut struct {
	mu sync.Mutex
	// rows are how many, by the path of the list.
	rows map[string]model.LeftOut
}

// rowsOf names the rows of the lists that people know.
var rowsOf = map[string]string{
	"list roles": "role", "list role trusts": "role trust", "list trusts of a role": "role trust", "list sessions": "session",
	"list users": "user", "list groups": "group", "list OIDC issuers": "OIDC issuer",
}

// note remembers how many rows of a list could not be read, now that it was read to its
// end.
func (l *leftOut) note(cl call, unread int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if unread == 0 {
		delete(l.rows, cl.path)
		return
	}
	if l.rows == nil {
		l.rows = map[string]model.LeftOut{}
	}
	l.rows[cl.path] = model.LeftOut{What: cmp.Or(rowsOf[cl.name], "other row"), Count: unread}
}

// LeftOut tells of the lists that were read last what could not be read of them, and
// was left out.
func (c *Client) LeftOut() []model.LeftOut {
	c.leftOut.mu.Lock()
	defer c.leftOut.mu.Unlock()
	count := map[string]int{}
	for _, l := range c.leftOut.rows {
		count[l.What] += l.Count
	}
	var all []model.LeftOut
	for what, n := range count {
		all = append(all, model.LeftOut{What: what, Count: n})
	}
	slices.SortFunc(all, func(a, b model.LeftOut) int { return cmp.Compare(a.What, b.What) })
	return all
}
