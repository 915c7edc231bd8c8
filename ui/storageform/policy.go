package storageform

import (
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/field"
	"actas/ui/words"
)

// policyTypedLimit is several times what an object storage takes.
const policyTypedLimit = 20_000

// policy is the inline policy. Its JSON may be typed, and pasted in many lines;
// once it is whole, it is folded into one that counts what is in it.
type policy struct {
	input field.Model
	// pasted is the text with its lines, as long as the input, which has one line,
	// holds nothing else.
	pasted string
	// open is set while it is written, and not folded.
	open bool
}

func newPolicy() policy {
	p := policy{input: field.New(policyTypedLimit)}
	p.input.Placeholder = "none; type or paste JSON"
	return p
}

// text is the policy as it was written.
func (p policy) text() string {
	if value := p.input.Value(); p.pasted == "" || field.Holds(p.pasted) != value {
		return strings.TrimSpace(value)
	}
	return p.pasted
}

// check is how many statements there are, or what is wrong with the policy; no
// policy is nothing wrong.
func (p policy) check() (statements int, problem string) {
	if p.text() == "" {
		return 0, ""
	}
	return model.PolicyStatements(p.text())
}

// folded says what is in a policy that is whole; empty for another, and for none.
func (p policy) folded() string {
	n, _ := p.check()
	if n == 0 {
		return ""
	}
	return words.Statements(n, len(model.CompactPolicy(p.text())))
}

// edit types into the policy. A paste that is whole is folded at once.
func (p policy) edit(msg tea.KeyMsg) policy {
	before := p.input.Value()
	p.input = p.input.Update(msg)
	if p.input.Value() == before {
		return p
	}
	p.open, p.pasted = p.input.Value() != "", ""
	if msg.Paste && before == "" {
		p.pasted = string(msg.Runes)
		return p.fold()
	}
	return p
}

// tooLong reports that a paste would not go in whole.
func (p policy) tooLong(pasted string) bool {
	return utf8.RuneCountInString(p.input.Value())+utf8.RuneCountInString(pasted) > policyTypedLimit
}

// fold folds a policy that is whole.
func (p policy) fold() policy {
	p.open = p.open && p.text() != "" && p.folded() == ""
	return p
}
