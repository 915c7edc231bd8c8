package simulator_test

import (
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"testing"

	"actas/client/simulator"
	"actas/model"
)

// trustBody is a body that the API takes, changed by the fields.
func trustBody(b *bench, fields map[string]any) map[string]any {
	body := map[string]any{
		"role_id": b.role("Support Tier 2").ID, "trust_type": "TemporaryAssumption", "trusted_user_id": b.user("Ada Byron").ID,
	}
	maps.Copy(body, fields)
	return body
}

func (b *bench) createTrust(fields map[string]any) map[string]any {
	b.t.Helper()
	return b.do(http.MethodPost, "/v2/role-trusts", trustBody(b, fields)).want(http.StatusCreated).object()
}

func TestCreatedTrustComesBackAsSent(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	conditions := map[string]any{
		"time_of_day": map[string]any{
			"timezone": "Europe/Berlin", "days_of_week": []any{"monday", "friday"}, "start": 18.0, "end": 8.0,
		},
		"ip_address":  []any{"203.0.113.10", "2001:db8::/48"},
		"oidc_claims": map[string]any{"aud": "x"},
	}
	made := b.createTrust(map[string]any{
		"conditions": conditions, "valid_until": "2027-06-20T03:59:59+00:00", "note": "kept",
	})
	id, _ := made["id"].(string)
	read := b.get("/v2/role-trusts/" + id).want(http.StatusOK).object()["role_trust"]
	if !reflect.DeepEqual(made, read) {
		t.Errorf("created %v\nread    %v", made, read)
	}
	for key, want := range map[string]any{
		"role_name": "Support Tier 2", "user_display": "Ada Byron", "trusted_group_id": nil,
		"valid_until": "2027-06-20T03:59:59+00:00", "conditions": conditions, "note": "kept",
		"date_created": "2026-11-20T14:03:00+00:00",
	} {
		if !reflect.DeepEqual(made[key], want) {
			t.Errorf("%s: %v, want %v", key, made[key], want)
		}
	}
}

func TestTrustsOfEveryEntity(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	group := b.AddGroup(model.Group{Name: "g"})
	issuer := b.AddIssuer(model.Issuer{Source: "external", URI: "https://x"})
	for _, c := range []struct {
		sent, want map[string]any
	}{
		{map[string]any{"trusted_group_id": group.ID}, map[string]any{"trusted_group_id": group.ID, "group_display": "g"}},
		{map[string]any{"trusted_oidc_issuer_id": issuer.ID}, map[string]any{"trusted_oidc_issuer_id": issuer.ID, "trusted_oidc_issuer_source": "external"}},
		{map[string]any{"trusted_oidc_issuer_id": issuer.ID, "trusted_oidc_issuer_source": "external"}, map[string]any{"trusted_oidc_issuer_id": issuer.ID}},
		{map[string]any{"trusted_oidc_issuer_source": "instance"}, map[string]any{"trusted_oidc_issuer_source": "instance", "trusted_oidc_issuer_id": nil}},
		{map[string]any{"trusted_oidc_issuer_source": "baremetal"}, map[string]any{"trusted_oidc_issuer_source": "baremetal"}},
	} {
		c.sent["trusted_user_id"] = nil
		made := b.createTrust(c.sent)
		for key, want := range c.want {
			if made[key] != want {
				t.Errorf("%v: %s is %v, want %v", c.sent, key, made[key], want)
			}
		}
		if made["trusted_user_id"] != nil {
			t.Errorf("%v: names a user as well", c.sent)
		}
	}
}

