package export

import (
	"slices"

	"actas/model"
	"actas/ui/shellenv"
	"actas/ui/words"
)

// Trust is a role trust with the names that it is told by. Make one with
// NewTrust.
type Trust struct {
	trust model.Trust
	// role is the role's name, empty where nothing tells it; entity is whom the
	// trust trusts, as in "group deployers".
	role, entity string
	// name is what Terraform calls it.
	name string
}

// NewTrust takes the names of a trust from what is known of the organisation.
func NewTrust(d *model.Directory, t model.Trust) Trust {
	e := Trust{trust: t, role: RoleOf(d, t), entity: d.EntityName(t.Entity)}
	e.name = e.identifier()
	for _, other := range d.TrustsOf(t.RoleID) {
		alike := Trust{trust: other, role: e.role, entity: d.EntityName(other.Entity)}
		if other.ID != t.ID && alike.identifier() == e.name {
			e.name = identifier("trust", e.name, start(t.ID))
			break
		}
	}
	return e
}

// RoleOf is the name of a trust's role, empty where nothing tells it.
func RoleOf(d *model.Directory, t model.Trust) string {
	role, _ := d.Role(t.RoleID)
	if t.RoleName != "" {
		return t.RoleName
	}
	return role.Name
}

// JSON is the trust with the API's own field names, as actas trusts --json tells
// it, without the verdict.
func (t Trust) JSON() Text { return JSON(NewTrustRecord(t.trust, t.role)) }

// Curl is the call that creates such a trust on the API at an address. The error
// is a Refusal: what actas could not read it cannot say again.
func (t Trust) Curl(url string) (Text, error) {
	if why := t.unreadable(); why != "" {
		return Text{}, Refusal(why)
	}
	body := NewTrustBody(t.trust, nil)
	if len(body.Left) > 0 {
		return Text{}, Refusal("its condition " + body.Left[0] + " has characters that actas does not keep")
	}
	return Text{Body: post(url+"/v2/role-trusts", shellenv.APIKey, spread(body.Members))}, nil
}

// unreadable says what of the trust actas could not read, so that nothing that
// does the same can be made from it; empty where it could read everything.
func (t Trust) unreadable() string {
	switch e := t.trust.Entity; {
	case t.trust.RoleID == "":
		return "the API did not tell its role"
	case t.trust.Type == "":
		return "the API did not tell its type"
	case e.Kind == model.EntityUnknown:
		return "it names no entity that actas can read"
	case t.trust.Schedule.Problem != "":
		return "its schedule is " + words.Schedule(t.trust.Schedule, plainGlyphs())
	case t.trust.ValidUntilProblem != "":
		return "its end cannot be read: " + t.trust.ValidUntilProblem
	}
	if bad := slices.IndexFunc(t.trust.SourceIPs, func(c model.IPCondition) bool { return c.Problem != "" }); bad >= 0 {
		return "its address " + t.trust.SourceIPs[bad].Raw + " cannot be read"
	}
	return ""
}
