package renewal

import (
	"context"
	"errors"
	"fmt"

	"actas/model"
	"actas/model/text"
)

// notMade remembers a failure after which a session may exist. The client has
// looked for one where the API failed, but a slow API may still be at work on
// it, so that it is looked for again before the next assume.
func (w *work) notMade(err error) error {
	var fault *model.APIError
	if !errors.As(err, &fault) || !fault.Lost && !errors.Is(fault, model.ErrUnavailable) {
		return err
	}
	w.lost, w.doubted = fault, true
	why := "an issuer's cannot be looked for"
	switch {
	case w.result.Request.Dialect == model.DialectSTS:
		why = "no list tells its keys"
	case w.result.Request.Dialect == model.DialectECS:
		// Its client has said so.
		return err
	}
	if !fault.Lost || w.findable() {
		return err
	}
	told := *fault
	told.Message = text.Clean(fault.Message + "; a session may have been made, and " + why)
	return &told
}

// lookFor searches the user's sessions for the one that an assume may have made.
// While the list cannot be read, the failure of that assume stands.
func (w *work) lookFor(ctx context.Context) (found bool, err error) {
	sessions, err := w.cfg.API.Sessions(ctx, w.result.Request.UserID)
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return false, fmt.Errorf("%w (%w)", w.lost, ctx.Err())
	case errors.Is(err, model.ErrUnauthorised):
		return false, err
	default:
		still := *w.lost
		still.Lost, still.RetryAfter = true, retryAfter(err)
		return false, &still
	}
	for _, s := range sessions {
		if !w.asked(s) {
			continue
		}
		if s.Token.Empty() {
			return false, &model.APIError{Kind: model.ErrConflict, Call: "assume role", Lost: true,
				Message: "the session " + s.Name + " was made, but the API does not tell its token"}
		}
		w.made(s)
		return true, nil
	}
	return false, nil
}

// asked reports whether a listed session is the one that was asked for.
func (w *work) asked(s model.Session) bool {
	request, old := w.result.Request, w.result.Old
	return s.Name == text.Clean(request.Name) && (s.RoleID == "" || s.RoleID == request.RoleID) &&
		(s.Token.Empty() || s.Token != old.Token) && (s.ID == "" || s.ID != old.ID)
}

// revokeDoubles ends what an assume that was given up for lost has made beside the
// session that counts, as far as that is listed by now, and tells of each. What is
// not found lasts until its end.
func (w *work) revokeDoubles(ctx context.Context) {
	sessions, err := w.cfg.API.Sessions(ctx, w.result.Request.UserID)
	if err != nil {
		return
	}
	for _, s := range sessions {
		if !w.asked(s) || s.Token.Empty() || s.Token == w.result.New.Token {
			continue
		}
		err := w.persist(ctx, func(ctx context.Context) error { return w.cfg.API.Revoke(ctx, s.Token) })
		w.double(w.completed(s), err)
	}
}

// double takes in what became of a session that a renewal made twice: it goes to
// the ledger, and is a leftover while it lives.
func (e *Engine) double(w *work, s model.Session, err error) {
	by := model.ByDashboard
	if w.result.Auto {
		by = model.ByAutoRenew
	}
	e.keep(e.cfg.revoked(s, by, err))
	if err == nil {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.leftovers[s.Token] = newLeftover(s)
	e.rest.rouse(e.loop)
}
