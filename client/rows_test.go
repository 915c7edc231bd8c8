package client

import (
	"context"
	"reflect"
	"testing"

	"actas/model"
)

// TestOneOddRowHidesNoOther: it is left out, and counted until the list is read anew.
func TestOneOddRowHidesNoOther(t *testing.T) {
	t.Parallel()
	const good, meta = `{"id":"a"}`, `],"meta":{"total":3,"links":{"next":""}}}`
	for name, odd := range map[string]string{
		"null": `null`, "no id": `{}`, "a text": `"a"`, "a number": `7`, "a list": `[]`, "an id that is a list": `{"id":["a"]}`,
		"a limit below nothing": `{"id":"b","max_session_duration":-5}`,
	} {
		c, _, _ := talk(t,
			reply{body: `{"roles":[` + good + `,` + odd + `,{"id":"c"}` + meta},
			reply{body: `{"roles":[` + good + meta})
		if got := roleIDs(c.Roles(context.Background())); got != "a c" {
			t.Errorf("%s: read %q", name, got)
		}
		if got := c.LeftOut(); !reflect.DeepEqual(got, []model.LeftOut{{What: "role", Count: 1}}) {
			t.Errorf("%s: left out %v", name, got)
		}
		if got := roleIDs(c.Roles(context.Background())); got != "a" || len(c.LeftOut()) > 0 {
			t.Errorf("%s: read %q, left out %v", name, got, c.LeftOut())
		}
	}
}

// TestAListOfOddRowsAloneIsAnError: it is no empty list.
func TestAListOfOddRowsAloneIsAnError(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{"roles":[null]}`, `{"roles":[{},7]}`, `{"roles":null}`, `{"roles":{"id":"a"}}`, `{}`, `null`, `[]`, ``, `{"roles":[{"id":"a"},nul`,
	} {
		c, _, _ := talk(t, reply{body: body})
		if got := roleIDs(c.Roles(context.Background())); got != "error" || len(c.LeftOut()) > 0 {
			t.Errorf("%s: read %q, left out %v", body, got, c.LeftOut())
		}
	}
}

// TestASessionIsLeftOutOnlyWhereItSaysNothing: one that is not listed counts as revoked.
func TestASessionIsLeftOutOnlyWhereItSaysNothing(t *testing.T) {
	t.Parallel()
	good := sessionJSON(`3600`, `true`, plainDates)
	for odd, want := range map[string]int{
		`null`: 1, `{"session_token":"ars-x","remaining_duration":-5}`: 2, `{"session_token":"ars-x","remaining_duration":"soon"}`: 0,
	} {
		sessions, meta, err := decodeSessions(answer{body: []byte(`{"sessions":[` + good + `,` + odd + `]}`)})
		if len(sessions) != want || (err == nil) != (want > 0) {
			t.Errorf("%s: %d sessions, %v", odd, len(sessions), err)
		}
		if odd == `null` && meta.unread != 1 {
			t.Errorf("%d are left out", meta.unread)
		}
		if want == 2 && sessions[1].Remaining != 0 {
			t.Errorf("it has %v left", sessions[1].Remaining)
		}
	}
}
