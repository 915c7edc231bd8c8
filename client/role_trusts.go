package client

import (
	"context"
	"errors"
	"net/http"

	"actas/model"
)

// TrustsOfRole lists the trusts of one role, which costs one page where the list
// of all may have twenty. An API that does not know this call, or not for this
// role, is asked for all trusts.
func (c *Client) TrustsOfRole(ctx context.Context, role model.Role) ([]model.Trust, error) {
	cl := get("list trusts of a role", "", "/v2/role-trusts/by-role/"+role.ID)
	if err := checkID(cl, "role id", role.ID); err != nil {
		return nil, err
	}
	trusts, err := collect(pages(ctx, c, cl, decodeTrusts))
	if !notOffered(err) {
		return trusts, err
	}
	all, err := collect(c.Trusts(ctx))
	if err != nil {
		return nil, err
	}
	var d model.Directory
	d.AddRoles([]model.Role{role})
	d.AddTrusts(all)
	return d.TrustsOf(role.ID), nil
}

// notOffered reports that the API has no such call, or nothing under its path.
func notOffered(err error) bool {
	var fault *model.APIError
	return errors.As(err, &fault) && (fault.Status == http.StatusNotFound || fault.Status == http.StatusMethodNotAllowed)
}
