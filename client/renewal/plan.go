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
	// open is set where the API would let it be renewed now, as far as is known.
	open bool
}

// outside reports that only the time keeps a role from being assumed. Any other
// verdict is an estimate of which the server knows better: it is asked.
func outside(v model.Verdict) bool {
	return v.State == model.VerdictClosed || v.State == model.VerdictLapsed
}

// foresee plans the renewal of a session that has time left. server is the API's
// clock at the boot reading.
func foresee(s model.WatchedSession, c model.Caller, boot time.Duration, server time.Time, jitter float64) outlook {
	length := newLength(s)
	threshold := min(model.AutoRenewAt(length), length/2)
	ends := boot + s.Countdown.Left(boot)
	ripe := ends - threshold - time.Duration(jitter*float64(threshold/earlyShare))
	view := outlook{due: max(ripe, 1), until: ends, open: true}
	if !s.TrustsKnown || s.IssuerID != "" {
		return view
	}
	if ip, err := netip.ParseAddr(s.ContextIP); err == nil {
		c.SourceIP = ip
	}
	on := func(at time.Duration) time.Time { return server.Add(at - boot) }
	off := func(at time.Time) time.Duration { return boot + at.Sub(server) }
	renewable := model.JudgeRenewal(s.Role, s.Trusts, c, server, on(ends))
	if now := renewable.Now; !outside(now) && now.State != model.VerdictOpen {
		return view
	}
	view.open = !outside(renewable.Now)
	if renewable.Limited {
		view.until = off(renewable.Until)
	}
	last := max(view.until-beforeClosing-time.Duration(jitter*float64(beforeClosing/2)), boot)
	then := model.JudgeRole(s.Role, s.Trusts, c, on(max(ripe, boot)))
	opens := off(then.Opens) + afterOpening
	switch {
	case renewable.Until.IsZero():
		view.due, view.why = 0, windowWords(renewable, server)
	case then.State == model.VerdictClosed && !then.Opens.IsZero() && opens < view.until:
		view.due = opens + time.Duration(jitter*float64(min(spreadOpening, (view.until-opens)/4)))
	case !renewable.Limited, then.State == model.VerdictOpen:
		view.due = max(min(ripe, last), 1)
	case last+length-ends < leastGain:
		view.due, view.why = 0, windowWords(renewable, server)
	default:
		view.due = last
	}
	return view
}

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
// 17:00 UTC; opens Mon 09:00 UTC".
func windowWords(r model.Renewable, now time.Time) string {
	var words string
	switch {
	case !r.Until.IsZero():
		words = "window closes " + clockWords(r.Until, now)
	case r.Now.State == model.VerdictLapsed && !r.Now.Since.IsZero():
		words = "its trust lapsed " + clockWords(r.Now.Since, now)
	case r.Now.State == model.VerdictLapsed:
		words = "its trust lapsed"
	default:
		words = "window closed"
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
