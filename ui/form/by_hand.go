package form

import (
	"bytes"
	"encoding/json"
	"strings"

	"actas/model/text"
	"actas/theme"
	"actas/ui/line"
	"actas/ui/scene"
)

// Member is one member of a JSON object: a value as JSON, or an object of
// members of its own.
type Member struct {
	Name, Value string
	// Members make the value an object, where Value is empty.
	Members []Member
}

// ByHand is a call as its method and path, and its body as JSON: what the API
// is sent, for those who send it themselves. Lines are as wide as a detail at
// most.
func ByHand(call string, members []Member, t theme.Theme) []string {
	lines := append(line.Wrap(call, scene.DetailWidth), object("", members, "")...)
	for i, l := range lines {
		lines[i] = t.Page.Muted.On(line.Fit(l, min(line.Width(l), scene.DetailWidth), t.Glyphs))
	}
	return lines
}

// object is an object's lines, behind what stands before its brace.
func object(before string, members []Member, comma string) []string {
	indent := before[:len(before)-len(strings.TrimLeft(before, " "))]
	lines := []string{before + "{"}
	for i, m := range members {
		after := ","
		if i == len(members)-1 {
			after = ""
		}
		lines = append(lines, m.lines(indent+"  ", after)...)
	}
	return append(lines, indent+"}"+comma)
}

// lines is the member in one line, or in more where it is too long for one.
func (m Member) lines(indent, comma string) []string {
	name := indent + Quoted(m.Name) + ":"
	one := name + " " + m.inline() + comma
	switch {
	case line.Width(one) <= scene.DetailWidth:
		return []string{one}
	case m.Value == "":
		return object(name+" ", m.Members, comma)
	}
	lines := []string{name}
	inner := indent + "  "
	for _, part := range line.Wrap(m.Value+comma, max(1, scene.DetailWidth-len(inner))) {
		lines = append(lines, inner+part)
	}
	return lines
}

// inline is the value in one line.
func (m Member) inline() string {
	if m.Value != "" {
		return m.Value
	}
	var inner []string
	for _, member := range m.Members {
		inner = append(inner, Quoted(member.Name)+": "+member.inline())
	}
	return "{" + strings.Join(inner, ", ") + "}"
}

// Quoted is text as a JSON string, cleaned, and without the escapes that only
// web pages need.
func Quoted(value string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(text.Clean(value)) != nil {
		return `""`
	}
	return string(bytes.TrimRight(b.Bytes(), "\n"))
}
