package assume

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/screentest"
)

const longRefusal = "No trust relationship exists between this role and user (403). A new trust can take a minute to count."

// states are forms in every state that a person can bring them to.
func states(t *testing.T) map[string]*rig {
	t.Helper()
	refused := deployForm(t).Keys(tea.KeyEnter)
	refused.Model = refused.Refused("", longRefusal)
	atField := deployForm(t).Keys(tea.KeyEnter)
	atField.Model = atField.Refused("ip_address", longRefusal)
	return map[string]*rig{
		"fresh":    deployForm(t),
		"empty":    open(t, Options{}),
		"issuer":   open(t, Options{TrustID: edgeBy}).at(asField),
		"token":    open(t, Options{TrustID: edgeBy}).withToken(model.Claims{Issuer: "https://evil.example"}, ""),
		"looking":  deployForm(t).at(roleField).Types("e"),
		"faults":   deployForm(t).at(nameField).Types(" 界é").at(durationField).Types("9h").at(addressField).Types("x").Keys(tea.KeyEnter),
		"refused":  refused,
		"at field": atField,
		"sending":  deployForm(t).Keys(tea.KeyEnter),
		"asking":   deployForm(t).Types("x").Keys(tea.KeyEsc),
		"leaving":  deployForm(t).Keys(tea.KeyEnter, tea.KeyEsc),
	}
}

// What nobody refused is not called refused.
func TestFailureIsNoRefusal(t *testing.T) {
	t.Parallel()
	f := deployForm(t).Keys(tea.KeyEnter)
	f.Model = f.Failed("api.vultr.com: connection refused")
	f.Shows("failed ", "api.vultr.com: connection refused", "ada-")
	if got := f.View(f.Scene).Status; got != "Not assumed. Nothing has changed; your input is kept." {
		t.Errorf("status %q", got)
	}
	f.Keys(tea.KeyEnter)
	if len(f.requests()) != 2 {
		t.Errorf("%d requests after a second enter, want 2", len(f.requests()))
	}
}

func TestEveryFrameHasItsExactSize(t *testing.T) {
	t.Parallel()
	for name, f := range states(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f.FitsEverySize()
		})
	}
}

func TestEverythingFitsAtUsualSizes(t *testing.T) {
	t.Parallel()
	for _, size := range []struct{ width, height int }{{60, 16}, {80, 19}, {120, 29}} {
		f := states(t)["refused"]
		f.Scene.Width, f.Scene.Height = size.width, size.height
		f.Shows("Assume Production Deploy", "an estimate", "refused", "minute to count", "15:03 UTC, 1h 56m before the window closes")
		for id, label := range labels {
			if f.Model.shows(fieldID(id)) {
				f.Shows(" " + label + " ")
			}
		}
	}
}

func TestBlankLinesGiveWay(t *testing.T) {
	t.Parallel()
	f := states(t)["refused"]
	between := func() bool {
		_, rest, _ := strings.Cut(f.Text(), "  role ")
		second := strings.Split(rest, "\n")[1]
		return strings.TrimSpace(second) == ""
	}
	if f.Scene.Height = 21; !between() {
		t.Errorf("no blank lines at 21 lines:\n%s", f.Text())
	}
	if f.Scene.Width, f.Scene.Height = 60, 16; between() {
		t.Errorf("blank lines at 16 lines:\n%s", f.Text())
	}
}

func TestAFaultMovesNoOtherField(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	row := func() int {
		before, _, _ := strings.Cut(f.Text(), "source IP")
		return strings.Count(before, "\n")
	}
	was := row()
	if f.at(nameField).Erase().Keys(tea.KeyTab).Shows("a session needs a name"); row() != was {
		t.Errorf("the source IP moved from row %d to %d", was, row())
	}
}

func TestAShortFormScrollsToTheFocus(t *testing.T) {
	t.Parallel()
	f := states(t)["faults"]
	for height := 1; height < 12; height++ {
		for id := range f.fieldsShown() {
			f.focus = id
			f.Scene.Width, f.Scene.Height = 60, height
			f.Shows("▌ " + labels[id])
		}
	}
}

func TestTheFocusIsMarkedWithoutColour(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	for id := range f.fieldsShown() {
		f.at(id)
		if n := strings.Count(f.Text(), "▌"); n != 1 {
			t.Errorf("%d marks on %q", n, labels[id])
		}
		f.Shows("▌ " + labels[id])
	}
	f.Scene.Theme = screentest.ASCII
	f.at(nameField).Shows("> session name").Keys(tea.KeyEnter).Shows("Assuming Production Deploy ...")
	for _, r := range f.Text() {
		if r > 126 {
			t.Errorf("%q is not ASCII", r)
		}
	}
}

func TestTheFocusedInputStandsOnItsGround(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	f.Scene.Theme = screentest.Coloured
	const ground = "48;2;43;54;72"
	for id := range f.fieldsShown() {
		f.at(id)
		for _, l := range f.View(f.Scene).Body {
			focused := strings.Contains(ansi.Strip(l), "▌")
			if strings.Contains(l, ground) != focused {
				t.Errorf("%q: the ground is missing or on another row: %q", labels[id], l)
			}
		}
	}
}

