package assume

import (
	"actas/model"
	"actas/ui/export"
	"actas/ui/form"
	"actas/ui/scene"
)

// byHand is the request as the API is sent it. It holds no credential.
func (m Model) byHand(s scene.Scene) []string {
	r := m.request(s)
	if r.Dialect == model.DialectSTS {
		return form.ByHandForm("POST "+export.STSPath, export.STSParameters(r), s.Theme)
	}
	return form.ByHand("POST /v2/assumed-roles/assume", export.AssumeMembers(r), s.Theme)
}
