package ui

import (
	"actas/model"
	"actas/ui/words"
)

// LeavesOut is an API that tells what it could not read of the lists that it read last,
// and left out.
type LeavesOut interface {
	LeftOut() []model.LeftOut
}

// LeftOutOf is what an API left out; nil for nothing.
func LeftOutOf(api API) []model.LeftOut {
	if k, ok := api.(keeping); ok {
		api = k.API
	}
	if leaves, can := api.(LeavesOut); can {
		return leaves.LeftOut()
	}
	return nil
}

// sayLeftOut says once what could not be read of the lists, unless a failure is to be
// told: then the next reading says it.
func (m Model) sayLeftOut() Model {
	said := words.LeftOut(LeftOutOf(m.deps.API))
	stands := m.leftOutSaid != "" && m.status.lead == m.leftOutSaid
	if said == m.leftOutSaid || said != "" && m.status.kind == failed && !stands {
		return m
	}
	m.leftOutSaid = said
	switch {
	case said != "":
		m.status = m.say(failed, said, ".")
	case stands:
		m.status = status{}
	}
	return m
}
