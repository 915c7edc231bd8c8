package client

import (
	"encoding/json"
	"testing"
)

func TestDocumentKeepsOrderAndValues(t *testing.T) {
	t.Parallel()
	const raw = "\n{\"b\" : 12345678901234567890.50, \"a\":[1, {\"x\":null}],\"c\\u0022\":\"<\\/>\" , \"e\":{}}"
	for name, c := range map[string]struct {
		change func(*document)
		want   string
	}{
		"as it came":     {func(*document) {}, `{"b":12345678901234567890.50,"a":[1, {"x":null}],"c\"":"<\/>","e":{}}`},
		"replaced":       {func(d *document) { d.setText("b", "<é>") }, `{"b":"\u003cé\u003e","a":[1, {"x":null}],"c\"":"<\/>","e":{}}`},
		"added":          {func(d *document) { d.set("z", json.RawMessage("0")) }, `{"b":12345678901234567890.50,"a":[1, {"x":null}],"c\"":"<\/>","e":{},"z":0}`},
		"taken away":     {func(d *document) { d.drop("b", `c"`, "not there") }, `{"a":[1, {"x":null}],"e":{}}`},
		"all taken away": {func(d *document) { d.drop("a", "b", `c"`, "e") }, `{}`},
	} {
		d := readDocument([]byte(raw))
		c.change(d)
		if got := string(d.raw()); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
		if !json.Valid(d.raw()) {
			t.Errorf("%s: not JSON", name)
		}
	}
}

func TestDocumentOfNoObjectIsEmpty(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{"", "null", "[]", `"{"`, "7"} {
		if d := readDocument([]byte(raw)); string(d.raw()) != "{}" || d.value("x") != nil {
			t.Errorf("%s: %s", raw, d.raw())
		}
	}
}

// TestDocumentOutlivesItsAnswer: the buffer of an answer is used again.
func TestDocumentOutlivesItsAnswer(t *testing.T) {
	t.Parallel()
	body := []byte(`{"a":1,"a":2}`)
	d := readDocument(body)
	clear(body)
	if got := string(d.raw()); got != `{"a":2}` {
		t.Errorf("%s", got)
	}
}
