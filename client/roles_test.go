package client

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"time"

	"actas/model"
)

func TestRoleInEveryShape(t *testing.T) {
	t.Parallel()
	want := model.Role{
		ID: "r-1", Name: "Database Admin", Description: "All of it", Type: model.RoleAssumable,
		MaxSession: time.Hour, Created: time.Date(2026, time.January, 2, 3, 4, 5, 0, time.UTC),
		Policies: []model.Policy{{ID: "p-1", Name: "Databases", Description: "d", Statements: []model.Statement{
			{Effect: "Allow", Actions: []string{"db.*"}, Resources: []string{"*"}},
			{Effect: "Deny", Actions: []string{"db.a", "db.b"}, Resources: []string{"x", "y"}},
		}}},
	}
	const policies = `[{"id":"p-1","name":"Databases","description":"d","policy_document":{"Version":"2012-10-17",` +
		`"Statement":[{"Effect":"Allow","Action":"db.*","Resource":"*"},` +
		`{"Effect":"Deny","Action":["db.a","db.b"],"Resource":["x","y"]}]}}]`
	const head = `"id":"r-1","name":"Database Admin","description":"All of it","policies":` + policies
	for name, body := range map[string]string{
		"bare":    `{` + head + `,"role_type":"assumable","max_session_duration":3600,"date_created":"2026-01-02T03:04:05+00:00"}`,
		"wrapped": `{"role":{` + head + `,"role_type":"assumable","max_session_duration":"3600","date_created":"2026-01-02 03:04:05"}}`,
		"OpenAPI": `{"role":{` + head + `,"role_type":"service","max_session_duration":3600.0,"date_created":"2026-01-02T03:04:05Z"}}`,
		"more":    `{"role":{` + head + `,"role_type":"assumable","max_session_duration":3600,"date_created":"2026-01-02 03:04:05","new":[1]},"x":1}`,
	} {
		c, api, _ := talk(t, reply{body: body})
		got, err := c.Role(context.Background(), "r-1")
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, error %v", name, got, err)
		}
		if !slices.Equal(api.seen(), []string{"GET /v2/roles/r-1"}) {
			t.Errorf("%s: requests %q", name, api.seen())
		}
	}
}

func TestRoleWithLittleInIt(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{"role":{"id":"r-1"}}`,
		`{"role":{"id":"r-1","name":null,"role_type":null,"max_session_duration":null,"policies":null,"date_created":null}}`,
		`{"role":{"id":"r-1","policies":[],"date_created":"0000-00-00"}}`,
	} {
		c, _, _ := talk(t, reply{body: body})
		got, err := c.Role(context.Background(), "r-1")
		if err != nil || !reflect.DeepEqual(got, model.Role{ID: "r-1"}) {
			t.Errorf("%s: %+v, error %v", body, got, err)
		}
	}
}

func TestRoleTypesOfBothNamings(t *testing.T) {
	t.Parallel()
	for raw, want := range map[wireText]model.RoleType{
		"assignable": model.RoleAssignable, "user": model.RoleAssignable,
		"assumable": model.RoleAssumable, "service": model.RoleAssumable, "quantum": "quantum", "": "",
	} {
		if got := roleType(raw); got != want {
			t.Errorf("%q: %q", raw, got)
		}
	}
}

func TestRoleWithAnInvalidDurationIsAnError(t *testing.T) {
	t.Parallel()
	for _, value := range []string{`3600.5`, `1e99`, `-5`} {
		c, _, _ := talk(t, reply{body: `{"roles":[{"id":"r-1","max_session_duration":` + value + `}]}`})
		_, err := listRoles(c)
		fault := mustFail(t, err, model.ErrNotAPI)
		want := "the answer cannot be read: max_session_duration: " + value + " is not a number of seconds"
		if fault.Message != want {
			t.Errorf("message %q, want %q", fault.Message, want)
		}
	}
}

func TestPoliciesOfARole(t *testing.T) {
	t.Parallel()
	c, api, _ := talk(t, reply{body: `{"policies":[{"id":"p-1","policy_document":[]},{"id":"p-2",` +
		`"policy_document":{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}},{"id":"p-3","policy_document":null}]}`})
	got, err := c.RolePolicies(context.Background(), "r-1")
	want := []model.Policy{{ID: "p-1"}, {ID: "p-2", Statements: []model.Statement{
		{Effect: "Allow", Actions: []string{"*"}, Resources: []string{"*"}},
	}}, {ID: "p-3"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, error %v", got, err)
	}
	if !slices.Equal(api.seen(), []string{"GET /v2/roles/r-1/policies?per_page=500"}) {
		t.Errorf("requests %q", api.seen())
	}
}

// govultr puts ids into paths as they are: "../users" would reach the users.
func TestIDsAreCheckedBeforeUse(t *testing.T) {
	t.Parallel()
	c, api, _ := talk(t, reply{body: `{}`})
	ctx := context.Background()
	for _, id := range []string{"", "..", "../users", "a/b", "a?b", "a#b", "a%2fb", "a b", "é", "a\x00", `\u{1b}`, "a.b"} {
		secret := model.NewSecret(id)
		for name, call := range map[string]func() error{
			"role":      func() error { _, err := c.Role(ctx, id); return err },
			"policies":  func() error { _, err := c.RolePolicies(ctx, id); return err },
			"trust":     func() error { _, err := c.Trust(ctx, id); return err },
			"assumable": func() error { _, err := c.Assumable(ctx, id); return err },
			"user":      func() error { _, err := c.User(ctx, id); return err },
			"groups":    func() error { _, err := c.UserGroups(ctx, id); return err },
			"sessions":  func() error { _, err := c.Sessions(ctx, id); return err },
			"session":   func() error { _, err := c.Session(ctx, secret); return err },
			"revoke":    func() error { return c.Revoke(ctx, secret) },
			"assume": func() error {
				_, err := c.Assume(ctx, model.AssumeRequest{UserID: "u", RoleID: id, Name: "n"})
				return err
			},
			"assume as": func() error {
				_, err := c.Assume(ctx, model.AssumeRequest{UserID: id, RoleID: "r", Name: "n"})
				return err
			},
		} {
			if fault := mustFail(t, call(), model.ErrInvalid); fault.Field == "" {
				t.Errorf("%s of %q: no field named", name, id)
			}
		}
	}
	if len(api.seen()) != 0 {
		t.Errorf("requests went out: %q", api.seen())
	}
}

// A name of spaces alone would leave a row blank.
func TestANameOfSpacesIsNone(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"": "", " ": "", "   ": "", " a b ": " a b "} {
		roles, _, err := decodeRoles(answer{body: []byte(`{"roles":[{"id":"r","name":"` + name + `"}]}`)})
		if err != nil || roles[0].Name != want {
			t.Errorf("%q: %q, %v", name, roles[0].Name, err)
		}
	}
}
