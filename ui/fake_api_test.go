package ui

import (
	"context"
	"iter"
	"slices"
	"time"

	"actas/model"
)

// The names of the calls, for what fails and what was counted.
const (
	callAccount  = "account"
	callRoles    = "roles"
	callTrusts   = "trusts"
	callUsers    = "users"
	callGroups   = "groups"
	callIssuers  = "issuers"
	callPolicies = "policies"
	callMyGroups = "my groups"
	callSessions = "sessions"
	callAssume   = "assume"
	callRevoke   = "revoke"
	callSession  = "session"
	callRole     = "role"

	callCreateTrust  = "create trust"
	callUpdateTrust  = "update trust"
	callDeleteTrust  = "delete trust"
	callRestoreTrust = "restore trust"
)

// listCalls are the lists that one reading of the organisation is made of.
var listCalls = []string{callRoles, callTrusts, callUsers, callGroups, callIssuers}

// fakeAPI is an organisation that answers at once. Tests change it between two
// steps of the dashboard; it is not safe for concurrent use.
type fakeAPI struct {
	clock   *handClock
	account model.Account
	orgs    []model.Organization
	roles   []model.Role
	trusts  []model.Trust
	// deleted are trusts that can be restored.
	deleted  []model.Trust
	users    []model.User
	groups   []model.Group
	sessions map[string][]model.Session
	groupsOf map[string][]model.Group
	policies []model.Policy
	// pageSize is how many items a page holds.
	pageSize int
	// fails holds the failure of a call; calls counts them.
	fails map[string]error
	calls map[string]int
	// cutAt ends a list with its failure only after so many pages.
	cutAt map[string]int
	// skew is how far the API's clock is ahead.
	skew time.Duration
	// asked are the calls for sessions in their order.
	asked []asked
	// openLists counts lists whose sequence has begun and not ended.
	openLists int
}

// asked is a call for the sessions of a user.
type asked struct {
	user string
	ctx  context.Context
}

// newFakeAPI has two users, three roles and one trust. The key is Ada's.
func newFakeAPI(clock *handClock) *fakeAPI {
	return &fakeAPI{
		clock: clock, pageSize: 2,
		account: model.Account{Email: "ada@example.com"},
		users: []model.User{
			{ID: "ada", Name: "Ada", Email: "ada@example.com"},
			{ID: "bob", Name: "Bob", Email: "bob@example.com"},
		},
		roles: []model.Role{
			{ID: "r1", Name: "Admin", Type: model.RoleAssumable},
			{ID: "r2", Name: "Reader", Type: model.RoleAssumable},
			{ID: "r3", Name: "Third", Type: model.RoleAssumable},
		},
		trusts:   []model.Trust{trustOf("t1", "r1", model.EntityGroup, "g1")},
		policies: []model.Policy{{ID: "p1", Name: "BackupOperators"}},
		sessions: map[string][]model.Session{}, groupsOf: map[string][]model.Group{},
		fails: map[string]error{}, calls: map[string]int{}, cutAt: map[string]int{},
	}
}

func trustOf(id, roleID string, kind model.EntityKind, entity string) model.Trust {
	return model.Trust{ID: id, RoleID: roleID, Type: model.TemporaryAssumption, Entity: model.Entity{Kind: kind, ID: entity}}
}

// sessionOf is a session on the role r1.
func sessionOf(id, user string, left time.Duration) model.Session {
	return model.Session{ID: id, Name: id, RoleID: "r1", UserID: user, Remaining: left, Token: model.NewSecret("token-" + id)}
}

// failure is an answer, or the lack of one.
func failure(kind error, status int) error {
	return &model.APIError{Kind: kind, Status: status, Call: "call", Message: "as the test asked"}
}

func forbidden() error    { return failure(model.ErrForbidden, 403) }
func unauthorised() error { return failure(model.ErrUnauthorised, 401) }
func unavailable() error  { return failure(model.ErrUnavailable, 503) }
func offline() error      { return failure(model.ErrOffline, 0) }

// lost is a call that may have been carried out although no answer came.
func lost() error {
	return &model.APIError{Kind: model.ErrOffline, Lost: true, Call: "call", Message: "as the test asked"}
}

// failAll makes calls fail; a nil error lets them succeed again.
func (f *fakeAPI) failAll(err error, calls ...string) {
	for _, call := range calls {
		if err == nil {
			delete(f.fails, call)
			continue
		}
		f.fails[call] = err
	}
}

func (f *fakeAPI) count(call string) error {
	f.calls[call]++
	return f.fails[call]
}

