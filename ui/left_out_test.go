package ui

import (
	"testing"

	"actas/model"
)

// leavingAPI could not read rows of its lists.
type leavingAPI struct {
	*fakeAPI
	out []model.LeftOut
}

func (a *leavingAPI) LeftOut() []model.LeftOut { return a.out }

// What could not be read is said once, and again where it is something else.
func TestWhatCouldNotBeReadIsSaidOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	api := &leavingAPI{fakeAPI: r.api, out: []model.LeftOut{{What: "role", Count: 1}}}
	r.m.deps.API = api
	r.start()
	r.press("2")
	r.shows("Reader", "1 role could not be read and is left out.")
	r.m.status = status{}
	r.press("ctrl+r")
	r.hides("could not be read")
	api.out = append(api.out, model.LeftOut{What: "session", Count: 2})
	r.press("ctrl+r")
	r.shows("1 role and 2 sessions could not be read and are left out.")
	api.out = api.out[1:]
	r.press("ctrl+r")
	r.shows("2 sessions could not be read and are left out.")
	api.out = nil
	r.press("ctrl+r")
	r.hides("could not be read")
	api.out = []model.LeftOut{{What: "role", Count: 1}}
	r.m.status = status{}
	r.press("ctrl+r")
	r.shows("1 role could not be read and is left out.")
}
