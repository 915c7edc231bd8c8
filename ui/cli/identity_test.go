package cli

import (
	"context"
	"errors"
	"slices"
	"testing"

	"actas/model"
	"actas/ui"
)

// TestATokenCommandIsLentNoKey: whichever command runs it, it finds no key of a
// profile, and learns that the profile is read-only.
func TestATokenCommandIsLentNoKey(t *testing.T) {
	t.Parallel()
	for name, run := range map[string]func(*command) error{
		"assume": func(c *command) error {
			_, err := c.settle(&proof{place: tokenPlace{command: "mint"}})
			return err
		},
		"renew": func(c *command) error {
			cmd := c.renew()
			if err := cmd.ParseFlags([]string{"--all", "--token-command", "mint"}); err != nil {
				return err
			}
			return cmd.PreRunE(cmd, nil)
		},
		"credential-process": func(c *command) error {
			a := asked{proof: proof{place: tokenPlace{command: "mint"}}}
			if _, err := c.aim("log", &a); err != nil {
				return err
			}
			_, err := c.settle(&a.proof)
			return err
		},
		"the dashboard": func(c *command) error {
			_, err := c.place(tokenPlace{command: "mint"})
			return err
		},
	} {
		c := profiled(someProfiles(), keyRack{}, nil)
		c.out.Environ = []string{"PATH=/bin", "ci_key=" + canary, "VULTR_API_KEY=" + canary}
		var lent []string
		c.out.Identity = func(_, _ string, environ ...string) func(context.Context) (model.Secret, error) {
			lent = environ
			return func(context.Context) (model.Secret, error) { return model.Secret{}, nil }
		}
		if err := run(c); err != nil || !slices.Equal(lent, []string{"ACTAS_READ_ONLY=true", "PATH=/bin"}) {
			t.Errorf("%s: %v, lent %q", name, err, lent)
		}
	}
}

// TestATokenPlaceNeedsTheConfiguration: where that cannot be read, nobody knows what
// is to be withheld.
func TestATokenPlaceNeedsTheConfiguration(t *testing.T) {
	t.Parallel()
	c := profiled(model.Configuration{}, keyRack{}, nil)
	c.out.Configuration = func(string) (model.Configuration, error) {
		return model.Configuration{}, errors.New("config.toml: line 1 is wrong")
	}
	if _, err := c.place(tokenPlace{command: "mint"}); exitCode(err) != exitUsage || message(err) != "config.toml: line 1 is wrong" {
		t.Errorf("%v", err)
	}
}

// someAPI is a simulated API that answers nothing.
type someAPI struct{ Simulated }

func (someAPI) URL() string { return "http://127.0.0.1:1" }
func (someAPI) Key() string { return canary }

// TestTheDemoReadsTokenFiles, as its dashboard does: its renewals ask with them.
func TestTheDemoReadsTokenFiles(t *testing.T) {
	t.Parallel()
	c := profiled(model.Configuration{}, keyRack{}, map[string]string{"HOME": "/home/ada"})
	c.out.Simulate = func(Simulation) (Simulated, error) { return someAPI{}, nil }
	var read string
	c.out.Identity = func(file, _ string, _ ...string) func(context.Context) (model.Secret, error) {
		read = file
		return nil
	}
	var to Endpoint
	c.out.Connect = func(e Endpoint) (ui.API, error) {
		to = e
		return nil, nil
	}
	var demo laterDemo
	if _, err := demo.start(c, still{}); err != nil || to.TokenFile == nil {
		t.Fatalf("%v, to %s", err, to.URL)
	}
	if to.TokenFile("~/token"); read != "/home/ada/token" {
		t.Errorf("it reads %q", read)
	}
}
