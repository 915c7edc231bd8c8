package ui

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
)

// Words that state a fact, which nothing but a whole list may lead to.
const (
	noRoles = "This organisation has no roles."
	noTrust = "no trust"
)

// pagesOfList wants the pages of one list, and its end.
func pagesOfList(list listName) func(tea.Msg) bool {
	return func(msg tea.Msg) bool {
		switch msg := msg.(type) {
		case pageReadMsg:
			return msg.list == list
		case listReadMsg:
			return msg.list == list
		}
		return false
	}
}

// afterPages is want, once n messages that it wants have passed.
func afterPages(n int, want func(tea.Msg) bool) func(tea.Msg) bool {
	return func(msg tea.Msg) bool {
		if !want(msg) {
			return false
		}
		n--
		return n < 0
	}
}

// TestTheFirstFrameKnowsNothing: the size of the window may arrive before the
// reading begins.
func TestTheFirstFrameKnowsNothing(t *testing.T) {
	t.Parallel()
	for _, size := range []tea.WindowSizeMsg{{Width: 80, Height: 24}, {Width: 140, Height: 40}, {Width: 60, Height: 12}} {
		r := newRig(t)
		r.send(size)
		for _, screen := range []string{"1", "2", "3"} {
			r.press(screen)
			r.hides(noRoles, "This organisation has no trusts.", "No role is open to you now.", noTrust)
		}
		r.press("2")
		r.send(startMsg{})
		r.shows("Admin", "Reader")
	}
}

// TestAnEmptyOrganisationIsToldAsSuch: once all of it was read.
func TestAnEmptyOrganisationIsToldAsSuch(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.api.roles, r.api.trusts = nil, nil
	r.start()
	r.press("2")
	r.shows(noRoles)
}

// TestAFirstReadingCutByAnotherIsNoFact: ctrl+r gives up the first reading, of
// which roles have arrived and trusts have not.
func TestAFirstReadingCutByAnotherIsNoFact(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.hold = pagesOfList(trustList)
	r.start()
	r.hides(noTrust, "No role is open")
	r.press("ctrl+r")
	r.shows("Admin", "Reader")
	r.hides(noTrust, "No role is open")
	r.press("ctrl+r", "ctrl+r")
	r.hides(noTrust, "No role is open")
	r.release()
	r.shows(noTrust)
}

// TestRolesOfACutReadingAreNotAllRoles: the same where the roles are incomplete.
func TestRolesOfACutReadingAreNotAllRoles(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.api.roles = nil
	r.hold = pagesOfList(roleList)
	r.start()
	r.press("2", "ctrl+r")
	r.hides(noRoles)
	r.release()
	r.shows(noRoles)
}

// TestTrustsThatFailMidwayAreNoFact: the trusts that are missing may be on any
// role.
func TestTrustsThatFailMidwayAreNoFact(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		err   error
		pages int
	}{
		{"no answer after the first page", offline(), 1},
		{"unavailable after the first page", unavailable(), 1},
		{"refused after the first page", forbidden(), 1},
		{"no answer at all", offline(), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.api.trusts = append(r.api.trusts,
				trustOf("t2", "r1", model.EntityUser, "bob"), trustOf("t3", "r2", model.EntityUser, "ada"))
			r.api.fails[callTrusts], r.api.cutAt[callTrusts] = c.err, c.pages
			r.start()
			r.press("2")
			r.hides(noTrust, "No role is open")
			r.hides("3 Trusts 0", "3 Trusts 2")
			r.press("ctrl+r")
			r.hides(noTrust, "No role is open")
			r.api.failAll(nil, callTrusts)
			r.press("ctrl+r")
			// Now the third role is known to have none.
			r.shows(noTrust, "3 Trusts 3")
		})
	}
}

// TestATrustListThatFailsLaterKeepsWhatWasKnown: an outage takes nothing back.
func TestATrustListThatFailsLaterKeepsWhatWasKnown(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.api.trusts = append(r.api.trusts,
		trustOf("t2", "r1", model.EntityUser, "bob"), trustOf("t3", "r2", model.EntityUser, "ada"))
	r.start()
	r.press("2")
	r.api.fails[callTrusts], r.api.cutAt[callTrusts] = offline(), 1
	r.press("ctrl+r")
	if n := len(r.m.directory.Trusts()); n != 3 {
		t.Errorf("%d trusts are left of 3", n)
	}
	r.shows(noTrust, "3 Trusts 3")
}

// TestStalePagesEndTheirLists: a list that nobody waits for any more is brought
// to its end, so that nothing of it keeps running.
func TestStalePagesEndTheirLists(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		pages int
	}{
		{"at the first page", 0},
		{"at the second page", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.api.pageSize = 1
			for range 5 {
				r.hold = afterPages(c.pages, pagesOfList(roleList))
				r.start()
				r.hold = pagesOfList(roleList)
				r.press("ctrl+r", "ctrl+r")
				if r.api.openLists == 0 {
					t.Fatal("no list was under way")
				}
				r.release()
				if r.api.openLists != 0 {
					t.Fatalf("%d lists never ended", r.api.openLists)
				}
			}
			if n := len(r.m.directory.Roles()); n != 3 {
				t.Errorf("%d roles are known of 3", n)
			}
		})
	}
}
