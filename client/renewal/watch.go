package renewal

import (
	"errors"

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
		en := known(before, s.Session)
		if en == nil {
			en = &entry{jitter: e.cfg.Rand()}
		}
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

// known takes the entry of a session out of the ones before, by its key or, for
// one whose first answer had no id, by its token.
func known(before map[string]*entry, s model.Session) *entry {
	for key, en := range before {
		was := en.watched.Session
		if key == s.Key() || (was.ID == "" || s.ID == "") && !s.Token.Empty() && s.Token == was.Token {
			delete(before, key)
			return en
		}
	}
	return nil
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
	if s.ID != "" && !s.Token.Empty() {
		keys = append(keys, model.Session{Token: s.Token}.Key())
	}
	return keys
}

// SetAuto turns auto-renew on or off for a session, and remembers it. Turned on,
// it starts anew after whatever stopped it. The error says that it holds for
// this run only.
func (e *Engine) SetAuto(s model.Session, on bool) error {
	err := e.cfg.Choices.Set(e.cfg.choiceOf(s), on)
	e.mu.Lock()
	defer e.mu.Unlock()
	if en := e.entries[s.Key()]; en != nil {
		en.auto, en.stopped, en.trouble, en.failures, en.next = on && e.mine(en.watched), false, "", 0, 0
	}
	if on {
		e.refused = ""
	}
	e.publish()
	e.rest.rouse(e.loop)
	if err != nil {
		return errors.Join(errors.New("auto-renew holds for this run only"), err)
	}
	return nil
}
