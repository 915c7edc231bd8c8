package cli

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"actas/model"
	"actas/ui"
)

// notes is a ledger in memory.
type notes struct {
	entries []model.Activity
	err     error
}

func (n *notes) Add(a model.Activity) error {
	n.entries = append(n.entries, a)
	return n.err
}

func (n *notes) Entries() ([]model.Activity, error) { return n.entries, n.err }

// nowhere is an API that is only somewhere.
type nowhere struct{ ui.API }

func (nowhere) Endpoint() string { return "api.example" }

func TestWhatIsDoneIsNoted(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 20, 14, 3, 0, 0, time.UTC)
	ledger := &notes{}
	w := newWorld(t)
	out := w.outside(nil, nil, file(t, "err"))
	out.Ledger, out.From = ledger, "bastion:pts/3"
	c := &command{out: out}
	r := &remote{API: nowhere{}, clock: still{at}}
	role := model.Role{ID: "r1", Name: "Log Reader"}
	request := model.AssumeRequest{RoleID: "r1", UserID: "ada", Name: "ada-log-9c04", Duration: time.Hour, SourceIP: "192.0.2.1"}
	c.noteAssume(r, role, request, model.Session{ID: "s1", Expires: at.Add(time.Hour)}, nil)
	c.noteAssume(r, role, request, model.Session{}, &model.APIError{Kind: model.ErrForbidden, Status: 403, Call: "assume role"})
	c.noteRevoke(r, model.LiveSession{Session: model.Session{ID: "s1", Name: "ada-log-9c04", RoleID: "r1", UserID: "ada"}}, "Log Reader", nil)
	want := []model.Activity{
		{Kind: model.ActivityAssume, SessionID: "s1", Duration: time.Hour, Expires: at.Add(time.Hour), ContextIP: "192.0.2.1"},
		{Kind: model.ActivityAssume, Duration: time.Hour, ContextIP: "192.0.2.1", Problem: "assume role: not allowed (403)"},
		{Kind: model.ActivityRevoke, SessionID: "s1"},
	}
	for i := range want {
		want[i].At, want[i].By, want[i].From, want[i].Endpoint = at, "command", "bastion:pts/3", "api.example"
		want[i].Session, want[i].RoleID, want[i].Role, want[i].UserID = "ada-log-9c04", "r1", "Log Reader", "ada"
		if ledger.entries[i] != want[i] {
			t.Errorf("noted %+v, want %+v", ledger.entries[i], want[i])
		}
	}
}

func TestALedgerThatCannotBeWrittenStopsNothing(t *testing.T) {
	t.Parallel()
	w, failed := newWorld(t), file(t, "err")
	out := w.outside(nil, nil, failed)
	out.Ledger = &notes{err: errors.New("the disk is full")}
	c := &command{out: out}
	l := model.LiveSession{Session: model.Session{Name: "ada-log-9c04"}}
	c.noteRevoke(&remote{API: nowhere{}, clock: still{}}, l, "", nil)
	if got := printed(t, failed); got != "actas: not noted in the ledger: the disk is full\n" {
		t.Errorf("%q", got)
	}
	if got := c.done(); len(got) != 0 {
		t.Errorf("done from nowhere: %v", got)
	}
}

func TestTheWorseExitCodeCounts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ a, b, want int }{
		{0, 0, 0}, {0, 1, 1}, {1, 3, 3}, {3, 1, 3}, {4, 1, 1}, {0, 4, 4}, {2, 0, 2},
	} {
		if got := worse(tt.a, tt.b); got != tt.want {
			t.Errorf("of %d and %d, %d counts", tt.a, tt.b, got)
		}
	}
}

func TestHelpTellsTheFieldsOfTheJSON(t *testing.T) {
	t.Parallel()
	for command, fields := range map[string]string{
		"sessions": "name role role_id user user_id auth_method source_ip state remaining_seconds expires_at renewable_until conditions_met token_ref",
		"roles":    "id name description role_type max_session_duration policies policy_document date_created verdict state reason until opens",
		"trusts":   "id role_id role_name trust_type trusted_user_id trusted_oidc_issuer_source conditions ip_address time_of_day timezone days_of_week start end valid_until date_created verdict",
	} {
		code, out, failed := newWorld(t).run(command, "--help")
		if code != 0 || failed != "" || strings.Contains(out, canary) {
			t.Errorf("%s: %d, %q", command, code, failed)
		}
		for field := range strings.FieldsSeq(fields) {
			if !strings.Contains(out, field) {
				t.Errorf("%s --help does not tell of %s", command, field)
			}
		}
	}
}

// TestARenewalThatIsNotNotedSaysSo as an assume and a revoke do.
func TestARenewalThatIsNotNotedSaysSo(t *testing.T) {
	t.Parallel()
	w, failed := newWorld(t), file(t, "err")
	c := &command{out: w.outside(nil, nil, failed)}
	c.out.Suffix = func() string { return "ab12" }
	c.out.Renew = func(context.Context, ui.API, ui.Clock, Whose, model.Renewal) model.RenewalResult {
		return model.RenewalResult{Unkept: errors.New("the disk is full")}
	}
	c.renewOne(t.Context(), &remote{API: anAddress{}}, model.Role{}, model.LiveSession{}, 0)
	if got := printed(t, failed); got != "actas: not noted in the ledger: the disk is full\n" {
		t.Errorf("%q", got)
	}
}
