package client

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"actas/model"
)

const trustsPath = "/v2/role-trusts"

// CreateTrust makes a trust. Its ID, its names and Created are not sent. The
// request is sent once. When its answer is lost, the role's trusts are searched
// for one that was not there before and says the same; where there is exactly
// one, that is the one that was made. The error has Lost set when the trust may
// have been made and cannot be told: where the same is asked for again, it is
// looked for first, and made only where it is not there.
func (c *Client) CreateTrust(ctx context.Context, t model.Trust) (model.Trust, error) {
	cl := call{name: "create role trust", method: http.MethodPost, path: trustsPath, fields: trustFields}
	if err := checkNewTrust(cl, t); err != nil {
		return model.Trust{}, err
	}
	known, found, err := c.beforeCreate(ctx, cl, t)
	if err != nil || found.ID != "" {
		return found, err
	}
	cl.body = newTrustBody(t)
	made, err := c.writeTrust(ctx, cl, t.RoleID)
	if _, doubtful := doubtOf(err); doubtful {
		made, err = c.resolve(ctx, err, func() (model.Trust, outcome) { return c.findMade(ctx, t, known) })
		c.doubts.note(t, known)
	}
	if err == nil {
		c.doubts.forget(t)
	}
	return made, err
}

// noAnswer reports a failure that another call would meet as well.
func noAnswer(err error) bool {
	refused := errors.Is(err, model.ErrForbidden) || errors.Is(err, model.ErrNotFound) ||
		errors.Is(err, model.ErrInvalid) || errors.Is(err, model.ErrNotAPI)
	return err != nil && !refused
}

// saysTheSame compares trusts but for conditions that actas does not know: of
// those the API adds its own, as the pinned account of an instance.
func saysTheSame(a, b model.Trust) bool {
	d := model.CompareTrusts(a, b)
	d.Unknown = false
	return d.None()
}

// UpdateTrust changes a trust from what it was when the edit began to what it is
// to be. It reads the trust again first: a [model.TrustChangedError] says that it
// is not what it was, and that nothing was written. One that is what it should be
// already is done. Everything that actas does not know goes back as it came; of
// before and after only what actas can edit counts. The request is sent once, and
// when its answer is lost the trust is read to see what it came to.
func (c *Client) UpdateTrust(ctx context.Context, before, after model.Trust) (model.Trust, error) {
	cl := call{name: "update role trust", method: http.MethodPut, path: trustsPath + "/" + before.ID, fields: trustFields}
	if err := checkTrustEdit(cl, before, after); err != nil {
		return model.Trust{}, err
	}
	came, now, err := c.trustDocument(ctx, before.ID)
	switch {
	case err != nil:
		return model.Trust{}, err
	case saysTheSame(now, after):
		return now, nil
	case !model.CompareTrusts(before, now).None():
		return model.Trust{}, &model.TrustChangedError{Now: now}
	}
	body, unreadable := editTrust(came, before, after)
	if unreadable != "" {
		return model.Trust{}, refused(cl, unreadable,
			unreadable+" came in a form that actas cannot read, so it cannot be changed from here")
	}
	cl.body = body
	made, fault := c.writeTrust(ctx, cl, cmp.Or(now.RoleID, before.RoleID))
	if fault == nil {
		return made, nil
	}
	return c.resolve(ctx, fault, func() (model.Trust, outcome) {
		return c.lookAgain(ctx, before.ID, func(t model.Trust) outcome {
			switch {
			case saysTheSame(t, after):
				return carriedOut
			case saysTheSame(t, before):
				return notYet
			default:
				return untold
			}
		})
	})
}

// trustDocument reads a trust as it comes, and what it says.
func (c *Client) trustDocument(ctx context.Context, id string) (came *document, now model.Trust, err error) {
	cl := get("read role trust", "", trustsPath+"/"+id)
	err = c.do(ctx, cl, func(a answer) (err error) {
		if now, err = decodeTrust(a); err != nil {
			return err
		}
		var wrapped struct {
			Trust json.RawMessage `json:"role_trust"`
		}
		if err = json.Unmarshal(a.body, &wrapped); err != nil {
			return err
		}
		if !isObject(wrapped.Trust) {
			wrapped.Trust = a.body
		}
		came = readDocument(wrapped.Trust)
		return nil
	})
	return came, now, err
}

// DeleteTrust deletes a trust, which [Client.RestoreTrust] brings back. One that
// is gone already counts as done. When the answer is lost, the trust is read to
// see whether it is gone.
func (c *Client) DeleteTrust(ctx context.Context, id string) error {
	cl := call{name: "delete role trust", method: http.MethodDelete, path: trustsPath + "/" + id}
	if err := checkID(cl, "role trust id", id); err != nil {
		return err
	}
	err := c.do(ctx, cl, func(answer) error { return nil })
	if err == nil || errors.Is(err, model.ErrNotFound) {
		return nil
	}
	_, err = c.resolve(ctx, err, func() (model.Trust, outcome) {
		_, err := c.Trust(ctx, id)
		switch {
		case err == nil:
			return model.Trust{}, notYet
		case errors.Is(err, model.ErrNotFound):
			return model.Trust{}, carriedOut
		default:
			return model.Trust{}, untold
		}
	})
	return err
}

// RestoreTrust brings a deleted trust back, as it was. When the answer is lost,
// the trust is read to see whether it is there again.
func (c *Client) RestoreTrust(ctx context.Context, id string) (model.Trust, error) {
	cl := call{name: "restore role trust", method: http.MethodPatch, path: trustsPath + "/" + id + "/restore"}
	if err := checkID(cl, "role trust id", id); err != nil {
		return model.Trust{}, err
	}
	restored, fault := c.writeTrust(ctx, cl, "")
	if fault == nil {
		return restored, nil
	}
	return c.resolve(ctx, fault, func() (model.Trust, outcome) {
		return c.lookAgain(ctx, id, func(model.Trust) outcome { return carriedOut })
	})
}

// writeTrust sends a write and reads the trust that it answers. The role's id is
// set where the answer lacks it, as govultr's does.
func (c *Client) writeTrust(ctx context.Context, cl call, roleID string) (made model.Trust, err error) {
	made, err = ask(ctx, c, cl, decodeTrust)
	if err != nil {
		return model.Trust{}, err
	}
	if made.RoleID == "" {
		made.RoleID = roleID
	}
	return made, nil
}

// lookAgain reads a trust and judges it. One that is not there is not yet.
func (c *Client) lookAgain(ctx context.Context, id string, judge func(model.Trust) outcome) (model.Trust, outcome) {
	t, err := c.Trust(ctx, id)
	switch {
	case err == nil:
		return t, judge(t)
	case errors.Is(err, model.ErrNotFound):
		return model.Trust{}, notYet
	default:
		return model.Trust{}, untold
	}
}
