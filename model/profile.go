package model

import "slices"

// Configuration is what the configuration file says. The zero value is that of a
// file that is not there.
type Configuration struct {
	// Path is where it was read; empty where there is no file.
	Path string
	// Default names the profile that holds where nobody names one; empty for none.
	Default string
	// Profiles are in the order of their names.
	Profiles []Profile
}

// Profile gives the profile with a name.
func (c Configuration) Profile(name string) (Profile, bool) {
	i := slices.IndexFunc(c.Profiles, func(p Profile) bool { return p.Name == name })
	if i < 0 {
		return Profile{}, false
	}
	return c.Profiles[i], true
}

// Names are the names of the profiles.
func (c Configuration) Names() []string {
	names := make([]string, len(c.Profiles))
	for i, p := range c.Profiles {
		names[i] = p.Name
	}
	return names
}

// Profile is a way to an API that has a name. What is empty is not said by it. The
// zero value is that of somebody without a configuration.
type Profile struct {
	Name string
	// Kind is what answers there.
	Kind ProfileKind
	// APIURL is the API's address, UserID who I am there.
	APIURL, UserID string
	// Key is where the API key rests.
	Key KeyPlace
	// CAFile is a file of certificate authorities, in PEM, that are trusted in the
	// place of the system's.
	CAFile string
	// Roles are the roles that can be assumed there, by their ARNs, for [KindECS]
	// alone: the object storage does not list its own.
	Roles []string
	// ReadOnly lets nothing but reads out.
	ReadOnly bool
	// Theme, Alerts and OnHangup are values of the flags of these names.
	Theme, Alerts, OnHangup string
}

// ProfileKind is what answers at the address of a profile.
type ProfileKind string

// The kinds of profiles.
const (
	// KindVultr is Vultr's API.
	KindVultr ProfileKind = ""
	// KindECS is Cloud Enterprise Object Storage (Dell ECS), whose key is the
	// X-SDS-AUTH-TOKEN.
	KindECS ProfileKind = "ecs"
)

// KeyKind is a kind of place that an API key comes from.
type KeyKind int

// The places of keys. The zero value is no place at all.
const (
	KeyNowhere KeyKind = iota
	// KeyInVariable is a variable of the environment, by its name.
	KeyInVariable
	// KeyFromCommand is the first line that a command prints.
	KeyFromCommand
	// KeyInKeyring is the keyring of the system, by the profile's name.
	KeyInKeyring
	// KeyInFile is a file that holds the key and nothing else.
	KeyInFile
	// KeyOfVultrCLI is the configuration file of vultr-cli.
	KeyOfVultrCLI
)

// KeyPlace is where an API key rests. It holds no key.
type KeyPlace struct {
	Kind KeyKind
	// Where is the variable's name, the command, the profile's name, or the path.
	Where string
}
