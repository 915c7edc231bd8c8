package assume

import (
	"actas/ui/export"
	"actas/ui/form"
	"actas/ui/scene"
)

// byHand is the request as the API is sent it. It holds no credential.
func (m Model) byHand(s scene.Scene) []string {
	var members []form.Member
	for _, member := range export.AssumeMembers(m.request()) {
		members = append(members, form.Member{Name: member.Name, Value: member.Value})
	}
	return form.ByHand("POST /v2/assumed-roles/assume", members, s.Theme)
}
