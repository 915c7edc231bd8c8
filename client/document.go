package client

import (
	"bytes"
	"encoding/json"
	"slices"
)

// document is a JSON object that is changed here and there and sent back: its
// members keep their order, and each value stays as it came, big numbers and
// unknown fields included. Of a name that comes twice the last value counts, as
// encoding/json has it.
type document struct{ members []member }

type member struct {
	name  string
	value json.RawMessage
}

// isObject reports whether valid JSON is an object.
func isObject(raw []byte) bool {
	raw = bytes.TrimSpace(raw)
	return len(raw) > 0 && raw[0] == '{'
}

// readDocument reads valid JSON, and copies it. What is no object is an empty one.
func readDocument(raw []byte) *document {
	d := new(document)
	if !isObject(raw) {
		return d
	}
	for name, value := range fields(bytes.Clone(bytes.TrimSpace(raw))) {
		d.set(name, value)
	}
	return d
}

func (d *document) index(name string) int {
	return slices.IndexFunc(d.members, func(m member) bool { return m.name == name })
}

// value is a member as it stands; nil where there is none.
func (d *document) value(name string) json.RawMessage {
	if i := d.index(name); i >= 0 {
		return d.members[i].value
	}
	return nil
}

// set replaces a member in its place, or adds it at the end.
func (d *document) set(name string, value json.RawMessage) {
	if i := d.index(name); i >= 0 {
		d.members[i].value = value
		return
	}
	d.members = append(d.members, member{name, value})
}

// setText sets a member to a string.
func (d *document) setText(name, value string) { d.set(name, quote(value)) }

// drop takes members away.
func (d *document) drop(names ...string) {
	d.members = slices.DeleteFunc(d.members, func(m member) bool { return slices.Contains(names, m.name) })
}

// raw is the document as JSON.
func (d *document) raw() json.RawMessage {
	out := []byte{'{'}
	for i, m := range d.members {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(append(append(out, quote(m.name)...), ':'), m.value...)
	}
	return append(out, '}')
}

// MarshalJSON makes it the body of a call.
func (d *document) MarshalJSON() ([]byte, error) { return d.raw(), nil }

// quote is a text as JSON. It cannot fail for text.
func quote(text string) json.RawMessage {
	raw, _ := json.Marshal(text)
	return raw
}
