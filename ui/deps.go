package ui

import (
	"context"
	"iter"
	"net/netip"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/theme"
	"actas/ui/shellenv"
)

// API is what the dashboard asks of the Vultr IAM API. Lists arrive page by
// page; an error ends the list. Every error that a person may see is a
// *model.APIError.
type API interface {
	Endpoint() string
	// URL is the API's address, as other programs are given it.
	URL() string
	Account(ctx context.Context) (model.Account, error)
	Organizations(ctx context.Context) ([]model.Organization, error)
	Roles(ctx context.Context) iter.Seq2[model.Page[model.Role], error]
	// RoleNames is Roles with the ids, names and types alone; it is quicker.
	RoleNames(ctx context.Context) iter.Seq2[model.Page[model.Role], error]
	Role(ctx context.Context, id string) (model.Role, error)
	RolePolicies(ctx context.Context, roleID string) ([]model.Policy, error)
	Trusts(ctx context.Context) iter.Seq2[model.Page[model.Trust], error]
	TrustsOfRole(ctx context.Context, role model.Role) ([]model.Trust, error)
	// CreateTrust makes a trust; its ID, its names and Created are not sent.
	CreateTrust(ctx context.Context, t model.Trust) (model.Trust, error)
	// UpdateTrust changes the trust from what it was when the edit began to what
	// it is to be. A *model.TrustChangedError says that it is not before any more;
	// nothing was written then.
	UpdateTrust(ctx context.Context, before, after model.Trust) (model.Trust, error)
	// DeleteTrust deletes a trust; one that is gone already counts as done.
	DeleteTrust(ctx context.Context, id string) error
	// RestoreTrust brings a deleted trust back.
	RestoreTrust(ctx context.Context, id string) (model.Trust, error)
	Users(ctx context.Context) iter.Seq2[model.Page[model.User], error]
	UserGroups(ctx context.Context, userID string) ([]model.Group, error)
	Groups(ctx context.Context) iter.Seq2[model.Page[model.Group], error]
	Issuers(ctx context.Context) iter.Seq2[model.Page[model.Issuer], error]
	Sessions(ctx context.Context, userID string) ([]model.Session, error)
	Session(ctx context.Context, token model.Secret) (model.Session, error)
	Assume(ctx context.Context, request model.AssumeRequest) (model.Session, error)
	Revoke(ctx context.Context, token model.Secret) error
	// Waiting is the boot-clock time until which calls wait because there were
	// too many; ok is false while none waits.
	Waiting() (until time.Duration, ok bool)
	// Resume ends that wait.
	Resume()
	// Skew is how far the API's clock is ahead of the wall clock; ok is false
	// until an answer told.
	Skew() (skew time.Duration, ok bool)
}

// Renewals is the renewal engine. It works on its own, whether or not the
// dashboard's loop does. All methods but Renew, SetAuto, Revoke, RevokeAll and
// Close, which takes two seconds at most, return at once.
type Renewals interface {
	// Renew replaces a session, and returns when that is done or has failed.
	Renew(ctx context.Context, r model.Renewal) model.RenewalResult
	// Watch says which live sessions are mine, and what their renewal rests on.
	Watch(w model.Watch)
	// SetAuto turns auto-renew on or off for a session, and remembers it.
	SetAuto(s model.Session, on bool) error
	// State is how things stand; never nil.
	State() *model.RenewalState
	// Heir reports that another process renews a session by itself once this one has
	// ended. It looks at files.
	Heir(s model.Session) bool
	// Hold keeps the session with a token alive although it is replaced, because
	// something uses the token; Release ends that.
	Hold(token model.Secret)
	Release(token model.Secret)
	// Revoke ends a session and whatever took its place, or is about to: each with
	// what came of it, the one that counts first. Auto-renew goes off for them.
	Revoke(ctx context.Context, s model.Session) []model.RevokeResult
	// RevokeAll ends every session of mine that is watched; it returns when that
	// is done, or with the context.
	RevokeAll(ctx context.Context) error
	// Close stops the engine and gives its place up.
	Close()
}

// Ledger keeps what was done from here. One that may hold lines that cannot be
// read has a method Read as well; see [ReadLedger].
type Ledger interface {
	Add(a model.Activity) error
	// Entries are the kept ones, oldest first.
	Entries() ([]model.Activity, error)
}

