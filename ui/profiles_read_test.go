package ui

import (
	"errors"
	"testing"

	"actas/model"
)

// TestProfilesAreReadAnew: those that were read hold, those of before where that
// failed, whether or not the sheet is open still.
func TestProfilesAreReadAnew(t *testing.T) {
	t.Parallel()
	m := New(Deps{Profile: "a", Profiles: []model.Profile{{Name: "a"}}, ReadProfiles: func() ([]model.Profile, error) {
		return []model.Profile{{Name: "a"}, {Name: "b"}}, nil
	}})
	m, cmd := m.openProfiles()
	if cmd == nil {
		t.Fatal("nothing is read")
	}
	read := cmd()
	m, _ = m.overlayRequest(read)
	if len(m.deps.Profiles) != 2 || m.profiles == nil {
		t.Errorf("there are %v", m.deps.Profiles)
	}
	m, _ = m.overlayRequest(profilesReadMsg{err: errors.New("line 2")})
	if len(m.deps.Profiles) != 2 {
		t.Errorf("there are %v", m.deps.Profiles)
	}
	m.profiles = nil
	if m, _ = m.overlayRequest(read); m.profiles != nil {
		t.Error("the sheet opens again")
	}
}

// TestTheRuleThatIsLost is told while there is something to lose.
func TestTheRuleThatIsLost(t *testing.T) {
	t.Parallel()
	deps := Deps{Profile: "a", Profiles: []model.Profile{{Name: "a", OnHangup: "revoke"}, {Name: "b"}, {Name: "c", OnHangup: "revoke"}}}
	deps.RevokesOnHangup = func(p model.Profile) bool { return p.OnHangup == "revoke" }
	m := New(deps)
	if m.lostRule() != nil {
		t.Error("it is told without a session")
	}
	m.roster.Put(model.Session{Name: "mine", Token: model.NewSecret("t"), Remaining: 1e12})
	loses := m.lostRule()
	if loses == nil || loses(deps.Profiles[0]) || !loses(deps.Profiles[1]) || loses(deps.Profiles[2]) {
		t.Error("it is not told of b alone")
	}
	m.deps.Profile = "b"
	if m.lostRule() != nil {
		t.Error("b loses nothing")
	}
}
