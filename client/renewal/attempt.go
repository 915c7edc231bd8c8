package renewal

import (
	"context"
	"errors"
	"time"

	"actas/model"
	"actas/model/text"
)

// lastTry is how long before a session or its window ends one more try is made.
const lastTry = 10 * time.Second

// errGone says of a session that it ended other than by its time.
var errGone = errors.New("it was revoked or ended elsewhere, and is not renewed")

// errMoved says of a session that its choice has gone since its renewal fell due: to
// the successor that another process made, or because somebody took it back there.
var errMoved = errors.New("another actas has renewed it, or turned its auto-renew off")

// errReplaced says of a session that there is nothing to renew in its place.
var errReplaced = &model.APIError{
	Kind: model.ErrConflict, Call: "renew session", Message: "it was renewed or revoked already",
}

// Renew replaces a session, and returns when that is done or has failed. Where
// the engine is at it already, it returns what comes of that, and where an
// earlier renewal stopped half way, it goes on there.
func (e *Engine) Renew(ctx context.Context, r model.Renewal) model.RenewalResult {
	e.rest.begin()
	defer e.rest.end()
	for {
		j, mine, err := e.claim(r)
		switch {
		case err != nil:
			return model.RenewalResult{Renewal: r, Failed: model.StepAssume, Err: err}
		case mine:
			return e.carryOut(ctx, j)
		}
		select {
		case <-j.done:
		case <-ctx.Done():
			return model.RenewalResult{Renewal: r, Failed: model.StepAssume, Err: ctx.Err()}
		}
		// An automatic renewal makes one try at a time. Who asks for one gets more.
		if result := j.result; result.Swapped() || !result.Auto || !passing(result.Err) && !errors.Is(result.Err, errMoved) {
			return result
		}
	}
}

// claim is the renewal of a session that is under way, or one of the caller's
// own. The error says why there is none.
func (e *Engine) claim(r model.Renewal) (j *job, mine bool, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	key := r.Old.Key()
	if j := e.jobs[key]; j != nil {
		return j, false, nil
	}
	switch {
	case e.leaving, e.ending[key] > 0:
		return nil, false, errHalted
	case e.wasReplaced(r.Old):
		return nil, false, errReplaced
	}
	w := e.halves[key]
	if w == nil {
		w = e.newWork(r)
	}
	w.tries, w.before, w.result.Auto = patientTries, nil, false
	return e.take(key, w), true, nil
}

func (e *Engine) newWork(r model.Renewal) *work {
	w := newWork(e.cfg, r, 1)
	w.held, w.checked = e.isHeld, e.follow
	w.double = func(s model.Session, err error) { e.double(w, s, err) }
	return w
}

// take enters a renewal as being under way. e.mu is held.
func (e *Engine) take(key string, w *work) *job {
	j := &job{
		key: key, work: w, halt: make(chan struct{}), sleeper: &sleeper{}, made: w.result.New, done: make(chan struct{}),
		becomes: Choice{RoleID: w.result.Request.RoleID, Session: text.Clean(w.result.Request.Name)},
	}
	w.halt = j.halt
	w.sleep = func(ctx context.Context, d time.Duration) error {
		return e.rest.sleep(ctx, j.sleeper, e.cfg.Clock.Now().Boot+d)
	}
	w.told = func(made model.Session) {
		e.mu.Lock()
		defer e.mu.Unlock()
		j.made = made
	}
	delete(e.halves, key)
	e.jobs[key] = j
	e.publish()
	return j
}

// try begins an automatic renewal, or goes on with one. e.mu is held.
func (e *Engine) try(key string, en *entry) {
	w := e.halves[key]
	if w == nil {
		w = e.newWork(model.NewRenewal(en.watched.LiveSession, en.watched.Role, en.watched.ContextIP, e.cfg.Suffix()))
	}
	chosen, ends := en.watched.Session, en.ends
	w.tries, w.result.Auto = 1, true
	w.before = func(ctx context.Context, old model.Session) error {
		// What another process did before this one began is in the file by now; what
		// cannot be read stays as it was.
		if _ = e.cfg.Choices.Refresh(); !e.cfg.Choices.On(chosen, ends) {
			return errMoved
		}
		return e.alive(ctx, old)
	}
	j := e.take(key, w)
	e.begin(func() { e.carryOut(e.ctx, j) })
}

// carryOut runs a renewal and takes in what it came to. It counts as under way
// until it is in the ledger.
func (e *Engine) carryOut(ctx context.Context, j *job) model.RenewalResult {
	j.result = model.RenewalResult{Renewal: j.work.result.Renewal, Failed: j.work.next, Err: errBroken}
	defer func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		delete(e.jobs, j.key)
		e.publish()
		close(j.done)
		e.rest.rouse(e.loop)
	}()
	result := j.work.run(ctx)
	if errors.Is(result.Err, errGone) {
		e.heed(e.cfg.Choices.Set(e.cfg.choiceOf(result.Old), false))
	}
	final := e.takeIn(j, result)
	j.result = result
	if final {
		e.keep(e.cfg.record(result))
	}
	return result
}

