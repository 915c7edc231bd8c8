package export

import (
	"bytes"
	"encoding/json"
	"strings"

	"actas/model/text"
)

// Member is one member of a JSON object: a value as JSON in one line, or an
// object of members of its own.
type Member struct {
	Name, Value string
	// Members make the value an object, where Value is empty.
	Members []Member
}

// String is the member as it stands in the object, in one line.
func (m Member) String() string { return Quoted(m.Name) + ": " + m.Inline() }

// Inline is the member's value in one line.
func (m Member) Inline() string {
	if m.Value != "" {
		return m.Value
	}
	return object(m.Members)
}

// object are members as one JSON object, in one line.
func object(members []Member) string {
	inner := make([]string, len(members))
	for i, m := range members {
		inner[i] = m.String()
	}
	return "{" + strings.Join(inner, ", ") + "}"
}

// spread is an object that people read, its members in their order.
func spread(members []Member) string {
	var b bytes.Buffer
	// Members are JSON by their kind, so this never fails.
	_ = json.Indent(&b, []byte(object(members)), "", "  ")
	return b.String()
}

// textMember is a member with a text, cleaned for display.
func textMember(name, value string) Member {
	return Member{Name: name, Value: Quoted(text.Clean(value))}
}

// listMember is a member with a list of texts.
func listMember(name string, values []string) Member {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = Quoted(text.Clean(v))
	}
	return Member{Name: name, Value: "[" + strings.Join(quoted, ", ") + "]"}
}

// null takes a member's value away.
func null(name string) Member { return Member{Name: name, Value: "null"} }

// Quoted is a JSON string without the escapes that only web pages need.
func Quoted(value string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(value) != nil {
		return `""`
	}
	return string(bytes.TrimRight(b.Bytes(), "\n"))
}
