package export

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"actas/model"
	"actas/model/text"
	"actas/ui/shellenv"
)

// Member is one member of a JSON object, its value as JSON in one line.
type Member struct{ Name, Value string }

// String is the member as it stands in the object.
func (m Member) String() string { return Quoted(m.Name) + ": " + m.Value }

// AssumeMembers are the members of the body that asks for a session, in the
// order of Vultr's guide "How to Assume a Role". What is empty is not sent. None
// of them holds a credential.
func AssumeMembers(r model.AssumeRequest) []Member {
	var out []Member
	for _, m := range [...]Member{
		{"user_id", r.UserID}, {"oidc_issuer_id", r.IssuerID}, {"role_id", r.RoleID},
		{"session_name", r.Name}, {"auth_method", r.AuthMethod},
	} {
		if m.Value != "" {
			out = append(out, Member{m.Name, Quoted(text.Clean(m.Value))})
		}
	}
	if r.Duration > 0 {
		out = append(out, Member{"duration", strconv.FormatInt(int64(r.Duration/time.Second), 10)})
	}
	if r.SourceIP != "" {
		out = append(out, Member{"context", `{"ip_address": ` + Quoted(r.SourceIP) + "}"})
	}
	return out
}

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

// assumeCall is the call that asks for a session.
func assumeCall(url string, r model.AssumeRequest) string {
	var members []string
	for _, m := range AssumeMembers(r) {
		members = append(members, "  "+m.String())
	}
	bearer := shellenv.APIKey
	if model.ByIdentityToken(r.AuthMethod) {
		bearer = shellenv.OIDCToken
	}
	return post(url+"/v2/assumed-roles/assume", bearer, "{\n"+strings.Join(members, ",\n")+"\n}")
}
