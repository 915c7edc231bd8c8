package sessions

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/scene"
	"actas/ui/shellenv"
	"actas/ui/words"
)

// renew asks the root to renew the marked sessions, or the selected one. Where a
// trust's window would refuse it, the first press says so and when it opens, and
// the second one tries all the same: the server decides.
func (m Model) renew(s scene.Scene) (Model, tea.Cmd) {
	targets := m.renewable(m.targets(), s)
	if len(targets) == 0 {
		return m, nil
	}
	key := keysOf(targets)
	if closed := m.closed(targets, s); closed != "" && m.insisted != key {
		m.insisted = key
		return m, say(closed + " r again tries.")
	}
	m.insisted = ""
	return m, func() tea.Msg { return RenewMsg{Sessions: targets} }
}

// renewExpiring asks the root to renew everything that ends soon and that its
// trusts allow.
func (m Model) renewExpiring(s scene.Scene) (Model, tea.Cmd) {
	var open []model.LiveSession
	soon := m.expiring(s)
	for _, l := range soon {
		if m.closed([]model.LiveSession{l}, s) == "" {
			open = append(open, l)
		}
	}
	if len(open) == 0 {
		return m, say(m.closed(soon, s))
	}
	return m, func() tea.Msg { return RenewMsg{Sessions: open} }
}

// renewable are the sessions that a renewal can be asked for.
func (m Model) renewable(sessions []model.LiveSession, s scene.Scene) []model.LiveSession {
	var out []model.LiveSession
	for _, l := range sessions {
		if m.whyNotRenewed(l, s) == "" {
			out = append(out, l)
		}
	}
	return out
}

// whyNotRenewed says why a session cannot be renewed, whatever its trusts say.
func (m Model) whyNotRenewed(l model.LiveSession, s scene.Scene) string {
	switch {
	case l.Gone != "":
		return "this session is " + string(l.Gone) + "; a assumes its role anew"
	case !s.Mine(l):
		return "only " + s.UserName(l.Owner()) + " can renew this session"
	case l.RoleID == "":
		return "the API did not say which role this session is on"
	case s.IsRenewing(l):
		return "it is being renewed"
	}
	return ""
}

// closed says that the trusts would refuse to renew the sessions now, and when
// they open, or that their identity token is missing; empty where one of them may be
// renewed.
func (m Model) closed(sessions []model.LiveSession, s scene.Scene) string {
	said := ""
	for _, l := range sessions {
		v := s.Renewable(l).Now
		switch v.State {
		case model.VerdictOpen, model.VerdictUnknown:
			if !s.Tokenless(l) {
				return ""
			}
			said = "It needs an identity token (" + shellenv.TokenFile + ")."
		case model.VerdictClosed:
			said = fmt.Sprintf("The window is closed and opens %s.", opening(v, s))
		default:
			said = "It would be refused: " + words.Verdict(v, s.Now.Wall) + "."
		}
	}
	return said
}

func say(text string) tea.Cmd {
	return func() tea.Msg { return scene.SayMsg{Text: text} }
}

// opening is when a closed window opens.
func opening(v model.Verdict, s scene.Scene) string {
	if v.Opens.IsZero() {
		return "at no time in sight"
	}
	return words.When(v.Opens, s.Now.Wall, nil) + " UTC, in " + words.ApproxUp(v.Opens.Sub(s.Now.Wall))
}

// auto asks the root to turn auto-renew on for the targets, or off where it is
// on for all of them.
func (m Model) auto(s scene.Scene) (Model, tea.Cmd) {
	targets := m.autoTargets(s)
	if len(targets) == 0 {
		return m, nil
	}
	on := false
	for _, l := range targets {
		r := s.Renewal(l)
		on = on || !r.Auto || r.Stopped
	}
	return m, func() tea.Msg { return AutoMsg{Sessions: targets, On: on} }
}

func (m Model) autoTargets(s scene.Scene) []model.LiveSession {
	var out []model.LiveSession
	for _, l := range m.targets() {
		if m.whyNotAuto(l, s) == "" {
			out = append(out, l)
		}
	}
	return out
}

func (m Model) whyNotAuto(l model.LiveSession, s scene.Scene) string {
	if why := m.whyNotRenewed(l, s); why != "" && !s.IsRenewing(l) {
		return why
	}
	if r := s.Renewable(l); neverAgain(r) && !s.Renewal(l).Auto {
		return "it cannot be renewed: " + words.Verdict(r.Now, s.Now.Wall)
	}
	if s.Tokenless(l) && !s.Renewal(l).Auto {
		return "it needs an identity token: set " + shellenv.TokenFile
	}
	return ""
}

// whyNone says why an action can be done with none of its targets; empty when it
// can with one.
func whyNone(targets []model.LiveSession, why func(model.LiveSession) string) string {
	first := ""
	for _, l := range targets {
		reason := why(l)
		if reason == "" {
			return ""
		}
		if first == "" {
			first = reason
		}
	}
	return first
}

func keysOf(sessions []model.LiveSession) string {
	keys := make([]string, len(sessions))
	for i, l := range sessions {
		keys[i] = l.Key()
	}
	return strings.Join(keys, "\n")
}
