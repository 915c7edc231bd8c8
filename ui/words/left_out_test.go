package words_test

import (
	"testing"

	"actas/model"
	"actas/ui/words"
)

func TestLeftOut(t *testing.T) {
	t.Parallel()
	role, sessions, trusts := model.LeftOut{What: "role", Count: 1}, model.LeftOut{What: "session", Count: 2}, model.LeftOut{What: "role trust", Count: 1200}
	for _, c := range []struct {
		all  []model.LeftOut
		want string
	}{
		{nil, ""},
		{[]model.LeftOut{role}, "1 role could not be read and is left out"},
		{[]model.LeftOut{sessions}, "2 sessions could not be read and are left out"},
		{[]model.LeftOut{role, trusts, sessions}, "1 role, 1,200 role trusts and 2 sessions could not be read and are left out"},
	} {
		if got := words.LeftOut(c.all); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
