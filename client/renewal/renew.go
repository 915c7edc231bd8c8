package renewal

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"actas/client/clock"
	"actas/model"
	"actas/model/text"
)

// Renew replaces one session: it assumes anew, reads the new session, and then
// revokes the old one. Each step is tried a few times where trying again can
// help, and an assume never after the old session's end. Whatever was reached
// is told in the result, also when the context ends: where a new session was
// made and could not be read, both are alive.
//
// Of cfg it needs API and Clock. Choices, where they are kept, follow the
// session to its new name; Record gets the result, and Revoked a session that was
// made twice, because the answer of its assume was lost.
func Renew(ctx context.Context, cfg Config, r model.Renewal) model.RenewalResult {
	cfg = cfg.complete()
	w := newWork(cfg, r, patientTries)
	w.checked = func(old, made model.Session) {
		// The renewal stands whether or not the choice could be kept; a store that
		// cannot be written says so to whoever turns auto-renew on.
		_ = cfg.Choices.Move(cfg.choiceOf(old), cfg.choiceOf(made))
	}
	var unkept error
	w.double = func(s model.Session, err error) { unkept = cfg.revoked(s, model.ByCommand, err) }
	result := w.run(ctx)
	result.Unkept = cmp.Or(cfg.record(result), unkept)
	return result
}

// errEnded says of a session that its time was up before a new one was made.
var errEnded = &model.APIError{
	Kind: model.ErrNotFound, Call: "renew session", Message: "it has ended; assume its role anew",
}

// errHalted says of a session that its renewal goes on no more.
var errHalted = &model.APIError{
	Kind: model.ErrConflict, Call: "renew session", Message: "it was given up, because the session is revoked or actas ends",
}

// errBusy says of a session that another process is renewing it.
var errBusy = &model.APIError{
	Kind: model.ErrConflict, Call: "renew session", Message: "another actas is renewing it; nothing was sent",
}

// work is one renewal. It remembers what it has reached, so that it can be taken
// up again where it stopped, without a second session being made.
type work struct {
	cfg Config
	// tries is how often each step is tried in one run.
	tries int
	// sleep waits between tries.
	sleep func(ctx context.Context, d time.Duration) error
	// before is asked before a session is assumed; nil for nothing to ask.
	before func(ctx context.Context, old model.Session) error
	// checked is told of the new session once it works, before the old one is
	// revoked; nil for nobody to tell.
	checked func(old, made model.Session)
	// held reports a token that is in use, so that it is not to be revoked yet;
	// nil for none.
	held func(token model.Secret) bool

	// halt is closed when nothing more is to be begun, because the session is being
	// revoked; nil for never.
	halt <-chan struct{}
	// double is told of each session that was revoked beside the one that counts, or
	// could not be.
	double func(s model.Session, err error)
	// told is told of a new session as soon as it is there; nil for nobody to tell.
	told func(made model.Session)

	result model.RenewalResult
	// next is the step to go on with, empty when all are done.
	next model.RenewalStep
	// lost is the failure of the last assume that may have made a session all the
	// same; nil where none did, and once a session was found or made.
	lost *model.APIError
	// asks counts the assumes that were sent; doubted is set once one was lost.
	asks    int
	doubted bool
}

func newWork(cfg Config, r model.Renewal, tries int) *work {
	return &work{
		cfg: cfg, tries: tries, next: model.StepAssume,
		sleep:  func(ctx context.Context, d time.Duration) error { return sleep(ctx, cfg.Clock, d) },
		result: model.RenewalResult{Renewal: r},
	}
}

