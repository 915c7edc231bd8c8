package ui

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"actas/model"
)

// link is how the way to the API stands.
type link struct {
	// down is why the last call got no answer; nil while answers come.
	down error
	// since is when the last answer before that came.
	since model.Moment
	// retryAt is when reading is tried again, on the boot clock; 0 for never.
	retryAt time.Duration
	// tries counts the failures in a row.
	tries int
	// stopped is set when the key is not accepted: asking again would not help.
	stopped bool
}

// offline reports that no answers come.
func (l link) offline() bool { return l.down != nil }

// retryAfter are the waits between tries while no answer comes; the last one
// is repeated.
var retryAfter = [...]time.Duration{5 * time.Second, 10 * time.Second, 15 * time.Second, 30 * time.Second, time.Minute}

// noteLink takes in the outcome of any call.
func (m Model) noteLink(err error) Model {
	switch {
	case m.deps.Storage:
		// Nothing is read there: no failure stands in the way of the next call.
	case errors.Is(err, model.ErrUnauthorised):
		m.link = link{stopped: true}
		m.directoryNext, m.sessionsNext = 0, 0
	case m.link.stopped:
		// What was still under way changes nothing.
	case unreachable(err):
		if !m.link.offline() {
			m.link.since = m.lastAnswer()
		}
		m.link.down = err
		m = m.retryLater(err)
	case !answered(err):
	case m.directoryFailed():
		m.link.down = nil
	default:
		m.link = link{}
	}
	return m
}

// noteRefusedKey takes in a failure of a call on which nothing else rests: only
// a key that is not accepted concerns the others.
func (m Model) noteRefusedKey(err error) Model {
	if errors.Is(err, model.ErrUnauthorised) {
		return m.noteLink(err)
	}
	return m
}

// retryLater plans the next try, unless one is planned already.
func (m Model) retryLater(err error) Model {
	if m.link.retryAt > m.now.Boot {
		return m
	}
	wait := retryAfter[min(m.link.tries, len(retryAfter)-1)]
	var problem *model.APIError
	if errors.As(err, &problem) {
		wait = max(wait, problem.RetryAfter)
	}
	m.link.tries++
	m.link.retryAt = m.now.Boot + wait
	return m
}

// heldFor is how long calls wait because the API said that there were too many.
func (m Model) heldFor() time.Duration {
	if m.deps.API == nil {
		return 0
	}
	until, waiting := m.deps.API.Waiting()
	if !waiting {
		return 0
	}
	return max(0, until-m.now.Boot)
}

// lookAtClocks reads the clocks. Where the wall clock is wrong by the API's, the
// API's time counts: it is what trusts are judged by there.
func (m Model) lookAtClocks() Model {
	m.now = m.deps.Clock.Now()
	m.skew = m.skewNow()
	if m.skew.Abs() > skewFrom {
		m.now.Wall = m.now.Wall.Add(m.skew)
	}
	m.held = m.heldFor()
	return m
}

// skewNow is how far the API's clock is ahead of ours by its last answer; 0
// while that is not known.
func (m Model) skewNow() time.Duration {
	if m.deps.API == nil {
		return 0
	}
	skew, known := m.deps.API.Skew()
	if !known {
		return 0
	}
	return skew
}

// unreachable reports a failure that may pass by itself.
func unreachable(err error) bool {
	return errors.Is(err, model.ErrOffline) || errors.Is(err, model.ErrUnavailable) ||
		errors.Is(err, model.ErrRateLimited) || errors.Is(err, model.ErrNotAPI) || errors.Is(err, model.ErrRefusedRoute)
}

// refused reports a failure that is the API's own no.
func refused(err error) bool {
	return errors.Is(err, model.ErrForbidden) || errors.Is(err, model.ErrNotFound) ||
		errors.Is(err, model.ErrInvalid) || errors.Is(err, model.ErrConflict)
}

// answered reports that a call was answered, if only with a refusal, so that
// asking again would not help.
func answered(err error) bool { return err == nil || refused(err) }

// noteSessions takes in the outcome of reading my sessions.
func (m Model) noteSessions(err error) Model { return m.noteLink(err).sayFailure(err != nil) }

// noteReading takes in the outcome of reading the directory. Where some of its
// lists were answered the API is there, and the others are only tried again.
func (m Model) noteReading() Model {
	err := m.worstFailure()
	switch {
	case unreachable(err) && m.anyAnswer():
		m.link.down = nil
		m = m.retryLater(err)
	case err != nil || m.sessionsErr == nil:
		m = m.noteLink(err)
	}
	return m.sayFailure(err != nil)
}

// anyAnswer reports that the API answered for a list, if only with a refusal.
func (m Model) anyAnswer() bool {
	for _, list := range directoryLists {
		if !unreachable(m.failed[list]) {
			return true
		}
	}
	return false
}

