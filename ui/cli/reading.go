package cli

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"net/netip"
	"slices"
	"sync"

	"actas/model"
	"actas/ui"
)

// lists are the lists of the organisation that a command needs.
type lists int

const (
	// readMe finds out who I am.
	readMe lists = 1 << iota
	readUsers
	readRoles
	readTrusts
	readGroups
	readIssuers
	// readRoleNames reads of roles what finds one, and counts as readRoles.
	readRoleNames
	// readVerdicts is all that a verdict rests on.
	readVerdicts = readMe | readRoles | readTrusts | readGroups
)

// picture is what a command has read of the organisation. Each list has the
// error that ended it, nil also for one that was not read.
type picture struct {
	model.Directory
	me    model.User
	meErr error

	account               model.Account
	accountErr, usersErr  error
	rolesErr, trustsErr   error
	groupsErr, issuersErr error
}

// gathering takes in lists that are read side by side.
type gathering struct {
	wait sync.WaitGroup
	mu   sync.Mutex
}

// gather begins to read a list into a picture.
func gather[T any](g *gathering, list iter.Seq2[model.Page[T], error], add func([]T), fault *error) {
	g.wait.Go(func() {
		items, err := all(list)
		g.mu.Lock()
		defer g.mu.Unlock()
		add(items)
		*fault = err
	})
}

// read reads lists side by side.
func (r *remote) read(ctx context.Context, what lists) *picture {
	p, g := &picture{}, &gathering{}
	if what&readMe != 0 && r.userID == "" {
		what |= readUsers
		g.wait.Go(func() { p.account, p.accountErr = r.Account(ctx) })
	}
	if what&readUsers != 0 {
		gather(g, r.Users(ctx), p.AddUsers, &p.usersErr)
	}
	if what&readRoles != 0 {
		gather(g, r.Roles(ctx), p.AddRoles, &p.rolesErr)
	}
	if what&readRoleNames != 0 {
		gather(g, r.RoleNames(ctx), p.AddRoles, &p.rolesErr)
	}
	if what&readTrusts != 0 {
		gather(g, r.Trusts(ctx), p.AddTrusts, &p.trustsErr)
	}
	if what&readGroups != 0 {
		gather(g, r.Groups(ctx), p.AddGroups, &p.groupsErr)
	}
	if what&readIssuers != 0 {
		gather(g, r.Issuers(ctx), p.AddIssuers, &p.issuersErr)
	}
	g.wait.Wait()
	if r.storage {
		p.trustsErr = errNoTrusts
	}
	if what&readMe != 0 {
		p.me, p.meErr = r.identify(p)
	}
	return p
}

// all is a whole list; with an error, what of it came before that.
func all[T any](list iter.Seq2[model.Page[T], error]) ([]T, error) {
	var items []T
	for page, err := range list {
		if err != nil {
			return items, err
		}
		items = append(items, page.Items...)
	}
	return items, nil
}

// identify finds out who I am: the user that was named, or the one user with
// the account's e-mail address. It is never guessed.
func (r *remote) identify(p *picture) (model.User, error) {
	if r.storage {
		return model.User{}, nil // its token tells nobody's name
	}
	if r.userID != "" {
		if u, ok := p.User(r.userID); ok {
			return u, nil
		}
		return model.User{ID: r.userID}, nil
	}
	for _, err := range []error{p.accountErr, p.usersErr} {
		if err != nil && !withheld(err) {
			return model.User{}, err
		}
	}
	if u, ok := p.UserByEmail(p.account.Email); ok && p.usersErr == nil {
		return u, nil
	}
	return model.User{}, failure{exitUsage, unidentified(p) + " Say who you are with --user-id ID or ACTAS_USER_ID."}
}

// unidentified says why it is not known who I am.
func unidentified(p *picture) string {
	switch {
	case p.accountErr != nil:
		return "This key may not read its own account, so that it does not tell whose it is."
	case p.account.Email == "":
		return "The account of this key has no e-mail address, so that it does not tell whose it is."
	case p.usersErr != nil:
		return "This key belongs to " + p.account.Email + ", and may not list users to find that user's id."
	}
	return "No single user has the address of this key's account, " + p.account.Email + "."
}

