package assume

import (
	"actas/ui/export"
	"actas/ui/line"
	"actas/ui/scene"
)

// byHand is the request as JSON: what the API is sent, for those who send it
// themselves. It holds no credential.
func (m Model) byHand(s scene.Scene) []string {
	t := s.Theme
	lines := []string{"POST /v2/assumed-roles/assume", "{"}
	members := export.AssumeMembers(m.request())
	for i, member := range members {
		comma := ","
		if i == len(members)-1 {
			comma = ""
		}
		lines = append(lines, memberLines(member, comma)...)
	}
	lines = append(lines, "}")
	for i, l := range lines {
		lines[i] = t.Page.Muted.On(line.Fit(l, min(line.Width(l), scene.DetailWidth), t.Glyphs))
	}
	return lines
}

// memberLines is a member in one line, or in two where it is too long for one.
func memberLines(m export.Member, comma string) []string {
	one := "  " + m.String() + comma
	if line.Width(one) <= scene.DetailWidth {
		return []string{one}
	}
	return []string{"  " + export.Quoted(m.Name) + ":", "    " + m.Value + comma}
}
