package ui

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"actas/model"
)

// TestTheOpenRolesAreAsWhenCountedAnew lets anything happen that changes how many roles
// are open, and time go by.
func TestTheOpenRolesAreAsWhenCountedAnew(t *testing.T) {
	t.Parallel()
	schedules := []model.Schedule{
		{}, model.NewSchedule("utc", model.NewDaySet(time.Friday), 9*60, 15*60), model.NewSchedule("Europe/Berlin", 0, 22*60, 6*60),
	}
	rapid.Check(t, func(rt *rapid.T) {
		r, _ := trustRig(t)
		trust := func() model.Trust {
			id := rapid.SampledFrom([]string{"r1", "r2", "r3"}).Draw(rt, "role")
			one := trustOf("t-"+id+rapid.SampledFrom([]string{"", "b"}).Draw(rt, "which"), id, model.EntityUser, rapid.SampledFrom([]string{"ada", "bob"}).Draw(rt, "who"))
			one.Schedule = rapid.SampledFrom(schedules).Draw(rt, "schedule")
			return one
		}
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			switch rapid.IntRange(0, 4).Draw(rt, "step") {
			case 0:
				one := trust()
				r.m.directory.PutTrust(one)
				r.m.access.Forget(one.ID)
				r.m.access.Forget(one.RoleID)
			case 1:
				one := trust()
				r.m.directory.DropTrust(one.ID)
				r.m.access.Forget(one.RoleID)
			case 2:
				r.api.trusts = append(r.api.trusts, trust())
				r.press("ctrl+r")
			case 3:
				r.m, _ = r.m.iAm(rapid.SampledFrom([]string{"ada", "bob"}).Draw(rt, "person"))
			default:
				r.clock.now.Wall = r.clock.now.Wall.Add(time.Duration(rapid.IntRange(-900, 900).Draw(rt, "minutes")) * time.Minute)
				r.m = r.m.lookAtClocks()
			}
			r.m, _ = r.m.sync()
			if want := (openRoles{}).counted(r.m.scene()).sentence(r.m.scene()); r.m.open != want {
				rt.Fatalf("%q at %v, counted anew %q", r.m.open, r.m.now.Wall, want)
			}
		}
	})
}

// TestOpenRolesAreNotCountedForEachAnswer: a hundred thousand of them would hold the
// keys up.
func TestOpenRolesAreNotCountedForEachAnswer(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.api.trusts = []model.Trust{trustOf("t1", "r1", model.EntityUser, "ada")}
	r.start()
	counted := r.m.openRoles
	if counted.at.IsZero() || !strings.HasPrefix(r.m.open, "1 role is open") {
		t.Fatalf("%q, counted %v", r.m.open, counted.at)
	}
	r.pass(3 * time.Minute)
	r.m, _ = r.m.askSessions()
	r.m.directory.SetPolicies(map[string][]model.Policy{"r1": {{Name: "read"}}})
	r.m, _ = r.m.sync()
	if r.m.openRoles != counted {
		t.Errorf("counted at %v and again at %v", counted.at, r.m.openRoles.at)
	}
}
