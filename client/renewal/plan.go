package renewal

import (
	"net/netip"
	"time"

	"actas/model"
)

const (
	// earlyShare is the part of the threshold by which jitter may bring a renewal
	// forward.
	earlyShare = 10
	// beforeClosing is how long before a window closes for good a session is
	// renewed, so that there is time to try again; jitter adds up to half.
	beforeClosing = 2 * time.Minute
	// leastGain is how much life such a renewal must win.
	leastGain = 5 * time.Minute
	// afterOpening is how long after a window opens a session is renewed: the
	// API's clock is known to about a second. Jitter adds up to spreadOpening.
	afterOpening  = 2 * time.Second
	spreadOpening = 30 * time.Second
	// unknownLength stands for a length that neither the session nor the role
	// tells, as Vultr gives it.
	unknownLength = time.Hour
)

// outlook is what can be said of the renewal of one session at one time.
type outlook struct {
	// due is the boot reading at which it is to be renewed; 0 for never, and then
	// why says why.
	due time.Duration
	why string
	// until is the boot reading from which on it cannot be renewed.
	until time.Duration
	// closes is that on the API's clock, where a window makes it so; later, when
	// it closed. The zero time for neither.
	closes time.Time
	// open is set where the API would let it be renewed now, as far as is known.
	open bool
}

// outside reports that only the time keeps a role from being assumed. Any other
// verdict is an estimate of which the server knows better: it is asked.
func outside(v model.Verdict) bool {
	return v.State == model.VerdictClosed || v.State == model.VerdictLapsed
}

// planner plans the renewal of one session that has time left. server is the
// API's clock at the boot reading.
type planner struct {
	s      model.WatchedSession
	caller model.Caller
	boot   time.Duration
	server time.Time
	// jitter, in [0,1), spreads sessions and dashboards.
	jitter float64
	// closed is when its window was last known to close, the zero time for never.
	closed time.Time
}

// foresee is the plan. What is not known of trusts limits nothing.
func (p planner) foresee() outlook {
	length := newLength(p.s)
	threshold := min(model.AutoRenewAt(length), length/2)
	ends := p.boot + p.s.Countdown.Left(p.boot)
	ripe := ends - threshold - p.spread(threshold/earlyShare)
	view := outlook{due: max(ripe, 1), until: ends, closes: p.closed, open: true}
	if !p.s.TrustsKnown {
		return view
	}
	p.s.Trusts = p.s.TrustsOfBearer(p.s.Trusts, p.caller)
	if ip, err := netip.ParseAddr(p.s.ContextIP); err == nil {
		p.caller.SourceIP = ip
	}
	renewable := model.JudgeRenewal(p.s.Role, p.s.Trusts, p.caller, p.server, p.on(ends))
	if now := renewable.Now; !outside(now) && now.State != model.VerdictOpen {
		return view
	}
	view.open = !outside(renewable.Now)
	if renewable.Limited {
		view.until, view.closes = p.off(renewable.Until), renewable.Until
	}
	p.fit(&view, renewable, ripe, length)
	return view
}

// foresee plans the renewal of a session that has time left. e.mu is held.
func (e *Engine) foresee(en *entry, boot time.Duration, server time.Time) outlook {
	view := planner{en.watched, e.caller, boot, server, en.jitter, en.closes}.foresee()
	en.until, en.closes, en.why = view.until, view.closes, view.why
	return view
}

// fit moves what is due into the windows: to the first moment from ripe on, or
// to the last one before, as long as that wins some life.
func (p planner) fit(view *outlook, r model.Renewable, ripe, length time.Duration) {
	ends := p.boot + p.s.Countdown.Left(p.boot)
	then := p.judge(max(ripe, p.boot))
	switch {
	case r.Until.IsZero():
		view.due, view.why = 0, windowWords(r, view.closes, p.server)
	case outside(then) && !then.Opens.IsZero() && p.off(then.Opens) < view.until:
		view.due = p.opening(then, view.until)
	case !r.Limited:
		// It stays open until the session's end.
	case !outside(then):
		view.due = max(min(ripe, p.closing(view.until)), 1)
	case p.closing(view.until)+length-ends < leastGain:
		view.due, view.why = 0, windowWords(r, view.closes, p.server)
	default:
		view.due = p.closing(view.until)
	}
}

// opening is a moment shortly after a window opens.
func (p planner) opening(closed model.Verdict, until time.Duration) time.Duration {
	opens := p.off(closed.Opens)
	return opens + min(afterOpening+p.spread(spreadOpening), (until-opens)/2)
}

// closing is a moment shortly before the last window closes, and in it.
func (p planner) closing(until time.Duration) time.Duration {
	at := max(until-beforeClosing-p.spread(beforeClosing/2), p.boot)
	if then := p.judge(at); outside(then) && !then.Opens.IsZero() {
		return p.opening(then, until)
	}
	return at
}

// spread is the session's part of a time over which renewals are spread.
func (p planner) spread(over time.Duration) time.Duration {
	return time.Duration(p.jitter * float64(over))
}

func (p planner) judge(at time.Duration) model.Verdict {
	return model.JudgeRole(p.s.Role, p.s.Trusts, p.caller, p.on(at))
}

// on is the API's clock at a boot reading, off the other way round.
func (p planner) on(at time.Duration) time.Time  { return p.server.Add(at - p.boot) }
func (p planner) off(at time.Time) time.Duration { return p.boot + at.Sub(p.server) }

// newLength is how long the session's successor will be.
func newLength(s model.WatchedSession) time.Duration {
	length := s.Life()
	if length == 0 {
		length = s.Total
	}
	if longest := s.Role.MaxSession; longest > 0 && (length == 0 || longest < length) {
		length = longest
	}
	if length == 0 {
		length = unknownLength
	}
	return length
}

// windowWords says why a session cannot be renewed any more: "window closes
// 17:00 UTC; opens Mon 09:00 UTC", and once that has come, "window closed".
func windowWords(r model.Renewable, closes, now time.Time) string {
	var words string
	switch {
	case !r.Until.IsZero():
		words = "window closes " + clockWords(r.Until, now)
	case r.Now.State == model.VerdictLapsed && !r.Now.Since.IsZero():
		words = "its trust lapsed " + clockWords(r.Now.Since, now)
	case r.Now.State == model.VerdictLapsed:
		words = "its trust lapsed"
	case closes.IsZero():
		words = "window closed"
	default:
		words = "window closed " + clockWords(closes, now)
	}
	if r.Opens.IsZero() {
		return words
	}
	return words + "; opens " + clockWords(r.Opens, now)
}

// clockWords is a time near now in words, in UTC.
func clockWords(at, now time.Time) string {
	at, now = at.UTC(), now.UTC()
	switch days := at.Sub(now).Abs(); {
	case days < 24*time.Hour && at.Day() == now.Day():
		return at.Format("15:04 UTC")
	case days < 6*24*time.Hour:
		return at.Format("Mon 15:04 UTC")
	default:
		return at.Format("Mon 2 Jan 15:04 UTC")
	}
}
