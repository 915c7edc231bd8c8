package assume

import (
	"strconv"
	"time"

	"actas/model"
	"actas/ui/form"
	"actas/ui/scene"
)

// byHand is the request as the API is sent it. It holds no credential.
func (m Model) byHand(s scene.Scene) []string {
	return form.ByHand("POST /v2/assumed-roles/assume", bodyMembers(m.request()), s.Theme)
}

// bodyMembers are the members of the body, in the order of the API's
// documentation. What is empty is not sent.
func bodyMembers(r model.AssumeRequest) []form.Member {
	var out []form.Member
	for _, m := range [...]struct{ name, value string }{
		{"user_id", r.UserID}, {"oidc_issuer_id", r.IssuerID}, {"role_id", r.RoleID},
		{"session_name", r.Name}, {"auth_method", r.AuthMethod},
	} {
		if m.value != "" {
			out = append(out, form.Member{Name: m.name, Value: form.Quoted(m.value)})
		}
	}
	if r.Duration > 0 {
		out = append(out, form.Member{Name: "duration", Value: strconv.FormatInt(int64(r.Duration/time.Second), 10)})
	}
	if r.SourceIP != "" {
		out = append(out, form.Member{Name: "context", Members: []form.Member{{Name: "ip_address", Value: form.Quoted(r.SourceIP)}}})
	}
	return out
}
