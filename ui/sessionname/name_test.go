package sessionname

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPerson(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		texts []string
		want  string
	}{
		{[]string{"Ada Byron", "ada@northwind.example"}, "ada"},
		{[]string{"", "mei.t@northwind.example"}, "mei.t"},
		{[]string{"王芳", "wang@northwind.example"}, "wang"},
		{[]string{"  Jürgen Groß "}, "jurgen"},
		{[]string{"", ""}, ""},
		{nil, ""},
	} {
		if got := Person(tt.texts...); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.texts, got, tt.want)
		}
	}
}

func TestDefault(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ person, role, suffix, want string }{
		{"ada", "Production Deploy", "9c04", "ada-deploy-9c04"},
		{"", "Production Admin", "9c04", "production-9c04"},
		{"", "", "", "session"},
		{"ada", strings.Repeat("verylong", 9), "9c04", "ada-verylongverylongvery-9c04"},
	} {
		if got := Default(tt.person, Role(tt.role), tt.suffix); got != tt.want {
			t.Errorf("%+v: %q", tt, got)
		}
	}
}

func TestWhatIsOfferedIsTaken(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String()
		name := Default(Person(text.Draw(t, "person")), Role(text.Draw(t, "role")), text.Draw(t, "suffix"))
		if problem := Fault(name); problem != "" {
			t.Fatalf("%q: %s", name, problem)
		}
	})
}
