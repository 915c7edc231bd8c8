package client

import (
	"context"
	"encoding/json"
	"iter"
	"strings"

	"actas/model"
)

// actionRoleRead is named in Vultr's guide "How to Assume a Role".
const actionRoleRead = "iam.role.Read"

type wireRole struct {
	ID          wireText                `json:"id"`
	Name        wireText                `json:"name"`
	Description wireText                `json:"description"`
	Type        wireText                `json:"role_type"`
	MaxSession  wireSeconds             `json:"max_session_duration"`
	Policies    wireObjects[wirePolicy] `json:"policies"`
	Created     wireDate                `json:"date_created"`
}

type wireRolePage struct {
	Roles *[]wireRole `json:"roles"`
	Meta  wireMeta    `json:"meta"`
}

// wireRoleAnswer is a role, bare or under "role".
type wireRoleAnswer struct {
	wireRole
	Wrapped *wireRole `json:"role"`
}

func (w *wireRole) role() (model.Role, error) {
	if w.ID == "" {
		return model.Role{}, missing("id of a role")
	}
	longest, err := w.MaxSession.read("max_session_duration")
	if err != nil {
		return model.Role{}, err
	}
	return model.Role{
		ID:          string(w.ID),
		Name:        named(w.Name),
		Description: string(w.Description),
		Type:        roleType(w.Type),
		MaxSession:  longest,
		Policies:    readPolicies(w.Policies),
		Created:     w.Created.time,
	}, nil
}

// named is a name that can be seen; empty for one of spaces alone, as for none.
func named(name wireText) string {
	if strings.TrimSpace(string(name)) == "" {
		return ""
	}
	return string(name)
}

// roleType maps the OpenAPI file's words to those of Vultr's guides and keeps
// any other.
func roleType(raw wireText) model.RoleType {
	switch raw {
	case "user", "assignable":
		return model.RoleAssignable
	case "service", "assumable":
		return model.RoleAssumable
	default:
		return model.RoleType(raw)
	}
}

// Roles lists the roles of the organisation, page by page. An error ends it.
func (c *Client) Roles(ctx context.Context) iter.Seq2[model.Page[model.Role], error] {
	cl := get("list roles", actionRoleRead, "/v2/roles")
	cl.kept = keptRoles
	return pages(ctx, c, cl, decodeRoles)
}

func decodeRoles(a answer) ([]model.Role, wireMeta, error) {
	var page wireRolePage
	err := json.Unmarshal(a.body, &page)
	return readPage(a, err, page.Meta, page.Roles, (*wireRole).role, oddRows, "roles")
}

// Role reads one role.
func (c *Client) Role(ctx context.Context, id string) (model.Role, error) {
	cl := get("read role", actionRoleRead, "/v2/roles/"+id)
	if err := checkID(cl, "role id", id); err != nil {
		return model.Role{}, err
	}
	return ask(ctx, c, cl, decodeRole)
}

func decodeRole(a answer) (model.Role, error) {
	var w wireRoleAnswer
	if err := json.Unmarshal(a.body, &w); err != nil {
		return model.Role{}, err
	}
	if w.Wrapped != nil {
		return w.Wrapped.role()
	}
	return w.role()
}
