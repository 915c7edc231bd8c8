package cli

import (
	"errors"

	"actas/model"
	"actas/model/text"
)

// profilesAnew reads the configuration again, beside the dashboard, and keeps what it
// says in anew; nil where there is nothing to read. The error is in words for people.
func (c *command) profilesAnew(anew *keptIn) func() ([]model.Profile, error) {
	path := c.configPath()
	if c.out.Configuration == nil {
		return nil
	}
	return func() ([]model.Profile, error) {
		config, err := c.out.Configuration(path)
		switch {
		case err != nil:
			return nil, errors.New(text.Clean(err.Error()))
		case len(config.Profiles) == 0:
			return nil, errors.New("it has no profiles any more")
		}
		anew.Store(&config)
		return config.Profiles, nil
	}
}
