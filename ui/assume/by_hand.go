package assume

import (
	"bytes"
	"encoding/json"
	"strconv"
	"time"

	"actas/model"
	"actas/model/text"
	"actas/ui/line"
	"actas/ui/scene"
)

// byHand is the request as JSON: what the API is sent, for those who send it
// themselves. It holds no credential.
func (m Model) byHand(s scene.Scene) []string {
	t := s.Theme
	lines := []string{"POST /v2/assumed-roles/assume", "{"}
	members := bodyMembers(m.request())
	for i, member := range members {
		comma := ","
		if i == len(members)-1 {
			comma = ""
		}
		lines = append(lines, member.lines(comma)...)
	}
	lines = append(lines, "}")
	for i, l := range lines {
		lines[i] = t.Page.Muted.On(line.Fit(l, min(line.Width(l), scene.DetailWidth), t.Glyphs))
	}
	return lines
}

// member is one member of the body's object, its value as JSON.
type member struct{ name, value string }

// lines is the member in one line, or in two where it is too long for one.
func (m member) lines(comma string) []string {
	one := "  " + quoted(m.name) + ": " + m.value + comma
	if line.Width(one) <= scene.DetailWidth {
		return []string{one}
	}
	return []string{"  " + quoted(m.name) + ":", "    " + m.value + comma}
}

// bodyMembers are the members of the body, in the order of the API's
// documentation. What is empty is not sent.
func bodyMembers(r model.AssumeRequest) []member {
	var out []member
	for _, m := range [...]member{
		{"user_id", r.UserID}, {"oidc_issuer_id", r.IssuerID}, {"role_id", r.RoleID},
		{"session_name", r.Name}, {"auth_method", r.AuthMethod},
	} {
		if m.value != "" {
			out = append(out, member{m.name, quoted(text.Clean(m.value))})
		}
	}
	if r.Duration > 0 {
		out = append(out, member{"duration", strconv.FormatInt(int64(r.Duration/time.Second), 10)})
	}
	if r.SourceIP != "" {
		out = append(out, member{"context", `{"ip_address": ` + quoted(r.SourceIP) + "}"})
	}
	return out
}

// quoted is a JSON string without the escapes that only web pages need.
func quoted(value string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(value) != nil {
		return `""`
	}
	return string(bytes.TrimRight(b.Bytes(), "\n"))
}
