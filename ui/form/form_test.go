package form

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"actas/ui/export"
	"actas/ui/field"
	"actas/ui/filter"
	"actas/ui/line"
	"actas/ui/pick"
	"actas/ui/scene"
	"actas/ui/screentest"
)

func TestRows(t *testing.T) {
	t.Parallel()
	p := Painter{Theme: screentest.Plain, Width: 60}
	for _, tt := range []struct{ got, want string }{
		{p.Row("name", " value", false), "  name           value"},
		{p.Row("name", " value", true), "▌ name           value"},
		{p.Row("a label that is too long", " value", false), "  a label that … value"},
		{Painter{Theme: screentest.Plain, Width: 60, Labels: 6}.Row("name", " value", false), "  name   value"},
		{p.Choices([]string{"one", "two"}, 1, "", "note", p.Pens(false)), " one   [two]   note"},
		{Painter{Theme: screentest.Plain, Width: 30}.Choices([]string{"one", "two"}, 0, "", "a note", p.Pens(false)), "[one]   two "},
		{Painter{Theme: screentest.Plain, Width: 26}.Choices([]string{"one", "two"}, 0, "", "", p.Pens(false)), "[one] two "},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
	if got := p.Below("one two", p.Theme.Page.Text); !slices.Equal(got, []string{line.Pad(17) + "one two"}) || p.Below("", p.Theme.Page.Text) != nil {
		t.Errorf("below: %q", got)
	}
}

func TestInputsAreAsWideAsTheirGround(t *testing.T) {
	t.Parallel()
	k := pick.New("x").Offer([]pick.Option{{ID: "1", Label: "a name that is rather long for a row of a form", Note: "note"}}).Step(1)
	for width := 0; width < 90; width++ {
		p := Painter{Theme: screentest.Coloured, Width: width}
		want := min(InputWidth, max(0, width-16))
		for name, drawn := range map[string]string{
			"typed": p.Typed(field.New(9), true), "picked": p.Picked(k, true), "grounded": p.Grounded("", true),
		} {
			if got := ansi.StringWidth(drawn); got != want && want > 1 {
				t.Fatalf("at %d columns %s is %d wide, want %d", width, name, got, want)
			}
		}
	}
}

func TestMatchesAroundTheOneThatEnterTakes(t *testing.T) {
	t.Parallel()
	var options []pick.Option
	for n := range 9 {
		options = append(options, pick.Option{ID: fmt.Sprint(n), Label: fmt.Sprintf("role %d", n)})
	}
	k, cmd := pick.New("x").Offer(options).Type(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("role")})
	p := Painter{Theme: screentest.Plain, Width: 60}
	if p.Found(k, nil) != nil {
		t.Error("matches before the answer")
	}
	screen := func(k pick.Model) string {
		return strings.Join(p.Found(k, func(pick.Option) string { return "beside" }), "\n")
	}
	k = take(t, k, cmd)
	if got := screen(k); !strings.Contains(got, "[role 0]  beside") || strings.Count(got, "\n") != 3 {
		t.Errorf("got\n%s", got)
	}
	if got := screen(k.Step(-1)); !strings.Contains(got, "[role 8]") || strings.Contains(got, "role 4") {
		t.Errorf("the last: got\n%s", got)
	}
	k, cmd = k.Type(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("zz")})
	if got := screen(take(t, k, cmd)); strings.TrimSpace(got) != "nothing matches" {
		t.Errorf("got %q", got)
	}
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	runes := func(s string) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)} }
	for _, tt := range []struct {
		msg  tea.KeyMsg
		want Answer
	}{
		{runes("y"), Yes}, {runes("n"), No}, {tea.KeyMsg{Type: tea.KeyEsc}, No}, {runes("yy"), NoAnswer}, {tea.KeyMsg{Type: tea.KeyEnter}, NoAnswer},
		{screentest.Paste("y"), NoAnswer}, {tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("y"), Alt: true}, NoAnswer},
	} {
		if got := AnswerOf(tt.msg); got != tt.want {
			t.Errorf("%v is %v, want %v", tt.msg, got, tt.want)
		}
	}
}

