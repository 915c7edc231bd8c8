package assume

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"actas/model"
	"actas/theme"
	"actas/ui/scene"
)

const longRefusal = "No trust relationship exists between this role and user (403). A new trust can take a minute to count."

// states are forms in every state that a person can bring them to.
func states(t *testing.T) map[string]*rig {
	t.Helper()
	refused := deployForm(t).keys(tea.KeyEnter)
	refused.Model = refused.Refused("", longRefusal)
	atField := deployForm(t).keys(tea.KeyEnter)
	atField.Model = atField.Refused("ip_address", longRefusal)
	return map[string]*rig{
		"fresh":    deployForm(t),
		"empty":    open(t, Options{}),
		"issuer":   open(t, Options{TrustID: edgeBy}).at(asField),
		"token":    open(t, Options{TrustID: edgeBy}).withToken(model.Claims{Issuer: "https://evil.example"}, ""),
		"looking":  deployForm(t).at(roleField).types("e"),
		"faults":   deployForm(t).at(nameField).types(" 界é").at(durationField).types("9h").at(addressField).types("x").keys(tea.KeyEnter),
		"refused":  refused,
		"at field": atField,
		"sending":  deployForm(t).keys(tea.KeyEnter),
		"asking":   deployForm(t).types("x").keys(tea.KeyEsc),
		"leaving":  deployForm(t).keys(tea.KeyEnter, tea.KeyEsc),
	}
}

// What nobody refused is not called refused.
func TestFailureIsNoRefusal(t *testing.T) {
	t.Parallel()
	f := deployForm(t).keys(tea.KeyEnter)
	f.Model = f.Failed("api.vultr.com: connection refused")
	f.shows("failed ", "api.vultr.com: connection refused", "ada-")
	if got := f.View(f.s).Status; got != "Not assumed. Nothing has changed; your input is kept." {
		t.Errorf("status %q", got)
	}
	f.keys(tea.KeyEnter)
	if len(f.requests()) != 2 {
		t.Errorf("%d requests after a second enter, want 2", len(f.requests()))
	}
}

func TestEveryFrameHasItsExactSize(t *testing.T) {
	t.Parallel()
	for name, f := range states(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for width := 1; width <= 200; width++ {
				// Seventeen widths in a row meet every height.
				for height := 1 + width%17; height <= 60; height += 17 {
					f.s.Width, f.s.Height = width, height
					checkSize(t, f.View(f.s), width, height)
				}
			}
		})
	}
}

func checkSize(t *testing.T, frame scene.Frame, width, height int) {
	t.Helper()
	if len(frame.Body) != height {
		t.Fatalf("%dx%d: %d lines", width, height, len(frame.Body))
	}
	for i, l := range frame.Body {
		if got := ansi.StringWidth(l); got != width {
			t.Fatalf("%dx%d: line %d is %d wide: %q", width, height, i, got, l)
		}
	}
	if split := width >= scene.SplitAt; (frame.Split > 0) != split {
		t.Fatalf("%dx%d: the divider is at %d", width, height, frame.Split)
	}
}

func TestEverythingFitsAtUsualSizes(t *testing.T) {
	t.Parallel()
	for _, size := range []struct{ width, height int }{{60, 16}, {80, 19}, {120, 29}} {
		f := states(t)["refused"]
		f.s.Width, f.s.Height = size.width, size.height
		f.shows("Assume Production Deploy", "an estimate", "refused", "minute to count", "15:03 UTC, 1h 56m before the window closes")
		for id, label := range labels {
			if f.Model.shows(fieldID(id)) {
				f.shows(" " + label + " ")
			}
		}
	}
}

func TestBlankLinesGiveWay(t *testing.T) {
	t.Parallel()
	f := states(t)["refused"]
	between := func() bool {
		_, rest, _ := strings.Cut(f.text(), "  role ")
		second := strings.Split(rest, "\n")[1]
		return strings.TrimSpace(second) == ""
	}
	if f.s.Height = 21; !between() {
		t.Errorf("no blank lines at 21 lines:\n%s", f.text())
	}
	if f.s.Width, f.s.Height = 60, 16; between() {
		t.Errorf("blank lines at 16 lines:\n%s", f.text())
	}
}

