package export

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

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

// trustBody is what the API is sent to create a trust, in the order of Vultr's
// guide "How to Create a Role Trust".
type trustBody struct {
	RoleID       string         `json:"role_id"`
	Type         string         `json:"trust_type"`
	UserID       *string        `json:"trusted_user_id,omitempty"`
	GroupID      *string        `json:"trusted_group_id,omitempty"`
	IssuerID     *string        `json:"trusted_oidc_issuer_id,omitempty"`
	IssuerSource *string        `json:"trusted_oidc_issuer_source,omitempty"`
	Conditions   map[string]any `json:"conditions,omitempty"`
	ValidUntil   string         `json:"valid_until,omitempty"`
}

// Curl is the call that creates such a trust on the API at an address. The error
// is a Refusal: what actas could not read it cannot say again.
func (t Trust) Curl(url string) (Text, error) {
	if why := t.unreadable(); why != "" {
		return Text{}, Refusal(why)
	}
	for _, c := range t.trust.Unknown {
		if !json.Valid([]byte(c.JSON)) {
			return Text{}, Refusal("its condition " + c.Name + " has characters that actas does not keep")
		}
	}
	r := NewTrustRecord(t.trust, t.role)
	body := trustBody{
		RoleID: r.RoleID, Type: r.Type, UserID: r.UserID, GroupID: r.GroupID, IssuerID: r.IssuerID, IssuerSource: r.IssuerSource,
		Conditions: given(r.Conditions),
	}
	if t.trust.Entity.Kind == model.EntitySource && len(body.Conditions) == 1 && len(t.trust.SourceIPs) == 0 {
		// Without conditions Vultr pins the account that its machines must belong to.
		body.Conditions = nil
	}
	if until := t.trust.ValidUntil; !until.IsZero() {
		body.ValidUntil = until.UTC().Format(dateOfAPI)
	}
	return Text{Body: post(url+"/v2/role-trusts", shellenv.APIKey, strings.TrimSuffix(indented(body), "\n"))}, nil
}

// given are conditions without those that limit nothing. The list of addresses
// stays, as in Vultr's guide.
func given(conditions map[string]any) map[string]any {
	out := maps.Clone(conditions)
	timeOfDay, _ := out["time_of_day"].(map[string]any)
	timeOfDay = maps.Clone(timeOfDay)
	maps.DeleteFunc(timeOfDay, func(_ string, value any) bool {
		days, listed := value.([]string)
		return value == nil || listed && len(days) == 0
	})
	out["time_of_day"] = timeOfDay
	if len(timeOfDay) == 0 {
		delete(out, "time_of_day")
	}
	return out
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
