package scene_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"actas/model"
	"actas/ui/scene"
)

var friday = time.Date(2026, 11, 20, 14, 3, 27, 0, time.UTC)

func TestColumnsAddUp(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ width, list, divider int }{
		{40, 40, 0}, {119, 119, 0}, {120, 63, 64}, {200, 143, 144},
	} {
		s := scene.Scene{Width: c.width}
		if s.ListWidth() != c.list || s.DividerAt() != c.divider || s.Split() != (c.divider > 0) {
			t.Errorf("%d columns: list %d, divider at %d, split %v", c.width, s.ListWidth(), s.DividerAt(), s.Split())
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	d := &model.Directory{}
	d.AddUsers([]model.User{{ID: "u1", Name: "Ada Byron"}, {ID: "u2", Email: "grace@example.com"}})
	d.AddRoles([]model.Role{{ID: "r1", Name: "Auditor"}, {ID: "r2"}})
	s := scene.Scene{Directory: d, Me: model.User{ID: "u1", Name: "Ada Byron"}}
	for id, want := range map[string]string{"u1": "Ada Byron (me)", "u2": "grace@example.com", "u3": "u3", "": ""} {
		if got := s.UserName(id); got != want {
			t.Errorf("user %q is shown as %q, want %q", id, got, want)
		}
	}
	for id, want := range map[string]string{"r1": "Auditor", "r2": "r2", "r3": "r3", "": ""} {
		if got := s.RoleName(id); got != want {
			t.Errorf("role %q is shown as %q, want %q", id, got, want)
		}
	}
	s.Me = model.User{}
	if got := s.UserName("u1"); got != "Ada Byron" {
		t.Errorf("nobody is me, but %q", got)
	}
}

func TestRank(t *testing.T) {
	t.Parallel()
	order := []model.Verdict{
		{State: model.VerdictOpen},
		{State: model.VerdictAutomatic},
		{State: model.VerdictClosed, Opens: friday.Add(time.Minute)},
		{State: model.VerdictClosed, Opens: friday.Add(time.Hour)},
		{State: model.VerdictClosed},
		{State: model.VerdictIPNotAllowed},
		{State: model.VerdictLapsed},
		{State: model.VerdictNotForMe},
		{State: model.VerdictNoTrust},
		{State: model.VerdictUnknown},
	}
	for i, a := range order {
		for j, b := range order {
			got := scene.RankOf(a).Compare(scene.RankOf(b))
			if got < 0 != (i < j) || got > 0 != (i > j) {
				t.Errorf("%+v before %+v: %d", a, b, got)
			}
		}
	}
}

// Ranks that pages got at different times are compared: a role that is closed for good
// is not put before another by when its page came.
func TestARankDoesNotDependOnWhenItWasMade(t *testing.T) {
	t.Parallel()
	closed := model.Verdict{State: model.VerdictClosed}
	first, later := scene.NewStander(friday).Of(closed), scene.NewStander(friday.Add(time.Second)).Of(closed)
	if got := first.Compare(later); got != 0 {
		t.Errorf("one a second later compares as %d", got)
	}
	far := scene.NewStander(friday).Of(model.Verdict{State: model.VerdictClosed, Opens: friday.Add(2 * model.Horizon)})
	if far.Compare(later) >= 0 {
		t.Error("a role that opens comes after one that does not")
	}
}

func TestRankIsAnOrder(t *testing.T) {
	t.Parallel()
	states := []model.VerdictState{model.VerdictOpen, model.VerdictClosed, model.VerdictUnknown, "new"}
	rank := rapid.Custom(func(t *rapid.T) scene.Rank {
		return scene.RankOf(model.Verdict{
			State: rapid.SampledFrom(states).Draw(t, "state"), Opens: friday.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "opens")) * time.Hour),
		})
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := rank.Draw(t, "a"), rank.Draw(t, "b"), rank.Draw(t, "c")
		if a.Compare(b) != -b.Compare(a) {
			t.Fatalf("%v and %v are in two orders", a, b)
		}
		if a.Compare(b) <= 0 && b.Compare(c) <= 0 && a.Compare(c) > 0 {
			t.Fatalf("%v, %v, %v come round", a, b, c)
		}
	})
}

func TestLocalIsUTC(t *testing.T) {
	t.Parallel()
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		local *time.Location
		now   time.Time
		want  bool
	}{{time.UTC, friday, true}, {london, friday, true}, {london, friday.AddDate(0, -5, 0), false}, {time.FixedZone("Here", 3600), friday, false}} {
		if got := (scene.Scene{Local: c.local, Now: model.Moment{Wall: c.now}}).LocalIsUTC(); got != c.want {
			t.Errorf("%v at %v: %v", c.local, c.now, got)
		}
	}
}
