package cli

import (
	"fmt"
	"testing"

	"actas/model"
)

// TestPrecedence: flag before environment before profile before what is usual,
// for everything that more than one of them may say.
func TestPrecedence(t *testing.T) {
	t.Parallel()
	for _, what := range []struct {
		name, variable string
		// say gives a value to the flag or the profile.
		flag    func(*flags, string)
		profile func(*model.Profile, string)
		holds   func(*command) string
		usual   string
	}{
		{"api-url", "ACTAS_API_URL", func(f *flags, v string) { f.apiURL = v }, func(p *model.Profile, v string) { p.APIURL = v }, (*command).apiURL, DefaultAPI},
		{"user-id", "ACTAS_USER_ID", func(f *flags, v string) { f.userID = v }, func(p *model.Profile, v string) { p.UserID = v },
			func(c *command) string { id, _, _ := c.said(); return id }, ""},
		{"on-hangup", "ACTAS_ON_HANGUP", func(f *flags, v string) { f.onHangup = v }, func(p *model.Profile, v string) { p.OnHangup = v }, (*command).onHangup, "keep"},
	} {
		for bits := range 8 {
			env, c := map[string]string{}, &command{}
			c.out.Getenv = func(name string) string { return env[name] }
			want := what.usual
			if bits&1 != 0 {
				what.profile(&c.way.profile, "profiled")
				want = "profiled"
			}
			if bits&2 != 0 {
				env[what.variable] = "environment"
				want = "environment"
			}
			if bits&4 != 0 {
				what.flag(&c.flags, "flag")
				want = "flag"
			}
			if got := what.holds(c); got != want {
				t.Errorf("%s with %03b: %q, want %q", what.name, bits, got, want)
			}
		}
	}
}

func TestPrefer(t *testing.T) {
	t.Parallel()
	say := func(n int) setting { return setting{fmt.Sprint(n), fmt.Sprint("source ", n)} }
	for bits := range 16 {
		var s [4]setting
		want := setting{}
		for i := 3; i >= 0; i-- {
			if bits&(1<<i) != 0 {
				s[i] = say(i)
				want = s[i]
			}
		}
		if got := prefer(s[0], s[1], s[2], s[3]); got != want {
			t.Errorf("%04b: %+v, want %+v", bits, got, want)
		}
	}
}

func TestReadOnlyPrecedence(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		flag    string
		profile bool
		want    bool
	}{{"", false, false}, {"", true, true}, {"true", false, true}, {"false", true, false}, {"true", true, true}} {
		cmd := &command{out: Outside{Getenv: func(string) string { return "" }}}
		cmd.way.profile.ReadOnly = c.profile
		if c.flag != "" {
			if err := cmd.flags.readOnly.Set(c.flag); err != nil {
				t.Fatal(err)
			}
		}
		if got := cmd.readOnly().on; got != c.want {
			t.Errorf("%+v: %t", c, got)
		}
	}
}
