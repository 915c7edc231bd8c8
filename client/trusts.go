package client

import (
	"context"
	"encoding/json"
	"iter"

	"actas/model"
)

// wireTrust is read by our own type: govultr's lacks role_id, the OIDC issuer,
// the zone and the days.
type wireTrust struct {
	ID           wireText       `json:"id"`
	RoleID       wireText       `json:"role_id"`
	RoleName     wireText       `json:"role_name"`
	Type         wireText       `json:"trust_type"`
	UserID       wireText       `json:"trusted_user_id"`
	UserName     wireText       `json:"user_display"`
	GroupID      wireText       `json:"trusted_group_id"`
	GroupName    wireText       `json:"group_display"`
	IssuerID     wireText       `json:"trusted_oidc_issuer_id"`
	IssuerSource wireText       `json:"trusted_oidc_issuer_source"`
	Conditions   wireConditions `json:"conditions"`
	ValidUntil   wireDate       `json:"valid_until"`
	Created      wireDate       `json:"date_created"`
}

type wireTrustPage struct {
	Trusts *[]wireTrust `json:"role_trusts"`
	Meta   wireMeta     `json:"meta"`
}

// wireTrustAnswer is a trust, bare (govultr) or under "role_trust" (the OpenAPI
// file).
type wireTrustAnswer struct {
	wireTrust
	Wrapped *wireTrust `json:"role_trust"`
}

func (w *wireTrust) trust() (model.Trust, error) {
	if w.ID == "" {
		return model.Trust{}, missing("id of a role trust")
	}
	return model.Trust{
		ID:                string(w.ID),
		RoleID:            string(w.RoleID),
		RoleName:          string(w.RoleName),
		Type:              trustType(w.Type),
		Entity:            w.entity(),
		Conditions:        model.Conditions(w.Conditions),
		ValidUntil:        w.ValidUntil.time,
		ValidUntilProblem: w.ValidUntil.problem,
		Created:           w.Created.time,
	}, nil
}

// trustType gives the known types one string each instead of one a trust.
func trustType(raw wireText) model.TrustType {
	for _, known := range []model.TrustType{
		model.TemporaryAssumption, model.IAMAssumption, model.FederatedAssumption,
	} {
		if string(raw) == string(known) {
			return known
		}
	}
	return model.TrustType(raw)
}

// entity is the one trusted entity. An issuer's id tells more than its source,
// which may stand beside it.
func (w *wireTrust) entity() model.Entity {
	switch {
	case w.UserID != "":
		return model.Entity{Kind: model.EntityUser, ID: string(w.UserID), Name: string(w.UserName)}
	case w.GroupID != "":
		return model.Entity{Kind: model.EntityGroup, ID: string(w.GroupID), Name: string(w.GroupName)}
	case w.IssuerID != "":
		return model.Entity{Kind: model.EntityIssuer, ID: string(w.IssuerID)}
	case w.IssuerSource != "":
		return model.Entity{Kind: model.EntitySource, ID: string(w.IssuerSource)}
	default:
		return model.Entity{}
	}
}

// Trusts lists the role trusts of the organisation, page by page. An error ends
// it.
func (c *Client) Trusts(ctx context.Context) iter.Seq2[model.Page[model.Trust], error] {
	cl := get("list role trusts", "", "/v2/role-trusts")
	cl.kept = keptTrusts
	return pages(ctx, c, cl, decodeTrusts)
}

func decodeTrusts(a answer) ([]model.Trust, wireMeta, error) {
	var page wireTrustPage
	err := json.Unmarshal(a.body, &page)
	return readPage(a, err, page.Meta, page.Trusts, (*wireTrust).trust, oddRows, "role_trusts")
}

// Trust reads one role trust.
func (c *Client) Trust(ctx context.Context, id string) (model.Trust, error) {
	cl := get("read role trust", "", "/v2/role-trusts/"+id)
	if err := checkID(cl, "role trust id", id); err != nil {
		return model.Trust{}, err
	}
	return ask(ctx, c, cl, decodeTrust)
}

func decodeTrust(a answer) (model.Trust, error) {
	var w wireTrustAnswer
	if err := json.Unmarshal(a.body, &w); err != nil {
		return model.Trust{}, err
	}
	if w.Wrapped != nil {
		return w.Wrapped.trust()
	}
	return w.trust()
}

// Assumable is what a user can assume by the API's account. It comes in one of
// two shapes, so one of the two lists is nil.
type Assumable struct {
	// Trusts: under "assumable_roles", the trusts that allow it (govultr).
	Trusts []model.Trust
	// Roles: under "roles", the roles themselves (the OpenAPI file).
	Roles []model.Role
}

// Assumable lists what a user can assume.
func (c *Client) Assumable(ctx context.Context, userID string) (Assumable, error) {
	cl := get("list assumable roles", "", "/v2/role-trusts/assumable/"+userID)
	if err := checkID(cl, "user id", userID); err != nil {
		return Assumable{}, err
	}
	parts, err := collect(pages(ctx, c, cl, decodeAssumable))
	if err != nil {
		return Assumable{}, err
	}
	var all Assumable
	for _, part := range parts {
		all.Trusts = append(all.Trusts, part.Trusts...)
		all.Roles = append(all.Roles, part.Roles...)
	}
	return all, nil
}

// decodeAssumable reads a page as one item, whichever shape it has.
func decodeAssumable(a answer) ([]Assumable, wireMeta, error) {
	var page struct {
		Trusts *[]wireTrust `json:"assumable_roles"`
		Roles  *[]wireRole  `json:"roles"`
		Meta   wireMeta     `json:"meta"`
	}
	err := json.Unmarshal(a.body, &page)
	if err != nil {
		return nil, page.Meta, err
	}
	var part Assumable
	if page.Trusts == nil && page.Roles != nil {
		part.Roles, err = readAll("roles", page.Roles, (*wireRole).role)
	} else {
		part.Trusts, err = readAll("assumable_roles", page.Trusts, (*wireTrust).trust)
	}
	return []Assumable{part}, page.Meta, err
}
