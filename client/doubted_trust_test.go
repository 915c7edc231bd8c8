package client

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"actas/model"
)

// twin is the trust that the lists of these tests show, as it is asked for.
func twin() model.Trust {
	return model.Trust{RoleID: "r-1", Type: model.TemporaryAssumption, Entity: model.Entity{Kind: model.EntityUser, ID: "u-1"}}
}

// posts counts the creates that went out.
func (f *fakeAPI) posts() (n int) {
	for _, r := range f.seen() {
		if strings.HasPrefix(r, "POST ") {
			n++
		}
	}
	return n
}

// TestDoubtedTrustIsLookedForBeforeItIsSentAgain: an API whose answer was lost came
// to it, or did not, after the looks that followed.
func TestDoubtedTrustIsLookedForBeforeItIsSentAgain(t *testing.T) {
	t.Parallel()
	none := trustList(oldTwin)
	timeout := reply{status: http.StatusGatewayTimeout, contentType: "text/html", body: "<html>timeout"}
	made := reply{status: http.StatusCreated, body: thirdOne}
	forbidden := reply{status: http.StatusForbidden, body: `{"error":"No"}`}
	for name, c := range map[string]struct {
		first reply
		then  []reply
		made  string
		posts int
		kind  error
	}{
		"it was made after a 504":       {timeout, []reply{trustList(oldTwin, newTwin)}, "t-new", 1, nil},
		"it was made after a reset":     {reply{reset: true}, []reply{trustList(oldTwin, newTwin)}, "t-new", 1, nil},
		"it was not made":               {timeout, []reply{none, made}, "t-3", 2, nil},
		"it was made twice":             {timeout, []reply{trustList(oldTwin, newTwin, thirdOne)}, "", 1, model.ErrConflict},
		"the list is refused by now":    {timeout, []reply{forbidden}, "", 1, model.ErrForbidden},
		"it is made after a second 504": {timeout, []reply{none, timeout, none, trustList(oldTwin, newTwin)}, "t-new", 2, nil},
		"a refusal is no lost answer":   {forbidden, []reply{trustList(oldTwin, newTwin), made}, "t-3", 2, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			replies := []reply{none, c.first}
			if c.first.status != http.StatusForbidden {
				replies = append(replies, none, none, none)
			}
			client, api, _ := talk(t, append(replies, c.then...)...)
			if _, err := client.CreateTrust(context.Background(), twin()); err == nil || api.posts() != 1 {
				t.Fatalf("error %v, requests %q", err, api.seen())
			}
			got, err := client.CreateTrust(context.Background(), twin())
			if got.ID != c.made || api.posts() != c.posts {
				t.Errorf("made %+v, error %v, requests %q", got, err, api.seen())
			}
			if c.kind != nil {
				mustFail(t, err, c.kind)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
}

// TestAnotherTrustThanTheDoubtedOneIsSent, and the same one again once the doubt
// about it is over.
func TestAnotherTrustThanTheDoubtedOneIsSent(t *testing.T) {
	t.Parallel()
	none, late := trustList(), trustList(newTwin)
	c, api, _ := talk(t, none, reply{status: http.StatusGatewayTimeout}, none, none, none,
		late, reply{status: http.StatusCreated, body: stranger}, late, late, reply{status: http.StatusCreated, body: thirdOne})
	if _, err := c.CreateTrust(context.Background(), twin()); err == nil {
		t.Fatal("no error")
	}
	other := twin()
	other.ValidUntil = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, next := range []struct {
		asked model.Trust
		made  string
		posts int
	}{{other, "t-4", 2}, {twin(), "t-new", 2}, {twin(), "t-3", 3}} {
		if made, err := c.CreateTrust(context.Background(), next.asked); err != nil || made.ID != next.made || api.posts() != next.posts {
			t.Errorf("made %+v, error %v, requests %q", made, err, api.seen())
		}
	}
}

// TestTrustIsLookedForWhereTrustsCannotBeListedByRole: then the list of all serves.
func TestTrustIsLookedForWhereTrustsCannotBeListedByRole(t *testing.T) {
	t.Parallel()
	notFound := reply{status: http.StatusNotFound, body: `{"error":"Route not found"}`}
	other := `{"id":"t-9","role_id":"r-2","trust_type":"TemporaryAssumption","trusted_user_id":"u-1"}`
	c, api, _ := talk(t, notFound, trustList(oldTwin), reply{reset: true}, notFound, trustList(oldTwin, other, newTwin))
	if made, err := c.CreateTrust(context.Background(), twin()); err != nil || made.ID != "t-new" {
		t.Errorf("made %+v, error %v", made, err)
	}
	mustHaveSeen(t, api, byRolePath, allPath, "POST /v2/role-trusts", byRolePath, allPath)
}

// TestCreateThatItsDeadlineEndedStaysLost: the API may be at work on it.
func TestCreateThatItsDeadlineEndedStaysLost(t *testing.T) {
	t.Parallel()
	c, api, clk := talk(t, trustList())
	release := make(chan struct{})
	api.during = func(r *http.Request) {
		if r.Method == http.MethodPost {
			clk.expire()
			<-release
		}
	}
	defer close(release)
	_, err := c.CreateTrust(context.Background(), twin())
	if fault := mustFail(t, err, model.ErrOffline); !fault.Lost || api.posts() != 1 {
		t.Errorf("fault %#v, requests %q", fault, api.seen())
	}
}
