package renewal

import (
	"slices"
	"time"

	"actas/model"
)

// seekPause is the least time between two searches for chosen sessions.
const seekPause = 30 * time.Second

// discover looks for sessions for which another dashboard turned auto-renew on
// and that nobody has told this one of: only the engine that acts renews them.
// Each is looked for once. e.mu is held.
func (e *Engine) discover(boot time.Duration, server time.Time) {
	if !e.listed.mine || e.leaving || e.seeking || e.stopReason() != "" || e.cfg.UserID == "" || boot < e.seekNext {
		return
	}
	unknown := slices.DeleteFunc(e.cfg.Choices.live(server), func(c Choice) bool {
		return e.sought[c] || e.watches(c)
	})
	if len(unknown) == 0 {
		return
	}
	e.seeking = true
	e.begin(func() { e.search(unknown) })
}

// watches reports whether a session that a choice names is watched, or is being
// replaced.
func (e *Engine) watches(c Choice) bool {
	for _, en := range e.entries {
		if c.names(Choice{RoleID: en.watched.RoleID, Session: en.watched.Name}) {
			return true
		}
	}
	for _, j := range e.jobs {
		if c.names(j.becomes) {
			return true
		}
	}
	return false
}

// search reads my sessions and watches those that were chosen.
func (e *Engine) search(chosen []Choice) {
	sessions, err := e.cfg.API.Sessions(e.ctx, e.cfg.UserID)
	found := map[string]model.WatchedSession{}
	for _, s := range sessions {
		if s.UserID == "" {
			s.UserID = e.cfg.UserID
		}
		if e.cfg.Choices.On(s, e.cfg.endsAt(s)) {
			l := anchored(s)
			found[s.Key()] = model.WatchedSession{LiveSession: l, ContextIP: e.cfg.contextIP(l)}
		}
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.seeking, e.seekNext = false, e.cfg.Clock.Now().Boot+seekPause
	if err != nil {
		return
	}
	for _, c := range chosen {
		e.sought[c] = true
	}
	for _, s := range found {
		if !e.wasReplaced(s.Session) && find(e.entries, s.Session) == "" {
			e.adopt(s)
		}
	}
	e.rest.rouse(e.loop)
}

// adopt watches a session that no Watch has listed yet, with what is known of
// its role from others.
func (e *Engine) adopt(s model.WatchedSession) {
	s.Role = model.Role{ID: s.RoleID}
	for _, en := range e.entries {
		if known := en.watched; known.RoleID == s.RoleID {
			s.Role, s.Trusts, s.TrustsKnown = known.Role, known.Trusts, known.TrustsKnown
		}
	}
	e.entries[s.Key()] = &entry{watched: s, made: true, jitter: e.cfg.Rand()}
}
