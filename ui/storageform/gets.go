package storageform

import (
	"strings"

	"actas/theme"
	"actas/ui/browse"
	"actas/ui/export"
	"actas/ui/line"
	"actas/ui/scene"
	"actas/ui/words"
)

// gets is what comes of the request, and how the same call is made by hand. It
// holds no credential.
func (m *state) gets(s scene.Scene) []string {
	page := s.Theme.Page
	out := []string{page.Strong.On("What you get"), ""}
	add := func(pen theme.Pen, text string) {
		for _, l := range line.Wrap(text, scene.DetailWidth) {
			out = append(out, pen.On(l))
		}
	}
	add(page.Text, "An access key, a secret key and a session token for calls to the object storage. On Sessions, s opens a shell with them and Y copies them.")
	out = append(out, "", browse.Heading("NARROWED BY", "", scene.DetailWidth, s))
	arns, inline := m.policyARNs(), m.policy.folded()
	for _, arn := range arns {
		out = append(out, page.Text.On(line.Fit(arn, min(line.Width(arn), scene.DetailWidth), s.Theme.Glyphs)))
	}
	switch {
	case inline != "":
		add(page.Text, "an inline policy: "+inline)
	case len(arns) == 0:
		add(page.Muted, "nothing: it may do what the role allows")
	}
	out = append(out, "", browse.Heading("SAME CALL, BY HAND", "", scene.DetailWidth, s))
	for _, l := range export.StorageAssume(m.url, m.request()) {
		for _, part := range hanging(l) {
			out = append(out, page.Muted.On(part))
		}
	}
	if more := len(out) - s.Height + 1; more > 1 && s.Height > 0 {
		out = append(out[:s.Height-1], page.Muted.On("and "+words.MoreLines(more)))
	}
	return out
}

// hanging is a line of the call in lines of a detail, those behind the first further
// in.
func hanging(text string) []string {
	const indent = "      "
	lines := line.Break(text, scene.DetailWidth)
	if len(lines) == 1 {
		return lines
	}
	rest := line.Break(strings.Join(lines[1:], ""), scene.DetailWidth-len(indent))
	for i := range rest {
		rest[i] = indent + rest[i]
	}
	return append(lines[:1], rest...)
}