// Kept keeps sessions that no list tells again: those of the object storage, those
// made over STS, and those of OIDC issuers. Errors are in words for people.
type Kept interface {
	// Keep keeps a session made at an endpoint. An error says that it lies in
	// memory, for this run only, and why.
	Keep(endpoint string, s model.Session) error
	// Sessions are those kept for an endpoint that have not ended, with Remaining and
	// Sent as of now. With an error, they are those that could be read.
	Sessions(endpoint string) ([]model.Session, error)
	// Forget takes the session with this key away; one that is not kept counts as
	// done.
	Forget(endpoint, key string) error
	// Where says where they rest, for display: "the keyring", or "memory, for this run
	// only" and why.
	Where() string
	// Lasts reports that they outlive this run, as far as that is known without asking.
	Lasts() bool
	// AskAgain has a keyring asked at once that did not answer a moment ago.
	AskAgain()
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

// AWSFile is the file where AWS's tools look for credentials. Its errors are in words
// for people, and hold no key.
type AWSFile interface {
	// Path is the file's, as it is shown.
	Path() string
	// Look says what a profile is in it.
	Look(profile string) (model.AWSProfileState, error)
	// Write gives a profile the keys of a session, and changes nothing else. One that
	// somebody else wrote is left alone, unless theirs is set.
	Write(profile string, s model.Session, theirs bool) error
}

// Deps is everything from outside that the dashboard needs. Clock, Theme,
// Suffix and Copy must be set.
type Deps struct {
	// API is nil where no key was found: the first-run screen then asks.
	API API
	// Connect makes an API of a key that was pasted for this run only.
	Connect func(key model.Secret) (API, error)
	// Identity gives the identity tokens that assumes by oidc and jwt are sent with;
	// nil where there is none: then the form asks for one, and without it they are
	// sent with the key.
	Identity TokenSource
	// TokenFile is the source of the identity tokens in a file; nil leaves files that
	// the form is told of to the API.
	TokenFile func(path string) TokenSource
	// OrganizationID is that of the roles where it was said; empty finds it out.
	OrganizationID string
	// StartDemo makes the API of the embedded organisation.
	StartDemo func() (API, error)
	// KeyFrom says where the API's key came from, as in "VULTR_API_KEY".
	KeyFrom string
	// LookedIn are the places where a key was looked for in vain.
	LookedIn []string
	// KeyTrouble says why the key could not be read from where it should be; empty
	// where nothing says where it is.
	KeyTrouble string
	// KeyRest keeps a key that is typed then; nil keeps it for this run only.
	KeyRest *KeyRest
	// Profile is the name of the profile that holds; empty for none.
	Profile string
	// Profiles are the profiles that somebody can go on with; empty for no choice.
	Profiles []model.Profile
	// ReadProfiles reads them again. The error is in words for people. Nil keeps them
	// as they are.
	ReadProfiles func() ([]model.Profile, error)
	// RevokesOnHangup tells whether my sessions are revoked when the terminal goes
	// away, while a profile holds; nil for never.
	RevokesOnHangup func(model.Profile) bool
	// Notice is said at the start; empty for nothing.
	Notice string
	// ReadOnly is set where nothing may be changed from here. The API refuses it as
	// well.
	ReadOnly bool
	// NameAPI is set where a program that acts with a session is told the API even
	// where it is Vultr's own, because a configuration could name it another.
	NameAPI bool
	Clock   Clock
	Theme   theme.Theme
	// Cells is set where what draws the view looks at its cells and not at its bytes:
	// lines then need not have the fewest bytes, nor end at the right edge.
	Cells bool
	// Suspend makes a run of the shell that takes over when actas is suspended, until
	// that brings it back; nil where none waits.
	Suspend func() tea.ExecCommand
	// Local is the person's time zone; nil is UTC.
	Local *time.Location
	// UserID is who I am, where it was said; empty finds it out.
	UserID string
	// SourceIP is the address that I come from as the API sees it, where it was
	// said; the zero value takes it from my sessions.
	SourceIP netip.Addr
	// Demo marks the embedded organisation, DefaultEndpoint Vultr's own API.
	Demo, DefaultEndpoint bool
	// Storage is set where API is an object storage: it has roles and what was kept
	// of its sessions, and nothing else.
	Storage bool
	// Favourites gives the store for an endpoint; nil, or a nil store, keeps
	// favourites for this run only.
	Favourites func(endpoint string) Favourites
	// Renewals starts the renewal engine for a user of an API; nil, or a nil
	// engine, leaves renewals to this run's screen alone.
	Renewals func(api API, userID string) Renewals
	// Kept keeps sessions that no list tells again, those of API alone; nil is what
	// keeps those of an API that was made by [Keeping].
	Kept Kept
	// Ledger keeps what was done from here; nil keeps nothing.
	Ledger Ledger
	// DemoLedger takes its place in the demo that the first-run screen starts.
	DemoLedger Ledger
	// Alert rings or notifies that a session is about to end, where the person
	// wants that; nil where not.
	Alert func(text string) error
	// Writes keeps track of what is sent and not answered yet, for whoever ends the
	// program; nil keeps track of nothing.
	Writes *Writes
	// From is the place that things are done from, as in "bastion:pts/3".
	From string
	// AWS is the file where AWS's tools look for credentials; nil where none is
	// written from here.
	AWS AWSFile
	// Suffix makes the random end of a session name.
	Suffix func() string
	// Copy puts text on the person's clipboard, and says the way that it went as
	// the end of a sentence: "to the clipboard". Its error is in words for people.
	Copy func(text string) (way string, err error)
	// Shell makes a shell with variables in its environment, which says a notice
	// before it begins. Its Run fails with a [ShellError] alone, where it could
	// not be started. nil where there is none.
	Shell func(vars []shellenv.Var, notice string) tea.ExecCommand
	// Inside is the session that actas itself acts with; the zero value for none.
	Inside Inside
}

// Inside is a session whose shell actas was started in.
type Inside struct {
	// Name is empty outside of any session.
	Name string
	// Until is its end by the API's account; the zero time where that is not known.
	Until time.Time
}

// ShellError says in words for people why a shell did not start.
type ShellError struct{ Why string }

// Error is the reason.
func (e ShellError) Error() string { return e.Why }
