package client

import (
	"context"
	"encoding/json"

	"actas/model"
)

type wirePolicy struct {
	ID          wireText `json:"id"`
	Name        wireText `json:"name"`
	Description wireText `json:"description"`
	// Document is an object; PHP's [] stands for an empty one.
	Document wireObjects[wireDocument] `json:"policy_document"`
}

type wireDocument struct {
	Statements wireObjects[wireStatement] `json:"Statement"`
}

// wireStatement has its Action and Resource as a string or an array each.
type wireStatement struct {
	Effect    wireText    `json:"Effect"`
	Actions   wireStrings `json:"Action"`
	Resources wireStrings `json:"Resource"`
}

type wirePolicyPage struct {
	Policies *[]wirePolicy `json:"policies"`
	Meta     wireMeta      `json:"meta"`
}

func (w *wirePolicy) policy() (model.Policy, error) {
	p := model.Policy{ID: string(w.ID), Name: string(w.Name), Description: string(w.Description)}
	for _, document := range w.Document {
		for _, s := range document.Statements {
			p.Statements = append(p.Statements, model.Statement{
				Effect: string(s.Effect), Actions: s.Actions, Resources: s.Resources,
			})
		}
	}
	return p, nil
}

// readPolicies turns the policies inside a role into the model's; nil for none.
func readPolicies(wire []wirePolicy) []model.Policy {
	if len(wire) == 0 {
		return nil
	}
	policies := make([]model.Policy, len(wire))
	for i := range wire {
		policies[i], _ = wire[i].policy()
	}
	return policies
}

// RolePolicies reads the policies attached to a role.
func (c *Client) RolePolicies(ctx context.Context, roleID string) ([]model.Policy, error) {
	cl := get("list policies of a role", actionRoleRead, "/v2/roles/"+roleID+"/policies")
	if err := checkID(cl, "role id", roleID); err != nil {
		return nil, err
	}
	return collect(pages(ctx, c, cl, decodePolicies))
}

func decodePolicies(a answer) ([]model.Policy, wireMeta, error) {
	var page wirePolicyPage
	err := json.Unmarshal(a.body, &page)
	return readPage(a, err, page.Meta, page.Policies, (*wirePolicy).policy, oddRows, "policies")
}
