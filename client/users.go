package client

import (
	"context"
	"encoding/json"
	"iter"
	"strings"

	"actas/model"
)

type wireUser struct {
	ID         wireText `json:"id"`
	Name       wireText `json:"name"`
	FirstName  wireText `json:"first_name"`
	LastName   wireText `json:"last_name"`
	Email      wireText `json:"email"`
	APIEnabled wireBool `json:"api_enabled"`
	Service    wireBool `json:"service_user"`
}

type wireUserPage struct {
	Users *[]wireUser `json:"users"`
	Meta  wireMeta    `json:"meta"`
}

// wireUserAnswer is a user, bare or under "user".
type wireUserAnswer struct {
	wireUser
	Wrapped *wireUser `json:"user"`
}

func (w *wireUser) user() (model.User, error) {
	if w.ID == "" {
		return model.User{}, missing("id of a user")
	}
	name := string(w.Name)
	if name == "" {
		name = strings.TrimSpace(string(w.FirstName + " " + w.LastName))
	}
	return model.User{
		ID: string(w.ID), Name: name, Email: string(w.Email),
		APIEnabled: bool(w.APIEnabled), Service: bool(w.Service),
	}, nil
}

// Users lists the users of the organisation, page by page. An error ends it.
func (c *Client) Users(ctx context.Context) iter.Seq2[model.Page[model.User], error] {
	return pages(ctx, c, get("list users", "", "/v2/users"), decodeUsers)
}

func decodeUsers(a answer) ([]model.User, wireMeta, error) {
	var page wireUserPage
	err := json.Unmarshal(a.body, &page)
	return readPage(a, err, page.Meta, page.Users, (*wireUser).user, oddRows, "users")
}

// User reads one user.
func (c *Client) User(ctx context.Context, id string) (model.User, error) {
	cl := get("read user", "", "/v2/users/"+id)
	if err := checkID(cl, "user id", id); err != nil {
		return model.User{}, err
	}
	return ask(ctx, c, cl, decodeUser)
}

func decodeUser(a answer) (model.User, error) {
	var w wireUserAnswer
	if err := json.Unmarshal(a.body, &w); err != nil {
		return model.User{}, err
	}
	if w.Wrapped != nil {
		return w.Wrapped.user()
	}
	return w.user()
}

type wireAccount struct {
	Account *struct {
		Name  wireText `json:"name"`
		Email wireText `json:"email"`
	} `json:"account"`
}

// Account reads the owner of the key. Matched by e-mail with the users, it
// tells who the caller is.
func (c *Client) Account(ctx context.Context) (model.Account, error) {
	var account model.Account
	err := c.do(ctx, get("read account", "", "/v2/account"), func(a answer) error {
		var w wireAccount
		if err := json.Unmarshal(a.body, &w); err != nil {
			return err
		}
		if w.Account == nil {
			return missing("account")
		}
		account = model.Account{Name: string(w.Account.Name), Email: string(w.Account.Email)}
		if account == (model.Account{}) {
			return missing("name and email of the account")
		}
		return nil
	})
	return account, err
}
