package client

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"actas/model"
)

// TrustsOfRole lists the trusts of one role, which costs one page where the list
// of all may have twenty. Of the role its ID counts, and its Name where that is
// known. An API that does not know this call, or not for this role, is asked for
// all trusts; one of those may tell its role by the name alone, as govultr's do,
// so that the role is read then if its name is not known.
func (c *Client) TrustsOfRole(ctx context.Context, role model.Role) ([]model.Trust, error) {
	cl := get("list trusts of a role", "", trustsPath+"/by-role/"+role.ID)
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
	if role.Name == "" && slices.ContainsFunc(all, namesItsRole) {
		read, err := c.Role(ctx, role.ID)
		if err != nil {
			return nil, err
		}
		role.Name = read.Name
	}
	var d model.Directory
	d.AddRoles([]model.Role{role})
	d.AddTrusts(all)
	return d.TrustsOf(role.ID), nil
}

// namesItsRole reports that a trust tells its role by the name alone.
func namesItsRole(t model.Trust) bool { return t.RoleID == "" && t.RoleName != "" }

// notOffered reports that the API has no such call, or nothing under its path.
func notOffered(err error) bool {
	var fault *model.APIError
	return errors.As(err, &fault) && (fault.Status == http.StatusNotFound || fault.Status == http.StatusMethodNotAllowed)
}
