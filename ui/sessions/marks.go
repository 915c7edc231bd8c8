package sessions

import (
	"cmp"
	"maps"
	"slices"

	"actas/model"
	"actas/ui/scene"
)

// mark marks the selected session, or takes its mark away, and goes on to the
// next one.
func (m Model) mark() Model {
	l, ok := m.Selected()
	if !ok {
		return m
	}
	marked := maps.Clone(m.marked)
	if marked == nil {
		marked = map[string]bool{}
	}
	if marked[l.Key()] {
		delete(marked, l.Key())
	} else {
		marked[l.Key()] = true
	}
	m.marked = marked
	m.browse = m.browse.Step(1, m.rows)
	return m
}

// keepMarks drops the marks of sessions that are gone or off the list.
func (m Model) keepMarks() Model {
	if len(m.marked) == 0 {
		return m
	}
	kept := map[string]bool{}
	for _, l := range m.rows.live {
		if l.Gone == "" && m.marked[l.Key()] {
			kept[l.Key()] = true
		}
	}
	m.marked = kept
	return m
}

// Unmark takes all marks away: what they were for is done.
func (m Model) Unmark() Model {
	m.marked = nil
	return m
}

// targets are the sessions that an action is for: the marked ones, or else the
// selected one. What ends first comes first.
func (m Model) targets() []model.LiveSession {
	if len(m.marked) == 0 {
		if l, ok := m.Selected(); ok {
			return []model.LiveSession{l}
		}
		return nil
	}
	var marked []model.LiveSession
	for _, l := range m.rows.live {
		if m.marked[l.Key()] {
			marked = append(marked, l)
		}
	}
	slices.SortStableFunc(marked, func(a, b model.LiveSession) int {
		return cmp.Compare(a.Countdown.Left(m.rows.now.Boot), b.Countdown.Left(m.rows.now.Boot))
	})
	return marked
}

// expiring are my sessions that end within ten minutes and are not being
// renewed.
func (m Model) expiring(s scene.Scene) []model.LiveSession {
	var soon []model.LiveSession
	for _, l := range m.rows.live {
		if m.expires(l, s) {
			soon = append(soon, l)
		}
	}
	return soon
}

// expires reports that a session is one of those.
func (m Model) expires(l model.LiveSession, s scene.Scene) bool {
	return l.Countdown.Left(s.Now.Boot) <= model.WarnAt && s.Mine(l) && m.whyNotRenewed(l, s) == ""
}
