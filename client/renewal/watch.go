package renewal

import (
	"errors"

	"actas/client/private"
	"actas/model"
)

// Watch says which live sessions are mine, and replaces what was said before. A
// session that was replaced here is left out although the list, being late,
// still holds it, and one that was made here stays until a list holds it.
func (e *Engine) Watch(w model.Watch) {
	e.mu.Lock()
	defer e.mu.Unlock()
	defer e.rest.rouse(e.loop)
	e.caller = w.Caller
	before := e.entries
	e.entries = map[string]*entry{}
	for _, s := range w.Sessions {
		if s.Gone != "" || e.wasReplaced(s.Session) {
			continue
		}
		was := find(before, s.Session)
		en := before[was]
		if en == nil {
			en = &entry{jitter: e.cfg.Rand()}
		}
		delete(before, was)
		en.watched, en.made = s, false
		e.entries[s.Key()] = en
	}
	for key, en := range before {
		if e.entries[key] == nil && (en.made || e.jobs[key] != nil || e.halves[key] != nil) {
			e.entries[key] = en
		}
	}
	e.publish()
}

// find is the key under which a session is watched: its own, or that of another answer
// about it. It is empty for a session that is not.
func find(entries map[string]*entry, s model.Session) string {
	if entries[s.Key()] != nil {
		return s.Key()
	}
	for key, en := range entries {
		if en.watched.Is(s) {
			return key
		}
	}
	return ""
}

func (e *Engine) wasReplaced(s model.Session) bool {
	for _, name := range names(s) {
		if _, ok := e.replaced[name]; ok {
			return true
		}
	}
	return false
}

// names are the keys under which answers may speak of a session: not every one
// carries its id.
func names(s model.Session) []string {
	keys := []string{s.Key()}
	if s.ID != "" {
		keys = append(keys, s.ID)
	}
	if !s.Token.Empty() {
		keys = append(keys, model.Session{Token: s.Token}.Key())
	}
	return keys
}

// SetAuto turns auto-renew on or off for a session, and remembers it. Turned on,
// it starts anew after whatever stopped it. The error says that it holds for
// this run only, that nothing is renewed by itself here, or that the session is
// another's.
func (e *Engine) SetAuto(s model.Session, on bool) error {
	if on && e.isAnothers(s) {
		return errors.New("only sessions of your own are renewed by themselves")
	}
	err := e.cfg.Choices.Set(e.cfg.choiceOf(s), on)
	boot, server := e.cfg.Clock.Now().Boot, e.cfg.serverNow()
	e.mu.Lock()
	defer e.mu.Unlock()
	trouble := e.listed.trouble
	if en := e.entries[find(e.entries, s)]; en != nil {
		trouble = e.turn(en).trouble
		en.auto, en.stopped, en.trouble, en.failures, en.next = on, false, "", 0, 0
		if en.watched.Countdown.Left(boot) > 0 {
			// The state says at once whether that can come to anything.
			e.foresee(en, boot, server)
		}
	}
	if on {
		e.refused = ""
	}
	e.publish()
	e.rest.rouse(e.loop)
	switch {
	case on && trouble != nil:
		return errors.New("auto-renew does not work: " + private.Brief(trouble))
	case err != nil:
		return errors.New("for this run only: " + private.Brief(err))
	}
	return nil
}

// isAnothers reports a session that is known not to be mine.
func (e *Engine) isAnothers(s model.Session) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	en := e.entries[find(e.entries, s)]
	return en != nil && !e.mine(en.watched)
}
