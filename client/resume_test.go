package client

import (
	"context"
	"testing"
	"time"

	"actas/model"
)

// A person who asks once more is no loop: Resume lets calls pass although the
// API asked for an hour, and another 429 closes the way again.
func TestResumeCallsBeforeTheTimeIsUp(t *testing.T) {
	t.Parallel()
	tooMany := reply{status: 429, header: map[string]string{"Retry-After": "3600"}}
	c, api, _ := talk(t, tooMany, reply{status: 200, body: `{"account":{"name":"N","email":"e@x.example"}}`}, tooMany)
	if _, err := c.Account(context.Background()); mustFail(t, err, model.ErrRateLimited).RetryAfter != time.Hour {
		t.Errorf("error %v", err)
	}
	if _, err := c.Account(context.Background()); mustFail(t, err, model.ErrRateLimited) == nil || len(api.seen()) != 1 {
		t.Errorf("a call passed before its time: %q", api.seen())
	}
	c.Resume()
	if _, waiting := c.Waiting(); waiting {
		t.Error("still waiting after Resume")
	}
	if a, err := c.Account(context.Background()); err != nil || a.Email != "e@x.example" {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := c.Account(context.Background()); mustFail(t, err, model.ErrRateLimited) == nil {
		t.Error("another 429 did not close the way")
	}
	if _, waiting := c.Waiting(); !waiting || len(api.seen()) != 3 {
		t.Errorf("waiting %v, requests %q", waiting, api.seen())
	}
}
