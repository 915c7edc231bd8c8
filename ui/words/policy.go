package words

import (
	"fmt"
	"strings"

	"actas/model"
	"actas/theme"
)

// effectWidth lines up the actions behind "Allow" and "Deny".
const effectWidth = 5

// Statements is what is in a policy in JSON: "3 statements, 412 bytes".
func Statements(n, bytes int) string {
	what := "statements"
	if n == 1 {
		what = "statement"
	}
	return fmt.Sprintf("%d %s, %d bytes", n, what, bytes)
}

// PolicyActions tells a statement: "Allow kubernetes.*, loadbalancer.Read".
// Resources follow where they are narrower than everything: "on cluster-7".
func PolicyActions(s model.Statement) string {
	return effect(s) + policyRest(s)
}

// PaintPolicyActions is PolicyActions with the effect in its colour.
func PaintPolicyActions(s model.Statement, pens theme.Pens) string {
	pen := pens.Text
	switch strings.ToLower(s.Effect) {
	case "allow":
		pen = pens.OK
	case "deny":
		pen = pens.Crit
	}
	return pen.On(effect(s)) + pens.Text.On(policyRest(s))
}

func effect(s model.Statement) string {
	if s.Effect == "" {
		return "?"
	}
	return s.Effect
}

func policyRest(s model.Statement) string {
	rest := strings.Repeat(" ", max(1, effectWidth+1-len(effect(s))))
	if len(s.Actions) == 0 {
		rest += "no action"
	}
	rest += strings.Join(s.Actions, ", ")
	if len(s.Resources) == 0 || len(s.Resources) == 1 && s.Resources[0] == "*" {
		return rest
	}
	return rest + " on " + strings.Join(s.Resources, ", ")
}
