package config

import "actas/model"

// kinds are the kinds of profiles as they are written.
var kinds = map[string]model.ProfileKind{"vultr": model.KindVultr, "ecs": model.KindECS}

// storage checks what goes with the object storage, and with it alone.
func (r reader) storage(name string, p profile) error {
	wrong := func(key, why string) error { return r.wrong(why, "profiles", name, key) }
	switch ecs := kinds[p.Kind] == model.KindECS; {
	case !ecs && p.Roles != nil:
		return wrong("roles", `goes with kind = "ecs" alone: Vultr's API lists its roles`)
	case !ecs:
		return nil
	case p.APIURL == "":
		return wrong("kind", "needs an api_url beside it: the address of the object storage, as in https://storage.example.com:4443")
	case p.KeyEnv == "VULTR_API_KEY":
		return wrong("key_env", "names the key of Vultr's API, which the object storage must not get; give its X-SDS-AUTH-TOKEN a variable of its own")
	case p.UserID != "":
		return wrong("user_id", "has no meaning for the object storage: its token says who asks")
	case p.Renew.OnHangup == "revoke":
		return r.wrong("takes keep for the object storage: it cannot revoke a session", "profiles", name, "renew", "on_hangup")
	}
	seen := map[string]bool{}
	for _, arn := range p.Roles {
		switch {
		case model.RoleOfARN(arn) == "":
			return wrong("roles", "holds what is no ARN of a role; one looks like urn:ecs:iam::NAMESPACE:role/NAME")
		case seen[arn]:
			return wrong("roles", "names a role twice")
		}
		seen[arn] = true
	}
	return nil
}
