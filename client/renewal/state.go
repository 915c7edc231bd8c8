package renewal

import (
	"cmp"
	"slices"

	"actas/model"
)

// keptEnded is how many renewals that ended by themselves the state tells of.
const keptEnded = 32

// State is how things stand; never nil, and never changed afterwards.
func (e *Engine) State() *model.RenewalState { return e.state.Load() }

// note enters a renewal that ended by itself. e.mu is held.
func (e *Engine) note(r model.RenewalResult) {
	e.ended = append(e.ended, r)
	if over := len(e.ended) - keptEnded; over > 0 {
		e.ended = slices.Delete(e.ended, 0, over)
		e.dropped += over
	}
}

// publish makes what is known the state. e.mu is held.
func (e *Engine) publish() {
	s := &model.RenewalState{
		Acts: e.listed.mine, Holder: e.listed.holder, Trouble: e.trouble, Unkept: e.unkept,
		Sessions: map[string]model.SessionRenewal{},
		Ended:    slices.Clone(e.ended), First: e.dropped + 1,
	}
	if why := cmp.Or(e.stopReason(), e.unlocked); why != "" {
		s.Trouble = why
	}
	for key, en := range e.entries {
		if said := e.says(en); said != (model.SessionRenewal{}) {
			s.Sessions[key] = said
		}
	}
	for key := range e.jobs {
		said := s.Sessions[key]
		said.Renewing = true
		s.Sessions[key] = said
	}
	e.state.Store(s)
}

// stopReason says why nothing is renewed by itself; empty where something is.
func (e *Engine) stopReason() string {
	if e.broken != "" {
		return e.broken
	}
	return e.refused
}

// says is what the state tells of one session.
func (e *Engine) says(en *entry) model.SessionRenewal {
	said := model.SessionRenewal{Auto: en.auto, Due: en.due, Trouble: en.trouble, Stopped: en.stopped}
	if !en.auto {
		return said
	}
	if e.apart(en) {
		t := e.turn(en)
		said.Apart, said.Here, said.Holder = true, t.mine, t.holder
	}
	if stop := e.stopReason(); stop != "" {
		said.Stopped, said.Trouble = true, stop
	}
	if said.Trouble == "" {
		said.Trouble = en.why
	}
	return said
}
