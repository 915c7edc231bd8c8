package storageform

import (
	"actas/theme"
	"actas/ui/browse"
	"actas/ui/export"
	"actas/ui/form"
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
	out = append(out, form.ByHandShell(export.StorageAssume(m.url, m.request()), s.Theme)...)
	if more := len(out) - s.Height + 1; more > 1 && s.Height > 0 {
		out = append(out[:s.Height-1], page.Muted.On("and "+words.MoreLines(more)))
	}
	return out
}
