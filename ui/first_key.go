package ui

import (
	"context"
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/model/text"
	"actas/ui/firstrun"
)

// KeyRest keeps a key that was typed on the first-run screen.
type KeyRest struct {
	firstrun.Rest
	// Ready says why no key can be kept, in words for people; nil where one can. It
	// may take seconds.
	Ready func() error
	// Keep puts a key into the keyring for a profile, and writes a profile that is
	// new. Its error is in words for people, and nothing was kept then.
	Keep func(profile string, key model.Secret) error
}

// rest is how the first-run screen offers to keep a key; nil for not at all.
func (d *Deps) rest() *firstrun.Rest {
	if d.KeyRest == nil {
		return nil
	}
	return &d.KeyRest.Rest
}

type (
	// keyTriedMsg says whether a key works, whose it is, and why it cannot be kept.
	keyTriedMsg struct {
		try      int
		api      API
		account  model.Account
		keepless error
		err      error
	}
	// keyKeptMsg says that a key is kept for a profile.
	keyKeptMsg struct {
		profile string
		err     error
	}
)

// tryKey asks the API whose key was typed, and the keyring beside that whether it
// takes one.
func (m Model) tryKey(msg firstrun.TryMsg) tea.Cmd {
	dial, rest := m.deps.Connect, m.deps.KeyRest
	return func() tea.Msg {
		out := keyTriedMsg{try: msg.Try}
		if out.api, out.err = dial(msg.Key); out.err != nil {
			return out
		}
		ready := make(chan error, 1)
		go func() {
			if rest != nil {
				ready <- rest.Ready()
			}
			close(ready)
		}()
		out.account, out.err = out.api.Account(context.Background())
		if !unreachable(out.err) && !errors.Is(out.err, model.ErrUnauthorised) {
			// Some keys may not read their own account, and work all the same.
			out.err = nil
		}
		out.keepless = <-ready
		return out
	}
}

// keyTried asks where a key that works is to rest, or goes on with it.
func (m Model) keyTried(msg keyTriedMsg) (Model, tea.Cmd) {
	if m.firstRun == nil || !m.firstRun.Waits(msg.try) {
		return m, nil
	}
	if msg.err == nil && m.deps.KeyRest == nil {
		return m.connected(connectedMsg{api: msg.api})
	}
	failure, keepless, whose := "", "", ""
	if msg.err != nil {
		failure = cause(msg.err)
	}
	if msg.keepless != nil {
		keepless = text.Clean(msg.keepless.Error())
	}
	if msg.account.Email != "" {
		whose = msg.account.Email + "'s, at " + msg.api.Endpoint()
	}
	next := m.firstRun.Tried(msg.try, whose, keepless, failure)
	m.firstRun = &next
	return m, nil
}

// keepKey keeps a key. Leaving waits for that: it is put into the keyring first, and
// written down after.
func (m Model) keepKey(msg firstrun.KeepMsg) (Model, tea.Cmd) {
	keep := m.deps.KeyRest.Keep
	return m.write(func(ctx context.Context) tea.Msg {
		if err := ctx.Err(); err != nil {
			return keyKeptMsg{profile: msg.Profile, err: err}
		}
		return keyKeptMsg{profile: msg.Profile, err: keep(msg.Profile, msg.Key)}
	})
}

// keyKept goes on with the profile that the key is kept for, unless somebody leaves:
// what reads it from the keyring is the proof that it is there.
func (m Model) keyKept(msg keyKeptMsg) (Model, tea.Cmd) {
	if m.firstRun == nil || m.leaving {
		return m, nil
	}
	if msg.err != nil {
		next := m.firstRun.Failed(text.Clean(msg.err.Error()) + ".")
		m.firstRun = &next
		return m, nil
	}
	return m.switchProfile(msg.profile)
}
