package client

import (
	"bytes"
	"context"
	"encoding/json"
	"iter"

	"actas/model"
)

// RoleNames is Roles with the ids, names and types alone, for whoever looks for
// one among them: of ten thousand roles, reading all that the API tells takes
// four times as long.
func (c *Client) RoleNames(ctx context.Context) iter.Seq2[model.Page[model.Role], error] {
	return pages(ctx, c, get("list roles", actionRoleRead, "/v2/roles"), decodeRoleNames)
}

// decodeRoleNames walks a page of roles. What is not as it should be is left to
// decodeRoles, which says what is wrong.
func decodeRoleNames(a answer) ([]model.Role, wireMeta, error) {
	body := bytes.TrimSpace(a.body)
	if len(body) == 0 || body[0] != '{' || !json.Valid(body) {
		return decodeRoles(a)
	}
	var roles []model.Role
	var meta wireMeta
	listed := false
	for key, value := range fields(body) {
		switch {
		case key == "meta":
			_ = meta.UnmarshalJSON(value) // never fails
		case key == "roles" && value[0] == '[':
			if roles, listed = namesOf(value); !listed {
				return decodeRoles(a)
			}
		}
	}
	if !listed {
		return decodeRoles(a)
	}
	return roles, meta, nil
}

// namesOf reads the items of a list of roles; false where one is no role.
func namesOf(list []byte) ([]model.Role, bool) {
	roles := []model.Role{}
	for item := range items(list) {
		if item[0] != '{' {
			return nil, false
		}
		var id, name, kind wireText
		for key, value := range fields(item) {
			var into *wireText
			switch key {
			case "id":
				into = &id
			case "name":
				into = &name
			case "role_type":
				into = &kind
			default:
				continue
			}
			if into.UnmarshalJSON(value) != nil {
				return nil, false
			}
		}
		if id == "" {
			return nil, false
		}
		roles = append(roles, model.Role{ID: string(id), Name: string(name), Type: roleType(kind)})
	}
	return roles, true
}
