package cli

import (
	"errors"
	"strings"

	"actas/model"
)

// ringAccount is under what the keyring keeps the key of a profile: its name, and
// beside it its API where that is not Vultr's own. A profile of the same name in
// another configuration gets no key of another API.
func ringAccount(p model.Profile) string {
	if p.APIURL == "" || isDefault(p.APIURL) {
		return p.Name
	}
	return p.Name + " at " + strings.ToLower(strings.TrimRight(p.APIURL, "/"))
}

// keepInRing puts a key into the keyring for a profile. Another one that is there may
// be that of another configuration, and is replaced where somebody says so.
func (c *command) keepInRing(p model.Profile, key model.Secret, replace bool) error {
	account := ringAccount(p)
	held, err := c.out.Keys.Keyring(account)
	if err == nil && !replace && held.Reveal() != key.Reveal() {
		return errors.New("the keyring holds another key for the profile " + p.Name + " already, perhaps that of another configuration; --force replaces it")
	}
	return c.out.Keys.Keep(account, key)
}
