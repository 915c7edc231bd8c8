package ui

import (
	"testing"
	"time"

	"actas/model"
)

// copying is a rig with the sheet of what can be copied of a session open, and what
// was copied.
func copying(t *testing.T) (*rig, *[]string) {
	t.Helper()
	r := renewing(t, sessionOf("deploy-7f3c", "ada", 9*time.Minute), sessionOf("logs", "ada", time.Hour))
	copied := &[]string{}
	r.m.deps.Copy = func(text string) (string, error) {
		*copied = append(*copied, text)
		return "to the clipboard", nil
	}
	r.press("Y")
	r.shows("Copy deploy-7f3c as")
	return r, copied
}

// A token that was replaced while the sheet was open is of no use to anybody.
func TestTheSheetFollowsARenewal(t *testing.T) {
	t.Parallel()
	r, copied := copying(t)
	r.press("j", "j", "j", "v")
	r.shows("token-deploy-7f3c")
	r.automatic("deploy-7f3c")
	r.shows("Copy deploy-aaaa as", "▌   4  session token")
	r.hides("token-deploy")
	r.press("enter")
	if len(*copied) != 1 || (*copied)[0] != "token-deploy-aaaa" {
		t.Errorf("copied %q", *copied)
	}
	r.shows("Copied the token of deploy-aaaa to the clipboard.")
}

func TestTheSheetOfASessionThatEndedCopiesNoToken(t *testing.T) {
	t.Parallel()
	r, copied := copying(t)
	r.m.roster.MarkGone(model.Session{ID: "deploy-7f3c"}, model.StateRevoked, r.m.now.Boot)
	r.api.sessions["ada"] = r.api.sessions["ada"][1:]
	r.pass(6 * time.Minute)
	r.press("4")
	r.shows("Not now: this session is revoked.")
	if len(*copied) != 0 {
		t.Errorf("copied %q", *copied)
	}
}
