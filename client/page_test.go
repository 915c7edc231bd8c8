package client

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"actas/model"
)

func rolePage(next string, ids ...string) reply {
	var roles []string
	for _, id := range ids {
		roles = append(roles, fmt.Sprintf(`{"id":%q,"name":"Role"}`, id))
	}
	return reply{body: fmt.Sprintf(`{"roles":[%s],"meta":{"total":5,"links":{"next":%q,"prev":""}}}`,
		strings.Join(roles, ","), next)}
}

func TestAllPagesAreFollowedAndHandedOnAsTheyArrive(t *testing.T) {
	t.Parallel()
	c, api, _ := talk(t, rolePage("bmV4dA==", "a", "b"), rolePage("x&y", "c"), rolePage("", "d", "d"))
	var ids []string
	for page, err := range c.Roles(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, role := range page.Items {
			ids = append(ids, role.ID)
		}
		ids = append(ids, fmt.Sprintf("/%d of %d", len(api.seen()), page.Total))
	}
	// Duplicate ids are both kept (robustness row 15).
	if got := strings.Join(ids, " "); got != "a b /1 of 5 c /2 of 5 d d /3 of 5" {
		t.Errorf("got %s", got)
	}
	want := []string{
		"GET /v2/roles?per_page=500",
		"GET /v2/roles?cursor=bmV4dA%3D%3D&per_page=500",
		"GET /v2/roles?cursor=x%26y&per_page=500",
	}
	if got := api.seen(); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("requests %q", got)
	}
}

func TestListCanBeLeftEarlyAndReadAgain(t *testing.T) {
	t.Parallel()
	c, api, _ := talk(t, rolePage("next", "a"), rolePage("", "b"))
	roles := c.Roles(context.Background())
	for range roles {
		break
	}
	if len(api.seen()) != 1 {
		t.Errorf("%d requests after leaving", len(api.seen()))
	}
	for range roles {
	}
	if got := api.seen(); got[1] != got[0] {
		t.Errorf("the second reading began with %s", got[1])
	}
}

// Robustness row 15.
func TestRepeatingCursorEndsWithAnError(t *testing.T) {
	t.Parallel()
	for name, replies := range map[string][]reply{
		"the same for ever": {rolePage("again", "a")},
		"a circle":          {rolePage("x", "a"), rolePage("y", "b"), rolePage("x", "c")},
	} {
		c, api, _ := talk(t, replies...)
		_, err := listRoles(c)
		if fault := mustFail(t, err, model.ErrNotAPI); !strings.Contains(fault.Message, "does not end") {
			t.Errorf("%s: %v", name, fault)
		}
		if n := len(api.seen()); n > 3 {
			t.Errorf("%s: %d requests", name, n)
		}
	}
}

func TestEndlessListEnds(t *testing.T) {
	t.Parallel()
	var n int
	c, _ := connect(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		n++
		rolePage(fmt.Sprint(n)).write(w)
	}))
	_, err := listRoles(c)
	mustFail(t, err, model.ErrNotAPI)
	if n != maxPages+1 {
		t.Errorf("%d pages", n)
	}
}

func TestErrorOnALaterPageEndsTheList(t *testing.T) {
	t.Parallel()
	c, _, _ := talk(t, rolePage("next", "a"), reply{status: 403, body: `{"error":"no"}`})
	pages, errs := 0, 0
	for _, err := range c.Roles(context.Background()) {
		if err != nil {
			errs++
			mustFail(t, err, model.ErrForbidden)
		} else {
			pages++
		}
	}
	if pages != 1 || errs != 1 {
		t.Errorf("%d pages, %d errors", pages, errs)
	}
}

func TestOddMetaMeansOnePage(t *testing.T) {
	t.Parallel()
	for _, meta := range []string{
		``, `,"meta":null`, `,"meta":[]`, `,"meta":{}`, `,"meta":7`, `,"meta":{"links":[]}`, `,"meta":{"links":null}`,
		`,"meta":{"links":{"next":null}}`, `,"meta":{"total":"many","links":{"next":7}}`, `,"meta":{"total":-1}`,
	} {
		c, api, _ := talk(t, reply{body: `{"roles":[{"id":"a"}]` + meta + `}`})
		for page, err := range c.Roles(context.Background()) {
			if err != nil || len(page.Items) != 1 || page.Total != 0 {
				t.Errorf("%s: %+v, error %v", meta, page, err)
			}
		}
		if len(api.seen()) != 1 {
			t.Errorf("%s: %d requests", meta, len(api.seen()))
		}
	}
}
