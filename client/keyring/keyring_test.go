package keyring

import (
	"errors"
	"strings"
	"testing"
	"time"

	"actas/client/clock"
)

// failing is a keyring that answers everything with one error, late where hangs is
// set.
type failing struct {
	err   error
	hangs chan struct{}
}

func (f failing) answer() error {
	if f.hangs != nil {
		<-f.hangs
	}
	return f.err
}

func (f failing) Get(string) (string, error) { return "CANARY", f.answer() }
func (f failing) Set(string, string) error   { return f.answer() }
func (f failing) Delete(string) error        { return f.answer() }

func TestPatience(t *testing.T) {
	t.Parallel()
	hangs := make(chan struct{})
	t.Cleanup(func() { close(hangs) })
	for _, c := range []struct {
		name        string
		ring        failing
		want        error
		afterDelete error
	}{
		{"it answers", failing{}, nil, nil},
		{"it holds nothing", failing{err: ErrNotFound}, ErrNotFound, nil},
		{"there is none", failing{err: ErrNone}, ErrNone, ErrNone},
		{"it hangs", failing{hangs: hangs}, ErrLate, ErrLate},
		{"it refuses", failing{err: errors.New("dbus: CANARY")}, errRefused, errRefused},
	} {
		clk := clock.NewManual(time.Date(2026, 11, 20, 14, 3, 0, 0, time.UTC))
		p := Patient{Ring: c.ring, Clock: clk}
		for step, ask := range map[string]func() error{
			"get": func() error {
				secret, err := p.Get("a")
				if (secret == "CANARY") != (err == nil) {
					t.Errorf("%s: it tells %q with %v", c.name, secret, err)
				}
				return err
			},
			"set":    func() error { return p.Set("a", "b") },
			"delete": func() error { return p.Delete("a") },
		} {
			if c.ring.hangs != nil {
				go func() {
					clk.Waiting(1)
					clk.Advance(Within)
				}()
			}
			want := c.want
			if step == "delete" {
				want = c.afterDelete
			}
			if err := ask(); !errors.Is(err, want) || err != nil && strings.Contains(err.Error(), "CANARY") {
				t.Errorf("%s, %s: %v, want %v", c.name, step, err, want)
			}
		}
	}
}
