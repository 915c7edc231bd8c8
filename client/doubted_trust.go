package client

import (
	"context"
	"slices"
	"sync"

	"actas/model"
)

// doubt is a trust that was asked for and may have been made.
type doubt struct {
	asked model.Trust
	// known are the ids of the trusts that its role had before it was first sent.
	known map[string]bool
}

// doubts are the trusts of which nobody knows yet whether they were made: an API
// whose answer was lost may still come to it. The zero value is ready, and safe
// for several goroutines.
type doubts struct {
	mu   sync.Mutex
	list []doubt
}

// of is what the role of a trust had before the trust was first asked for; false
// where there is no doubt about it.
func (d *doubts) of(asked model.Trust) (known map[string]bool, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, have := range d.list {
		if saysTheSame(have.asked, asked) {
			return have.known, true
		}
	}
	return nil, false
}

// note remembers a trust that may have been made, also where looking for it did
// not show it yet. Without known it could not be looked for later.
func (d *doubts) note(asked model.Trust, known map[string]bool) {
	d.forget(asked)
	d.mu.Lock()
	defer d.mu.Unlock()
	if known != nil {
		d.list = append(d.list, doubt{asked, known})
	}
}

// forget ends the doubt about a trust, if there is any.
func (d *doubts) forget(asked model.Trust) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.list = slices.DeleteFunc(d.list, func(have doubt) bool { return saysTheSame(have.asked, asked) })
}

// beforeCreate gives the ids of the trusts that the role of a new trust has; nil
// where they may not be listed. Where the same was asked for before and may have
// been made, it is looked for, and what was found is the trust; then the ids are
// those from before it was first asked for.
func (c *Client) beforeCreate(ctx context.Context, cl call, asked model.Trust) (known map[string]bool, found model.Trust, err error) {
	listed, err := c.TrustsOfRole(ctx, roleOf(asked))
	known, doubted := c.doubts.of(asked)
	switch {
	case noAnswer(err), doubted && err != nil:
		// Nothing is sent: the search for what was lost, or will be, needs this list.
		return nil, model.Trust{}, err
	case err != nil:
		return nil, model.Trust{}, nil
	case !doubted:
		return idsOf(listed), model.Trust{}, nil
	}
	found, told := madeAmong(listed, asked, known)
	switch told {
	case carriedOut:
		c.doubts.forget(asked)
		return known, found, nil
	case untold:
		return nil, model.Trust{}, &model.APIError{Kind: model.ErrConflict, Call: cl.name, Lost: true,
			Message: "nothing was sent again: the role has several new trusts that say the same"}
	default:
		return known, model.Trust{}, nil
	}
}

// findMade looks for a trust that says what was asked for and is not known.
func (c *Client) findMade(ctx context.Context, asked model.Trust, known map[string]bool) (model.Trust, outcome) {
	if known == nil {
		return model.Trust{}, untold
	}
	now, err := c.TrustsOfRole(ctx, roleOf(asked))
	if err != nil {
		return model.Trust{}, untold
	}
	return madeAmong(now, asked, known)
}

// roleOf is the role of a trust, as far as the trust tells it.
func roleOf(t model.Trust) model.Role { return model.Role{ID: t.RoleID, Name: t.RoleName} }

// idsOf are the ids of trusts.
func idsOf(trusts []model.Trust) map[string]bool {
	ids := make(map[string]bool, len(trusts))
	for _, t := range trusts {
		ids[t.ID] = true
	}
	return ids
}

// madeAmong looks among a role's trusts for one that says what was asked for and
// is not known.
func madeAmong(trusts []model.Trust, asked model.Trust, known map[string]bool) (model.Trust, outcome) {
	var found []model.Trust
	for _, t := range trusts {
		t.RoleID = asked.RoleID
		if !known[t.ID] && saysTheSame(asked, t) {
			found = append(found, t)
		}
	}
	switch len(found) {
	case 0:
		return model.Trust{}, notYet
	case 1:
		return found[0], carriedOut
	default:
		return model.Trust{}, untold
	}
}
