package ui

import (
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"actas/model"
	"actas/ui/identity"
)

// TestARenewalOfThePersonBeforeStaysTheirs: it ends after somebody else took over.
func TestARenewalOfThePersonBeforeStaysTheirs(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", 9*time.Minute))
	second := &fakeEngine{api: r.api, state: &model.RenewalState{Acts: true}, auto: map[string]bool{}}
	r.m.deps.Renewals = func(API, string) Renewals { return second }
	r.hold = only[renewedMsg]
	r.press("r")
	r.send(identity.ChosenMsg{UserID: "bob"})
	r.release()
	r.hides("deploy-x7k2", "Renewed", "Renewing")
	if r.state("deploy-x7k2") != "" {
		t.Error("it is on the other person's list")
	}
	if r.press("q"); !r.quit {
		t.Error("it waits for a renewal of the person before")
	}
}

// TestTheEngineBeforeEndsBesideTheScreen: that takes it two seconds at most, for
// which the keys would do nothing.
func TestTheEngineBeforeEndsBesideTheScreen(t *testing.T) {
	t.Parallel()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", 9*time.Minute))
	r.m.deps.Renewals = func(API, string) Renewals { return &fakeEngine{api: r.api, state: &model.RenewalState{}} }
	next, cmd := r.m.Update(identity.ChosenMsg{UserID: "bob"})
	r.m = next.(Model)
	if r.engine.closed {
		t.Error("it ends while the screen waits")
	}
	r.send(tea.WindowSizeMsg{Width: 140, Height: 40})
	if r.run(cmd); !r.engine.closed {
		t.Error("it does not end")
	}
}
