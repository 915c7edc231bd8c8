package screentest

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/action"
	"actas/ui/filter"
	"actas/ui/scene"
)

type (
	// openMsg is the intent of the panel's only action, the key o.
	openMsg struct{}
	// openedMsg is what the panel asks the root for then.
	openedMsg struct{}
)

// panel is a screen that notes what it is handed and draws what it is told to.
type panel struct {
	body     []string
	typing   bool
	why      string
	received []tea.Msg
}

func (p panel) Sync(scene.Scene) (panel, tea.Cmd)   { return p, nil }
func (p panel) Resize(scene.Scene) panel            { return p }
func (p panel) View(scene.Scene) scene.Frame        { return scene.Frame{Body: p.body} }
func (p panel) Captures() bool                      { return p.typing }
func (p panel) Blocked(tea.Msg, scene.Scene) string { return p.why }

func (p panel) Actions() []action.Action {
	return []action.Action{action.New("o", "o", "open", "Open it", openMsg{})}
}

// Update asks for two things at once when it is opened.
func (p panel) Update(msg tea.Msg, _ scene.Scene) (panel, tea.Cmd) {
	p.received = append(p.received, msg)
	if msg != (openMsg{}) {
		return p, nil
	}
	return p, tea.Batch(
		func() tea.Msg { return openedMsg{} },
		func() tea.Msg { return filter.MatchedMsg{} },
	)
}

func TestKeysGoTheWayOfTheRoot(t *testing.T) {
	t.Parallel()
	opened := []tea.Msg{openMsg{}, filter.MatchedMsg{}}
	for _, c := range []struct {
		name, key string
		panel     panel
		received  []tea.Msg
		sent      []tea.Msg
	}{
		{"a key that is no action", "down", panel{}, []tea.Msg{tea.KeyMsg{Type: tea.KeyDown}}, nil},
		{"an action", "o", panel{}, opened, []tea.Msg{openedMsg{}}},
		{"an action that is blocked", "o", panel{why: "it is open"}, nil, nil},
		{"an action's key while text is typed", "o", panel{typing: true}, []tea.Msg{Key("o")}, nil},
		{"a name that stands for itself", "日", panel{}, []tea.Msg{tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("日")}}, nil},
	} {
		x := Open(t, c.panel, scene.Scene{}).Press(c.key)
		if !reflect.DeepEqual(x.Model.received, c.received) || !reflect.DeepEqual(x.Sent, c.sent) {
			t.Errorf("%s: it was handed %#v and asked for %#v", c.name, x.Model.received, x.Sent)
		}
	}
}

func TestTheLastMessage(t *testing.T) {
	t.Parallel()
	x := Open(t, panel{}, scene.Scene{})
	if x.Last() != nil {
		t.Errorf("before anything: %#v", x.Last())
	}
	if x.Press("o"); x.Last() != (openedMsg{}) {
		t.Errorf("after o: %#v", x.Last())
	}
}

func TestMisfit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		body []string
		want string
	}{
		{"exact", []string{"日本", "abcd"}, ""},
		{"exact in colour", []string{"\x1b[31mabcd\x1b[0m", "abcd"}, ""},
		{"a line too few", []string{"abcd"}, "1 lines of 2"},
		{"a line too many", []string{"abcd", "abcd", "abcd"}, "3 lines of 2"},
		{"too narrow", []string{"abcd", "abc"}, `line 1 has 3 columns of 4: "abc"`},
		{"too wide", []string{"日本語", "abcd"}, `line 0 has 6 columns of 4: "日本語"`},
	} {
		if got := Open(t, panel{body: c.body}, scene.Scene{Width: 4, Height: 2}).Misfit(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// recorder is a test that keeps its errors to itself.
type recorder struct {
	testing.TB
	errors []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

func TestWhatIsShownAndHidden(t *testing.T) {
	t.Parallel()
	r := &recorder{TB: t}
	x := Open(r, panel{body: []string{"deploy-1", "audit-1"}}, scene.Scene{})
	if x.Shows("deploy-1", "audit-1").Hides("billing-1"); len(r.errors) > 0 {
		t.Fatalf("what is right fails: %q", r.errors)
	}
	x.Shows("audit-1", "billing-1").Hides("deploy-1")
	if len(r.errors) != 2 || !strings.Contains(r.errors[0], `does not show "billing-1"`) || !strings.Contains(r.errors[1], `shows "deploy-1"`) {
		t.Errorf("it says %q", r.errors)
	}
}

func TestActionsWithoutWords(t *testing.T) {
	t.Parallel()
	whole := action.New("o", "o", "open", "Open it", openMsg{})
	for _, c := range []struct {
		name    string
		actions []action.Action
		want    string
	}{
		{"all is there", []action.Action{whole, action.New("c", "c", "close", "Close it", openMsg{})}, ""},
		{"no name", []action.Action{action.New("o", "o", "open", "", openMsg{})}, "missing"},
		{"no word for the key line", []action.Action{action.New("o", "o", "", "Open it", openMsg{})}, "missing"},
		{"no intent", []action.Action{action.New("o", "o", "open", "Open it", nil)}, "missing"},
		{"a key twice", []action.Action{whole, whole}, "share a key"},
	} {
		r := &recorder{TB: t}
		EveryActionHasItsWords(r, c.actions)
		if got := strings.Join(r.errors, "; "); got == "" != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}
