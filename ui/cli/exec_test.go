package cli

import (
	"testing"
	"time"

	"actas/model"
)

func TestWhyNothingWasRun(t *testing.T) {
	t.Parallel()
	gone := &model.APIError{Kind: model.ErrNotFound, Call: "renew session", Message: "it has ended; assume its role anew"}
	refused := &model.APIError{Kind: model.ErrForbidden, Status: 403, Call: "assume role", Message: "no trust"}
	l := live(model.Session{Name: "deploy", Remaining: time.Minute})
	for _, c := range []struct {
		name string
		left time.Duration
		err  error
		code int
		want string
	}{
		{"it ended meanwhile", 0, gone, exitFailed,
			"deploy ended before it could be renewed, so that nothing was run: renew session: it has ended; assume its role anew\nactas exec ROLE starts a new session"},
		{"its role is gone", 2 * time.Minute, &model.APIError{Kind: model.ErrNotFound, Status: 404, Call: "assume role", Message: "no such role"}, exitFailed,
			"deploy has 2m left and is not renewed, so that nothing was run: assume role: no such role (404)"},
		{"it is refused", 2 * time.Minute, refused, exitRefused,
			"deploy has 2m left and is not renewed, so that nothing was run: assume role: no trust (403)"},
	} {
		err := notProlonged(l, c.left, c.err)
		if exitCode(err) != c.code || message(err) != c.want {
			t.Errorf("%s: exit code %d, %q", c.name, exitCode(err), message(err))
		}
	}
}
