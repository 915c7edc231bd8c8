package cli

import (
	"strconv"

	"actas/model/text"
)

// setting is a value that holds, and what said it. An empty value says nothing.
type setting struct{ value, from string }

// prefer gives the setting that holds: what a flag says comes before the
// environment, that before the profile, and that before what is usual.
func prefer(flag, environment, profile, usual setting) setting {
	for _, s := range [...]setting{flag, environment, profile, usual} {
		if s.value != "" {
			return s
		}
	}
	return setting{}
}

// setting is what holds of a thing that a flag, a variable (an empty name for
// none) and the profile may say.
func (c *command) setting(flag, said, variable, profile, usual string) setting {
	environment := setting{from: variable}
	if variable != "" {
		environment.value = c.out.Getenv(variable)
	}
	return prefer(setting{said, "--" + flag}, environment, setting{profile, c.way.name()}, setting{usual, "by default"})
}

// onOff is a flag that is on, off, or not said.
type onOff struct{ said, on bool }

// String is empty where nothing was said.
func (o *onOff) String() string {
	if o == nil || !o.said {
		return ""
	}
	return strconv.FormatBool(o.on)
}

// Set reads true or false.
func (o *onOff) Set(value string) error {
	on, err := strconv.ParseBool(value)
	if err != nil {
		return usageError{"it takes true or false, not " + strconv.Quote(text.Clean(value))}
	}
	o.said, o.on = true, on
	return nil
}

// Type is that of a flag that means on where it stands alone.
func (*onOff) Type() string { return "bool" }
