package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"actas/ui/access"
	"actas/ui/action"
	"actas/ui/assume"
	"actas/ui/roles"
	"actas/ui/scene"
	"actas/ui/sessions"
	"actas/ui/storageform"
	"actas/ui/trusts"
	"actas/ui/week"
)

// page is a screen without a tab: it takes the place of the body, and all keys,
// until it asks to be closed with [scene.CloseMsg].
type page interface {
	update(msg tea.Msg, s scene.Scene) (page, tea.Cmd)
	view(s scene.Scene) scene.Frame
	// sync takes in what is known, and a size, that changed.
	sync(s scene.Scene) (page, tea.Cmd)
	// captures reports that keys are typed text, or an answer.
	captures() bool
}

// screen is what the Model of a page has.
type screen[M any] interface {
	Update(msg tea.Msg, s scene.Scene) (M, tea.Cmd)
	View(s scene.Scene) scene.Frame
	Sync(s scene.Scene) (M, tea.Cmd)
}

// pageOf makes a page of a screen's Model.
type pageOf[M screen[M]] struct{ model M }

func (p pageOf[M]) update(msg tea.Msg, s scene.Scene) (page, tea.Cmd) {
	next, cmd := p.model.Update(msg, s)
	return pageOf[M]{next}, cmd
}

func (p pageOf[M]) view(s scene.Scene) scene.Frame { return p.model.View(s) }

func (p pageOf[M]) sync(s scene.Scene) (page, tea.Cmd) {
	next, cmd := p.model.Sync(s)
	return pageOf[M]{next}, cmd
}

// captures is what the screen says. One that says nothing is a form.
func (p pageOf[M]) captures() bool {
	says, ok := any(p.model).(interface{ Captures() bool })
	return !ok || says.Captures()
}

// unsent reports that leaving loses what was typed.
func (p pageOf[M]) unsent() bool {
	form, ok := any(p.model).(interface{ Unsent() bool })
	return ok && form.Unsent()
}

// pageKey gives a key to the page in front. Where that takes no text, the keys of
// every screen work there as well, and those that show a screen leave the page.
func (m Model) pageKey(msg tea.KeyMsg) (Model, tea.Cmd) {
	a, ok := action.Find(m.everywhere(), msg)
	if !ok || msg.Paste || m.page.captures() {
		return m.updatePage(msg)
	}
	switch a.Intent.(type) {
	case showMsg, turnMsg:
		m.page = nil
	}
	return m.intent(a.Intent)
}

// pageRequest opens the pages that screens ask for, and carries out what those ask.
func (m Model) pageRequest(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case roles.WhyMsg:
		return m.openWhy(msg.RoleID, "")
	case trusts.WhyMsg:
		return m.openWhy(msg.RoleID, msg.RoleName)
	case access.WhyMsg:
		return m.openWhyFor(msg.RoleID, msg.UserID)
	case roles.PeopleMsg:
		return m.openPage(pageOf[access.Model]{access.New(msg.RoleID, "")})
	case trusts.PeopleMsg:
		return m.openPage(pageOf[access.Model]{access.New(msg.RoleID, msg.TrustID)})
	case roles.WeekMsg, sessions.WeekMsg:
		return m.openPage(pageOf[week.Model]{week.New()})
	case storageform.SubmitMsg:
		return m.submitAssume(assume.SubmitMsg{Request: msg.Request})
	case week.AssumeMsg:
		return m.openAssume(msg.RoleID, "")
	}
	return m.overlayRequest(msg)
}

// openPage shows a page.
func (m Model) openPage(p page) (Model, tea.Cmd) {
	m.page = p
	m.status = status{}
	return m.syncPage()
}

// closePage goes back to the screen below.
func (m Model) closePage() (Model, tea.Cmd) {
	if m.storageForm() != nil {
		m.assumeSeq++
	}
	m.page = nil
	return m.sync()
}

// syncPage brings the page, if there is one, up to date.
func (m Model) syncPage() (Model, tea.Cmd) {
	if m.page == nil {
		return m, nil
	}
	var cmd tea.Cmd
	m.page, cmd = m.page.sync(m.scene())
	return m, cmd
}

// updatePage hands the page a key, or an answer that may be its own.
func (m Model) updatePage(msg tea.Msg) (Model, tea.Cmd) {
	if m.page == nil {
		return m, nil
	}
	var cmd tea.Cmd
	m.page, cmd = m.page.update(msg, m.scene())
	return m, cmd
}
