package simulator

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// The documented sizes of a page.
const (
	defaultPerPage = 100
	maxPerPage     = 500
)

type wireMeta struct {
	Total int       `json:"total"`
	Links wireLinks `json:"links"`
}

type wireLinks struct {
	Next string `json:"next"`
	Prev string `json:"prev"`
}

// window is the part of a list that a request asks for.
type window struct {
	list      string
	per, from int
}

// windowOf reads per_page and cursor. What Vultr does with values that make no
// sense is not documented; here they are refused, so that no client relies on it.
func windowOf(list string, q url.Values) (window, *answer) {
	w := window{list: list, per: defaultPerPage}
	if text := q.Get("per_page"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > maxPerPage {
			a := refuse(http.StatusBadRequest, "per_page must be a number from 1 to %d", maxPerPage)
			return w, &a
		}
		w.per = n
	}
	if text := q.Get("cursor"); text != "" {
		from, ok := w.decode(text)
		if !ok {
			a := refuse(http.StatusBadRequest, "cursor is not valid for this list")
			return w, &a
		}
		w.from = from
	}
	return w, nil
}

// encode makes an opaque cursor of a position; a negative one is no link.
func (w window) encode(position int) string {
	if position < 0 {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString([]byte(w.list + ":" + strconv.Itoa(position)))
}

func (w window) decode(cursor string) (int, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return 0, false
	}
	text, ok := strings.CutPrefix(string(raw), w.list+":")
	n, err := strconv.Atoi(text)
	return n, ok && err == nil && n >= 0
}

// rows is a list that can be paged through. Places whose row is deleted are
// not alive.
type rows[T any] interface {
	len() int
	live() int
	alive(pos int) bool
	at(pos int) T
}

// slice is a list without deleted rows.
type slice[T any] []T

func (s slice[T]) len() int       { return len(s) }
func (s slice[T]) live() int      { return len(s) }
func (s slice[T]) alive(int) bool { return true }
func (s slice[T]) at(pos int) T   { return s[pos] }

// page cuts the window out of the rows.
func page[T any](list rows[T], w window) ([]T, wireMeta) {
	items := make([]T, 0, min(w.per, list.len()))
	pos := w.from
	for ; pos < list.len() && len(items) < w.per; pos++ {
		if list.alive(pos) {
			items = append(items, list.at(pos))
		}
	}
	return items, wireMeta{
		Total: list.live(),
		Links: wireLinks{Next: w.encode(nextAlive(list, pos)), Prev: w.encode(previous(list, w))},
	}
}

// nextAlive is the first place from pos on whose row is alive, or -1.
func nextAlive[T any](list rows[T], pos int) int {
	for ; pos < list.len(); pos++ {
		if list.alive(pos) {
			return pos
		}
	}
	return -1
}

// previous is where the page before the window begins, or -1.
func previous[T any](list rows[T], w window) int {
	found, pos := 0, -1
	for i := min(w.from, list.len()) - 1; i >= 0 && found < w.per; i-- {
		if list.alive(i) {
			found, pos = found+1, i
		}
	}
	return pos
}

// paged answers one page of a list under a key.
func paged[T, W any](c *call, key string, list rows[T], wire func([]T) []W) answer {
	w, refused := windowOf(key, c.URL.Query())
	if refused != nil {
		return *refused
	}
	items, meta := page(list, w)
	return ok(map[string]any{key: wire(items), "meta": meta})
}
