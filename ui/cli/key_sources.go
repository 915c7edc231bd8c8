package cli

import (
	"strings"

	"actas/model"
	"actas/ui/shellenv"
)

// keySources are the sources of a key, in the order in which they count, each with
// whether it does, or why not. Nothing is read from them.
func (c *command) keySources() [][]string {
	if c.storage() {
		return [][]string{c.ownSource()} // no other key goes there
	}
	rows := [][]string{c.environmentSource(), c.ownSource()}
	if c.way.named() {
		rows[0], rows[1] = rows[1], rows[0]
	}
	if c.out.Keys == nil {
		return rows
	}
	theirs := []string{"~/.vultr-cli.yaml", "no: it is not there"}
	if path := c.out.Keys.VultrCLIPath(); path != "" {
		theirs[1] = c.counts(model.KeyPlace{Kind: model.KeyOfVultrCLI, Where: path})
	}
	return append(rows, theirs)
}

func (c *command) environmentSource() []string {
	if strings.TrimSpace(c.out.Getenv(shellenv.APIKey)) == "" {
		return []string{shellenv.APIKey, "no: it is not set"}
	}
	return []string{shellenv.APIKey, c.counts(model.KeyPlace{Kind: model.KeyInVariable, Where: shellenv.APIKey})}
}

// ownSource is the profile as a source.
func (c *command) ownSource() []string {
	own, at := c.way.profile.Key, c.way.name()
	switch {
	case c.unchosen() != "":
		return []string{"a profile", "no: " + c.unchosen()}
	case c.way.profile.Name == "":
		return []string{"a profile", "no: there is none"}
	case own.Kind == model.KeyNowhere:
		return []string{at, "no: it says nothing of a key"}
	case own.Kind == model.KeyInVariable || own.Kind == model.KeyInFile:
		at = c.placeName(own) + ", by " + at
	default:
		at = c.placeName(own)
	}
	said := c.counts(own)
	if own.Kind == model.KeyInVariable && said == counting && strings.TrimSpace(c.out.Getenv(own.Where)) == "" {
		said += ", but it is not set"
	}
	return []string{at, said}
}

// counting is said of the source that counts.
const counting = "yes"

// counts says of a source that has a key whether it is the one that holds, and why
// not.
func (c *command) counts(place model.KeyPlace) string {
	used, _ := c.keyPlace()
	found, _ := c.keyPlaceOfAnyAPI()
	switch {
	case place == used:
		return counting
	case !c.fits(place):
		return "no: it " + c.isForAnother(place)
	}
	return "no: " + c.placeName(found) + " comes before it"
}