// caller is who asks, for verdicts. Where the groups of all may not be listed,
// mine alone are asked for.
func (r *remote) caller(ctx context.Context, p *picture, from netip.Addr) model.Caller {
	caller := model.Caller{UserID: p.me.ID, SourceIP: from}
	if p.groupsErr == nil {
		caller.GroupIDs, caller.GroupsKnown = p.GroupsOf(p.me.ID), true
		return caller
	}
	if p.me.ID == "" {
		return caller
	}
	groups, err := r.UserGroups(ctx, p.me.ID)
	caller.GroupIDs, caller.GroupsKnown = map[string]bool{}, err == nil
	for _, g := range groups {
		caller.GroupIDs[g.ID] = true
	}
	return caller
}

// located is the address that I come from: as it was said, or that of the
// newest of my sessions. No other answer of the API tells it.
func (r *remote) located(sessions []model.LiveSession) netip.Addr {
	if r.sourceIP.IsValid() {
		return r.sourceIP
	}
	var newest model.LiveSession
	for _, l := range sessions {
		if l.SourceIP != "" && l.Assumed.After(newest.Assumed) {
			newest = l
		}
	}
	addr, _ := netip.ParseAddr(newest.SourceIP) // the zero value: not known
	return addr
}

// locate is located, with my sessions read where a trust asks for an address.
func (r *remote) locate(ctx context.Context, p *picture) netip.Addr {
	asked := slices.ContainsFunc(p.Trusts(), func(t model.Trust) bool { return len(t.SourceIPs) > 0 })
	if r.sourceIP.IsValid() || !asked || p.me.ID == "" {
		return r.sourceIP
	}
	sessions, err := r.sessionsOf(ctx, p.me.ID)
	if err != nil {
		return netip.Addr{}
	}
	return r.located(sessions)
}

// sessionsOf are the live sessions of a user, the one that ends first on top. With an
// error, they are those that an object storage could tell.
func (r *remote) sessionsOf(ctx context.Context, userID string) ([]model.LiveSession, error) {
	roster, _, err := r.listed(ctx, userID)
	return r.soonestFirst(roster), err
}

// listed are the sessions that a user's list tells, with their tokens.
func (r *remote) listed(ctx context.Context, userID string) (*model.Roster, map[model.Secret]bool, error) {
	sent := r.clock.Now().Boot
	listed, err := r.Sessions(ctx, userID)
	roster, tokens := &model.Roster{}, map[model.Secret]bool{}
	if err == nil || r.storage {
		roster.MergeUser(userID, listed, sent)
	}
	for _, s := range listed {
		tokens[s.Token] = true
	}
	return roster, tokens, err
}

// mySessions are my live sessions: those of my list, and those that no list tells and
// that were kept.
func (r *remote) mySessions(ctx context.Context, me string) ([]model.LiveSession, error) {
	roster, tokens, err := r.listed(ctx, me)
	if err != nil && !withheld(err) && !r.storage {
		return nil, err
	}
	mine := func(s model.Session) bool { return s.UserID == "" || s.UserID == me }
	for _, s := range ui.ReadKept(ctx, r.API, func(s model.Session) bool { return mine(s) && !tokens[s.Token] }) {
		switch {
		case !mine(s.Session), errors.Is(s.Err, model.ErrNotFound):
		case s.Read, !tokens[s.Token]:
			roster.Put(s.Session)
		default:
			roster.Complete(s.Session)
		}
	}
	if err != nil && roster.Live() == 0 {
		return nil, err
	}
	return r.soonestFirst(roster), nil
}

// soonestFirst are the sessions that have time left, the one that ends first on top.
func (r *remote) soonestFirst(roster *model.Roster) []model.LiveSession {
	sessions := roster.List()
	now := r.clock.Now().Boot
	sessions = slices.DeleteFunc(sessions, func(l model.LiveSession) bool { return l.Countdown.Left(now) == 0 })
	slices.SortStableFunc(sessions, func(a, b model.LiveSession) int {
		return cmp.Compare(a.Countdown.Left(now), b.Countdown.Left(now))
	})
	return sessions
}

// live is a session that one answer told of.
func live(s model.Session) model.LiveSession {
	var roster model.Roster
	roster.Put(s)
	return roster.List()[0]
}

// mine are who I am and my live sessions; also reads other lists meanwhile.
func (r *remote) mine(ctx context.Context, also lists) (*picture, []model.LiveSession, error) {
	p := r.read(ctx, readMe|also)
	if p.meErr != nil {
		return nil, nil, p.meErr
	}
	sessions, err := r.mySessions(ctx, p.me.ID)
	return p, sessions, err
}

// withheld reports that the API knows the key, and does not tell it this.
func withheld(err error) bool {
	return errors.Is(err, model.ErrForbidden) || errors.Is(err, model.ErrNotFound)
}
