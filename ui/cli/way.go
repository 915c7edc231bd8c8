package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"actas/model"
	"actas/model/text"
	"actas/ui"
	"actas/ui/shellenv"
)

// Keys reads API keys from where they rest, and keeps them in the keyring. Errors
// are in words for people, and hold no key.
type Keys interface {
	// Command runs a command line in an environment.
	Command(ctx context.Context, line string, environ []string) (model.Secret, error)
	// Keyring reads what is kept for a profile, "work", or for one of another API than
	// Vultr's, "work at https://…". Keep and Forget take the same.
	// Keyring fails with [fs.ErrNotExist] where it holds none.
	Keyring(account string) (model.Secret, error)
	File(path string) (model.Secret, error)
	// VultrCLIPath is empty where vultr-cli has no file.
	VultrCLIPath() string
	VultrCLI() (model.Secret, error)
	Keep(account string, key model.Secret) error
	Forget(account string) error
}

// way is the way in that holds: the configuration, the profile of it, and who
// named the profile. The zero value is that of nobody's configuration.
type way struct {
	found   bool
	config  model.Configuration
	profile model.Profile
	// chosen is what named the profile: "--profile"; empty for no profile.
	chosen string
	// key is the key that was read.
	key model.Secret
}

// What names a profile.
const (
	byFlag      = "--profile"
	byDefault   = "default_profile"
	byDashboard = "the dashboard"
)

// named reports that somebody names the profile now. It then comes with its own key
// and API: those of the environment may belong to something else, and a key must
// go to no other API than its own.
func (w way) named() bool { return w.chosen == byFlag || w.chosen == byDashboard }

// name says whose settings those of the profile are.
func (w way) name() string { return "the profile " + w.profile.Name }

// findWay reads the configuration, and finds the profile that holds. It asks
// nobody for a key.
func (c *command) findWay() error {
	if c.way.found || c.out.Configuration == nil {
		return nil
	}
	config, err := c.out.Configuration(c.configPath())
	if err != nil {
		return failure{exitUsage, text.Clean(err.Error())}
	}
	w := way{found: true, config: config}
	chosen := prefer(setting{c.flags.profile, byFlag}, setting{c.out.Getenv(shellenv.Profile), shellenv.Profile},
		setting{config.Default, byDefault}, setting{})
	if chosen.value != "" {
		var known bool
		if w.profile, known = config.Profile(chosen.value); !known {
			return failure{exitUsage, noProfile(chosen, config)}
		}
		w.chosen = chosen.from
	}
	c.way = w
	return nil
}

// noProfile says that there is no such profile, and which there are.
func noProfile(chosen setting, config model.Configuration) string {
	said := fmt.Sprintf("%s names the profile %q, and there is none", chosen.from, text.Clean(chosen.value))
	switch {
	case config.Path == "":
		return said + ": there is no configuration; actas config init writes one"
	case len(config.Profiles) == 0:
		return said + " in " + text.Clean(config.Path)
	}
	return said + "; there are " + strings.Join(config.Names(), ", ")
}

// keyPlace is where the key comes from, and why there.
func (c *command) keyPlace() (place model.KeyPlace, why string) {
	place, why = c.keyPlaceOfAnyAPI()
	if !c.fits(place) {
		return model.KeyPlace{}, "the key of " + c.placeName(place) + " " + c.isForAnother(place)
	}
	return place, why
}

// fits reports that the key of a place may go to the API.
func (c *command) fits(place model.KeyPlace) bool {
	of := c.keysAPI(place)
	return of == "" || sameAPI(of, c.apiURL())
}

// isForAnother says of a key that it does not fit.
func (c *command) isForAnother(place model.KeyPlace) string {
	return "is for " + text.Clean(c.keysAPI(place)) + ", and goes to no other API"
}

// keysAPI is the API that the key of a place belongs to; empty where somebody said
// which API it is to go to, and for no place.
func (c *command) keysAPI(place model.KeyPlace) string {
	switch {
	case place.Kind == model.KeyNowhere || c.flags.apiURL != "" && place.Kind != model.KeyOfVultrCLI:
		return ""
	case place.Kind == model.KeyOfVultrCLI:
		return DefaultAPI
	case place == c.way.profile.Key:
		return cmp.Or(c.way.profile.APIURL, DefaultAPI)
	case !c.way.named() && inside(c.out.Getenv).Name != "":
		return "" // the session's token, beside whose API it came
	}
	return cmp.Or(c.out.Getenv(shellenv.APIURL), DefaultAPI)
}

