package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/model/text"
	"actas/ui/copyas"
)

// What became of an AWS profile.
type (
	awsLookedMsg struct {
		profile, key string
		state        model.AWSProfileState
		err          error
	}
	awsWrittenMsg struct {
		profile string
		err     error
	}
)

// awsMessage takes in what concerns that file.
func (m Model) awsMessage(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case copyas.ProfileMsg:
		return m.lookAtAWS(msg.Profile)
	case awsLookedMsg:
		return m.awsLooked(msg)
	case copyas.WriteMsg:
		return m.writeAWS(msg)
	case awsWrittenMsg:
		m, cmd := m.awsWritten(msg)
		return m.answered(cmd)
	case profilesReadMsg:
		return m.profilesRead(msg), nil
	}
	return m.intent(msg)
}

// awsPath is where AWS's credentials file is; empty where none is written from here,
// as in the demo, whose keys open nothing.
func (m Model) awsPath() string {
	if m.deps.AWS == nil || m.deps.Demo {
		return ""
	}
	return text.Clean(m.deps.AWS.Path())
}

// lookAtAWS finds out what an AWS profile is, before the person is asked.
func (m Model) lookAtAWS(profile string) (Model, tea.Cmd) {
	file, key := m.deps.AWS, m.copyOf
	return m, func() tea.Msg {
		state, err := file.Look(profile)
		return awsLookedMsg{profile: profile, key: key, state: state, err: err}
	}
}

// awsLooked asks the person, where the sheet of that session is still there.
func (m Model) awsLooked(msg awsLookedMsg) (Model, tea.Cmd) {
	switch {
	case m.copyAs == nil || m.copyOf != msg.key:
	case msg.err != nil:
		m.copyAs = nil
		m.status = m.say(failed, "Not written: ", text.Clean(msg.err.Error())+".")
	default:
		m.copyAs = m.copyAs.Ask(copyas.Question{Profile: msg.profile, Path: m.awsPath(), State: msg.state})
	}
	return m, nil
}

// writeAWS writes the keys of the sheet's session into a profile.
func (m Model) writeAWS(msg copyas.WriteMsg) (Model, tea.Cmd) {
	m.copyAs = nil
	l, known := m.roster.Find(m.copyOf)
	if !known || l.Gone != "" {
		m.status = m.say(failed, "Not written: ", "the session is gone.")
		return m, nil
	}
	file, s := m.deps.AWS, l.Session
	return m.write(func(ctx context.Context) tea.Msg {
		if err := ctx.Err(); err != nil {
			return awsWrittenMsg{profile: msg.Profile, err: err}
		}
		return awsWrittenMsg{profile: msg.Profile, err: file.Write(msg.Profile, s, msg.Theirs)}
	})
}

// awsWritten says what stands where.
func (m Model) awsWritten(msg awsWrittenMsg) (Model, tea.Cmd) {
	if msg.err != nil {
		m.status = m.say(failed, "Not written: ", text.Clean(msg.err.Error())+".")
		return m, nil
	}
	m.status = m.say(done, "Wrote", " the keys: AWS_PROFILE="+msg.profile+" uses them.")
	return m, nil
}