// sleep waits for d on a clock; the error is the context's.
func sleep(ctx context.Context, clk clock.Clock, d time.Duration) error {
	select {
	case <-clk.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// run goes on with the renewal, and returns how far it has come. It sends nothing
// while another process renews the session.
func (w *work) run(ctx context.Context) model.RenewalResult {
	release, ok := w.cfg.renewing(w.result.Old.Token)
	if !ok {
		w.result.Failed, w.result.Err = w.next, errBusy
		return w.result
	}
	defer release()
	w.result.Failed, w.result.Err = "", nil
	steps := map[model.RenewalStep]struct {
		do   func(context.Context) error
		then model.RenewalStep
	}{
		model.StepAssume: {w.assume, model.StepCheck},
		model.StepCheck:  {w.check, model.StepRevoke},
		model.StepRevoke: {w.revoke, ""},
	}
	for w.next != "" {
		step := steps[w.next]
		if err := w.persist(ctx, step.do); err != nil {
			w.result.Failed, w.result.Err = w.next, err
			break
		}
		w.next = step.then
	}
	return w.result
}

// persist tries a step until it is done, cannot be done, or has been tried often
// enough.
func (w *work) persist(ctx context.Context, do func(context.Context) error) error {
	if w.halted() {
		return errHalted
	}
	for try := 0; ; try++ {
		err := do(ctx)
		if err == nil || ctx.Err() != nil || try+1 >= w.most() || !w.worthwhile(err) {
			return err
		}
		wait := max(shortBackoff.wait(try, w.cfg.Rand), retryAfter(err))
		if wait > longestPatience || w.next == model.StepAssume && wait >= w.oldLeft() {
			return err
		}
		if stopped := w.sleep(ctx, wait); stopped != nil {
			return fmt.Errorf("%w (%w)", err, stopped)
		}
		if w.halted() {
			return err
		}
	}
}

// halted reports that nothing more is to be begun.
func (w *work) halted() bool {
	select {
	case <-w.halt:
		return true
	default:
		return false
	}
}

// most is how often the next step is tried in one run. The last one is always
// worth some patience: it is safe to repeat, and the new session works already.
func (w *work) most() int {
	if w.next == model.StepRevoke {
		return patientTries
	}
	return w.tries
}

// worthwhile reports whether trying again can help.
func (w *work) worthwhile(err error) bool { return passing(err) && (w.lost == nil || w.findable()) }

// findable reports that a session whose answer was lost can be looked for. For an
// issuer there is no list of them, and of other dialects no list tells the keys.
func (w *work) findable() bool {
	return w.result.Request.UserID != "" && w.result.Request.Dialect == model.DialectNative
}

// passing reports a failure that may be over the next time.
func passing(err error) bool {
	for _, kind := range []error{
		model.ErrOffline, model.ErrUnavailable, model.ErrRateLimited, model.ErrNotAPI, model.ErrRefusedRoute,
	} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

// retryAfter is how long the API asked to wait; 0 where it did not.
func retryAfter(err error) time.Duration {
	var fault *model.APIError
	if errors.As(err, &fault) {
		return fault.RetryAfter
	}
	return 0
}

// oldLeft is the time that the old session has left, by the answer that the
// renewal was asked for with.
func (w *work) oldLeft() time.Duration {
	return w.result.Old.Sent + w.result.Old.Remaining - w.cfg.Clock.Now().Boot
}

// assume makes the new session. One that an earlier try may have made is looked
// for first, by its name, before each further try: an API that gave up waiting for
// its own answer may still come to it.
func (w *work) assume(ctx context.Context) error {
	if w.lost != nil {
		if found, err := w.lookFor(ctx); found || err != nil {
			return err
		}
	}
	if w.oldLeft() <= 0 {
		return errEnded
	}
	if w.before != nil {
		if err := w.before(ctx, w.result.Old); err != nil {
			return err
		}
	}
	if w.halted() {
		return errHalted
	}
	s, err := w.ask(ctx)
	if tooLong(err) && w.shorten(ctx) {
		s, err = w.ask(ctx)
	}
	if err == nil {
		w.made(s)
		return nil
	}
	return w.notMade(err)
}

// ask sends one assume. Each has the same name, so that whichever was carried out
// is found by it.
func (w *work) ask(ctx context.Context) (model.Session, error) {
	w.asks++
	return w.cfg.API.Assume(ctx, w.result.Request)
}

// made takes the new session over.
func (w *work) made(s model.Session) {
	s = w.completed(s)
	w.result.New, w.lost = s, nil
	if w.told != nil {
		w.told(s)
	}
}

// completed is a session of this renewal with what the answer left out.
func (w *work) completed(s model.Session) model.Session {
	request := w.result.Request
	for _, field := range [...]struct {
		into *string
		from string
	}{
		{&s.Name, text.Clean(request.Name)}, {&s.RoleID, request.RoleID}, {&s.UserID, request.UserID},
		{&s.IssuerID, request.IssuerID}, {&s.AuthMethod, request.AuthMethod},
	} {
		if *field.into == "" {
			*field.into = field.from
		}
	}
	if s.Asked == nil {
		s.Asked = request.Kept()
	}
	return s
}

// tooLong reports that the API refused the length that was asked for.
func tooLong(err error) bool {
	var fault *model.APIError
	return errors.As(err, &fault) && errors.Is(fault, model.ErrInvalid) && fault.Field == "duration"
}

// shorten asks the role how long a session may be, and reports whether that is
// shorter than what was asked for.
func (w *work) shorten(ctx context.Context) bool {
	request := &w.result.Request
	role, err := w.cfg.API.Role(ctx, request.RoleID)
	if err != nil || role.MaxSession <= 0 || role.MaxSession >= request.Duration {
		return false
	}
	w.result.Shortened = max(w.result.Shortened, request.Duration)
	request.Duration = role.MaxSession
	return true
}

// check reads the new session by its own token. A definite no rolls back; where the
// call knows neither the new session nor the old one, its no says nothing.
func (w *work) check(ctx context.Context) error {
	got := &w.result.New
	s, err := w.cfg.API.Session(ctx, got.Token)
	switch {
	case errors.Is(err, model.ErrNotFound) && !got.Readable() && !w.result.Old.Readable():
		s, err = *got, nil
		got.Unverified = true
	case err == nil && s.Remaining <= 0:
		err = &model.APIError{Kind: model.ErrNotFound, Call: "read session", Message: "the new session has no time left"}
	}
	if err != nil {
		if ctx.Err() == nil && !passing(err) {
			w.rollBack(ctx)
		}
		return err
	}
	got.Remaining, got.Sent = s.Remaining, s.Sent
	if got.ID == "" {
		got.ID = s.ID
	}
	if got.Expires.IsZero() {
		got.Assumed, got.Expires = s.Assumed, s.Expires
	}
	if w.checked != nil {
		w.checked(w.result.Old, *got)
	}
	if w.doubted && w.asks > 1 {
		w.revokeDoubles(ctx)
	}
	return nil
}

// rollBack revokes the new session, as well as that can be done.
func (w *work) rollBack(ctx context.Context) {
	err := w.persist(ctx, func(ctx context.Context) error {
		return w.cfg.API.Revoke(ctx, w.result.New.Token)
	})
	w.result.RolledBack = err == nil
}

// revoke ends the old session, unless it cannot or may not be ended now.
func (w *work) revoke(ctx context.Context) error {
	old := w.result.Old.Token
	w.result.Deferred = false
	switch {
	case old.Empty(), old == w.result.New.Token, w.result.New.Unverified:
		w.result.OldKept = true
		return nil
	case w.held != nil && w.held(old), w.cfg.inUse(old):
		w.result.Deferred = true
		return nil
	}
	err := w.cfg.API.Revoke(ctx, old)
	if errors.Is(err, model.ErrUnsupported) {
		// It ends by itself, and nobody can do more.
		w.result.OldKept = true
		return nil
	}
	return err
}

// over reports that nothing is left to take up again: the renewal is done, was
// refused, or was rolled back.
func (w *work) over() bool {
	err := w.result.Err
	if errors.Is(err, errBusy) {
		return w.next == model.StepAssume && w.lost == nil
	}
	switch w.next {
	case model.StepAssume:
		return w.lost == nil || !w.findable() || errors.Is(err, model.ErrConflict) ||
			errors.Is(err, errEnded) || errors.Is(err, errGone)
	case model.StepCheck:
		return !passing(err) && !cancelled(err)
	default:
		return true
	}
}

// cancelled reports that a context's end, and not the API, stopped a call.
func cancelled(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}
