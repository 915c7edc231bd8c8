package client

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"time"

	"actas/model"
)

func TestUsersAndTheirNames(t *testing.T) {
	t.Parallel()
	c, api, _ := talk(t, reply{body: `{"users":[` +
		`{"id":"u-1","name":"Ada","email":"ada@example.com","api_enabled":true,"service_user":false,"acls":[]},` +
		`{"id":"u-2","first_name":"Grace","last_name":"Hopper","email":"grace@example.com","api_enabled":"no"},` +
		`{"id":"u-3","name":null,"email":"bot@example.com","service_user":true}],"meta":{"total":3,"links":{"next":""}}}`})
	users, err := collect(c.Users(context.Background()))
	want := []model.User{
		{ID: "u-1", Name: "Ada", Email: "ada@example.com", APIEnabled: true},
		{ID: "u-2", Name: "Grace Hopper", Email: "grace@example.com"},
		{ID: "u-3", Email: "bot@example.com", Service: true},
	}
	if err != nil || !slices.Equal(users, want) {
		t.Errorf("%+v, error %v", users, err)
	}
	if !slices.Equal(api.seen(), []string{"GET /v2/users?per_page=500"}) {
		t.Errorf("requests %q", api.seen())
	}
}

func TestUserBareAndWrapped(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"id":"u-1","name":"Ada"}`, `{"user":{"id":"u-1","name":"Ada"}}`} {
		c, api, _ := talk(t, reply{body: body})
		got, err := c.User(context.Background(), "u-1")
		if err != nil || got != (model.User{ID: "u-1", Name: "Ada"}) {
			t.Errorf("%s: %+v, error %v", body, got, err)
		}
		if !slices.Equal(api.seen(), []string{"GET /v2/users/u-1"}) {
			t.Errorf("requests %q", api.seen())
		}
	}
}

func TestAccount(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c, _, _ := talk(t, reply{body: `{"account":{"name":"Ada","email":"ada@example.com","balance":-1.5,"acls":["x"]}}`},
		reply{body: `{"account":{}}`}, reply{body: `{"account":null}`}, reply{body: `{}`})
	got, err := c.Account(ctx)
	if err != nil || got != (model.Account{Name: "Ada", Email: "ada@example.com"}) {
		t.Errorf("%+v, error %v", got, err)
	}
	for range 3 {
		_, err := c.Account(ctx)
		mustFail(t, err, model.ErrNotAPI)
	}
}

func TestGroupsAndTheirMembers(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c, api, _ := talk(t, reply{body: `{"groups":[{"id":"g-1","display_name":"Ops","description":"d",` +
		`"members":[{"id":"u-1","name":"Ada"},{"id":"u-2"}],"date_created":"2026-01-02 03:04:05"},{"id":"g-2","members":null}]}`})
	want := []model.Group{
		{ID: "g-1", Name: "Ops", Description: "d", MemberIDs: []string{"u-1", "u-2"},
			Created: time.Date(2026, time.January, 2, 3, 4, 5, 0, time.UTC)},
		{ID: "g-2"},
	}
	groups, err := collect(c.Groups(ctx))
	if err != nil || !reflect.DeepEqual(groups, want) {
		t.Errorf("%+v, error %v", groups, err)
	}
	if groups, err = c.UserGroups(ctx, "u-1"); err != nil || !reflect.DeepEqual(groups, want) {
		t.Errorf("of a user: %+v, error %v", groups, err)
	}
	if !slices.Equal(api.seen(), []string{"GET /v2/groups?per_page=500", "GET /v2/users/u-1/groups?per_page=500"}) {
		t.Errorf("requests %q", api.seen())
	}
}

func TestIssuers(t *testing.T) {
	t.Parallel()
	c, api, _ := talk(t, reply{body: `{"issuers":[{"id":"i-1","source":"external","uri":"https://id.example.com",` +
		`"kid":"k","kty":"RSA","n":"AQAB","e":"AQAB","alg":"RS256","use":"sig"},{"id":"i-2","source":"comet"}]}`})
	got, err := collect(c.Issuers(context.Background()))
	want := []model.Issuer{
		{ID: "i-1", Source: "external", URI: "https://id.example.com", KeyID: "k", KeyType: "RSA", Algorithm: "RS256", Use: "sig"},
		{ID: "i-2", Source: "comet"},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%+v, error %v", got, err)
	}
	if !slices.Equal(api.seen(), []string{"GET /v2/oidc/issuer?per_page=500"}) {
		t.Errorf("requests %q", api.seen())
	}
}

func TestOrganizations(t *testing.T) {
	t.Parallel()
	c, api, _ := talk(t, reply{body: `{"orgs":[{"id":"o-1","name":"Analytical Engines","type":"organization"}]}`})
	got, err := c.Organizations(context.Background())
	if err != nil || !slices.Equal(got, []model.Organization{{ID: "o-1", Name: "Analytical Engines"}}) {
		t.Errorf("%+v, error %v", got, err)
	}
	if !slices.Equal(api.seen(), []string{"GET /v2/organizations?per_page=500"}) {
		t.Errorf("requests %q", api.seen())
	}
}

// A missing list is an error for each of them, an empty one is not.
func TestListsMustBeThere(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	lists := map[string]func(*Client) (int, error){
		"roles":                 func(c *Client) (int, error) { l, err := collect(c.Roles(ctx)); return len(l), err },
		"role_trusts":           func(c *Client) (int, error) { l, err := collect(c.Trusts(ctx)); return len(l), err },
		"users":                 func(c *Client) (int, error) { l, err := collect(c.Users(ctx)); return len(l), err },
		"groups":                func(c *Client) (int, error) { l, err := collect(c.Groups(ctx)); return len(l), err },
		"issuers":               func(c *Client) (int, error) { l, err := collect(c.Issuers(ctx)); return len(l), err },
		"orgs":                  func(c *Client) (int, error) { l, err := c.Organizations(ctx); return len(l), err },
		"policies":              func(c *Client) (int, error) { l, err := c.RolePolicies(ctx, "r"); return len(l), err },
		"sessions":              func(c *Client) (int, error) { l, err := c.Sessions(ctx, "u"); return len(l), err },
		"assumed_role_sessions": func(c *Client) (int, error) { l, err := c.Sessions(ctx, "u"); return len(l), err },
	}
	for key, list := range lists {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			c, _, _ := talk(t, reply{body: `{"` + key + `":[]}`}, reply{body: `{}`}, reply{body: `null`}, reply{body: `{"` + key + `":null}`})
			if n, err := list(c); err != nil || n != 0 {
				t.Errorf("empty: %d, error %v", n, err)
			}
			for range 3 {
				_, err := list(c)
				mustFail(t, err, model.ErrNotAPI)
			}
		})
	}
}