// follow lets the choice for a session go over to its successor.
func (e *Engine) follow(old, made model.Session) {
	e.heed(e.cfg.Choices.Move(e.cfg.choiceOf(old), e.cfg.choiceOf(made)))
}

// takeIn enters what a renewal came to, and reports whether that is its end: an
// automatic one that failed may be tried again.
func (e *Engine) takeIn(j *job, r model.RenewalResult) (final bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !j.work.over() {
		e.halves[j.key] = j.work
	}
	e.leave(j, r)
	switch {
	case r.Swapped():
		e.swap(r)
		e.refused = ""
	case r.Auto && !e.failed(j, r):
		e.publish()
		return false
	}
	if r.Auto {
		e.note(r)
	}
	e.publish()
	return true
}

// leave remembers the sessions that a renewal left alive and that are to end.
func (e *Engine) leave(j *job, r model.RenewalResult) {
	switch {
	case r.Failed == model.StepRevoke, r.Deferred:
		e.leftovers[r.Old.Token] = newLeftover(r.Old)
	case r.Failed == model.StepCheck && !r.RolledBack && j.work.over():
		e.leftovers[r.New.Token] = newLeftover(r.New)
	}
}

// swap lets the new session stand for the old one.
func (e *Engine) swap(r model.RenewalResult) {
	ws := model.WatchedSession{Role: model.Role{ID: r.Request.RoleID, Name: r.RoleName}}
	was := find(e.entries, r.Old)
	if old := e.entries[was]; old != nil {
		ws = old.watched
	}
	delete(e.entries, was)
	for _, name := range names(r.Old) {
		e.replaced[name] = replacement{r.New, max(r.Old.Sent+r.Old.Remaining, r.New.Sent+r.New.Remaining)}
	}
	for _, name := range names(r.New) {
		delete(e.replaced, name)
	}
	if find(e.entries, r.New) != "" {
		return
	}
	ws.LiveSession = anchored(r.New)
	ws.ContextIP = r.Request.SourceIP
	if r.Shortened > 0 {
		ws.Role.MaxSession = r.Request.Duration
	}
	e.entries[r.New.Key()] = &entry{watched: ws, made: true, jitter: e.cfg.Rand()}
}

// anchored is a session with its countdown, by one answer.
func anchored(s model.Session) model.LiveSession {
	return model.LiveSession{
		Session: s, Countdown: model.Countdown{}.Anchor(s.Sent, s.Remaining), Total: max(s.Life(), s.Remaining),
	}
}

// failed plans what follows a failed automatic try, and reports whether there is
// nothing to follow.
func (e *Engine) failed(j *job, r model.RenewalResult) (final bool) {
	en := e.entries[j.key]
	switch {
	case cancelled(r.Err), errors.Is(r.Err, errHalted), errors.Is(r.Err, errMoved):
		return false
	case en == nil:
		return true
	case errors.Is(r.Err, errEnded):
		e.tooLate(en, "")
		return false
	}
	en.last, en.trouble = r, r.Err.Error()
	switch {
	case errors.Is(r.Err, errGone):
		return false
	case errors.Is(r.Err, model.ErrUnauthorised):
		e.refused = r.Err.Error()
		return true
	case r.RolledBack || !j.work.worthwhile(r.Err) && !errors.Is(r.Err, errBusy):
		en.stopped = true
		return true
	}
	now := e.cfg.Clock.Now().Boot
	en.next = now + max(longBackoff.wait(en.failures, e.cfg.Rand), retryAfter(r.Err))
	if last := en.until - lastTry; en.next > last && now < last-time.Second && r.Failed == model.StepAssume {
		en.next = last
	}
	en.failures++
	return false
}

// tooLate says of a session that it ended without having been renewed. why says
// what kept it from that, where no try was made.
func (e *Engine) tooLate(en *entry, why string) {
	if en.late || en.stopped {
		return
	}
	en.late = true
	if en.trouble != "" {
		why = en.trouble
	}
	en.trouble = "it ended before it could be renewed"
	if why != "" {
		en.trouble += ": " + why
	}
	if en.failures > 0 {
		e.note(en.last)
		e.unsaved = append(e.unsaved, en.last)
	}
}

// alive asks whether a session still lives before it is renewed by itself: one
// that was revoked must stay so.
func (e *Engine) alive(ctx context.Context, old model.Session) error {
	if !old.Token.Empty() {
		_, err := e.cfg.API.Session(ctx, old.Token)
		switch {
		case !errors.Is(err, model.ErrNotFound):
			return err
		case old.Readable():
			return errGone
		}
		// That says nothing of it.
		return nil
	}
	if old.UserID == "" {
		return nil
	}
	sessions, err := e.cfg.API.Sessions(ctx, old.UserID)
	if err != nil {
		return err
	}
	for _, s := range sessions {
		if s.Is(old) {
			return nil
		}
	}
	return errGone
}
