package assume

import (
	"fmt"
	"net/netip"

	"actas/model"
	"actas/ui/browse"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/words"
)

// factLabel is how wide the labels beside the form are.
const factLabel = 13

// gets says what the session would allow, what would let it through, and how
// the same call is made by hand.
func (m Model) gets(s scene.Scene) []string {
	t := s.Theme
	rest := append([]string{""}, m.allowedBy(s)...)
	rest = append(rest, "", browse.Heading("SAME CALL, BY HAND", "", scene.DetailWidth, s))
	rest = append(rest, m.byHand(s)...)
	out := []string{t.Page.Strong.On("What you get"), ""}
	out = append(out, m.policies(s, s.Height-len(out)-len(rest))...)
	return append(out, rest...)
}

// fewestPolicyLines are shown even where the height does not do.
const fewestPolicyLines = 4

// policies are the role's policies in at most height lines.
func (m Model) policies(s scene.Scene, height int) []string {
	role, _ := s.Directory.Role(m.role.Chosen.ID)
	t := s.Theme
	if len(role.Policies) == 0 {
		return []string{
			browse.Heading("POLICIES", "", scene.DetailWidth, s),
			t.Page.Muted.On("none, or not read yet"),
		}
	}
	lines := []string{browse.Heading("POLICIES", fmt.Sprint(len(role.Policies)), scene.DetailWidth, s)}
	for _, p := range role.Policies {
		lines = append(lines, t.Page.Text.On(line.Fit(p.Name, scene.DetailWidth, t.Glyphs)))
		for _, statement := range p.Statements {
			lines = append(lines, statementLines(statement, s)...)
		}
	}
	height = max(fewestPolicyLines, height)
	if len(lines) > height {
		more := len(lines) - height + 1
		lines = append(lines[:height-1], t.Page.Muted.On("and "+words.MoreLines(more)))
	}
	return lines
}

// statementLines is a statement, its actions on as many lines as they need.
func statementLines(statement model.Statement, s scene.Scene) []string {
	const indent, hanging = 2, 8
	whole := words.PaintPolicyActions(statement, s.Theme.Page)
	if line.Width(whole) <= scene.DetailWidth-indent {
		return []string{line.Pad(indent) + whole}
	}
	bare := words.PolicyActions(model.Statement{Effect: statement.Effect, Actions: []string{""}})
	var lines []string
	for i, part := range line.Wrap(words.PolicyActions(statement)[len(bare):], scene.DetailWidth-hanging) {
		if i == 0 {
			first := model.Statement{Effect: statement.Effect, Actions: []string{part}}
			lines = append(lines, line.Pad(indent)+words.PaintPolicyActions(first, s.Theme.Page))
			continue
		}
		lines = append(lines, line.Pad(hanging)+s.Theme.Page.Text.On(part))
	}
	return lines
}

// allowedBy is the trust that decides, and how its conditions stand.
func (m Model) allowedBy(s scene.Scene) []string {
	v, _ := m.verdict(s)
	title := "DECIDED BY"
	if v.State == model.VerdictOpen {
		title = "ALLOWED BY"
	}
	lines := []string{browse.Heading(title, "", scene.DetailWidth, s)}
	t, ok := s.Directory.Trust(v.TrustID)
	if !ok {
		return append(lines, s.Theme.Page.Muted.On("no trust that actas can read"))
	}
	add := func(label, value string) {
		for i, part := range line.Wrap(value, scene.DetailWidth-factLabel) {
			if i > 0 {
				label = ""
			}
			lines = append(lines, s.Theme.Page.Muted.On(line.Fit(label, factLabel, s.Theme.Glyphs))+s.Theme.Page.Text.On(part))
		}
	}
	add("trust", s.Directory.EntityName(t.Entity))
	add("schedule", words.Schedule(t.Schedule, s.Theme.Glyphs))
	lines = append(lines, s.Theme.Page.Muted.On(line.Fit("source IP", factLabel, s.Theme.Glyphs))+m.inside(s, t))
	if !t.ValidUntil.IsZero() {
		add("valid until", t.ValidUntil.UTC().Format("2006-01-02 15:04")+" UTC")
	}
	for _, c := range t.Unknown {
		add("not judged", c.Name)
	}
	return lines
}

// inside says in which of the trust's ranges the address of the call is.
func (m Model) inside(s scene.Scene, t model.Trust) string {
	pens := s.Theme.Page
	if len(t.SourceIPs) == 0 {
		return pens.Text.On("every address")
	}
	addr, _ := m.sourceIP()
	if !addr.IsValid() {
		addr = s.Caller.SourceIP
	}
	if !addr.IsValid() {
		return pens.Warn.On("your address is not known")
	}
	for _, c := range t.SourceIPs {
		if c.Contains(addr) {
			return pens.Text.On(addr.String()) + pens.Muted.On(" inside "+c.Raw)
		}
	}
	return pens.Warn.On(outside(addr, len(t.SourceIPs)))
}

func outside(addr netip.Addr, ranges int) string {
	if ranges == 1 {
		return addr.String() + " outside its range"
	}
	return fmt.Sprintf("%s in none of %d ranges", addr, ranges)
}
