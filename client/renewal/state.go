package renewal

import (
	"cmp"
	"slices"

	"actas/client/private"
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
		Acts: e.listed.mine, Holder: e.listed.holder, Unkept: private.Brief(e.unkept), UnrememberedBrief: private.Brief(e.trouble),
		Sessions: map[string]model.SessionRenewal{},
		Ended:    slices.Clone(e.ended), First: e.dropped + 1,
	}
	if s.Trouble, s.Brief = e.wrong(); e.trouble != nil {
		s.Unremembered = e.trouble.Error()
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

// wrong says what is wrong for every session that is not apart, and briefly what is
// for any; empty for nothing. e.mu is held.
func (e *Engine) wrong() (whole, brief string) {
	switch {
	case e.stopReason() != "":
		return e.stopReason(), ": " + e.stopReason()
	case e.listed.trouble != nil:
		return e.listed.why(), ": " + private.Brief(e.listed.trouble)
	case e.kept.trouble != nil:
		return "", " for kept sessions: " + private.Brief(e.kept.trouble)
	}
	return "", ""
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
	t := e.turn(en)
	if e.apart(en) {
		said.Apart, said.Here, said.Holder, said.Barred = true, t.mine, t.holder, cmp.Or(e.broken, t.why())
	}
	if !en.auto {
		return said
	}
	if t.trouble != nil {
		said.Trouble = t.why()
	}
	if stop := e.stopReason(); stop != "" {
		said.Stopped, said.Trouble = true, stop
	}
	if said.Trouble == "" {
		said.Trouble = en.why
	}
	return said
}
