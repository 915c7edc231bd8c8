package ui

import (
	"context"
	"iter"
	"net/netip"
	"time"

	"actas/model"
	"actas/theme"
)

// API is what the dashboard asks of the Vultr IAM API. Lists arrive page by
// page; an error ends the list. Every error that a person may see is a
// *model.APIError.
type API interface {
	Endpoint() string
	Account(ctx context.Context) (model.Account, error)
	Organizations(ctx context.Context) ([]model.Organization, error)
	Roles(ctx context.Context) iter.Seq2[model.Page[model.Role], error]
	RolePolicies(ctx context.Context, roleID string) ([]model.Policy, error)
	Trusts(ctx context.Context) iter.Seq2[model.Page[model.Trust], error]
	Users(ctx context.Context) iter.Seq2[model.Page[model.User], error]
	UserGroups(ctx context.Context, userID string) ([]model.Group, error)
	Groups(ctx context.Context) iter.Seq2[model.Page[model.Group], error]
	Issuers(ctx context.Context) iter.Seq2[model.Page[model.Issuer], error]
	Sessions(ctx context.Context, userID string) ([]model.Session, error)
	Assume(ctx context.Context, request model.AssumeRequest) (model.Session, error)
	Revoke(ctx context.Context, token model.Secret) error
	// Waiting is the boot-clock time until which calls wait because there were
	// too many; ok is false while none waits.
	Waiting() (until time.Duration, ok bool)
	// Resume ends that wait.
	Resume()
}

// Clock reads the time and waits.
type Clock interface {
	Now() model.Moment
	After(d time.Duration) <-chan time.Time
}

// Favourites keeps the ids of favourite roles between runs.
type Favourites interface {
	Load() ([]string, error)
	Save(ids []string) error
}

// Deps is everything from outside that the dashboard needs. Clock, Theme,
// Suffix and Copy must be set.
type Deps struct {
	// API is nil where no key was found: the first-run screen then asks.
	API API
	// Connect makes an API of a key that was pasted for this run only.
	Connect func(key model.Secret) (API, error)
	// StartDemo makes the API of the embedded organisation.
	StartDemo func() (API, error)
	// KeyFrom says where the API's key came from, as in "VULTR_API_KEY".
	KeyFrom string
	// LookedIn are the places where a key was looked for in vain.
	LookedIn []string
	Clock    Clock
	Theme    theme.Theme
	// JobControl is set where a shell takes over when actas is suspended.
	JobControl bool
	// Local is the person's time zone; nil is UTC.
	Local *time.Location
	// UserID is who I am, where it was said; empty finds it out.
	UserID string
	// SourceIP is the address that I come from as the API sees it, where it was
	// said; the zero value takes it from my sessions.
	SourceIP netip.Addr
	// Demo marks the embedded organisation, DefaultEndpoint Vultr's own API.
	Demo, DefaultEndpoint bool
	// Favourites gives the store for an endpoint; nil, or a nil store, keeps
	// favourites for this run only.
	Favourites func(endpoint string) Favourites
	// Suffix makes the random end of a session name.
	Suffix func() string
	// Copy puts text on the clipboard of the person's terminal.
	Copy func(text string) error
}
