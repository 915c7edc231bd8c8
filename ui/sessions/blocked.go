package sessions

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/browse"
	"actas/ui/scene"
	"actas/ui/words"
)

// Blocked says why an intent can do nothing now; empty when it can.
func (m Model) Blocked(intent tea.Msg, s scene.Scene) string {
	selected, ok := m.Selected()
	switch intent.(type) {
	case AskRevokeMsg, AskRenewMsg, AskAutoMsg, MarkMsg, AskShellMsg, CopyMsg, AskCopyAsMsg, browse.OpenMsg:
		if !ok {
			return "no session is selected"
		}
	}
	switch intent.(type) {
	case AskRevokeMsg, AskRenewMsg, AskAutoMsg, AskExpiringMsg, AssumeMsg:
		if why := s.WhyNotChanged(); why != "" {
			return why
		}
	}
	return m.blockedOn(selected, intent, s)
}

// blockedOn says why an intent can do nothing with the selected session, or with the
// marked ones.
func (m Model) blockedOn(selected model.LiveSession, intent tea.Msg, s scene.Scene) string {
	switch intent.(type) {
	case AskRevokeMsg:
		if s.Storage && selected.Gone == "" {
			return "it cannot be revoked; it ends by itself at " + words.Clock(selected.Countdown.EndsAt(s.Now)) + " UTC"
		}
		return whyNone(m.targets(), func(l model.LiveSession) string { return whyNotRevoked(l, s) })
	case AskRenewMsg:
		return whyNone(m.targets(), func(l model.LiveSession) string { return m.whyNotRenewed(l, s) })
	case AskAutoMsg:
		return whyNone(m.targets(), func(l model.LiveSession) string { return m.whyNotAuto(l, s) })
	case AskExpiringMsg:
		return m.whyNoneExpires(s)
	case MarkMsg:
		if selected.Gone != "" {
			return "this session is " + string(selected.Gone)
		}
	case CopyMsg:
		if s.Storage {
			return "the object storage takes keys and a token together: Y copies them"
		}
		return whyNotUsed(selected, s)
	case AskShellMsg:
		return whyNotUsed(selected, s)
	case AskCopyAsMsg:
		if !s.Mine(selected) {
			return whyNotUsed(selected, s)
		}
	case EveryoneMsg:
		return s.WhyNotEveryone
	case WeekMsg:
		return s.WhyNoTrusts()
	case browse.BackMsg:
		if len(m.marked) > 0 {
			return ""
		}
	}
	return m.browse.Blocked(intent)
}

// whyNotRevoked says why a session cannot be revoked. In the middle of a renewal
// its place would be taken all the same.
func whyNotRevoked(l model.LiveSession, s scene.Scene) string {
	switch {
	case l.Gone == "" && s.IsRenewing(l):
		return "it is being renewed; revoke the new session then"
	case l.Gone != "":
		return "this session is " + string(l.Gone) + " already"
	case l.Token.Empty():
		return "the API did not give this session's token"
	}
	return ""
}

// whyNoneExpires says that nothing of mine ends soon, and what ends first.
func (m Model) whyNoneExpires(s scene.Scene) string {
	if slices.ContainsFunc(m.rows.live, func(l model.LiveSession) bool { return m.expires(l, s) }) {
		return ""
	}
	soonest, ok := s.Roster.SoonestOf(s.Me.ID, s.Now.Boot)
	if !ok {
		return "no session of yours is live"
	}
	return "nothing ends soon; next in " + words.ApproxDown(soonest.Countdown.Left(s.Now.Boot))
}