func TestTrustBodiesThatAreRefusedNameTheField(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	group := b.AddGroup(model.Group{Name: "g"})
	at := func(v any) map[string]any {
		return map[string]any{"conditions": map[string]any{"time_of_day": v}}
	}
	for name, c := range map[string]struct {
		fields map[string]any
		status int
		text   string
	}{
		"no role":            {map[string]any{"role_id": nil}, 400, "role_id is required"},
		"unknown role":       {map[string]any{"role_id": "x"}, 422, "role_id: there is no such role"},
		"assignable role":    {map[string]any{"role_id": b.role("Billing Viewer").ID}, 422, "role_id: the role is assignable, trusts are for assumable roles"},
		"no type":            {map[string]any{"trust_type": ""}, 400, "trust_type is required"},
		"unknown type":       {map[string]any{"trust_type": "Eternal"}, 422, "trust_type: must be TemporaryAssumption, IAMAssumption or FederatedAssumption"},
		"number as type":     {map[string]any{"trust_type": 1}, 422, "trust_type: must be a string"},
		"no entity":          {map[string]any{"trusted_user_id": nil}, 400, "trusted_user_id, trusted_group_id, trusted_oidc_issuer_id or trusted_oidc_issuer_source is required"},
		"two entities":       {map[string]any{"trusted_group_id": group.ID}, 422, "trusted_user_id: a trust names exactly one trusted entity, not 2"},
		"unknown user":       {map[string]any{"trusted_user_id": "x"}, 422, "trusted_user_id: there is no such user"},
		"unknown source":     {map[string]any{"trusted_user_id": nil, "trusted_oidc_issuer_source": "moon"}, 422, "trusted_oidc_issuer_source: there is no such source"},
		"no date":            {map[string]any{"valid_until": "soon"}, 422, "valid_until: must be a date and time, as in 2026-06-20T03:59:59+00:00"},
		"text as conditions": {map[string]any{"conditions": "none"}, 422, "conditions: must be an object"},
		"text as time":       {at("noon"), 422, "conditions.time_of_day: must be an object"},
		"unknown zone":       {at(map[string]any{"timezone": "Europe/Munich"}), 422, "conditions.time_of_day.timezone: unknown time zone"},
		"unknown day":        {at(map[string]any{"days_of_week": []string{"moonday"}}), 422, `conditions.time_of_day.days_of_week: "moonday" is no day of the week`},
		"day as text":        {at(map[string]any{"days_of_week": "monday"}), 422, "conditions.time_of_day.days_of_week: must be an array of strings"},
		"hour 25":            {at(map[string]any{"start": 9, "end": 25}), 422, "conditions.time_of_day.end: must be an hour from 0 to 24"},
		"negative hour":      {at(map[string]any{"start": -1, "end": 5}), 422, "conditions.time_of_day.start: must be an hour from 0 to 24"},
		"no address":         {map[string]any{"conditions": map[string]any{"ip_address": []string{"10.0.0.300"}}}, 422, `conditions.ip_address: "10.0.0.300" is neither an address nor a range`},
		"address as text":    {map[string]any{"conditions": map[string]any{"ip_address": "10.0.0.1"}}, 422, "conditions.ip_address: must be an array of strings"},
	} {
		t.Run(name, func(t *testing.T) {
			b.do(http.MethodPost, "/v2/role-trusts", trustBody(b, c.fields)).refused(c.status, c.text)
		})
	}
	for _, body := range []string{"", "null", "[]", "{", `"text"`} {
		b.do(http.MethodPost, "/v2/role-trusts", body).refused(http.StatusBadRequest, "The body is not a JSON object")
	}
	if total := b.get("/v2/role-trusts").meta().Total; total != 21 {
		t.Errorf("%d trusts after refusals", total)
	}
}

func TestHoursAreTakenInEveryShape(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	for sent, want := range map[any]any{9: 9.0, "9": 9.0, "09": 9.0, "09:00": 9.0, "09:30": "09:30", "09:30:00": "09:30"} {
		made := b.createTrust(map[string]any{"conditions": map[string]any{"time_of_day": map[string]any{"start": sent, "end": 24}}})
		got := made["conditions"].(map[string]any)["time_of_day"]
		if w := map[string]any{"start": want, "end": 24.0}; !reflect.DeepEqual(got, w) {
			t.Errorf("%v: %v, want %v", sent, got, w)
		}
	}
}

func TestUpdateReplacesWhatIsGivenAndKeepsTheRest(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	made := b.createTrust(map[string]any{
		"conditions": map[string]any{"ip_address": []string{"10.0.0.0/8"}}, "valid_until": "2027-01-01 00:00:00", "note": "kept",
	})
	path := fmt.Sprintf("/v2/role-trusts/%s", made["id"])
	changed := b.do(http.MethodPut, path, map[string]any{"trust_type": "IAMAssumption"}).want(http.StatusOK).object()
	for _, key := range []string{"id", "conditions", "valid_until", "note", "trusted_user_id", "date_created"} {
		if !reflect.DeepEqual(changed[key], made[key]) {
			t.Errorf("%s became %v", key, changed[key])
		}
	}
	if changed["trust_type"] != "IAMAssumption" {
		t.Errorf("type %v", changed["trust_type"])
	}
	cleared := b.do(http.MethodPut, path, map[string]any{"conditions": []string{}, "valid_until": ""}).want(http.StatusOK).object()
	if cleared["conditions"] != nil || cleared["valid_until"] != nil {
		t.Errorf("not cleared: %v", cleared)
	}
	group := b.AddGroup(model.Group{Name: "g"})
	moved := b.do(http.MethodPut, path, map[string]any{"trusted_group_id": group.ID}).want(http.StatusOK).object()
	if moved["trusted_user_id"] != nil || moved["trusted_group_id"] != group.ID {
		t.Errorf("entity: %v", moved)
	}
}

