package cli

import (
	"cmp"
	"errors"
	"strings"
	"sync/atomic"

	"actas/model"
	"actas/model/text"
	"actas/ui"
)

// keptIn is the configuration that a key which was typed is kept with; empty while
// none is. The keeping goes on beside the dashboard.
type keptIn struct {
	atomic.Pointer[model.Configuration]
}

// keyRest is how the first-run screen keeps a key; nil where it cannot.
func (c *command) keyRest(kept *keptIn) *ui.KeyRest {
	path := cmp.Or(c.configPath(), c.out.ConfigurationPath)
	if c.out.Keys == nil || c.out.AddProfile == nil || c.out.KeyringReady == nil || path == "" {
		return nil
	}
	config, profile := c.way.config, c.way.profile
	rest := &ui.KeyRest{Ready: c.out.KeyringReady}
	if c.restsInProfile() {
		rest.Profile = profile.Name
	} else {
		profile.APIURL, profile.UserID = "", cmp.Or(c.flags.userID, profile.UserID)
		if !isDefault(c.apiURL()) {
			profile.APIURL = c.apiURL()
		}
	}
	rest.Taken, rest.Default = config.Names(), config.Default
	rest.File, rest.IsThere = c.homely(path), config.Path != ""
	rest.Keep = func(name string, key model.Secret) error {
		p := profile
		p.Name, p.Key = name, model.KeyPlace{Kind: model.KeyInKeyring, Where: name}
		written, err := c.keepKey(key, p, func() (model.Configuration, error) {
			if profile.Key == p.Key && profile.Name == name {
				return config, nil
			}
			return c.out.AddProfile(path, p)
		})
		if err == nil {
			kept.Store(&written)
		}
		return err
	}
	return rest
}

// restsInProfile reports that the profile that holds looks for its key in the
// keyring, or says nothing of it, and is for the API that the dashboard is on: a key
// must go to no other.
func (c *command) restsInProfile() bool {
	p := c.way.profile
	return p.Name != "" && (p.Key.Kind == model.KeyNowhere || p.Key.Kind == model.KeyInKeyring) &&
		sameAPI(c.apiURL(), cmp.Or(p.APIURL, DefaultAPI))
}

// keepKey puts a key into the keyring for a profile, and writes that. Where it cannot
// be written the keyring is as before; a key that is there is not replaced.
func (c *command) keepKey(key model.Secret, p model.Profile, write func() (model.Configuration, error)) (written model.Configuration, err error) {
	account := ringAccount(p)
	held, err := c.out.Keys.Keyring(account)
	there := err == nil
	if there && held.Reveal() != key.Reveal() {
		return written, errors.New("the keyring holds another key for a profile " + p.Name + " already, which was left there")
	}
	if err = c.out.Keys.Keep(account, key); err != nil {
		return written, err
	}
	if written, err = write(); err != nil && !there {
		if c.out.Keys.Forget(account) != nil {
			err = errors.New(text.Clean(err.Error()) + "; the key is still in the keyring, for the profile " + p.Name)
		}
	}
	return written, err
}

// homely is a path as people write it: ~ for the home folder.
func (c *command) homely(path string) string {
	home := strings.TrimSuffix(c.out.Getenv("HOME"), "/")
	if rest, ok := strings.CutPrefix(path, home+"/"); ok && home != "" {
		path = "~/" + rest
	}
	return text.Clean(path)
}
