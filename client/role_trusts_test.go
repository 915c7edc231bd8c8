package client

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"

	"actas/client/simulator"
	"actas/model"
)

const (
	byRolePath = "GET /v2/role-trusts/by-role/r-1?per_page=500"
	allPath    = "GET /v2/role-trusts?per_page=500"
)

func TestTrustsOfRole(t *testing.T) {
	t.Parallel()
	const mine, named, other = `{"id":"t-1","role_id":"r-1"}`, `{"id":"t-2","role_name":"DBA"}`, `{"id":"t-3","role_id":"r-2"}`
	notFound := reply{status: http.StatusNotFound, body: `{"error":"Role not found","status":404}`}
	all := reply{body: `{"role_trusts":[` + mine + `,` + named + `,` + other + `],"meta":{"total":3}}`}
	for _, tt := range []struct {
		name    string
		replies []reply
		want    []string
		asked   []string
		kind    error
	}{
		{"in one page", []reply{{body: `{"role_trusts":[` + mine + `]}`}}, []string{"t-1"}, []string{byRolePath}, nil},
		{"in two pages", []reply{
			{body: `{"role_trusts":[` + mine + `],"meta":{"links":{"next":"n"}}}`}, {body: `{"role_trusts":[` + named + `]}`},
		}, []string{"t-1", "t-2"}, []string{byRolePath, "GET /v2/role-trusts/by-role/r-1?cursor=n&per_page=500"}, nil},
		{"none", []reply{{body: `{"role_trusts":[]}`}}, nil, []string{byRolePath}, nil},
		{"a call that the API does not know", []reply{notFound, all}, []string{"t-1", "t-2"}, []string{byRolePath, allPath}, nil},
		{"a method that the API does not know", []reply{{status: http.StatusMethodNotAllowed, body: `{"error":"no"}`}, all}, []string{"t-1", "t-2"}, []string{byRolePath, allPath}, nil},
		{"refused", []reply{{status: http.StatusForbidden, body: `{"error":"no","status":403}`}}, nil, []string{byRolePath}, model.ErrForbidden},
		{"refused, and the list of all too", []reply{notFound, {status: http.StatusForbidden, body: `{"error":"no","status":403}`}}, nil, []string{byRolePath, allPath}, model.ErrForbidden},
		{"no list", []reply{{body: `{"trusts":[]}`}}, nil, []string{byRolePath}, model.ErrNotAPI},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, api, _ := talk(t, tt.replies...)
			trusts, err := c.TrustsOfRole(context.Background(), model.Role{ID: "r-1", Name: "DBA"})
			var ids []string
			for _, trust := range trusts {
				ids = append(ids, trust.ID)
			}
			if !errors.Is(err, tt.kind) || !slices.Equal(ids, tt.want) {
				t.Errorf("%q, error %v; want %q, %v", ids, err, tt.want, tt.kind)
			}
			if !slices.Equal(api.seen(), tt.asked) {
				t.Errorf("requests %q, want %q", api.seen(), tt.asked)
			}
		})
	}
	c, api, _ := talk(t)
	if _, err := c.TrustsOfRole(context.Background(), model.Role{ID: "../users"}); err == nil || len(api.seen()) > 0 {
		t.Errorf("an id that leads elsewhere: error %v, requests %q", err, api.seen())
	}
}

// TestTrustsOfRoleWhoseNameIsNotKnown: where all trusts are read and some tell
// their role by its name alone, the role is read as well. Without its name the
// trusts would be told to be none.
func TestTrustsOfRoleWhoseNameIsNotKnown(t *testing.T) {
	t.Parallel()
	const rolePath = "GET /v2/roles/r-1"
	notFound := reply{status: http.StatusNotFound, body: `{"error":"Route not found","status":404}`}
	forbidden := reply{status: http.StatusForbidden, body: `{"error":"no","status":403}`}
	role := reply{body: `{"role":{"id":"r-1","name":"DBA"}}`}
	named := trustList(`{"id":"t-1","role_name":"DBA"}`, `{"id":"t-2","role_name":"Auditor"}`, `{"id":"t-3","role_id":"r-1","role_name":"DBA"}`)
	for _, tt := range []struct {
		name    string
		replies []reply
		want    []string
		asked   []string
		kind    error
	}{
		{"names alone", []reply{notFound, named, role}, []string{"t-3", "t-1"}, []string{byRolePath, allPath, rolePath}, nil},
		{"ids", []reply{notFound, trustList(stranger)}, []string{"t-4"}, []string{byRolePath, allPath}, nil},
		{"names alone, and the role may not be read", []reply{notFound, named, forbidden}, nil, []string{byRolePath, allPath, rolePath}, model.ErrForbidden},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, api, _ := talk(t, tt.replies...)
			trusts, err := c.TrustsOfRole(context.Background(), model.Role{ID: "r-1"})
			var ids []string
			for _, trust := range trusts {
				ids = append(ids, trust.ID)
			}
			if !errors.Is(err, tt.kind) || !slices.Equal(ids, tt.want) || !slices.Equal(api.seen(), tt.asked) {
				t.Errorf("%q, error %v, requests %q", ids, err, api.seen())
			}
		})
	}
}

// TestTrustsOfRoleInEveryShape: what one role's list says is what the list of
// all says of it.
func TestTrustsOfRoleInEveryShape(t *testing.T) {
	t.Parallel()
	for _, variant := range []simulator.Variant{{}, {Charset: true, Dates: simulator.DatesPlain, Empty: simulator.EmptyAbsent}, {WrappedTrust: true, Empty: simulator.EmptyArray}} {
		c, server, _ := simulate(t, simulator.Config{Variant: variant})
		role, _ := server.Role("Production Deploy")
		trusts, err := c.TrustsOfRole(context.Background(), role)
		if err != nil {
			t.Fatal(err)
		}
		all, err := collect(c.Trusts(context.Background()))
		if err != nil {
			t.Fatal(err)
		}
		var d model.Directory
		d.AddRoles([]model.Role{role})
		d.AddTrusts(all)
		want := d.TrustsOf(role.ID)
		if len(trusts) == 0 || !slices.EqualFunc(trusts, want, func(a, b model.Trust) bool { return a.ID == b.ID && model.CompareTrusts(a, b).None() }) {
			t.Errorf("%+v: %+v, want %+v", variant, trusts, want)
		}
	}
}
