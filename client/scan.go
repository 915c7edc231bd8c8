package client

import "iter"

// fields walks the keys and values of a JSON object. The JSON must be valid, as
// it is where encoding/json hands it on: a walk costs nothing next to a nested
// json.Unmarshal for each of ten thousand conditions. A key that cannot be
// unquoted ends the walk.
func fields(object []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for i := next(object, 1); i < len(object) && object[i] == '"'; {
			end := skip(object, i)
			name, err := unquote(object[i:end])
			if err != nil {
				return
			}
			start := next(object, next(object, end)+1)
			end = skip(object, start)
			if end <= start || !yield(name, object[start:end]) {
				return
			}
			i = next(object, next(object, end)+1)
		}
	}
}

// items walks the values of a JSON array, which must be valid.
func items(array []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for i := next(array, 1); i < len(array) && array[i] != ']'; {
			end := skip(array, i)
			if end <= i || !yield(array[i:end]) {
				return
			}
			i = next(array, next(array, end)+1)
		}
	}
}

// next is the index of the first byte from i on that is no white space.
func next(json []byte, i int) int {
	for i < len(json) && (json[i] == ' ' || json[i] == '\t' || json[i] == '\n' || json[i] == '\r') {
		i++
	}
	return i
}

// skip is the index behind the value that begins at i.
func skip(json []byte, i int) int {
	depth := 0
	for ; i < len(json); i++ {
		switch json[i] {
		case '"':
			i = closing(json, i)
			if depth == 0 {
				return min(i+1, len(json))
			}
		case '{', '[':
			depth++
		case '}', ']':
			depth--
			if depth < 0 {
				return i
			}
			if depth == 0 {
				return i + 1
			}
		case ',', ' ', '\t', '\n', '\r':
			if depth == 0 {
				return i
			}
		}
	}
	return len(json)
}

// closing is the index of the quote that ends the string that begins at i.
func closing(json []byte, i int) int {
	for i++; i < len(json) && json[i] != '"'; i++ {
		if json[i] == '\\' {
			i++
		}
	}
	return i
}

// isNone reports whether JSON says that something is not there: null, or PHP's
// empty object [].
func isNone(raw []byte) bool {
	if isNull(raw) {
		return true
	}
	i := next(raw, 1)
	return raw[0] == '[' && i < len(raw) && raw[i] == ']'
}
