// Package storage makes of an object storage (Dell ECS) an API of roles and
// sessions. The object storage can do one thing: give a session on a role. Its roles
// are those that somebody named, its sessions those that were kept here, and all
// else is empty or not possible.
package storage

import (
	"context"
	"iter"
	"slices"
	"sync"
	"time"

	"actas/client"
	"actas/client/clock"
	"actas/model"
)

// Kept tells the sessions that were kept, by the endpoint that made them.
type Kept interface {
	// Sessions are those that have not ended, as of now. With an error, they are
	// those that could be read.
	Sessions(endpoint string) ([]model.Session, error)
}

// API is an object storage. It is safe for use by several goroutines.
type API struct {
	client *client.Client
	clock  clock.Clock
	roles  []model.Role
	kept   Kept
	mu     sync.Mutex
	// made are the sessions of this run, so that they can be read whatever keeps them.
	made []model.Session
}

// New makes the API of an object storage with these roles, by their ARNs. kept is
// nil for sessions of this run alone. The error is that of [client.New].
func New(cfg client.Config, roles []string, kept Kept) (*API, error) {
	c, err := client.New(cfg)
	if err != nil {
		return nil, err
	}
	a := &API{client: c, clock: cfg.Clock, kept: kept}
	for _, arn := range roles {
		a.roles = append(a.roles, roleOf(arn))
	}
	return a, nil
}

// roleOf is a role as far as its ARN tells of it.
func roleOf(arn string) model.Role {
	return model.Role{ID: arn, Name: model.RoleOfARN(arn), Type: model.RoleAssumable}
}

// Endpoint is the host with its port, for display.
func (a *API) Endpoint() string { return a.client.Endpoint() }

// URL is the address of the object storage.
func (a *API) URL() string { return a.client.URL() }

// Waiting is until when calls wait because there were too many.
func (a *API) Waiting() (until time.Duration, ok bool) { return a.client.Waiting() }

// Resume ends that wait.
func (a *API) Resume() { a.client.Resume() }

// Skew is how far the clock of the object storage is ahead of the wall clock.
func (a *API) Skew() (time.Duration, bool) { return a.client.Skew() }

// Probe asks whether the object storage is there, and what time it has. The token is
// not sent.
func (a *API) Probe(ctx context.Context) error { return a.client.Probe(ctx) }

// String names the API and shows nothing else.
func (a *API) String() string { return "object storage " + a.Endpoint() }

// GoString keeps %#v from listing the fields.
func (a *API) GoString() string { return a.String() }

// Roles are those that were named, in their order.
func (a *API) Roles(context.Context) iter.Seq2[model.Page[model.Role], error] {
	return only(slices.Clone(a.roles))
}

// RoleNames is Roles.
func (a *API) RoleNames(ctx context.Context) iter.Seq2[model.Page[model.Role], error] {
	return a.Roles(ctx)
}

// Role is a role by its ARN. One that nobody named is there as well: the object
// storage decides.
func (a *API) Role(_ context.Context, arn string) (model.Role, error) {
	if model.RoleOfARN(arn) == "" {
		return model.Role{}, &model.APIError{Kind: model.ErrNotFound, Call: "read role", Message: "a role of the object storage is known by its ARN"}
	}
	return roleOf(arn), nil
}

// Assume asks for a session. It is there for this run, whoever keeps it longer.
func (a *API) Assume(ctx context.Context, request model.AssumeRequest) (model.Session, error) {
	if request.Dialect != model.DialectECS {
		return model.Session{}, &model.APIError{Kind: model.ErrUnsupported, Call: model.CallAssumeECS, Message: "the object storage has a call of its own alone"}
	}
	request.InlinePolicy = model.CompactPolicy(request.InlinePolicy)
	s, err := a.client.AssumeECS(ctx, request)
	if err != nil {
		return s, err
	}
	a.mu.Lock()
	a.made = append(a.made, s)
	a.mu.Unlock()
	return s, nil
}

// Sessions are those that were kept here and have not ended, whoever asks. With an
// error, they are those that could be read.
func (a *API) Sessions(context.Context, string) ([]model.Session, error) {
	var all []model.Session
	var fault error
	if a.kept != nil {
		var err error
		if all, err = a.kept.Sessions(a.Endpoint()); err != nil {
			fault = &model.APIError{Kind: model.ErrUnavailable, Call: "read kept sessions", Message: err.Error()}
		}
	}
	for _, s := range a.alive() {
		if !slices.ContainsFunc(all, func(other model.Session) bool { return other.Key() == s.Key() }) {
			all = append(all, s)
		}
	}
	return all, fault
}

// Session is a kept session by its token. A [model.ErrNotFound] says that it has
// ended, or is not kept here.
func (a *API) Session(ctx context.Context, token model.Secret) (model.Session, error) {
	of := func(s model.Session) bool { return s.Token == token }
	if own := a.alive(); slices.ContainsFunc(own, of) {
		return own[slices.IndexFunc(own, of)], nil
	}
	all, err := a.Sessions(ctx, "")
	if i := slices.IndexFunc(all, of); i >= 0 {
		return all[i], nil
	}
	if err != nil {
		return model.Session{}, err
	}
	return model.Session{}, &model.APIError{Kind: model.ErrNotFound, Call: "read session", Message: "it has ended, or is not kept here"}
}

// alive are the sessions of this run that have not ended, as of now. Those that
// have are forgotten.
func (a *API) alive() []model.Session {
	now := a.clock.Now().Boot
	a.mu.Lock()
	defer a.mu.Unlock()
	a.made = slices.DeleteFunc(a.made, func(s model.Session) bool { return s.Sent+s.Remaining <= now })
	alive := slices.Clone(a.made)
	for i := range alive {
		alive[i].Remaining, alive[i].Sent = alive[i].Sent+alive[i].Remaining-now, now
	}
	return alive
}

// Revoke cannot be done: it says when the session ends by itself.
func (a *API) Revoke(ctx context.Context, token model.Secret) error {
	message := "the object storage cannot revoke a session; it ends by itself"
	if s, err := a.Session(ctx, token); err == nil && !s.Expires.IsZero() {
		message += " on " + s.Expires.UTC().Format("2006-01-02 at 15:04 UTC")
	}
	return unsupported("revoke session", message)
}

func unsupported(call, message string) error {
	return &model.APIError{Kind: model.ErrUnsupported, Call: call, Message: message}
}

// only is a list of one page.
func only[T any](items []T) iter.Seq2[model.Page[T], error] {
	return func(yield func(model.Page[T], error) bool) { yield(model.Page[T]{Items: items}, nil) }
}
