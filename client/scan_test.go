package client

import (
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// walked reads any JSON by the walks alone, down to its scalars.
func walked(raw []byte) any {
	switch raw[0] {
	case '{':
		object := map[string]any{}
		for name, value := range fields(raw) {
			object[name] = walked(value)
		}
		return object
	case '[':
		array := []any{}
		for value := range items(raw) {
			array = append(array, walked(value))
		}
		return array
	}
	var scalar any
	if json.Unmarshal(raw, &scalar) != nil {
		return string(raw) + " is no scalar"
	}
	return scalar
}

func anyJSON(depth int) *rapid.Generator[any] {
	scalars := []*rapid.Generator[any]{
		rapid.String().AsAny(), rapid.Float64Range(-1e6, 1e6).AsAny(), rapid.Bool().AsAny(), rapid.Just(any(nil)),
	}
	if depth == 0 {
		return rapid.OneOf(scalars...)
	}
	inner := anyJSON(depth - 1)
	return rapid.OneOf(append(scalars,
		rapid.Map(rapid.SliceOfN(inner, 0, 4), func(s []any) any { return append([]any{}, s...) }),
		rapid.MapOfN(rapid.String(), inner, 0, 4).AsAny())...)
}

func TestWalksAgreeWithEncodingJSON(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		value := anyJSON(3).Draw(t, "value")
		indent := rapid.SampledFrom([]string{"", " ", "\n\t", "\r\n "}).Draw(t, "indent")
		raw, err := json.MarshalIndent(value, "", indent)
		if indent == "" {
			raw, err = json.Marshal(value)
		}
		if err != nil {
			t.Fatal(err)
		}
		var want any
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Fatal(err)
		}
		if got := walked(raw); !reflect.DeepEqual(got, want) {
			t.Fatalf("%s was walked as %#v, want %#v", raw, got, want)
		}
	})
}

func FuzzWalk(f *testing.F) {
	for _, seed := range []string{`{"a":[1,{"b":"}\""}],"c":null}`, `[[],{},"]"]`, `{`, `{"a"`, `["\`, `{"a":}`, `[,]`, ``} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var want any
		valid := json.Unmarshal(raw, &want) == nil
		if !valid {
			// Nothing but an end is asked of a walk through what is no JSON.
			for range fields(raw) {
			}
			for range items(raw) {
			}
			return
		}
		if raw = raw[next(raw, 0):skip(raw, next(raw, 0))]; raw[0] != '{' && raw[0] != '[' {
			return
		}
		if got := walked(raw); !reflect.DeepEqual(got, want) {
			t.Fatalf("%s was walked as %#v, want %#v", raw, got, want)
		}
	})
}
