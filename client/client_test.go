package client

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"actas/client/clock"
	"actas/model"
)

func TestNewChecksTheURL(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, url string
		kind      error
		endpoint  string
	}{
		{"Vultr by default", "", nil, "api.vultr.com"},
		{"https", "https://api.example.com", nil, "api.example.com"},
		{"https with a port and a slash", "https://api.example.com:8443/", nil, "api.example.com:8443"},
		{"http on IPv4 loopback", "http://127.0.0.1:8080", nil, "127.0.0.1:8080"},
		{"http on IPv6 loopback", "http://[::1]:8080", nil, "[::1]:8080"},
		{"http on localhost", "http://localhost:8080", nil, "localhost:8080"},
		{"http to a private address", "http://10.0.0.1", model.ErrRefusedRoute, ""},
		{"http to a host that only looks like loopback", "http://127.0.0.1.example.com", model.ErrRefusedRoute, ""},
		{"a password", "https://me:" + canaryKey + "@api.example.com", model.ErrInvalid, ""},
		{"a path", "https://api.example.com/v2", model.ErrInvalid, ""},
		{"a query", "https://api.example.com/?key=" + canaryKey, model.ErrInvalid, ""},
		{"another scheme", "ftp://api.example.com", model.ErrInvalid, ""},
		{"no scheme", "api.example.com", model.ErrInvalid, ""},
		{"no host", "https://", model.ErrInvalid, ""},
		{"a control character", "https://api.example.com/\x1b[2J" + canaryKey, model.ErrInvalid, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c, err := New(Config{BaseURL: tc.url, Clock: newQuickClock()})
			if tc.kind != nil {
				if !errors.Is(err, tc.kind) {
					t.Fatalf("error %v, want %v", err, tc.kind)
				}
				if strings.Contains(err.Error(), canaryKey) || strings.Contains(err.Error(), "\x1b") {
					t.Errorf("error %q is not fit to show", err)
				}
				return
			}
			if err != nil || c.Endpoint() != tc.endpoint {
				t.Errorf("endpoint %v, error %v", c, err)
			}
		})
	}
}

func TestNewRefusesAKeyThatCannotStandInAHeader(t *testing.T) {
	t.Parallel()
	for _, key := range []string{canaryKey + "\n", canaryKey + "\r\nX: y", "a b" + canaryKey, canaryKey + "é"} {
		_, err := New(Config{Key: model.NewSecret(key), Clock: newQuickClock()})
		mustFail(t, err, model.ErrInvalid)
	}
}

func TestRequestCarriesTheKeyAndWhoAsks(t *testing.T) {
	t.Parallel()
	c, api, _ := talk(t, reply{body: oneRole})
	var header http.Header
	api.during = func(r *http.Request) { header = r.Header.Clone() }
	if _, err := listRoles(c); err != nil {
		t.Fatal(err)
	}
	if got := header.Get("Authorization"); got != "Bearer "+canaryKey {
		t.Errorf("Authorization %q", got)
	}
	if header.Get("User-Agent") != "actas" || header.Get("Accept") != "application/json" {
		t.Errorf("header %v", header)
	}
}

func TestSkewIsTheServersDateMinusOurs(t *testing.T) {
	t.Parallel()
	ahead := testStart.Add(10 * time.Minute).Format(http.TimeFormat)
	c, _, _ := talk(t, reply{body: oneRole, header: map[string]string{"Date": ahead}})
	if _, ok := c.Skew(); ok {
		t.Error("a skew before the first answer")
	}
	if _, err := listRoles(c); err != nil {
		t.Fatal(err)
	}
	if skew, ok := c.Skew(); !ok || skew != 10*time.Minute {
		t.Errorf("skew %v, %v", skew, ok)
	}
}