func TestEnds(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, role, typed, want string
		at                      time.Duration
	}{
		{"within the window", deployID, "", "15:03 UTC, 1h 56m before the window closes", 0},
		{"just before it closes", deployID, "", "16:59 UTC, just before the window closes", time.Hour + 56*time.Minute + 30*time.Second},
		{"after it closes", deployID, "", "17:13 UTC, after the window closes at 17:00: the session lasts, renewing it will not work", 2*time.Hour + 10*time.Minute},
		{"no end in sight", auditID, "90m", "15:33 UTC, and can be renewed: no end in sight", 0},
		{"another day", auditID, "", "Mon 14:03 UTC, and can be renewed", 0},
		{"not open", edgeID, "", "15:03 UTC, if it is assumed now", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := open(t, Options{RoleID: tt.role})
			f.Scene.Width, f.Scene.Height = 119, 30
			f.Scene.Now.Wall = friday.Add(tt.at)
			f.at(durationField).Types(tt.typed).Shows(tt.want)
		})
	}
}

func TestATrustThatLapsesIsCalledSo(t *testing.T) {
	t.Parallel()
	s := sceneOf(119, 30)
	s.Directory = &model.Directory{}
	s.Directory.AddRoles([]model.Role{{ID: auditID, Name: "Auditor", MaxSession: time.Hour}})
	s.Directory.AddTrusts([]model.Trust{{ID: "t", RoleID: auditID, Type: model.TemporaryAssumption,
		Entity: model.Entity{Kind: model.EntityUser, ID: adaID}, ValidUntil: friday.Add(3 * time.Hour)}})
	f := rigOf(t, s, New(s, Options{RoleID: auditID}))
	f.Shows("2h before the trust lapses")
}

func TestTheVerdictIsForTheAddressTyped(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	f.Scene.Width, f.Scene.Height = 120, 29
	f.Shows("203.0.113.7 inside 203.0.113.0/24", "ALLOWED BY")
	f.at(addressField).Types("198.51.100.1").Shows("IP not allowed", "198.51.100.1 in none of 2 ranges", "DECIDED BY", `"context": {"ip_address": "198.51.100.1"}`)
	f.Erase().Types("2001:db8:40::1").Shows("open until", "2001:db8:40::1 inside 2001:db8:40::/48")
}

func TestWhatYouGet(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	f.Scene.Width, f.Scene.Height = 120, 29
	f.Shows("What you get", "deploy-production", "  Allow kubernetes.*, loadbalancer.Read", "  Deny  kubernetes.cluster.Delete",
		"trust        group deployers", "schedule     Mon–Fri 09:00–17:00 UTC", "SAME CALL, BY HAND", "POST /v2/assumed-roles/assume")
	f.Scene.Height = 22
	f.Shows("and 2 more lines", `"duration": 3600`)
	f.Scene.Width = 119
	f.Hides("What you get")
}

func TestTheCallByHandIsTheCall(t *testing.T) {
	t.Parallel()
	f := open(t, Options{TrustID: edgeBy}).at(nameField).Erase().Types("a-long-name-that-needs-its-own-line-ok").at(addressField).Types("192.0.2.1")
	s := f.Scene
	s.Width, s.Height = 120, 40
	var lines []string
	for _, l := range f.byHand(s)[1:] {
		lines = append(lines, ansi.Strip(l))
		if w := ansi.StringWidth(l); w > scene.DetailWidth {
			t.Errorf("%d columns: %q", w, l)
		}
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(strings.Join(lines, "\n")), &got); err != nil {
		t.Fatalf("%v in\n%s", err, strings.Join(lines, "\n"))
	}
	want := map[string]any{"oidc_issuer_id": vkeID, "role_id": edgeID, "session_name": "a-long-name-that-needs-its-own-line-ok",
		"auth_method": "oidc", "duration": 3600.0, "context": map[string]any{"ip_address": "192.0.2.1"}}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the body is %v, want %v", got, want)
	}
}

func TestALongStatementKeepsItsIndent(t *testing.T) {
	t.Parallel()
	actions := strings.Split("iam.roletrust.Create iam.roletrust.Update iam.roletrust.Delete iam.roletrust.Read", " ")
	lines := statementLines(model.Statement{Effect: "Deny", Actions: actions, Resources: []string{"cluster-7"}}, sceneOf(120, 29))
	joined := strings.Join(lines, "\n")
	if len(lines) < 2 || !strings.HasPrefix(lines[0], "  Deny  iam.roletrust.Create,") || !strings.HasPrefix(lines[1], "        iam.") || !strings.HasSuffix(joined, "cluster-7") {
		t.Errorf("got\n%s", joined)
	}
	for _, l := range lines {
		if ansi.StringWidth(l) > scene.DetailWidth {
			t.Errorf("too wide: %q", l)
		}
	}
}

func TestViewChangesNothing(t *testing.T) {
	t.Parallel()
	for name, f := range states(t) {
		before := fmt.Sprintf("%+v", f.input())
		first, second := f.Text(), f.Text()
		if first != second || fmt.Sprintf("%+v", f.input()) != before {
			t.Errorf("%s: drawing twice differs", name)
		}
	}
}
