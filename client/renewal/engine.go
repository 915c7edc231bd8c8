package renewal

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"actas/model"
)

// beat is the longest that the engine sleeps: timers stand still while the
// machine is suspended, and what other processes write is not announced.
const beat = 15 * time.Second

// keptUnlisted is how long a session that was made here, and that no Watch ever
// listed, is told of after its end.
const keptUnlisted = 10 * time.Minute

// errBroken is what a renewal comes to that a fault in actas itself ended.
var errBroken = errors.New("a fault in actas stopped the renewals; start it again")

// Engine renews sessions by itself, and on request. Its methods may be called by
// several goroutines.
type Engine struct {
	cfg  Config
	rest *rest
	loop *sleeper
	ctx  context.Context
	// stop ends ctx, and with it whatever the engine does by itself.
	stop   context.CancelFunc
	closed sync.Once
	// finished is closed when the loop has ended.
	finished chan struct{}
	state    atomic.Pointer[model.RenewalState]

	mu      sync.Mutex
	caller  model.Caller
	entries map[string]*entry
	// jobs are the renewals under way, and halves those that stopped where they
	// can be taken up again, both by the old session's key. The work of a job is
	// its goroutine's alone, and is among the halves only between two jobs.
	jobs   map[string]*job
	halves map[string]*work
	// ending counts, by a session's key, who revokes it: no renewal of it begins.
	ending map[string]int
	// leftovers are replaced sessions that still live, by their token.
	leftovers map[model.Secret]*leftover
	// replaced are the names of sessions that were replaced or revoked here: a late
	// list may still hold them.
	replaced map[string]replacement
	held     map[model.Secret]int
	// told takes back what other processes were told of a held token.
	told map[model.Secret]func()
	// listed is who acts on the sessions that any dashboard of the user finds, kept
	// who does on those of [Config.KeptLock].
	listed, kept turn
	// trouble is why choices cannot be kept; nil for none.
	trouble error
	// refused is why nothing is renewed by itself until somebody asks again, and
	// broken why nothing ever is; empty for none.
	refused, broken string
	// sought are the choices whose sessions were looked for, seeking is set while
	// some are, and seekNext is the boot reading before which none is again.
	sought   map[Choice]bool
	seeking  bool
	seekNext time.Duration
	// leaving keeps anything new from being begun.
	leaving bool
	// unkept is why the ledger did not take the last entry; nil where it did.
	unkept error
	// unsaved are renewals that ended in the loop and go to the ledger next.
	unsaved []model.RenewalResult
	ended   []model.RenewalResult
	// dropped is how many ended renewals have left the list.
	dropped int
}

// entry is one session that the engine watches.
type entry struct {
	watched model.WatchedSession
	// made is set for a session that was made here and that no Watch has listed
	// yet.
	made bool
	// jitter, in [0,1), spreads renewals that would otherwise come together.
	jitter float64
	auto   bool
	// ends is its end on the API's clock, as its choice is told by.
	ends time.Time
	// due is the boot reading of the next try, 0 for none; until the one after
	// which none can succeed.
	due, until time.Duration
	// closes is when its last window closes or closed; the zero time for never.
	closes time.Time
	// why says why no try is planned.
	why string

	// failures counts the tries since the last success, next is the boot reading
	// before which there is no other, last what the last one came to.
	failures int
	next     time.Duration
	last     model.RenewalResult
	trouble  string
	stopped  bool
	// late is set once its end has been told.
	late bool
}

// replacement is what has come in a session's place.
type replacement struct {
	// by is the successor; the zero value for none.
	by model.Session
	// until is the boot reading from which on nobody asks any more.
	until time.Duration
}

// job is a renewal under way.
type job struct {
	key  string
	work *work
	// halt tells the work to begin nothing more, and sleeper is who to wake then.
	halt    chan struct{}
	sleeper *sleeper
	// made is the new session, as soon as there is one.
	made model.Session
	// becomes names the session that is being made.
	becomes Choice
	// done is closed when result is there.
	done   chan struct{}
	result model.RenewalResult
}

// Start begins an engine. It has nothing to do until it is told of sessions.
func Start(cfg Config) *Engine {
	ctx, stop := context.WithCancel(context.Background())
	e := &Engine{
		cfg: cfg.complete(), rest: newRest(cfg.Clock), loop: &sleeper{}, ctx: ctx, stop: stop,
		finished: make(chan struct{}),
		entries:  map[string]*entry{}, jobs: map[string]*job{}, halves: map[string]*work{},
		leftovers: map[model.Secret]*leftover{}, replaced: map[string]replacement{},
		ending: map[string]int{}, held: map[model.Secret]int{}, told: map[model.Secret]func(){}, sought: map[Choice]bool{},
	}
	e.state.Store(&model.RenewalState{First: 1})
	e.rest.begin()
	go e.run()
	return e
}

// run is the engine's own goroutine.
func (e *Engine) run() {
	defer close(e.finished)
	defer e.rest.end()
	defer e.survive()
	for e.ctx.Err() == nil {
		e.compareNotes()
		until := e.pass()
		e.save()
		if e.rest.sleep(e.ctx, e.loop, until) != nil {
			return
		}
	}
}

