package simulator_test

import (
	"net/http"
	"slices"
	"testing"

	"actas/client/simulator"
	"actas/model"
)

func TestFilledUpToTheNumber(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Roles: 1200})
	names, ids := map[any]bool{}, map[any]bool{}
	cursor := ""
	for {
		r := b.get("/v2/roles?per_page=500&cursor=" + cursor)
		for _, role := range r.items("roles") {
			names[role["name"]], ids[role["id"]] = true, true
		}
		meta := r.meta()
		if meta.Total != 1200 {
			t.Fatalf("total %d", meta.Total)
		}
		if cursor = meta.Links.Next; cursor == "" {
			break
		}
	}
	if len(names) != 1200 || len(ids) != 1200 {
		t.Errorf("%d names, %d ids", len(names), len(ids))
	}
	if total := b.get("/v2/role-trusts").meta().Total; total != 1200 {
		t.Errorf("%d trusts", total)
	}
}

// Nobody else has a name, an address or sessions of somebody's.
func TestFilledUpWithUsers(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Users: 500, Limit: -1})
	answer := b.get("/v2/users?per_page=500")
	if total := answer.meta().Total; total != 500 {
		t.Fatalf("%d users", total)
	}
	mails, active := map[any]bool{}, 0
	for _, u := range answer.items("users") {
		mails[u["email"]] = true
		sessions := b.get("/v2/assumed-roles/users/" + u["id"].(string) + "/sessions").items("sessions")
		for _, s := range sessions {
			if s["user_id"] != u["id"] || s["remaining_duration"].(float64) < 60 {
				t.Errorf("%v has %v", u["email"], s)
			}
		}
		active += min(1, len(sessions))
	}
	if len(mails) != 500 || active < 20 || active > 100 {
		t.Errorf("%d addresses, %d users with sessions", len(mails), active)
	}
}

func TestFillerCanBeReadChangedDeletedAndRestored(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Roles: 300})
	trusts := b.get("/v2/role-trusts?per_page=500").items("role_trusts")
	last := trusts[len(trusts)-1]
	id, _ := last["id"].(string)
	path := "/v2/role-trusts/" + id
	roleID, _ := last["role_id"].(string)
	b.get("/v2/roles/" + roleID).want(http.StatusOK)
	b.get("/v2/roles/" + roleID + "/policies").items("policies")
	if got := b.get("/v2/role-trusts/by-role/" + roleID).items("role_trusts"); len(got) != 1 || got[0]["id"] != id {
		t.Fatalf("trusts of the role: %v", got)
	}
	b.do(http.MethodPut, path, map[string]any{"trust_type": "TemporaryAssumption", "trusted_user_id": b.user("Ada Byron").ID}).want(http.StatusOK)
	if got := b.get("/v2/role-trusts/by-role/" + roleID).items("role_trusts"); got[0]["user_display"] != "Ada Byron" {
		t.Errorf("after the change: %v", got[0])
	}
	b.do(http.MethodDelete, path, nil).want(http.StatusNoContent)
	b.get(path).want(http.StatusNotFound)
	if total := b.get("/v2/role-trusts").meta().Total; total != 299 {
		t.Errorf("%d trusts after one was deleted", total)
	}
	b.do(http.MethodPatch, path+"/restore", nil).want(http.StatusOK)
	if total := b.get("/v2/role-trusts").meta().Total; total != 300 {
		t.Errorf("%d trusts after the restore", total)
	}
}

func TestFillerAddressesAndDatesCanBeRead(t *testing.T) {
	t.Parallel()
	b := start(t, simulator.Config{Roles: 500})
	var list struct {
		Trusts []wireTrust `json:"role_trusts"`
	}
	b.get("/v2/role-trusts?per_page=500").want(http.StatusOK).into(&list)
	kinds := map[model.ScheduleKind]int{}
	for _, w := range list.Trusts[21:] {
		m := w.model(t)
		kinds[m.Schedule.Kind()]++
		if m.Schedule.Problem != "" || slices.ContainsFunc(m.SourceIPs, func(c model.IPCondition) bool { return c.Problem != "" }) {
			t.Errorf("%+v", w)
		}
	}
	if len(kinds) != 4 {
		t.Errorf("kinds of schedule: %v", kinds)
	}
}
