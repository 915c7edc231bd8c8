package assume

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"actas/model"
	"actas/ui/form"
	"actas/ui/sessionname"
)

func TestDefaultName(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ user, role, suffix, want string }{
		{"Ada Byron", "Production Deploy", "7f3c", "ada-deploy-7f3c"},
		{"Ada Byron", "Database Admin", "9c04", "ada-database-9c04"},
		{"Ada Byron", "Log Reader", "9c04", "ada-log-9c04"},
		{"Grace Hopper", "On-call Operator", "5d20", "grace-on-call-5d20"},
		{"Grace Hopper", "Production Admin", "5d20", "grace-production-5d20"},
		{"Jürgen Groß", "Zoë's  Rôle", "1a2b", "jurgen-zoes-1a2b"},
		{"王芳", "部署", "1a2b", "1a2b"},
		{"王芳", "部署", "", "session"},
		{"x", "", "", "session-x"},
		{"", "Support Tier 2", "ab", "support-ab"},
		{"Ada", strings.Repeat("verylong", 9), "9c04", "ada-verylongverylongvery-9c04"},
	} {
		s := sceneOf(80, 19)
		s.Directory = &model.Directory{}
		s.Directory.AddUsers([]model.User{{ID: "u", Name: tt.user}})
		got := sessionname.Default(shortPerson(s, userPrefix+"u"), sessionname.Role(tt.role), tt.suffix)
		if got != tt.want {
			t.Errorf("%q as %q: %q, want %q", tt.role, tt.user, got, tt.want)
		}
	}
}

func TestAPersonWithoutANameIsTakenFromTheEmail(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19)
	s.Directory = &model.Directory{}
	s.Directory.AddUsers([]model.User{{ID: "u", Email: "mei.t@northwind.example"}})
	if got := shortPerson(s, userPrefix+"u"); got != "mei.t" {
		t.Errorf("got %q", got)
	}
}

func TestDefaultNamesAreValid(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19)
	rapid.Check(t, func(t *rapid.T) {
		person := sessionname.Part(rapid.String().Draw(t, "person"))
		name := sessionname.Default(person, sessionname.Role(rapid.String().Draw(t, "role")), rapid.String().Draw(t, "suffix"))
		if problem := form.SessionNameFault(s, name); problem != "" {
			t.Fatalf("%q: %s", name, problem)
		}
	})
}

func TestNameFault(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19)
	s.Roster.Put(model.Session{ID: "s", Name: "taken"})
	for name, want := range map[string]string{
		"ab":                    "",
		"A-z_0.9=,@":            "",
		strings.Repeat("a", 64): "",
		strings.Repeat("a", 65): "at most 64 characters, this has 65",
		"a":                     "at least 2 characters",
		"":                      "a session needs a name",
		"a b":                   "only letters",
		"naïve":                 "only letters",
		"a/b":                   "only letters",
		"a\x1b[31m":             "only letters",
		"taken":                 "a live session has this name already",
	} {
		got := form.SessionNameFault(s, name)
		if want == "" && got != "" || !strings.HasPrefix(got, want) {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestTheNameOfASessionThatIsGoneIsFree(t *testing.T) {
	t.Parallel()
	s := sceneOf(80, 19)
	s.Roster.Put(model.Session{ID: "s", Name: "taken"})
	s.Roster.MarkGone(model.Session{ID: "s"}, model.StateRevoked, 0)
	if got := form.SessionNameFault(s, "taken"); got != "" {
		t.Errorf("got %q", got)
	}
}
