package simulator

import "encoding/hex"

// table holds the rows of one kind in a fixed order. Rows that only make up
// numbers (filler) are made when they are looked at, and kept only once they
// have been changed. A deleted row keeps its place, so that positions, and with
// them cursors, stay true.
type table[T any] struct {
	own    []*row[T]
	byID   map[string]*row[T]
	filler filler[T]
	gone   int
}

type row[T any] struct {
	id      string
	value   T
	deleted bool
}

// filler makes row i of count rows. They stand behind the first `after` rows
// of the table's own.
type filler[T any] struct {
	after, count int
	id           func(i int) string
	make         func(i int) T
	changed      map[int]*row[T]
	index        map[[16]byte]int
}

func newTable[T any]() *table[T] {
	return &table[T]{byID: map[string]*row[T]{}}
}

func (t *table[T]) add(id string, value T) {
	r := &row[T]{id: id, value: value}
	t.own = append(t.own, r)
	t.byID[id] = r
}

func (t *table[T]) fill(count int, id func(int) string, value func(int) T) {
	t.filler = filler[T]{
		after: len(t.own), count: count, id: id, make: value,
		changed: map[int]*row[T]{},
	}
}

// len counts the places, deleted rows included; live counts the others.
func (t *table[T]) len() int  { return len(t.own) + t.filler.count }
func (t *table[T]) live() int { return t.len() - t.gone }

// place says what stands at a position: a row that is kept, or filler that was
// never changed, by its number.
func (t *table[T]) place(pos int) (kept *row[T], number int) {
	f := &t.filler
	switch {
	case pos < f.after:
		return t.own[pos], 0
	case pos < f.after+f.count:
		return f.changed[pos-f.after], pos - f.after
	default:
		return t.own[pos-f.count], 0
	}
}

// alive reports whether the row at a position is not deleted, without making it.
func (t *table[T]) alive(pos int) bool {
	kept, _ := t.place(pos)
	return kept == nil || !kept.deleted
}

func (t *table[T]) at(pos int) T {
	kept, number := t.place(pos)
	if kept == nil {
		return t.filler.make(number)
	}
	return kept.value
}

// get returns the row with the id unless it is deleted.
func (t *table[T]) get(id string) (T, bool) {
	var none T
	if r, ok := t.byID[id]; ok {
		if r.deleted {
			return none, false
		}
		return r.value, true
	}
	number, ok := t.number(id)
	if !ok {
		return none, false
	}
	if r := t.filler.changed[number]; r != nil {
		if r.deleted {
			return none, false
		}
		return r.value, true
	}
	return t.filler.make(number), true
}

// keep returns the row with the id for changing, deleted or not, and nil when
// there is none. Filler is kept from then on.
func (t *table[T]) keep(id string) *row[T] {
	if r, ok := t.byID[id]; ok {
		return r
	}
	number, ok := t.number(id)
	if !ok {
		return nil
	}
	r := t.filler.changed[number]
	if r == nil {
		r = &row[T]{id: id, value: t.filler.make(number)}
		t.filler.changed[number] = r
	}
	return r
}

func (t *table[T]) remove(id string) bool {
	r := t.keep(id)
	if r == nil || r.deleted {
		return false
	}
	r.deleted = true
	t.gone++
	return true
}

func (t *table[T]) restore(id string) bool {
	r := t.keep(id)
	if r == nil || !r.deleted {
		return false
	}
	r.deleted = false
	t.gone--
	return true
}

// number finds the filler row with an id. The index over all of them is made
// at the first question, and costs about 50 bytes a row.
func (t *table[T]) number(id string) (int, bool) {
	f := &t.filler
	key, ok := parseUUID(id)
	if !ok || f.count == 0 {
		return 0, false
	}
	if f.index == nil {
		f.index = make(map[[16]byte]int, f.count)
		for i := range f.count {
			k, _ := parseUUID(f.id(i))
			f.index[k] = i
		}
	}
	i, ok := f.index[key]
	return i, ok
}

func parseUUID(s string) (b [16]byte, ok bool) {
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return b, false
	}
	var digits [32]byte
	n := 0
	for i := range len(s) {
		if s[i] == '-' {
			continue
		}
		if n == len(digits) {
			return b, false
		}
		digits[n] = s[i]
		n++
	}
	if n != len(digits) {
		return b, false
	}
	_, err := hex.Decode(b[:], digits[:])
	return b, err == nil
}
