package cli

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"actas/model"
	"actas/ui/shellenv"
)

// environ is this program's environment without what holds keys of profiles.
func (c *command) environ() []string {
	withheld := map[string]bool{}
	for _, p := range c.way.config.Profiles {
		if p.Key.Kind == model.KeyInVariable {
			withheld[strings.ToUpper(p.Key.Where)] = true
		}
	}
	out := make([]string, 0, len(c.out.Environ)+1)
	if c.readOnly().on {
		out = append(out, readOnlyVariable+"=true")
		withheld[readOnlyVariable] = true
	}
	for _, entry := range c.out.Environ {
		if name, _, _ := strings.Cut(entry, "="); !withheld[strings.ToUpper(name)] {
			out = append(out, entry)
		}
	}
	return out
}

// lentEnviron is the environment of a command that prints a key or a token: without
// the key of the environment and those of profiles, which are not its own. What it
// needs to get at its own, such as VAULT_TOKEN, is left.
func (c *command) lentEnviron() []string {
	return slices.DeleteFunc(c.environ(), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return strings.EqualFold(name, shellenv.APIKey)
	})
}

// configPath is the configuration that somebody names; empty for the usual one.
func (c *command) configPath() string { return cmp.Or(c.flags.config, c.out.Getenv(shellenv.Config)) }

// handedOn is what makes an actas that acts with a session, asked at an address,
// find the way that the session came by: the same configuration, profile and
// person. What it would find anyway is left out. Of a session of another API, such as
// the demo's, nothing here is true. The key is no part of it: the session's token
// comes before that of a profile which a variable names.
func (c *command) handedOn(address string) []shellenv.Var {
	if !c.way.found || !strings.EqualFold(address, c.told()) {
		return nil
	}
	var out []shellenv.Var
	if named := c.configPath(); named != "" {
		if path, err := filepath.Abs(named); err == nil {
			out = append(out, shellenv.Var{Name: shellenv.Config, Value: path})
		}
	}
	if c.way.chosen != "" && (c.way.chosen != byDefault || c.flags.apiURL != "") {
		out = append(out, shellenv.Var{Name: shellenv.Profile, Value: c.way.profile.Name})
	}
	if who := c.userSetting(); who.value != "" && who.from != c.way.name() {
		out = append(out, shellenv.Var{Name: shellenv.UserID, Value: who.value})
	}
	return out
}

// addressIn is the API's address in variables; empty where they have none.
func addressIn(vars []shellenv.Var) string {
	i := slices.IndexFunc(vars, func(v shellenv.Var) bool { return v.Name == shellenv.APIURL })
	if i < 0 {
		return ""
	}
	return vars[i].Value
}
