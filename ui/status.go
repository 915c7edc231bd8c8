package ui

import (
	"time"

	"actas/model"
	"actas/theme"
)

// statusKind is how a status line is coloured.
type statusKind int

const (
	plain statusKind = iota
	done
	failed
)

// status is the last result or error. The zero value says nothing.
type status struct {
	kind       statusKind
	lead, rest string
	since      time.Duration
	// reading marks the failure of a read, which the next good read takes back.
	reading bool
	// woke marks what is said after a suspend, until the sessions are read.
	woke bool
	// leaving marks what is said to who leaves, which comes before what a form says.
	leaving bool
	// lastWord marks the warning that leaving loses sessions: said once, it is taken at
	// its word.
	lastWord bool
}

// statusFor is how long a result stays; an error stays until something new is
// to be said.
const statusFor = time.Minute

// say makes a status; lead is painted by its kind.
func (m Model) say(kind statusKind, lead, rest string) status {
	return status{kind: kind, lead: lead, rest: rest, since: m.now.Boot}
}

// at is the status as it stands at a later moment.
func (s status) at(now model.Moment) status {
	if s.kind != failed && now.Boot-s.since >= statusFor {
		return status{}
	}
	return s
}

func (s status) paint(t theme.Theme) string {
	pen := t.Page.Text
	switch s.kind {
	case done:
		pen = t.Page.OK
	case failed:
		pen = t.Page.WarnStrong
	}
	return pen.On(s.lead) + t.Page.Text.On(s.rest)
}
