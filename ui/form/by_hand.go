package form

import (
	"strings"
	"unicode/utf8"

	"actas/theme"
	"actas/ui/export"
	"actas/ui/line"
	"actas/ui/scene"
)

// ByHand is a call as its method and path, and its body as JSON: what the API
// is sent, for those who send it themselves. Lines are as wide as a detail at
// most.
func ByHand(call string, members []export.Member, t theme.Theme) []string {
	lines := append(line.Wrap(call, scene.DetailWidth), object("", members, "")...)
	for i, l := range lines {
		lines[i] = t.Page.Muted.On(line.Fit(l, min(line.Width(l), scene.DetailWidth), t.Glyphs))
	}
	return lines
}

// object is an object's lines, behind what stands before its brace.
func object(before string, members []export.Member, comma string) []string {
	indent := before[:len(before)-len(strings.TrimLeft(before, " "))]
	lines := []string{before + "{"}
	for i, m := range members {
		after := ","
		if i == len(members)-1 {
			after = ""
		}
		lines = append(lines, memberLines(m, indent+"  ", after)...)
	}
	return append(lines, indent+"}"+comma)
}

// memberLines is a member in one line, or in more where it is too long for one.
func memberLines(m export.Member, indent, comma string) []string {
	name := indent + export.Quoted(m.Name) + ":"
	one := name + " " + m.Inline() + comma
	switch {
	case line.Width(one) <= scene.DetailWidth:
		return []string{one}
	case m.Value == "":
		return object(name+" ", m.Members, comma)
	}
	lines := []string{name}
	inner := indent + "  "
	for _, part := range line.Wrap(m.Value+comma, max(1, scene.DetailWidth-len(inner))) {
		lines = append(lines, inner+part)
	}
	return lines
}

// ByHandForm is a call as its method and path, and the parameters of its form, one
// below the other.
func ByHandForm(call string, parameters []string, t theme.Theme) []string {
	lines := line.Wrap(call, scene.DetailWidth)
	for _, p := range parameters {
		indent := ""
		for p != "" {
			part := firstPart(p, scene.DetailWidth-len(indent))
			lines = append(lines, indent+part)
			p, indent = p[len(part):], "  "
		}
	}
	for i, l := range lines {
		lines[i] = t.Page.Muted.On(l)
	}
	return lines
}

// ByHandShell is a call as lines for sh. A quoted argument that its line has no room for
// stands whole below its flag, and one that no line has room for goes on below.
func ByHandShell(call []string, t theme.Theme) []string {
	var lines []string
	for _, l := range call {
		if flag, argument, quoted := strings.Cut(l, " '"); quoted && line.Width(l) > scene.DetailWidth {
			lines = append(lines, flag+" \\")
			l = "   '" + argument
		}
		indent := ""
		for l != "" {
			part := firstPart(l, scene.DetailWidth-len(indent))
			lines = append(lines, indent+part)
			l, indent = l[len(part):], "    "
		}
	}
	for i, l := range lines {
		lines[i] = t.Page.Muted.On(l)
	}
	return lines
}

// firstPart is the beginning of a text that fits into width columns. It ends behind a
// colon, a comma or a slash where it can, so that names and ids stay whole.
func firstPart(s string, width int) string {
	if line.Width(s) <= width {
		return s
	}
	fits, whole := 0, 0
	for at, r := range s {
		_, size := utf8.DecodeRuneInString(s[at:])
		end := at + size
		if line.Width(s[:end]) > width {
			break
		}
		fits = end
		if r == ':' || r == ',' || r == '/' {
			whole = end
		}
	}
	if whole == 0 {
		whole = max(fits, 1)
	}
	return s[:whole]
}
