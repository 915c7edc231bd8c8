package client

import (
	"context"
	"encoding/json"

	"actas/model"
)

type wireOrganization struct {
	ID   wireText `json:"id"`
	Name wireText `json:"name"`
}

// wireOrganizationPage has its list under "orgs" (govultr).
type wireOrganizationPage struct {
	Organizations *[]wireOrganization `json:"orgs"`
	Meta          wireMeta            `json:"meta"`
}

func (w *wireOrganization) organization() (model.Organization, error) {
	if w.ID == "" {
		return model.Organization{}, missing("id of an organisation")
	}
	return model.Organization{ID: string(w.ID), Name: string(w.Name)}, nil
}

// Organizations lists the organisations that the key can see.
func (c *Client) Organizations(ctx context.Context) ([]model.Organization, error) {
	return collect(pages(ctx, c, get("list organisations", "", "/v2/organizations"), decodeOrganizations))
}

func decodeOrganizations(a answer) ([]model.Organization, wireMeta, error) {
	var page wireOrganizationPage
	err := json.Unmarshal(a.body, &page)
	return readPage(a, err, page.Meta, page.Organizations, (*wireOrganization).organization, oddRows, "orgs")
}
