package client

import (
	"context"
	"encoding/json"
	"iter"

	"actas/model"
)

// actionIssuerList is from Vultr's page "OIDC Actions".
const actionIssuerList = "oidc.issuer.List"

type wireIssuer struct {
	ID        wireText `json:"id"`
	Source    wireText `json:"source"`
	URI       wireText `json:"uri"`
	KeyID     wireText `json:"kid"`
	KeyType   wireText `json:"kty"`
	Algorithm wireText `json:"alg"`
	Use       wireText `json:"use"`
}

type wireIssuerPage struct {
	Issuers *[]wireIssuer `json:"issuers"`
	Meta    wireMeta      `json:"meta"`
}

func (w *wireIssuer) issuer() (model.Issuer, error) {
	if w.ID == "" {
		return model.Issuer{}, missing("id of an OIDC issuer")
	}
	return model.Issuer{
		ID: string(w.ID), Source: string(w.Source), URI: string(w.URI), KeyID: string(w.KeyID),
		KeyType: string(w.KeyType), Algorithm: string(w.Algorithm), Use: string(w.Use),
	}, nil
}

// Issuers lists the OIDC issuers of the organisation, page by page. An error
// ends it.
func (c *Client) Issuers(ctx context.Context) iter.Seq2[model.Page[model.Issuer], error] {
	return pages(ctx, c, get("list OIDC issuers", actionIssuerList, "/v2/oidc/issuer"), decodeIssuers)
}

func decodeIssuers(a answer) ([]model.Issuer, wireMeta, error) {
	var page wireIssuerPage
	err := json.Unmarshal(a.body, &page)
	return readPage(a, err, page.Meta, page.Issuers, (*wireIssuer).issuer, oddRows, "issuers")
}
