package renewal_test

import (
	"errors"
	"testing"
	"time"

	"actas/client/inuse"
	"actas/client/renewal"
	"actas/model"
)

// sharing is a configuration of one process among those that share the rig's
// folder.
func (r *rig) sharing() renewal.Config {
	cfg := r.config()
	cfg.Renewing = inuse.In(r.folder, func(s model.Secret) string { return s.Reveal() }).Renewing
	return cfg
}

func TestASessionIsRenewedOnceAtATime(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	s := r.assume("ada-0000", time.Hour)
	release, ok := r.sharing().Renewing(s.Token)
	if !ok {
		t.Fatal("taken from the start")
	}
	since := len(r.calls())
	result := renewal.Renew(t.Context(), r.sharing(), r.renewalOf(s))
	if result.Swapped() || result.Failed != model.StepAssume || !errors.Is(result.Err, model.ErrConflict) {
		t.Errorf("while another is at it: %+v", result)
	}
	if len(r.calls()) != since {
		t.Errorf("sent %q", r.calls()[since:])
	}
	release()
	if result := renewal.Renew(t.Context(), r.sharing(), r.renewalOf(s)); !result.Done() {
		t.Errorf("after the other: %v", result.Err)
	}
	r.mustLive("ada-0001")
	if _, ok := r.sharing().Renewing(s.Token); !ok {
		t.Error("a renewal that has ended keeps the next one out")
	}
}

// TestAutoRenewWaitsForAnother: that another process renews the session is no
// reason to give it up.
func TestAutoRenewWaitsForAnother(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	cfg := r.sharing()
	cfg.Clock = r.clock
	e, s := r.autoOn(r.startWith(cfg), time.Hour)
	release, ok := r.sharing().Renewing(s.Token)
	if !ok {
		t.Fatal("taken from the start")
	}
	r.pass(48*time.Minute, e)
	r.mustLive("ada-0000")
	if said := r.said(e, s); said.Stopped || said.Due == 0 {
		t.Errorf("it says %+v", said)
	}
	release()
	r.pass(time.Minute, e)
	if names := r.alive(); len(names) != 1 || names[0] == "ada-0000" {
		t.Errorf("alive: %q", names)
	}
}
