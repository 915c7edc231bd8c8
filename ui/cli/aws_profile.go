package cli

import (
	"fmt"

	"github.com/spf13/pflag"

	"actas/model"
	"actas/model/text"
	"actas/ui"
)

// awsProfile is where AWS keys are written; the zero value is nowhere.
type awsProfile struct {
	name string
	// theirs overwrites what somebody else wrote.
	theirs bool
}

func (p *awsProfile) flags(f *pflag.FlagSet) {
	f.Var((*filled)(&p.name), "aws-profile", "write AWS keys into this `profile` of AWS's credentials file")
	f.BoolVar(&p.theirs, "force", false, "overwrite an AWS profile that actas did not write")
}

// checkAWS refuses what could not be written, before there is anything to write.
func (c *command) checkAWS(p awsProfile) error {
	switch fault := model.AWSProfileFault(p.name); {
	case p.name == "" && p.theirs:
		return usageError{"--force goes with --aws-profile"}
	case p.name == "":
		return nil
	case fault != "":
		return usageError{"--aws-profile: " + fault}
	case c.out.AWS == nil:
		return failure{exitUsage, "there is no place for AWS's credentials file: set HOME or AWS_SHARED_CREDENTIALS_FILE"}
	}
	switch state, err := c.out.AWS.Look(p.name); {
	case err != nil:
		return failure{exitFailed, text.Clean(err.Error())}
	case state == model.AWSProfileTheirs && !p.theirs:
		return failure{exitUsage, fmt.Sprintf("%s has a profile %s that actas did not write; --force overwrites it", text.Clean(c.out.AWS.Path()), p.name)}
	}
	return nil
}

// writeAWS writes a session's keys where they were wanted.
func (c *command) writeAWS(p awsProfile, l model.LiveSession) error {
	switch {
	case p.name == "":
		return nil
	case l.AWS == (model.AWSKeys{}):
		return failure{exitFailed, l.Name + " has no AWS keys; actas assume --via sts makes a session that has"}
	}
	if err := c.out.AWS.Write(p.name, l.Session, p.theirs); err != nil {
		return failure{exitFailed, "not written: " + text.Clean(err.Error())}
	}
	c.progress(fmt.Sprintf("wrote the keys of %s into the profile %s of %s", l.Name, p.name, text.Clean(c.out.AWS.Path())))
	return nil
}

// shownFile is AWS's credentials file with its path as people write it.
type shownFile struct {
	ui.AWSFile
	path string
}

// Path is the file's, as it is shown.
func (f shownFile) Path() string { return f.path }

// shownAWS is AWS's credentials file for the dashboard; nil where there is none.
func (c *command) shownAWS() ui.AWSFile {
	if c.out.AWS == nil {
		return nil
	}
	return shownFile{c.out.AWS, c.homely(c.out.AWS.Path())}
}