func sameAPI(a, b string) bool { return strings.TrimSuffix(a, "/") == strings.TrimSuffix(b, "/") }

// keyPlaceOfAnyAPI is keyPlace, whichever API the key belongs to.
func (c *command) keyPlaceOfAnyAPI() (place model.KeyPlace, why string) {
	own, variable := c.way.profile.Key, model.KeyPlace{Kind: model.KeyInVariable, Where: shellenv.APIKey}
	set := strings.TrimSpace(c.out.Getenv(shellenv.APIKey)) != ""
	switch {
	case c.storage():
		return c.storageKey()
	case c.way.named() && own.Kind != model.KeyNowhere:
		return own, c.way.name() + " says so, and " + c.way.chosen + " names it"
	case set && own.Kind == model.KeyNowhere:
		return variable, "it is set"
	case set && c.fits(variable):
		return variable, "it is set, and comes before what " + c.way.name() + " says"
	case set:
		return own, c.way.name() + " says so; the key of " + shellenv.APIKey + " " + c.isForAnother(variable)
	case own.Kind != model.KeyNowhere:
		return own, c.way.name() + " says so"
	}
	if c.out.Keys != nil {
		if path := c.out.Keys.VultrCLIPath(); path != "" {
			return model.KeyPlace{Kind: model.KeyOfVultrCLI, Where: path}, "nothing else says where the key is"
		}
	}
	return model.KeyPlace{}, "nothing says where the key is"
}

// placeName names the place of a key in a sentence.
func (c *command) placeName(p model.KeyPlace) string {
	switch p.Kind {
	case model.KeyInVariable:
		return text.Clean(p.Where)
	case model.KeyFromCommand:
		return "key_command of " + c.way.name()
	case model.KeyInKeyring:
		return "the keyring, for " + c.way.name()
	case model.KeyInFile, model.KeyOfVultrCLI:
		return text.Clean(p.Where)
	}
	return "none"
}

// findKey reads the key from its place. It is empty, without an error, where
// nothing says where the key is.
func (c *command) findKey(ctx context.Context) (model.Secret, error) {
	if !c.way.key.Empty() {
		return c.way.key, nil
	}
	place, _ := c.keyPlace()
	key, err := c.readKey(ctx, place)
	c.way.key = key
	return key, err
}

func (c *command) readKey(ctx context.Context, place model.KeyPlace) (model.Secret, error) {
	switch place.Kind {
	case model.KeyInVariable:
		return c.keyInVariable(place.Where)
	case model.KeyFromCommand:
		return c.out.Keys.Command(ctx, place.Where, c.lentEnviron())
	case model.KeyInKeyring:
		return c.out.Keys.Keyring(ringAccount(c.way.profile))
	case model.KeyInFile:
		return c.out.Keys.File(place.Where)
	case model.KeyOfVultrCLI:
		return c.out.Keys.VultrCLI()
	}
	return model.Secret{}, nil
}

// keyInVariable reads the key from a variable. What some editors put before a text,
// and white space around it, are no part of it.
func (c *command) keyInVariable(name string) (model.Secret, error) {
	key := strings.TrimSpace(strings.TrimPrefix(c.out.Getenv(name), "\ufeff"))
	switch {
	case key == "" && name != shellenv.APIKey:
		return model.Secret{}, fmt.Errorf("%s is not set, and key_env of %s names it", text.Clean(name), c.way.name())
	case key == "":
		return model.Secret{}, fmt.Errorf("%s holds nothing", name)
	case noKey(key):
		return model.Secret{}, fmt.Errorf("%s holds something that is no key", text.Clean(name))
	}
	return model.NewSecret(key), nil
}

// noKey reports text with signs that no key has.
func noKey(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
}

