package trusts

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/browse"
	"actas/ui/scene"
	"actas/ui/screentest"
)

const deployBy = "4f0a6c3f-77aa-4b6e-9a55-0f6a2b1c0041"

// on is the screen with the cursor on a trust.
func on(t *testing.T, width, height int, id string) *screen {
	t.Helper()
	x := open(t, sceneOf(width, height, organisation()))
	x.Model.browse = x.Model.browse.Select(x.Model.rows, id)
	if selected(x) != id {
		t.Fatalf("%s is not in the list", id)
	}
	return x
}

// order are the ids of the trusts from the top of the list.
func order(x *screen) []string {
	var ids []string
	x.Model.browse.Visible(func(row int, _ bool) { ids = append(ids, x.Model.rows.Key(row)) })
	return ids
}

func TestTheListTellsEveryTrust(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, organisation()))
	f := x.Frame()
	for i, want := range []string{
		"  ROLE                TRUSTED ENTITY     ACCESS             SCHEDULE            ",
		"▌ Production Deploy   user Ada Byron     open until 17:00   daily 09–17 UTC     ",
		"  Auditor             issuer vke-prod    automatic (OIDC)   always              ",
		"  Auditor             user Ada Byron     opens 21:00        Fri, Sat 22–06 CET  ",
		"                      user Ada Byron     lapsed 2d ago      always              ",
		"  Production Deploy   user Grace Hopper  not for me         always              ",
		"  日本語の名前がと…   user Ada Byron     unknown            unreadable          ",
	} {
		if f.Body[i] != want {
			t.Errorf("line %d:\n%q, want\n%q", i, f.Body[i], want)
		}
	}
	if f.Position != "1 of 6" || f.Summary != "6 trusts, 5 worth a look, open first" || f.Status != "Times are UTC unless a zone is named." {
		t.Errorf("position %q, summary %q, status %q", f.Position, f.Summary, f.Status)
	}
}

func TestColumns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		width int
		want  string
	}{
		{60, "ROLE TRUSTED ENTITY ACCESS"},
		{80, "ROLE TRUSTED ENTITY ACCESS SCHEDULE"},
		{100, "ROLE TRUSTED ENTITY ACCESS SCHEDULE VALID UNTIL"},
		{119, "ROLE TRUSTED ENTITY ACCESS SCHEDULE VALID UNTIL"},
		{120, "ROLE TRUSTED ENTITY ACCESS"},
		{160, "ROLE TRUSTED ENTITY ACCESS VALID UNTIL"},
		{200, "ROLE TRUSTED ENTITY ACCESS VALID UNTIL"},
	} {
		x := open(t, sceneOf(c.width, 19, organisation()))
		if got := x.Head(); got != c.want {
			t.Errorf("%d columns: %q, want %q", c.width, got, c.want)
		}
	}
}

func TestTheDetail(t *testing.T) {
	t.Parallel()
	both := []string{
		"Production Deploy", "user Ada Byron", "TemporaryAssumption", "open until 17:00 UTC   2h 56m left", "now Fri 14:03",
		"SOURCE IPS", "mine is 203.0.113.7", "203.0.113.0/24", "inside", "outside",
		"OTHER CONDITIONS", "not judged by actas", `mfa {"required":true}`,
	}
	for _, c := range []struct {
		width int
		want  []string
	}{
		{60, []string{"every day 09:00–17:00 UTC", "valid until  2026-12-30 14:03 UTC, in 40d", "id           " + deployBy, "created      2026-11-20"}},
		{80, []string{"SCHEDULE", "09:00–17:00", "VALID UNTIL", "2026-12-30", "in 40d", "4f0a6c3f-…-1c0041", "y copies it"}},
		{160, []string{"WEEK", "hours in UTC", "every day 09:00–17:00 UTC", "valid until  2026-12-30 14:03 UTC, in 40d", "id           " + deployBy}},
	} {
		on(t, c.width, 40, deployBy).Press("enter").Shows(both...).Shows(c.want...)
	}
}

