package simulator_test

import (
	"fmt"
	"net/http"
	"reflect"
	"testing"
	"time"

	"actas/client/simulator"
)

func TestWholeUpdateTakesAwayWhatTheBodyLacks(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Variant: simulator.Variant{WholeUpdate: true}})
	made := b.createTrust(map[string]any{
		"conditions": map[string]any{"ip_address": []string{"10.0.0.0/8"}}, "valid_until": "2027-01-01 00:00:00", "note": "gone",
	})
	path := fmt.Sprintf("/v2/role-trusts/%s", made["id"])
	changed := b.do(http.MethodPut, path, trustBody(b, map[string]any{"trust_type": "IAMAssumption"})).want(http.StatusOK).object()
	for _, key := range []string{"conditions", "valid_until", "note"} {
		if changed[key] != nil {
			t.Errorf("%s is still %v", key, changed[key])
		}
	}
	for _, key := range []string{"id", "date_created", "trusted_user_id"} {
		if changed[key] != made[key] {
			t.Errorf("%s became %v", key, changed[key])
		}
	}
	b.do(http.MethodPut, path, map[string]any{"trust_type": "IAMAssumption"}).refused(http.StatusBadRequest, "role_id is required")
}

func TestUnknownFieldsOfAScheduleAreKept(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	for _, schedule := range []map[string]any{
		{"timezone": "utc", "days_of_week": []any{"monday"}, "holidays": map[string]any{"closed": true}},
		{"holidays": "closed"},
	} {
		made := b.createTrust(map[string]any{"conditions": map[string]any{"time_of_day": schedule}})
		if got := made["conditions"].(map[string]any)["time_of_day"]; !reflect.DeepEqual(got, schedule) {
			t.Errorf("%v came back as %v", schedule, got)
		}
		path := fmt.Sprintf("/v2/role-trusts/%s", made["id"])
		cleared := b.do(http.MethodPut, path, map[string]any{"conditions": nil}).want(http.StatusOK).object()
		if cleared["conditions"] != nil {
			t.Errorf("not cleared: %v", cleared["conditions"])
		}
	}
}

func TestTrustOfMachinesIsPinnedToTheAccount(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{})
	instance := map[string]any{"trusted_user_id": nil, "trusted_oidc_issuer_source": "instance"}
	made := b.createTrust(instance)
	claims := func(trust map[string]any) any { return trust["conditions"].(map[string]any)["oidc_claims"] }
	if pin, ok := claims(made).(map[string]any); !ok || pin["acctid"] == nil {
		t.Errorf("conditions %v", made["conditions"])
	}
	path := fmt.Sprintf("/v2/role-trusts/%s", made["id"])
	own := map[string]any{"acctid": "another"}
	changed := b.do(http.MethodPut, path, map[string]any{"conditions": map[string]any{"oidc_claims": own}}).want(http.StatusOK).object()
	if !reflect.DeepEqual(claims(changed), own) {
		t.Errorf("claims that were sent became %v", claims(changed))
	}
	instance["trust_type"] = "IAMAssumption"
	b.do(http.MethodPost, "/v2/role-trusts", trustBody(b, instance)).
		refused(http.StatusUnprocessableEntity, "trust_type: must be TemporaryAssumption for instance")
}

func TestEditedTrustDoesNotCountUntilItIsVisible(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{TrustLag: time.Minute})
	made := b.createTrust(nil)
	b.clock.Advance(time.Minute)
	b.assume("Support Tier 2", nil).want(http.StatusCreated)
	b.do(http.MethodPut, fmt.Sprintf("/v2/role-trusts/%s", made["id"]), map[string]any{"valid_until": "2027-01-01 00:00:00"}).want(http.StatusOK)
	b.assume("Support Tier 2", nil).refused(http.StatusForbidden, noTrust)
	b.clock.Advance(time.Minute)
	b.assume("Support Tier 2", nil).want(http.StatusCreated)
}