// begin runs a part of the engine's work in a goroutine of its own.
func (e *Engine) begin(do func()) {
	e.rest.begin()
	go func() {
		defer e.rest.end()
		defer e.survive()
		do()
	}()
}

// survive ends what the engine does by itself after a panic, and says so, while
// the rest of the program goes on. What the panic says is not shown: it could
// hold a secret.
func (e *Engine) survive() {
	if recover() == nil {
		return
	}
	e.stop()
	e.giveUp()
	e.mu.Lock()
	defer e.mu.Unlock()
	e.broken = errBroken.Error()
	e.publish()
}

// compareNotes learns from the state folder what other processes did.
func (e *Engine) compareNotes() {
	listed, kept := turnOf(e.cfg.Lock), turn{}
	if e.keepsSome() {
		kept = turnOf(e.cfg.KeptLock)
	} else {
		// Whoever watches some may have it.
		e.cfg.KeptLock.Release()
	}
	err := e.cfg.Choices.Prune(e.cfg.serverNow())
	if err == nil {
		err = e.cfg.Choices.Refresh()
	}
	e.heed(err)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.listed, e.kept = listed, kept
}

// heed keeps what is wrong with the choices, if anything is, for the state.
func (e *Engine) heed(err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.trouble = err
}

// pass looks at everything once, begins what is due, and returns the boot
// reading of the next look.
func (e *Engine) pass() time.Duration {
	now, server := e.cfg.Clock.Now(), e.cfg.serverNow()
	e.mu.Lock()
	defer e.mu.Unlock()
	next := now.Boot + beat
	for key, en := range e.entries {
		if en.made && en.watched.Countdown.Over(now.Boot) > keptUnlisted {
			delete(e.entries, key)
			continue
		}
		if at := e.consider(key, en, now.Boot, server); at > 0 {
			next = min(next, at)
		}
	}
	for _, l := range e.leftovers {
		if at := e.clear(l, now.Boot); at > 0 {
			next = min(next, at)
		}
	}
	e.discover(now.Boot, server)
	for name, r := range e.replaced {
		if r.until+beat < now.Boot {
			delete(e.replaced, name)
		}
	}
	e.publish()
	return next
}

// consider looks at one session, and begins its renewal if that is due. It
// returns the boot reading of the next look, 0 for none in particular.
func (e *Engine) consider(key string, en *entry, boot time.Duration, server time.Time) time.Duration {
	if e.jobs[key] != nil || e.ending[key] > 0 {
		return 0
	}
	left := en.watched.Countdown.Left(boot)
	en.ends = e.endOf(en, server.Add(left))
	en.auto = e.mine(en.watched) && e.cfg.Choices.On(en.watched.Session, en.ends)
	why := en.why
	en.due, en.why = 0, ""
	half := e.unfinished(key, en, left)
	switch {
	case half != nil && half.result.Auto && (en.auto || half.next != model.StepAssume):
		en.due = en.next
	case !en.auto:
		return 0
	case left == 0:
		e.tooLate(en, why)
		return 0
	}
	en.late = en.late && left == 0
	view := e.foresee(en, boot, server)
	if en.due == 0 && view.due != 0 {
		en.due = max(view.due, en.next)
	}
	if !e.turn(en).mine || e.leaving || en.stopped || e.refused != "" {
		en.due = 0
	}
	if en.due == 0 || en.due > boot {
		return en.due
	}
	if half == nil && !view.open {
		return boot + time.Second
	}
	e.try(key, en)
	return 0
}

// unfinished is the renewal of a session that stopped half way, nil for none. One
// that has made nothing, as far as is known, is forgotten with the session's end
// where no further try is made.
func (e *Engine) unfinished(key string, en *entry, left time.Duration) *work {
	half := e.halves[key]
	if half != nil && half.next == model.StepAssume && left == 0 && (en.stopped || !en.auto) {
		delete(e.halves, key)
		return nil
	}
	return half
}

// endOf is when a session ends by the API's account, or as reckoned.
func (e *Engine) endOf(en *entry, reckoned time.Time) time.Time {
	if told := en.watched.Expires; !told.IsZero() {
		return told
	}
	return reckoned
}

// mine reports whether the engine may renew a session by itself: it is the
// user's, or nobody's that only who assumed it here can know, as an issuer's and that
// of an object storage.
func (e *Engine) mine(s model.WatchedSession) bool {
	owner := s.UserID
	if owner == "" {
		owner = s.Owner()
	}
	if owner == "" {
		return s.IssuerID != "" || s.Asked != nil
	}
	return owner == e.cfg.UserID
}

// save hands to the ledger what ended in the loop.
func (e *Engine) save() {
	e.mu.Lock()
	unsaved := e.unsaved
	e.unsaved = nil
	e.mu.Unlock()
	for _, r := range unsaved {
		e.keep(e.cfg.record(r))
	}
}

// keep remembers whether the ledger took an entry.
func (e *Engine) keep(unkept error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.unkept = unkept
	e.publish()
}

// Settle makes the engine look at its clock now, and waits until it has nothing
// more to do before the clock moves or somebody tells it something. It is for
// tests, which move the clock; a call that waits on the clock itself counts as
// something to do. The error is the context's.
func (e *Engine) Settle(ctx context.Context) error {
	e.rest.rouse(e.loop)
	return e.rest.settle(ctx)
}