// mustFindKey is findKey for a command that cannot do without.
func (c *command) mustFindKey(ctx context.Context) (model.Secret, error) {
	key, err := c.askKey(ctx)
	switch {
	case errors.Is(err, errInterrupted):
		return key, err
	case err != nil:
		return key, failure{exitUsage, "there is no API key: " + text.Clean(err.Error())}
	case key.Empty() && c.storage():
		return key, failure{exitUsage, c.noStorageKey()}
	case key.Empty() && c.elsewhere() != "":
		return key, failure{exitUsage, "there is no API key for " + text.Clean(c.apiURL()) + ": " + c.elsewhere() + c.toSendIt()}
	case key.Empty() && c.unchosen() != "":
		return key, failure{exitUsage, "there is no API key: " + c.unchosen()}
	case key.Empty() && c.way.profile.Name != "":
		return key, failure{exitUsage, "there is no API key: " + c.way.name() + " says nothing of one, and " + shellenv.APIKey +
			" is not set; give the profile key_command, key_keyring, key_file or key_env"}
	case key.Empty():
		return key, failure{exitUsage, "there is no API key: put it into " + shellenv.APIKey + ", or say in a profile where it is (actas demo needs none)"}
	}
	return key, nil
}

// elsewhere says of which API the key is that was found, where that is another;
// empty where there is none, or it holds.
func (c *command) elsewhere() string {
	found, _ := c.keyPlaceOfAnyAPI()
	place, why := c.keyPlace()
	if found.Kind == model.KeyNowhere || place.Kind != model.KeyNowhere {
		return ""
	}
	return why
}

// toSendIt says how the key of the environment would go to a profile's API; empty for
// another key.
func (c *command) toSendIt() string {
	if found, _ := c.keyPlaceOfAnyAPI(); found.Where != shellenv.APIKey || c.way.profile.Name == "" {
		return ""
	}
	return fmt.Sprintf("; key_env = %q in %s sends it there", shellenv.APIKey, c.way.name())
}

// lookedIn are the places where a key was looked for in vain.
func (c *command) lookedIn() []string {
	if place, _ := c.keyPlace(); place.Kind != model.KeyNowhere {
		return []string{c.placeName(place)}
	}
	if c.storage() {
		return []string{c.way.name()}
	}
	places := []string{shellenv.APIKey}
	if c.out.Keys != nil {
		places = append(places, "~/.vultr-cli.yaml")
	}
	return places
}

// keyOrigin says where the key came from, and which session's it is.
func (c *command) keyOrigin() (from string, in ui.Inside) {
	place, _ := c.keyPlace()
	if place.Where != shellenv.APIKey {
		return c.placeName(place), in
	}
	if in = inside(c.out.Getenv); in.Name != "" {
		return "the session " + in.Name, in
	}
	return shellenv.APIKey, in
}

// endpoint is the API of the way that holds, asked with a key.
func (c *command) endpoint(key model.Secret, clock ui.Clock) Endpoint {
	place, _ := c.keyPlace()
	return Endpoint{
		Kind: c.way.profile.Kind, Roles: c.way.profile.Roles, KeyFrom: c.placeName(place), Kept: c.keptHere(key),
		URL: c.apiURL(), Key: key, Log: c.log, Clock: clock, CAFile: c.caFile(), ReadOnly: c.readOnly().on,
		TokenFile: c.tokensIn,
	}
}

// readOnlyVariable makes an actas read-only that another one started.
const readOnlyVariable = "ACTAS_READ_ONLY"

// readOnly tells whether nothing but reads may leave, and what said so.
func (c *command) readOnly() (o struct {
	on   bool
	from string
}) {
	profile := ""
	if c.way.profile.ReadOnly {
		profile = "true"
	}
	said := c.setting("read-only", c.flags.readOnly.String(), readOnlyVariable, profile, "false")
	on, err := strconv.ParseBool(said.value)
	// What is no answer was meant to be one.
	o.on, o.from = on || err != nil, said.from
	return o
}

// writing refuses a command that changes things where nothing may be changed,
// before it asks anything. The client refuses every such call as well.
func (c *command) writing() error {
	if err := c.findWay(); err != nil {
		return err
	}
	if o := c.readOnly(); o.on {
		return failure{exitRefused, "read-only (" + o.from + "): nothing is changed from here, and nothing was sent"}
	}
	return nil
}

// told is the address that a program is given which acts with a session: empty
// for Vultr's own, where no configuration could name another.
func (c *command) told() string {
	url := c.apiURL()
	if isDefault(url) && c.way.config.Path == "" {
		return ""
	}
	return cmp.Or(strings.TrimSuffix(url, "/"), DefaultAPI)
}
