package cli

import (
	"strings"
	"time"

	"github.com/charmbracelet/x/term"

	"actas/model"
	"actas/theme"
	"actas/ui/line"
	"actas/ui/words"
)

// whyAnswer is an explanation with what its words are made of.
type whyAnswer struct {
	model.RoleExplanation
	person model.User
	words  words.Why
	name   func(model.Entity) string
}

func newWhyAnswer(p *picture, e model.RoleExplanation, me bool) *whyAnswer {
	return &whyAnswer{RoleExplanation: e, person: p.me, name: p.EntityName, words: words.Why{
		Me: me, Person: p.me.DisplayName(), Name: p.EntityName, Local: time.Local,
		Caller: e.Caller, At: e.At, Glyphs: theme.New(theme.Options{}).Glyphs,
	}}
}

// outputWidth is how wide lines may be; 0 for a file or a pipe, which takes all.
func (c *command) outputWidth() int {
	if !isTerminal(c.out.Stdout) {
		return 0
	}
	width, _, _ := term.GetSize(c.out.Stdout.Fd())
	return width
}

// conditionAt is the column at which the text of a condition begins.
const conditionAt = 15

// lines are the answer as text. The last one says what decides, and what would
// have to change.
func (a *whyAnswer) lines(width int) []string {
	out := wrapped("", a.title(), width)
	out = append(out, wrapped("", "at "+a.words.Time(a.At), width)...)
	for i := range a.Trusts {
		out = append(out, "")
		out = append(out, a.trust(&a.Trusts[i], width)...)
	}
	last := append([]string{a.words.Decides(&a.RoleExplanation)}, a.words.Changes(&a.RoleExplanation)...)
	return append(append(out, ""), wrapped("", strings.Join(last, " "), width)...)
}

// title says of what, whom and where it was asked.
func (a *whyAnswer) title() string {
	who := a.person.DisplayName()
	if who == "" {
		who = "somebody who is not known"
	}
	from := ""
	if a.Caller.SourceIP.IsValid() {
		from = " from " + a.Caller.SourceIP.String()
	}
	return a.Role.Name + " for " + who + from
}

// trust is one trust with its conditions.
func (a *whyAnswer) trust(t *model.TrustExplanation, width int) []string {
	out := wrapped("", "Trust "+t.Trust.ID+": "+a.words.Verdict(t), width)
	for i, condition := range t.Conditions {
		mark := " "
		if i == t.Deciding {
			mark = a.words.Glyphs.Decides
		}
		sign := words.OutcomeSign(condition.Outcome, a.words.Glyphs)
		head := mark + " " + sign + " " + line.Fit(words.ConditionLabel(condition.Kind), conditionAt-4, a.words.Glyphs)
		out = append(out, wrapped(head, a.words.Condition(t.Trust, condition), width)...)
	}
	return out
}

// wrapped is text behind a head, in as many lines as it takes at a width; 0
// takes one.
func wrapped(head, text string, width int) []string {
	indent := line.Width(head)
	if width <= 0 {
		return []string{head + text}
	}
	lines := line.Wrap(text, max(1, width-indent))
	for i := range lines {
		if i > 0 {
			head = line.Pad(indent)
		}
		lines[i] = head + lines[i]
	}
	return lines
}
