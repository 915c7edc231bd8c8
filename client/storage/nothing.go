package storage

import (
	"context"
	"iter"

	"actas/model"
)

// What an object storage does not have is empty, and writes of it fail.

// Account tells nothing: the token does not say whose it is.
func (*API) Account(context.Context) (model.Account, error) { return model.Account{}, nil }

// Organizations are none.
func (*API) Organizations(context.Context) ([]model.Organization, error) { return nil, nil }

// RolePolicies are not told.
func (*API) RolePolicies(context.Context, string) ([]model.Policy, error) { return nil, nil }

// Trusts are not told.
func (*API) Trusts(context.Context) iter.Seq2[model.Page[model.Trust], error] {
	return only[model.Trust](nil)
}

// TrustsOfRole are not told.
func (*API) TrustsOfRole(context.Context, model.Role) ([]model.Trust, error) { return nil, nil }

// Users are not told.
func (*API) Users(context.Context) iter.Seq2[model.Page[model.User], error] {
	return only[model.User](nil)
}

// UserGroups are none.
func (*API) UserGroups(context.Context, string) ([]model.Group, error) { return nil, nil }

// Groups are none.
func (*API) Groups(context.Context) iter.Seq2[model.Page[model.Group], error] {
	return only[model.Group](nil)
}

// Issuers are none.
func (*API) Issuers(context.Context) iter.Seq2[model.Page[model.Issuer], error] {
	return only[model.Issuer](nil)
}

// noTrusts is why nothing is done to a trust.
const noTrusts = "the object storage has no role trusts that actas could write"

// CreateTrust cannot be done.
func (*API) CreateTrust(context.Context, model.Trust) (model.Trust, error) {
	return model.Trust{}, unsupported("create role trust", noTrusts)
}

// UpdateTrust cannot be done.
func (*API) UpdateTrust(context.Context, model.Trust, model.Trust) (model.Trust, error) {
	return model.Trust{}, unsupported("edit role trust", noTrusts)
}

// DeleteTrust cannot be done.
func (*API) DeleteTrust(context.Context, string) error {
	return unsupported("delete role trust", noTrusts)
}

// RestoreTrust cannot be done.
func (*API) RestoreTrust(context.Context, string) (model.Trust, error) {
	return model.Trust{}, unsupported("restore role trust", noTrusts)
}
