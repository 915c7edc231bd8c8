package client

import (
	"context"
	"strings"
	"testing"

	"actas/model"
)

// Robustness rows 1 to 4.
func TestStatusIsNeverLost(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		status int
		body   string
		kind   error
		want   string
	}{
		{401, `{"error":"Invalid API token","status":401}`, model.ErrUnauthorised, "list roles: Invalid API token (401)"},
		{403, `{"error":"No permission"}`, model.ErrForbidden, "list roles: No permission (403)"},
		{404, ``, model.ErrNotFound, "list roles: not found (404)"},
		{404, `{"error":"Role trust not found"}`, model.ErrNotFound, "list roles: Role trust not found (404)"},
		{404, `{}`, model.ErrNotFound, "list roles: not found (404)"},
		{409, `{"error":"It changed"}`, model.ErrConflict, "list roles: It changed (409)"},
		{400, `{"error":"Bad"}`, model.ErrInvalid, "list roles: Bad (400)"},
		{422, `{"error":{"code":7}}`, model.ErrInvalid, `list roles: {"code":7} (422)`},
		{418, `{"error":"tea"}`, model.ErrInvalid, "list roles: tea (418)"},
		{500, `{"error":"Internal"}`, model.ErrUnavailable, "list roles: Internal (500)"},
		{503, ``, model.ErrUnavailable, "list roles: the API is not available (503)"},
		{502, `upstream is away`, model.ErrUnavailable, "list roles: not the Vultr API: the answer is not JSON (502)"},
		{404, `404 page not found`, model.ErrNotAPI, "list roles: not the Vultr API: the answer is not JSON (404)"},
		{403, `{"error":"a\u001b]0;x\u0007\nb"}`, model.ErrForbidden, `list roles: a\u{1b}]0;x\u{7}\u{a}b (403)`},
	} {
		c, _, _ := talk(t, reply{status: tc.status, body: tc.body})
		_, err := listRoles(c)
		fault := mustFail(t, err, tc.kind)
		if fault.Status != tc.status || err.Error() != tc.want {
			t.Errorf("%d %s: %q with status %d, want %q", tc.status, tc.body, err, fault.Status, tc.want)
		}
		if fault.Call != "list roles" || fault.Action != "iam.role.Read" {
			t.Errorf("%d: call %q needs %q", tc.status, fault.Call, fault.Action)
		}
	}
}

// Robustness row 7.
func TestHTMLIsNotTheAPI(t *testing.T) {
	t.Parallel()
	for _, page := range []reply{
		{body: "<!doctype html><html><body>Sign in</body></html>", contentType: "text/html; charset=utf-8"},
		{body: "  <html>no type</html>", contentType: "none"},
		{body: "<html>JSON by name</html>"},
	} {
		for status, kind := range map[int]error{
			200: model.ErrNotAPI, 201: model.ErrNotAPI, 401: model.ErrNotAPI, 403: model.ErrNotAPI, 404: model.ErrNotAPI,
			500: model.ErrUnavailable, 502: model.ErrUnavailable, 503: model.ErrUnavailable, 504: model.ErrUnavailable,
		} {
			page.status = status
			c, _, _ := talk(t, page)
			_, err := listRoles(c)
			fault := mustFail(t, err, kind)
			if fault.Status != status || fault.Message != "not the Vultr API: an HTML page" {
				t.Errorf("%d: fault %#v", status, fault)
			}
		}
	}
}

// A gateway's sign-in page in place of "deleted" must not count as revoked.
func TestHTMLDoesNotCountAsRevoked(t *testing.T) {
	t.Parallel()
	for _, status := range []int{200, 404} {
		c, _, _ := talk(t, reply{status: status, body: "<html>", contentType: "text/html"})
		mustFail(t, c.Revoke(context.Background(), model.NewSecret(canaryToken)), model.ErrNotAPI)
	}
}

// unreadable answers, by name, with a part of what is said of them.
var unreadable = []struct{ name, body, want string }{
	{"empty object", `{}`, "roles is missing"},
	{"null", `null`, "roles is missing"},
	{"list is null", `{"roles":null}`, "roles is missing"},
	{"empty body", ``, "the answer is cut off"},
	{"blank body", "  \n", "the answer is cut off"},
	{"truncated", `{"roles":[{"id":"r-1"`, "the answer is cut off"},
	{"an array", `[]`, "JSON of another shape"},
	{"a number", `7`, "JSON of another shape"},
	{"another list", `{"users":[]}`, "roles is missing"},
	{"list is an object", `{"roles":{"id":"r-1"}}`, "roles is an object"},
	{"items are numbers", `{"roles":[7]}`, "roles is a number"},
	{"item is null", `{"roles":[null]}`, "id of a role is missing"},
	{"item without id", `{"roles":[{"name":"x"}]}`, "id of a role is missing"},
	{"id is an object", `{"roles":[{"id":{}}]}`, "roles.id is an object"},
	{"two values", oneRole + oneRole, "not JSON"},
	{"not JSON", `hello`, "not JSON"},
	{"deeply nested", strings.Repeat("[", 100_000), "not JSON"},
	{"an error with a fine status", `{"error":"Something odd"}`, "Something odd"},
}

// Robustness row 8.
func TestUnreadableAnswersAreNeverAnEmptyList(t *testing.T) {
	t.Parallel()
	for _, tc := range unreadable {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			for _, status := range []int{200, 201} {
				c, api, _ := talk(t, reply{status: status, body: tc.body})
				roles, err := listRoles(c)
				fault := mustFail(t, err, model.ErrNotAPI)
				if roles != nil || fault.Status != status || !strings.Contains(fault.Message, tc.want) {
					t.Errorf("%d: %d roles, fault %#v", status, len(roles), fault)
				}
				if len(api.seen()) != 1 {
					t.Errorf("asked %d times", len(api.seen()))
				}
			}
		})
	}
}

func TestNoContentIsNoEmptyList(t *testing.T) {
	t.Parallel()
	c, _, _ := talk(t, reply{status: 204, contentType: "none"})
	_, err := listRoles(c)
	mustFail(t, err, model.ErrNotAPI)
}

func TestContentTypeDoesNotMatterWhenTheBodyIsJSON(t *testing.T) {
	t.Parallel()
	for _, contentType := range []string{"application/json; charset=utf-8", "text/plain", "none"} {
		c, _, _ := talk(t, reply{body: oneRole, contentType: contentType})
		if roles, err := listRoles(c); err != nil || len(roles) != 1 {
			t.Errorf("%s: %d roles, error %v", contentType, len(roles), err)
		}
	}
}

func TestErrorNamesItsField(t *testing.T) {
	t.Parallel()
	fields := []string{"role_id", "session_name", "duration"}
	for text, want := range map[string]string{
		"session_name must be unique":            "session_name",
		"Session name is too long":               "session_name",
		"Invalid duration for this session_name": "duration",
		"max_session_duration exceeded":          "duration",
		"The durations differ":                   "",
		"Something else":                         "",
		"":                                       "",
		"'duration': above the role's longest":   "duration",
	} {
		if got := namedField(text, fields); got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}
