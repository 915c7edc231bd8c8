package copyas

import (
	"cmp"

	"actas/model"
	"actas/ui/export"
	"actas/ui/scene"
)

// OfTrust is a role trust as a source. The scene gives names for ids.
func OfTrust(s scene.Scene, t model.Trust, api API) Source {
	e := export.NewTrust(s.Directory, t)
	terraform, notInTerraform := e.Terraform()
	curl, notAsCall := e.Curl(api.at(""))
	return Source{
		Name: cmp.Or(export.RoleOf(s.Directory, t), t.RoleID) + " for " + s.Directory.EntityName(t.Entity), Of: "the trust",
		Choices: []Choice{
			told(Choice{Name: "Terraform", What: "the Terraform resource", Hint: `resource "vultr_organization_role_trust"`}, terraform, notInTerraform),
			told(Choice{Name: "curl", What: "the curl call", Hint: "curl " + api.at("/v2/role-trusts") + " -X POST"}, curl, notAsCall),
			{Name: "JSON", What: "the JSON", Hint: "every attribute, as the API calls it", Write: fixed(e.JSON().Body)},
			{Name: "id", What: "the id", Hint: t.ID, Write: fixed(t.ID)},
		},
	}
}