// sayFailure says in the status line which of the last reads failed, and takes
// that back when none did. Only a fresh failure takes the place of a result.
func (m Model) sayFailure(fresh bool) Model {
	err := m.worstFailure()
	if err == nil {
		err = m.sessionsErr
	}
	switch {
	case m.status.kind == failed && !m.status.reading && m.now.Boot-m.status.since < statusFor:
		// The result of what the person did outlives a read that fails beside it.
	case !fresh && !m.status.reading:
	case err != nil:
		m.status = m.say(failed, "Read failed: ", sentence(err)+"; ^r reads again")
		if call, action := missingAction(err); action != "" {
			// Short enough for what is missing to stand in sight.
			m.status = m.say(failed, "Not allowed: ", call+" needs "+action+"; ^r reads again")
		}
		m.status.reading = true
	default:
		m.status = status{}
	}
	return m
}

// missingAction is the policy action that a refused call needs, as far as the
// client knows it or the API names it.
func missingAction(err error) (call, action string) {
	var problem *model.APIError
	if !errors.As(err, &problem) || !errors.Is(err, model.ErrForbidden) {
		return "", ""
	}
	if problem.Action != "" {
		return problem.Call, problem.Action
	}
	if action = namedAction(problem.Message); action != "" {
		return problem.Call, action
	}
	return "", ""
}

// namedAction is the policy action that a text of the API names; empty for none.
func namedAction(message string) string {
	for _, word := range strings.Fields(message) {
		word = strings.Trim(word, ".,:;\"'()")
		if strings.HasPrefix(word, "iam.") || strings.HasPrefix(word, "account.") {
			return word
		}
	}
	return ""
}

// worstFailure is the failure to speak of first: a key that is not accepted, an
// API that is not reachable, then a refusal in the order of the lists.
func (m Model) worstFailure() error {
	var first error
	for _, list := range directoryLists {
		err := m.failed[list]
		switch {
		case err == nil:
		case errors.Is(err, model.ErrUnauthorised):
			return err
		case first == nil || unreachable(err) && !unreachable(first):
			first = err
		}
	}
	return first
}

// directoryFailed reports that a list, or the account, could not be read for a
// reason that may pass.
func (m Model) directoryFailed() bool {
	if unreachable(m.accountErr) {
		return true
	}
	for _, err := range m.failed {
		if unreachable(err) {
			return true
		}
	}
	return false
}

// lastRead is when the data on screen was read.
func (m Model) lastRead() model.Moment {
	if m.shown() && m.tab != sessionsTab {
		return model.Moment{Wall: m.remembered.read, Boot: m.now.Boot - m.now.Wall.Sub(m.remembered.read)}
	}
	if m.tab == sessionsTab && !m.sessionsRead.Wall.IsZero() || m.directoryRead.Wall.IsZero() {
		return m.sessionsRead
	}
	return m.directoryRead
}

// lastAnswer is when the API last answered with data.
func (m Model) lastAnswer() model.Moment {
	if m.sessionsRead.Boot > m.directoryRead.Boot || m.directoryRead.Wall.IsZero() {
		return m.sessionsRead
	}
	return m.directoryRead
}

// sentence is an error in words for people: what failed and why, and for a
// refusal which permission is missing.
func sentence(err error) string {
	var problem *model.APIError
	if !errors.As(err, &problem) {
		return "something inside actas failed; press ctrl+r to read again"
	}
	text := problem.Error()
	if needsAction(problem) {
		text += ". Your policies need " + problem.Action
	}
	return text
}

// needsAction reports that the policy action is worth naming: the API refused
// the call without naming it, and not because of a trust.
func needsAction(e *model.APIError) bool {
	return errors.Is(e, model.ErrForbidden) && e.Action != "" &&
		!strings.Contains(e.Message, e.Action) && !speaksOfTrust(e)
}

func speaksOfTrust(e *model.APIError) bool {
	return strings.Contains(strings.ToLower(e.Message), "trust")
}

// mayTakeAMinute ends a refusal that a trust may be too young for.
const mayTakeAMinute = " A new trust can take a minute to count."

// neededAction ends a refusal that a policy may be the cause of.
func neededAction(e *model.APIError) string { return " Your policies need " + e.Action + "." }

// refusal is an error beside the form that it answers, where nobody needs to be
// told which call it was.
func refusal(err error) string {
	var problem *model.APIError
	if !errors.As(err, &problem) || problem.Status == 0 {
		return sentence(err)
	}
	text := fmt.Sprintf("%s (%d).", cmp.Or(strings.TrimRight(problem.Message, ". "), problem.Kind.Error()), problem.Status)
	switch {
	case strings.Contains(strings.ToLower(problem.Message), "no trust relationship"):
		text += mayTakeAMinute
	case needsAction(problem):
		text += neededAction(problem)
	}
	return text
}