// pagesOf is a list as the client gives it: it ends with the context's error
// once that is cancelled.
func pagesOf[T any](ctx context.Context, f *fakeAPI, call string, items []T) iter.Seq2[model.Page[T], error] {
	return func(yield func(model.Page[T], error) bool) {
		f.openLists++
		defer func() { f.openLists-- }()
		err := f.count(call)
		pages := 0
		for page := range slices.Chunk(items, f.pageSize) {
			if ctx.Err() != nil {
				err = ctx.Err()
				break
			}
			if err != nil && pages == f.cutAt[call] {
				break
			}
			pages++
			if !yield(model.Page[T]{Items: page, Total: len(items)}, nil) {
				return
			}
		}
		if err != nil {
			yield(model.Page[T]{}, err)
		}
	}
}

func (f *fakeAPI) URL() string                    { return "https://fake.example.com" }
func (f *fakeAPI) Endpoint() string               { return "fake.example.com" }
func (f *fakeAPI) Resume()                        {}
func (f *fakeAPI) Waiting() (time.Duration, bool) { return 0, false }

func (f *fakeAPI) Account(context.Context) (model.Account, error) {
	if err := f.count(callAccount); err != nil {
		return model.Account{}, err
	}
	return f.account, nil
}

func (f *fakeAPI) Organizations(context.Context) ([]model.Organization, error) { return f.orgs, nil }

func (f *fakeAPI) Roles(ctx context.Context) iter.Seq2[model.Page[model.Role], error] {
	return pagesOf(ctx, f, callRoles, f.roles)
}

func (f *fakeAPI) RoleNames(ctx context.Context) iter.Seq2[model.Page[model.Role], error] {
	return f.Roles(ctx)
}

func (f *fakeAPI) Trusts(ctx context.Context) iter.Seq2[model.Page[model.Trust], error] {
	return pagesOf(ctx, f, callTrusts, f.trusts)
}

func (f *fakeAPI) TrustsOfRole(context.Context, model.Role) ([]model.Trust, error) {
	return f.trusts, f.count(callTrusts)
}

func (f *fakeAPI) Users(ctx context.Context) iter.Seq2[model.Page[model.User], error] {
	return pagesOf(ctx, f, callUsers, f.users)
}

func (f *fakeAPI) Groups(ctx context.Context) iter.Seq2[model.Page[model.Group], error] {
	return pagesOf(ctx, f, callGroups, f.groups)
}

func (f *fakeAPI) Issuers(ctx context.Context) iter.Seq2[model.Page[model.Issuer], error] {
	return pagesOf(ctx, f, callIssuers, []model.Issuer(nil))
}

func (f *fakeAPI) RolePolicies(context.Context, string) ([]model.Policy, error) {
	return f.policies, f.count(callPolicies)
}

func (f *fakeAPI) UserGroups(_ context.Context, userID string) ([]model.Group, error) {
	return f.groupsOf[userID], f.count(callMyGroups)
}

func (f *fakeAPI) Sessions(ctx context.Context, userID string) ([]model.Session, error) {
	f.asked = append(f.asked, asked{userID, ctx})
	f.calls["sessions of "+userID]++
	if err := f.count(callSessions); err != nil {
		return nil, err
	}
	listed := slices.Clone(f.sessions[userID])
	for i := range listed {
		listed[i].Sent = f.clock.now.Boot
	}
	return listed, nil
}

func (f *fakeAPI) Assume(_ context.Context, r model.AssumeRequest) (model.Session, error) {
	if err := f.count(callAssume); err != nil {
		return model.Session{}, err
	}
	s := sessionOf("assumed", r.UserID, time.Hour)
	s.Name, s.RoleID, s.Sent = r.Name, r.RoleID, f.clock.now.Boot
	f.sessions[r.UserID] = append(f.sessions[r.UserID], s)
	return s, nil
}

func (f *fakeAPI) Revoke(context.Context, model.Secret) error { return f.count(callRevoke) }

func (f *fakeAPI) Session(_ context.Context, token model.Secret) (model.Session, error) {
	if err := f.count(callSession); err != nil {
		return model.Session{}, err
	}
	for _, listed := range f.sessions {
		for _, s := range listed {
			if s.Token == token {
				s.Sent = f.clock.now.Boot
				return s, nil
			}
		}
	}
	return model.Session{}, failure(model.ErrNotFound, 404)
}

func (f *fakeAPI) Skew() (time.Duration, bool) { return f.skew, true }

func (f *fakeAPI) Role(_ context.Context, id string) (model.Role, error) {
	for _, r := range f.roles {
		if r.ID == id {
			return r, f.count(callRole)
		}
	}
	return model.Role{}, failure(model.ErrNotFound, 404)
}