func TestTheDetailOfOtherTrusts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, id, headline string
		want               []string
	}{
		{"automatic", "t4", "automatic (OIDC)", []string{"IAMAssumption", "issuer vke-prod"}},
		{"its end cannot be read", "t3", "not for me", []string{"valid until  unreadable: 0000-00-00"}},
		{"lapsed", "t5", "lapsed 2d ago, 2026-11-18 12:03 UTC", []string{"valid until  2026-11-18 12:03 UTC, lapsed 2d ago"}},
		{"its schedule cannot be read", "t6", "unknown", []string{"10.0.0.256", "malformed"}},
		{"another zone, over midnight", "t2", "closed, opens today 21:00 UTC   in 6h 57m", []string{"hours in Europe/Berlin (UTC+1)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			on(t, 160, 40, c.id).Shows(c.headline).Shows(c.want...)
			on(t, 80, 40, c.id).Press("enter").Shows(c.headline)
			on(t, 60, 40, c.id).Press("enter").Shows(c.headline)
		})
	}
}

func TestTheWeekInAnotherZone(t *testing.T) {
	t.Parallel()
	x := on(t, 160, 40, "t2").Shows("hours in Europe/Berlin (UTC+1)", "now Fri 15:03")
	x.Press("z").Shows("hours in Here (UTC+3)", "now Fri 17:03")
	x.Press("z").Shows("hours in Europe/Berlin")
	on(t, 80, 40, "t2").Press("enter", "z").Shows("drawn in Here")
}

func TestActionsAskTheRoot(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		key  string
		want tea.Msg
	}{
		{"a", AssumeMsg{RoleID: "deploy", TrustID: deployBy}},
		{"y", scene.CopyMsg{What: "the id of the trust", Text: deployBy}},
		{"z", nil},
	} {
		if got := on(t, 80, 19, deployBy).Press(c.key).Last(); got != c.want {
			t.Errorf("%s asked for %#v, want %#v", c.key, got, c.want)
		}
	}
	if got := open(t, sceneOf(80, 19, &model.Directory{})).Send(askAssumeMsg{}, copyMsg{}, zoneMsg{}).Last(); got != nil {
		t.Errorf("without a trust: %#v", got)
	}
}

func TestEveryActionHasItsWords(t *testing.T) {
	t.Parallel()
	screentest.EveryActionHasItsWords(t, New().Actions())
}

func TestBlockedActionsSayWhy(t *testing.T) {
	t.Parallel()
	none := open(t, sceneOf(80, 19, &model.Directory{}))
	home := on(t, 80, 19, deployBy)
	home.Scene.Local = time.UTC
	away := on(t, 80, 19, deployBy).Press("z")
	away.Scene.Local = time.UTC
	for _, c := range []struct {
		name   string
		x      *screen
		intent tea.Msg
		want   string
	}{
		{"assume by none", none, askAssumeMsg{}, "no trust is selected"},
		{"zone of none", none, zoneMsg{}, "no trust is selected"},
		{"copy none", none, copyMsg{}, "no trust is selected"},
		{"open none", none, browse.OpenMsg{}, "no trust is selected"},
		{"assume", on(t, 80, 19, deployBy), askAssumeMsg{}, ""},
		{"assume by one that is closed: the server decides", on(t, 80, 19, "t2"), askAssumeMsg{}, ""},
		{"assume by an automatic one", on(t, 80, 19, "t4"), askAssumeMsg{}, "this trust is automatic"},
		{"assume by one without a role", on(t, 80, 19, "t5"), askAssumeMsg{}, "the API did not tell this trust's role"},
		{"zone", on(t, 80, 19, deployBy), zoneMsg{}, ""},
		{"zone where it is mine", home, zoneMsg{}, "yours shows the same time"},
		{"zone back to the trust's", away, zoneMsg{}, ""},
		{"back from the list", on(t, 80, 19, deployBy), browse.BackMsg{}, "nothing to go back from"},
		{"back from the detail", on(t, 80, 19, deployBy).Press("enter"), browse.BackMsg{}, ""},
		{"back from a filter", on(t, 80, 19, deployBy).Press("/", "a", "enter"), browse.BackMsg{}, ""},
	} {
		if got := c.x.Blocked(c.intent); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSortOrders(t *testing.T) {
	t.Parallel()
	x := open(t, sceneOf(80, 19, organisation()))
	for _, c := range []struct {
		summary string
		want    []string
	}{
		{"open first", []string{deployBy, "t4", "t2", "t5", "t3", "t6"}},
		{"by role", []string{"t5", "t4", "t2", deployBy, "t3", "t6"}},
		{"by entity", []string{"t4", "t5", "t2", deployBy, "t6", "t3"}},
		{"soonest to lapse first", []string{"t5", deployBy, "t4", "t2", "t3", "t6"}},
		{"open first", []string{deployBy, "t4", "t2", "t5", "t3", "t6"}},
	} {
		if got := order(x); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.summary, got, c.want)
		}
		if got := x.Frame().Summary; !strings.HasSuffix(got, c.summary) {
			t.Errorf("summary %q, want %s", got, c.summary)
		}
		x.Press("o")
	}
}

