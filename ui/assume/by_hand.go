package assume

import (
	"actas/ui/export"
	"actas/ui/form"
	"actas/ui/scene"
)

// byHand is the request as the API is sent it. It holds no credential.
func (m Model) byHand(s scene.Scene) []string {
	return form.ByHand("POST /v2/assumed-roles/assume", export.AssumeMembers(m.request()), s.Theme)
}
