package main

import (
	"context"

	"actas/model"
	"actas/ui"
)

// keyed is an API whose sessions have AWS keys.
type keyed struct{ ui.API }

// Sessions gives each the same keys.
func (k keyed) Sessions(ctx context.Context, userID string) ([]model.Session, error) {
	all, err := k.API.Sessions(ctx, userID)
	for i := range all {
		all[i].AWS = model.AWSKeys{ID: model.NewSecret("ASIACANARY"), Secret: model.NewSecret("CANARY")}
	}
	return all, err
}

// awsFile is a credentials file in which every profile is in one state.
type awsFile struct{ state model.AWSProfileState }

func (f awsFile) Path() string { return "/home/ada/.aws/credentials" }

func (f awsFile) Look(string) (model.AWSProfileState, error) { return f.state, nil }

func (f awsFile) Write(string, model.Session, bool) error { return nil }

// withKeys is an API whose sessions have AWS keys, beside a credentials file.
func withKeys(state model.AWSProfileState) scenario {
	return scenario{deps: func(d *ui.Deps) { d.API, d.Demo, d.AWS = keyed{d.API}, false, awsFile{state} }}
}
