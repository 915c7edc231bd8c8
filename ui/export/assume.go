package export

import (
	"strconv"
	"strings"
	"time"

	"actas/model"
	"actas/ui/shellenv"
)

// AssumeMembers are the members of the body that asks for a session, in the
// order of Vultr's guide "How to Assume a Role". What is empty is not sent. None
// of them holds a credential.
func AssumeMembers(r model.AssumeRequest) []Member {
	var out []Member
	for _, m := range [...]struct{ name, value string }{
		{"user_id", r.UserID}, {"oidc_issuer_id", r.IssuerID}, {"role_id", r.RoleID},
		{"session_name", r.Name}, {"auth_method", r.AuthMethod},
	} {
		if m.value != "" {
			out = append(out, textMember(m.name, m.value))
		}
	}
	if r.Duration > 0 {
		out = append(out, Member{Name: "duration", Value: strconv.FormatInt(int64(r.Duration/time.Second), 10)})
	}
	if r.SourceIP != "" {
		out = append(out, Member{Name: "context", Members: []Member{textMember(addressMember, r.SourceIP)}})
	}
	return out
}

// assumeCall is the call that asks for a session.
func assumeCall(url string, r model.AssumeRequest) string {
	var members []string
	for _, m := range AssumeMembers(r) {
		members = append(members, "  "+m.String())
	}
	bearer := shellenv.APIKey
	if byIdentity(r.AuthMethod) {
		bearer = shellenv.OIDCToken
	}
	return post(url+"/v2/assumed-roles/assume", bearer, "{\n"+strings.Join(members, ",\n")+"\n}")
}
