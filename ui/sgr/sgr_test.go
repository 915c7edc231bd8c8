package sgr

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// styles draws any style that the theme can write.
func styles() *rapid.Generator[Style] {
	return rapid.Custom(func(t *rapid.T) Style {
		var s Style
		for _, p := range rapid.SliceOfN(rapid.SampledFrom([]string{
			"1", "4", "7", "31", "97", "38;5;111", "38;2;1;2;3", "42", "107", "48;5;7", "48;2;9;8;7", "22", "39", "0",
		}), 0, 6).Draw(t, "parameters") {
			if !s.Apply(p) {
				t.Fatalf("%q is not read", p)
			}
		}
		return s
	})
}

// TestToArrives checks that the sequence from one style to another ends there.
func TestToArrives(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		from, to := styles().Draw(t, "from"), styles().Draw(t, "to")
		sequence := from.To(to)
		got := from
		for rest := sequence; rest != ""; {
			params, after, ok := Cut(rest)
			if !ok || !got.Apply(params) {
				t.Fatalf("%q is not read", sequence)
			}
			rest = after
		}
		if got != to {
			t.Fatalf("%q from %+v leads to %+v, want %+v", sequence, from, got, to)
		}
		if (sequence == "") != (from == to) || strings.Count(sequence, "\x1b") > 1 {
			t.Fatalf("%q from %+v to %+v", sequence, from, to)
		}
	})
}

func TestBlanks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := styles().Draw(t, "one"), styles().Draw(t, "other")
		if a.BlankLike(b) && a.Blank() != b.Blank() {
			t.Fatalf("blanks look alike in %+v and %+v, but not in %+v and %+v", a, b, a.Blank(), b.Blank())
		}
	})
}

func TestUnreadParameters(t *testing.T) {
	t.Parallel()
	for _, p := range []string{"3", "1;3", "38", "38;9;1", "38;5", "1;", ";", "01", "4:3", "100000"} {
		var s Style
		if s.Apply(p) {
			t.Errorf("%q is taken for %+v", p, s)
		}
	}
}