func TestQuestions(t *testing.T) {
	t.Parallel()
	s := scene.Scene{Theme: screentest.Plain, Width: 24, Height: 6}
	body := slices.Repeat([]string{strings.Repeat("x", 24)}, 6)
	got := Question(body, "Sure?", []Paragraph{{Text: "a text that is wrapped"}, {Label: "you", Text: "some others"}}, s)
	want := strings.Join([]string{
		"xxxxxxxxxxxxxxxxxxxxxxxx", "── Sure? ───────────────", "  a text that is", "  wrapped", "  you       some", "            others",
	}, "\n")
	for i, l := range got {
		got[i] = strings.TrimRight(l, " ")
	}
	if text := strings.Join(got, "\n"); text != want || body[5] != strings.Repeat("x", 24) {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
}

// take hands the answer to a query back.
func take(t *testing.T, k pick.Model, cmd tea.Cmd) pick.Model {
	t.Helper()
	answer, ok := cmd().(filter.MatchedMsg)
	if !ok {
		t.Fatal("typing asks for no matches")
	}
	return k.Take(answer)
}

// TestFit holds for any form: never more than the height, and the focused row
// among them.
func TestFit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		l := Layout{Head: []string{"head", "verdict"}}
		for n := range rapid.IntRange(1, 12).Draw(rt, "blocks") {
			var block []string
			for row := range rapid.IntRange(1, 5).Draw(rt, "rows") {
				block = append(block, fmt.Sprintf("%d.%d", n, row))
			}
			l.Blocks = append(l.Blocks, block)
		}
		l.Fields = rapid.IntRange(1, len(l.Blocks)).Draw(rt, "fields")
		l.Focus = rapid.IntRange(0, len(l.Blocks)-1).Draw(rt, "focus")
		l.Row = rapid.IntRange(0, len(l.Blocks[l.Focus])-1).Draw(rt, "row")
		l.Answer = slices.Repeat([]string{"answer"}, rapid.IntRange(0, 3).Draw(rt, "answer"))
		height := rapid.IntRange(1, 60).Draw(rt, "height")
		lines := l.Fit(height)
		if height >= len(l.Head)+len(l.Answer)+roomForHead && !slices.Equal(lines[len(lines)-len(l.Answer):], l.Answer) {
			rt.Fatalf("the answer is out of sight in %d lines: %q", height, lines)
		}
		if len(lines) > height || !slices.Contains(lines, fmt.Sprintf("%d.%d", l.Focus, l.Row)) {
			rt.Fatalf("%d lines of %d, focus %d.%d: %q", len(lines), height, l.Focus, l.Row, lines)
		}
		if height >= l.Least() && len(slices.DeleteFunc(slices.Clone(lines), func(s string) bool { return s == "" })) != l.Least() {
			rt.Fatalf("lines are missing in %d lines: %q", height, lines)
		}
	})
}

// TestCallsByHandParse draws any body: it is JSON that says the same.
func TestCallsByHandParse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringMatching(`[a-zA-Z0-9"\\<>&]{0,30}`)
		value, inner := text.Draw(rt, "value"), text.Draw(rt, "inner")
		lines := ByHand("PUT /v2/things/"+strings.Repeat("x", 36), []export.Member{
			{Name: "a", Value: export.Quoted(value)}, {Name: "n", Value: "12345678901234567890"}, {Name: "o", Members: []export.Member{{Name: "deep", Value: export.Quoted(inner)}, {Name: "list", Value: "[1, 2]"}}},
		}, screentest.Plain)
		for _, l := range lines {
			if ansi.StringWidth(l) > scene.DetailWidth {
				rt.Fatalf("too wide: %q", l)
			}
		}
		all := strings.Join(lines, "\n")
		var got map[string]any
		d := json.NewDecoder(strings.NewReader(all[strings.Index(all, "{"):]))
		d.UseNumber()
		if err := d.Decode(&got); err != nil {
			rt.Fatalf("%v in\n%s", err, all)
		}
		want := map[string]any{"a": value, "n": json.Number("12345678901234567890"), "o": map[string]any{"deep": inner, "list": []any{json.Number("1"), json.Number("2")}}}
		if !reflect.DeepEqual(got, want) {
			rt.Fatalf("got %v, want %v", got, want)
		}
	})
}

func TestParametersByHand(t *testing.T) {
	t.Parallel()
	const id = "a3552e33-f70e-47a1-a703-0a3e3a14f38f"
	got := ByHandForm("POST /x", []string{"Action=A", "RoleArn=arn:aws:iam::" + id + ":role/" + id, "Name=" + strings.Repeat("界", 30)}, screentest.Plain)
	want := []string{"POST /x", "Action=A", "RoleArn=arn:aws:iam::", "  " + id + ":role/", "  " + id,
		"Name=" + strings.Repeat("界", 23), "  " + strings.Repeat("界", 7)}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}