func TestAFaultMovesNoOtherField(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	row := func() int {
		before, _, _ := strings.Cut(f.text(), "source IP")
		return strings.Count(before, "\n")
	}
	was := row()
	if f.at(nameField).erase().keys(tea.KeyTab).shows("a session needs a name"); row() != was {
		t.Errorf("the source IP moved from row %d to %d", was, row())
	}
}

func TestAShortFormScrollsToTheFocus(t *testing.T) {
	t.Parallel()
	f := states(t)["faults"]
	for height := 1; height < 12; height++ {
		for id := range f.fieldsShown() {
			f.focus = id
			f.s.Width, f.s.Height = 60, height
			f.shows("▌ " + labels[id])
		}
	}
}

func TestTheFocusIsMarkedWithoutColour(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	for id := range f.fieldsShown() {
		f.at(id)
		if n := strings.Count(f.text(), "▌"); n != 1 {
			t.Errorf("%d marks on %q", n, labels[id])
		}
		f.shows("▌ " + labels[id])
	}
	f.s.Theme = theme.New(theme.Options{Profile: termenv.Ascii, ASCII: true})
	f.at(nameField).shows("> session name").keys(tea.KeyEnter).shows("Assuming Production Deploy ...")
	for _, r := range f.text() {
		if r > 126 {
			t.Errorf("%q is not ASCII", r)
		}
	}
}

func TestTheFocusedInputStandsOnItsGround(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	f.s.Theme = theme.New(theme.Options{Profile: termenv.TrueColor})
	const ground = "48;2;43;54;72"
	for id := range f.fieldsShown() {
		f.at(id)
		for _, l := range f.View(f.s).Body {
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
			f.s.Width, f.s.Height = 119, 30
			f.s.Now.Wall = friday.Add(tt.at)
			f.at(durationField).types(tt.typed).shows(tt.want)
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
	f := &rig{t: t, Model: New(s, Options{RoleID: auditID}), s: s}
	f.shows("2h before the trust lapses")
}

func TestTheVerdictIsForTheAddressTyped(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	f.s.Width, f.s.Height = 120, 29
	f.shows("203.0.113.7 inside 203.0.113.0/24", "ALLOWED BY")
	f.at(addressField).types("198.51.100.1").shows("IP not allowed", "198.51.100.1 in none of 2 ranges", "DECIDED BY", `"context": {"ip_address": "198.51.100.1"}`)
	f.erase().types("2001:db8:40::1").shows("open until", "2001:db8:40::1 inside 2001:db8:40::/48")
}

func TestWhatYouGet(t *testing.T) {
	t.Parallel()
	f := deployForm(t)
	f.s.Width, f.s.Height = 120, 29
	f.shows("What you get", "deploy-production", "  Allow kubernetes.*, loadbalancer.Read", "  Deny  kubernetes.cluster.Delete",
		"trust        group deployers", "schedule     Mon–Fri 09:00–17:00 UTC", "SAME CALL, BY HAND", "POST /v2/assumed-roles/assume")
	f.s.Height = 22
	f.shows("and 2 more lines", `"duration": 3600`)
	f.s.Width = 119
	f.hides("What you get")
}

func TestTheCallByHandIsTheCall(t *testing.T) {
	t.Parallel()
	f := open(t, Options{TrustID: edgeBy}).at(nameField).erase().types("a-long-name-that-needs-its-own-line-ok").at(addressField).types("192.0.2.1")
	s := f.s
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
		first, second := f.text(), f.text()
		if first != second || fmt.Sprintf("%+v", f.input()) != before {
			t.Errorf("%s: drawing twice differs", name)
		}
	}
}
