package client

import (
	"context"
	"encoding/json"
	"iter"

	"actas/model"
)

// actionGroupList is from Vultr's page "IAM Actions".
const actionGroupList = "iam.group.List"

type wireGroup struct {
	ID          wireText `json:"id"`
	Name        wireText `json:"display_name"`
	Description wireText `json:"description"`
	Members     []struct {
		ID wireText `json:"id"`
	} `json:"members"`
	Created wireDate `json:"date_created"`
}

type wireGroupPage struct {
	Groups *[]wireGroup `json:"groups"`
	Meta   wireMeta     `json:"meta"`
}

func (w *wireGroup) group() (model.Group, error) {
	if w.ID == "" {
		return model.Group{}, missing("id of a group")
	}
	g := model.Group{
		ID: string(w.ID), Name: string(w.Name), Description: string(w.Description), Created: w.Created.time,
	}
	for _, member := range w.Members {
		if member.ID != "" {
			g.MemberIDs = append(g.MemberIDs, string(member.ID))
		}
	}
	return g, nil
}

// Groups lists the groups of the organisation, page by page. An error ends it.
func (c *Client) Groups(ctx context.Context) iter.Seq2[model.Page[model.Group], error] {
	return pages(ctx, c, get("list groups", actionGroupList, "/v2/groups"), decodeGroups)
}

// UserGroups lists the groups that a user is in.
func (c *Client) UserGroups(ctx context.Context, userID string) ([]model.Group, error) {
	cl := get("list groups of a user", "", "/v2/users/"+userID+"/groups")
	if err := checkID(cl, "user id", userID); err != nil {
		return nil, err
	}
	return collect(pages(ctx, c, cl, decodeGroups))
}

func decodeGroups(a answer) ([]model.Group, wireMeta, error) {
	var page wireGroupPage
	err := json.Unmarshal(a.body, &page)
	return readPage(a, err, page.Meta, page.Groups, (*wireGroup).group, oddRows, "groups")
}