func TestRefusedUpdateChangesNothing(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	made := b.createTrust(map[string]any{"note": "old"})
	path := fmt.Sprintf("/v2/role-trusts/%s", made["id"])
	b.do(http.MethodPut, path, map[string]any{"note": "new", "trust_type": "IAMAssumption", "valid_until": "soon"}).want(http.StatusUnprocessableEntity)
	if read := b.get(path).object()["role_trust"]; !reflect.DeepEqual(read, made) {
		t.Errorf("after the refusal: %v", read)
	}
}

func TestDeletedTrustIsGoneUntilRestored(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	made := b.createTrust(nil)
	path := fmt.Sprintf("/v2/role-trusts/%s", made["id"])
	byRole := "/v2/role-trusts/by-role/" + b.role("Support Tier 2").ID
	if r := b.do(http.MethodDelete, path, nil).want(http.StatusNoContent); len(r.body) != 0 {
		t.Errorf("body %q", r.body)
	}
	b.get(path).refused(http.StatusNotFound, "Role trust not found")
	b.do(http.MethodDelete, path, nil).refused(http.StatusNotFound, "Role trust not found")
	b.do(http.MethodPut, path, map[string]any{}).refused(http.StatusNotFound, "Role trust not found")
	if n := len(b.get(byRole).items("role_trusts")); n != 0 {
		t.Errorf("%d trusts by role", n)
	}
	restored := b.do(http.MethodPatch, path+"/restore", nil).want(http.StatusOK).object()["role_trust"]
	if !reflect.DeepEqual(restored, made) {
		t.Errorf("restored %v", restored)
	}
	b.do(http.MethodPatch, path+"/restore", nil).want(http.StatusOK)
	if n := len(b.get(byRole).items("role_trusts")); n != 1 {
		t.Errorf("%d trusts by role after the restore", n)
	}
	b.do(http.MethodPatch, "/v2/role-trusts/x/restore", nil).refused(http.StatusNotFound, "Role trust not found")
}

func TestTrustOfADeletedRoleCannotBeRestored(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	made := b.createTrust(nil)
	b.DeleteRole(b.role("Support Tier 2").ID)
	path := fmt.Sprintf("/v2/role-trusts/%s", made["id"])
	b.get(path).want(http.StatusNotFound)
	b.do(http.MethodPatch, path+"/restore", nil).want(http.StatusConflict)
	b.get(path).want(http.StatusNotFound)
}

func TestTrustsByRoleAndAssumable(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	if n := len(b.get("/v2/role-trusts/by-role/" + b.role("Log Reader").ID).items("role_trusts")); n != 3 {
		t.Errorf("%d trusts of Log Reader", n)
	}
	b.get("/v2/role-trusts/by-role/x").refused(http.StatusNotFound, "Role not found")
	b.get("/v2/role-trusts/assumable/x").refused(http.StatusNotFound, "User not found")
	names := map[any]int{}
	for _, trust := range b.get("/v2/role-trusts/assumable/" + b.user("Alan Reyes").ID).items("assumable_roles") {
		names[trust["role_name"]]++
	}
	if len(names) != 0 {
		t.Errorf("the contractor may assume %v", names)
	}
	for _, trust := range b.get("/v2/role-trusts/assumable/" + b.user("Ada Byron").ID).items("assumable_roles") {
		names[trust["role_name"]]++
	}
	want := map[any]int{"Production Deploy": 1, "Database Admin": 1, "Auditor": 1, "Log Reader": 2, "On-call Operator": 1,
		"Payments Operator": 1, "Network Admin": 1, "Contractor Access": 1, "Edge Deploy": 1, "Change Approver": 1}
	if !maps.Equal(names, want) {
		t.Errorf("Ada: %v", names)
	}
}