func TestSkewFollowsStepsOfTheWallClock(t *testing.T) {
	t.Parallel()
	m := clock.NewManual(testStart)
	api := httptest.NewServer(&fakeAPI{replies: []reply{
		{body: oneRole, header: map[string]string{"Date": testStart.Format(http.TimeFormat)}},
	}})
	t.Cleanup(api.Close)
	c := newTestClient(t, Config{BaseURL: api.URL, Clock: m})
	if _, err := listRoles(c); err != nil {
		t.Fatal(err)
	}
	m.Advance(time.Minute)
	if skew, ok := c.Skew(); !ok || skew != 0 {
		t.Errorf("skew %v, %v while both clocks run on; want none", skew, ok)
	}
	m.Step(time.Hour)
	m.Suspend(2 * time.Hour)
	if skew, ok := c.Skew(); !ok || skew != -time.Hour {
		t.Errorf("skew %v, %v after a step of an hour; want -1h", skew, ok)
	}
}

// otherToken is a session token in a form that nobody has seen yet.
var otherToken = model.NewSecret("CANARY-of-another-form")

// leakyReplies repeat the secrets in every way that an answer can.
func leakyReplies() map[string]reply {
	echo := fmt.Sprintf(`{"error":"bad key %s, token %s or %s\u001b[2J"}`, canaryKey, canaryToken, otherToken.Reveal())
	return map[string]reply{
		"text that repeats them": {status: 403, body: echo},
		"unreadable":             {status: 200, body: echo},
		"invalid":                {status: 422, body: echo},
		"server error":           {status: 500, body: echo},
		"HTML":                   {status: 404, body: "<html>" + canaryToken, contentType: "text/html"},
		"redirect":               {status: 302, header: map[string]string{"Location": "https://evil.example.com/" + canaryToken}},
		"reset":                  {reset: true},
		"cut off":                {cut: true, body: `{"roles":[{"id":"` + canaryToken},
		"wrong type":             {body: `{"session_token":"` + canaryToken + `","remaining_duration":"` + canaryToken + `"}`},
	}
}

// The key, a session token and whatever repeats them appear in no error and no
// log line (robustness row 30).
func TestCanariesAppearNowhere(t *testing.T) {
	t.Parallel()
	for name, r := range leakyReplies() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, _, _ := talk(t, r)
			var log bytes.Buffer
			c.log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
			ctx := context.Background()
			var errs []error
			for _, secret := range []model.Secret{otherToken, model.NewSecret(canaryToken)} {
				_, err := c.Session(ctx, secret)
				errs = append(errs, err, c.Revoke(ctx, secret))
			}
			_, err := c.Assume(ctx, assumeRequest())
			_, roleErr := listRoles(c)
			for _, err := range append(errs, err, roleErr) {
				if err != nil {
					mustBeFit(t, fmt.Sprintf("%v %+v %#v", err, err, err))
				}
			}
			if log.Len() == 0 {
				t.Fatal("nothing was logged")
			}
			for line := range strings.Lines(log.String()) {
				mustBeFit(t, strings.TrimSuffix(line, "\n"))
			}
		})
	}
}

func TestPrintingAClientShowsNoSecret(t *testing.T) {
	t.Parallel()
	c, _, _ := talk(t, reply{body: oneRole})
	c.secrets.add(model.NewSecret("CANARY-of-another-form"))
	type holder struct{ c *Client }
	for _, form := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		for _, value := range []any{c, holder{c}, struct{ C *Client }{c}, Config{Key: c.secrets.key}} {
			if text := fmt.Sprintf(form, value); strings.Contains(text, "CANARY") {
				t.Errorf("%s of %T shows %q", form, value, text)
			}
		}
	}
}

func TestLogTellsTheCallWithoutTheToken(t *testing.T) {
	t.Parallel()
	c, _, _ := talk(t, reply{status: 204})
	var log bytes.Buffer
	c.log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	if err := c.Revoke(context.Background(), model.NewSecret(canaryToken)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"method=DELETE", "path=/v2/assumed-roles/{session-token}", "status=204", "took=", "retry=0"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("log %q lacks %s", log.String(), want)
		}
	}
}
