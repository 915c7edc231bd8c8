package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/action"
	"actas/ui/help"
	"actas/ui/storageform"
)

// nobody reports that it is not known whose sessions are to be read. An object
// storage knows of nobody: what was assumed from here is mine.
func (m Model) nobody() bool { return m.me.ID == "" && !m.deps.Storage }

// storageName is what the header calls an object storage: by the namespace of its
// roles, where all have the same.
func (m Model) storageName() string {
	namespace := ""
	for i, r := range m.directory.Roles() {
		// urn:ecs:iam::NAMESPACE:role/NAME
		before, _, _ := strings.Cut(r.ID, ":role/")
		its := before[strings.LastIndexByte(before, ':')+1:]
		if i > 0 && its != namespace {
			return "object storage"
		}
		namespace = its
	}
	return strings.TrimSpace("object storage " + namespace)
}

// openStorageForm opens the form for a session in an object storage.
func (m Model) openStorageForm(roleID string) (Model, tea.Cmd) {
	m.assumeSeq++
	return m.openPage(pageOf[storageform.Model]{storageform.New(m.scene(), storageform.Options{
		RoleID: roleID, Suffix: m.deps.Suffix(), URL: m.deps.API.URL(),
	})})
}

// storageForm is the form for a session in an object storage where that is in
// front, nil elsewhere.
func (m Model) storageForm() *storageform.Model {
	if p, ok := m.page.(pageOf[storageform.Model]); ok {
		return &p.model
	}
	return nil
}

// formDone closes the form that asked for a session, because the session is there.
func (m Model) formDone() Model {
	m.answerDue = m.assume != nil && m.assume.Asks()
	if form := m.storageForm(); form != nil {
		m.page, m.answerDue = nil, form.Asks()
	}
	m.assume = nil
	return m
}

// packed says, in the middle of a sentence, how much of their room the policies of a
// new session take; empty where it has none.
func packed(s model.Session) string {
	if s.PackedPolicy == 0 {
		return ""
	}
	return fmt.Sprintf(", policies %d%% packed", s.PackedPolicy)
}

// storageAnswer is the form with the reason why there is no session.
func storageAnswer(form storageform.Model, err error, field, text string) page {
	switch {
	case lostAnswer(err):
		form = form.Unanswered(text)
	case unreachable(err):
		form = form.Failed(text)
	default:
		form = form.Refused(field, text)
	}
	return pageOf[storageform.Model]{form}
}

// possible leaves out of the help what an object storage never does.
func (m Model) possible(groups []help.Group) []help.Group {
	never := []string{m.scene().WhyNoTrusts(), m.whyNotEveryone()}
	for i, g := range groups {
		groups[i].Hints = slices.DeleteFunc(g.Hints, func(h action.Hint) bool { return slices.Contains(never, h.Blocked) })
	}
	return slices.DeleteFunc(groups, func(g help.Group) bool { return len(g.Hints) == 0 })
}