func TestTheCursorStaysWithItsTrust(t *testing.T) {
	t.Parallel()
	x := on(t, 80, 19, "t2")
	x.Scene.Directory.AddTrusts([]model.Trust{{ID: "t9", RoleID: "deploy", Type: model.TemporaryAssumption, Entity: model.Entity{Kind: model.EntityUser, ID: "ada"}}})
	if x.Sync(); selected(x) != "t2" || order(x)[0] != "t9" && order(x)[1] != "t9" {
		t.Errorf("after another came before it: on %q of %q", selected(x), order(x))
	}
	if x.Press("o", "o"); selected(x) != "t2" {
		t.Errorf("after sorting: %q", selected(x))
	}
}

func TestTheTrustsOfOneRole(t *testing.T) {
	t.Parallel()
	x := on(t, 80, 19, "t2").Press("enter")
	var cmd tea.Cmd
	x.Model, cmd = x.Model.ShowRole(model.Role{ID: "deploy", Name: "Production Deploy"}, x.Scene)
	x.Take(cmd).Shows("Production Deploy").Hides("Auditor")
	if f := x.Frame(); f.Position != "1 of 2" || !strings.Contains(f.Status, "Production Deploy") || x.Model.Captures() {
		t.Errorf("position %q, status %q, captures %v", f.Position, f.Status, x.Model.Captures())
	}
	x.Press("esc").Shows("Auditor")
}

func TestFiltering(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, query string
		want        []string
	}{
		{"by role", "audit", []string{"t2", "t4"}},
		{"by entity", "grace", []string{"t3"}},
		{"by type", "IAMAss", []string{"t4"}},
		{"by schedule", "Berlin", []string{"t2"}},
		{"by verdict", "lapsed", []string{"t5"}},
		{"by two columns", "prod open", []string{deployBy}},
	} {
		x := open(t, sceneOf(80, 19, organisation())).Press("/")
		for _, r := range c.query {
			x.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
		if got := order(x); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if x.Press("z", "z"); len(order(x)) > 0 {
			t.Errorf("%s: nonsense leaves %q", c.name, order(x))
		}
		x.Shows(`No trust matches "` + c.query + `zz".`)
	}
}

func TestNoTrustsSaysWhy(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*scene.Scene)
		want   []string
	}{
		{"none", func(*scene.Scene) {}, []string{"This organisation has no role trusts."}},
		{"being read", func(s *scene.Scene) { s.Loading = scene.Progress{Active: true} }, []string{"Reading roles and trusts from api.vultr.com"}},
		{"failed", func(s *scene.Scene) { s.Failed["role trusts"] = "not allowed (403)" },
			[]string{"The role trusts could not be read.", "not allowed (403)", "ctrl+r  read again"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := sceneOf(80, 19, &model.Directory{})
			c.change(&s)
			open(t, s).Shows(c.want...)
		})
	}
}

func TestHowFarTheEndIs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		after time.Duration
		want  string
	}{
		{"long past", -50 * time.Hour, "lapsed 2d ago"},
		{"now", 0, "in <1m"},
		{"soon", 90*time.Minute + time.Second, "in 1h 30m"},
		{"under two days", 47 * time.Hour, "in 1d 23h"},
		{"days", 71 * time.Hour, "in 2d"},
	} {
		d := detail{s: sceneOf(80, 19, organisation()), trust: model.Trust{ValidUntil: friday.Add(c.after)}}
		if got := d.validIn(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := (detail{s: sceneOf(80, 19, organisation())}).validIn(); got != "" {
		t.Errorf("no end: %q", got)
	}
}
