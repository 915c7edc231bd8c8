package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"actas/model"
)

func oidcRequest() model.AssumeRequest {
	return model.AssumeRequest{IssuerID: "i-1", RoleID: "r-1", Name: "ci-1", AuthMethod: model.AuthOIDC, Duration: time.Hour}
}

// TestAnIdentityTokenTakesThePlaceOfTheKey: it is read anew for each assume, and the
// key goes with everything else.
func TestAnIdentityTokenTakesThePlaceOfTheKey(t *testing.T) {
	t.Parallel()
	read := 0
	var tokens []string
	source := func(context.Context) (model.Secret, error) {
		read++
		token := identityToken(fmt.Sprintf(`{"sub":"%d"}`, read))
		tokens = append(tokens, "Bearer "+token.Reveal())
		return token, nil
	}
	c, api := talkAs(t, source, reply{status: 201, body: goodSession()})
	var bearers []string
	api.during = func(r *http.Request) { bearers = append(bearers, r.Header.Get("Authorization")) }
	for _, method := range []string{model.AuthOIDC, model.AuthJWT, model.AuthKey} {
		req := oidcRequest()
		req.AuthMethod = method
		if _, err := c.Assume(context.Background(), req); err != nil {
			t.Fatal(err)
		}
	}
	if want := append(tokens, "Bearer "+canaryKey); read != 2 || !slices.Equal(bearers, want) {
		t.Errorf("sent %q, want %q", bearers, want)
	}
}

// TestATokenAloneSaysWhoAsks: that of an instance is sent with neither id.
func TestATokenAloneSaysWhoAsks(t *testing.T) {
	t.Parallel()
	c, api := talkAs(t, always(identityToken(`{}`)), reply{status: 201, body: goodSession()})
	var sent map[string]any
	api.during = func(r *http.Request) { _ = json.NewDecoder(r.Body).Decode(&sent) }
	req := oidcRequest()
	req.IssuerID = ""
	if _, err := c.Assume(context.Background(), req); err != nil {
		t.Fatal(err)
	}
	if sent["user_id"] != nil || sent["oidc_issuer_id"] != nil || sent["role_id"] != "r-1" {
		t.Errorf("sent %v", sent)
	}
	req.AuthMethod = model.AuthKey
	if fault := mustFail(t, second(c.Assume(context.Background(), req)), model.ErrInvalid); fault.Field != "user_id" {
		t.Errorf("a key without a user: %v", fault)
	}
}

func second[T any](_ T, err error) error { return err }

func TestTokensThatAreNotSent(t *testing.T) {
	t.Parallel()
	at := func(d time.Duration) int64 { return testStart.Add(d).Unix() }
	for name, tt := range map[string]struct {
		source IdentitySource
		says   string
	}{
		"expired":       {always(identityToken(fmt.Sprintf(`{"exp":%d}`, at(-time.Minute)))), "expired on 2026-11-20 at 14:02 UTC"},
		"not valid yet": {always(identityToken(fmt.Sprintf(`{"nbf":%d}`, at(time.Minute)))), "not valid before 2026-11-20 at 14:04 UTC"},
		"no JWT":        {always(model.NewSecret(canaryKey)), "it is no JWT"},
		"two lines":     {always(model.NewSecret(identityToken(`{}`).Reveal() + "\nX: y")), "characters that no token has"},
		"not there": {func(context.Context) (model.Secret, error) {
			return model.Secret{}, errors.New("there is no file \x1b[31m of it")
		}, "cannot be had: there is no file"},
	} {
		for _, req := range []model.AssumeRequest{oidcRequest(), stsRequest()} {
			req.AuthMethod = model.AuthOIDC
			c, api := talkAs(t, tt.source, reply{status: 201, body: goodSession()})
			_, err := c.Assume(context.Background(), req)
			fault := mustFail(t, err, model.ErrInvalid)
			if !strings.Contains(err.Error(), tt.says) || fault.Field != "auth_method" || fault.Lost || len(api.seen()) != 0 {
				t.Errorf("%s: %q (%s), sent %q", name, err, fault.Field, api.seen())
			}
		}
	}
}

// TestATokensTimeIsTheAPIs: a clock that is off here refuses no token, and lets none
// through.
func TestATokensTimeIsTheAPIs(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		off  time.Duration
		exp  time.Duration
		sent bool
	}{
		"ten minutes ahead here":  {10 * time.Minute, 5 * time.Minute, true},
		"ten minutes behind here": {-10 * time.Minute, -5 * time.Minute, false},
	} {
		token := identityToken(fmt.Sprintf(`{"exp":%d}`, testStart.Add(tt.exp).Unix()))
		api := &fakeAPI{replies: []reply{
			{body: oneRole, header: map[string]string{"Date": httpDate(testStart)}}, {status: 201, body: goodSession()},
		}}
		server := httptest.NewServer(api)
		t.Cleanup(server.Close)
		clk := newQuickClock()
		clk.now.Wall = testStart.Add(tt.off)
		c := newTestClient(t, Config{BaseURL: server.URL, Clock: clk, Identity: always(token)})
		if _, err := listRoles(c); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Assume(context.Background(), oidcRequest()); (err == nil) != tt.sent {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestAGivenUpSourceIsNoFault(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(context.Background())
	c, api := talkAs(t, func(context.Context) (model.Secret, error) {
		stop()
		return model.Secret{}, errors.New("ended")
	}, reply{})
	if _, err := c.Assume(ctx, oidcRequest()); !errors.Is(err, context.Canceled) || len(api.seen()) != 0 {
		t.Errorf("error %v, sent %q", err, api.seen())
	}
}

// TestIdentityTokensAreToldNowhere: neither an answer that repeats the token nor a
// lost one brings it into an error or the log.
func TestIdentityTokensAreToldNowhere(t *testing.T) {
	t.Parallel()
	token := identityToken(`{"iss":"https://ci.example"}`)
	for _, r := range []reply{
		{status: 403, body: `{"error":"` + token.Reveal() + ` is not trusted"}`},
		{status: 403, contentType: "text/xml", body: `<ErrorResponse><Error><Message>` + token.Reveal() + `</Message></Error></ErrorResponse>`},
		{reset: true},
	} {
		var log strings.Builder
		api := &fakeAPI{replies: []reply{r}}
		server := httptest.NewServer(api)
		t.Cleanup(server.Close)
		c := newTestClient(t, Config{
			BaseURL: server.URL, Clock: newQuickClock(), Identity: always(token),
			Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		})
		for _, req := range []model.AssumeRequest{oidcRequest(), stsRequest()} {
			req.AuthMethod = model.AuthOIDC
			_, err := c.Assume(context.Background(), req)
			for _, said := range []string{fmt.Sprint(err), log.String(), fmt.Sprintf("%+v %#v", c, c)} {
				if strings.Contains(said, token.Reveal()) || strings.Contains(said, "CANARY") {
					t.Errorf("%q holds the token", said)
				}
			}
		}
	}
}

// TestTheTokenOfARequestComesFirst: one that was handed in, then one in a file that
// it names, then the client's own source.
func TestTheTokenOfARequestComesFirst(t *testing.T) {
	t.Parallel()
	own, pasted := identityToken(`{"sub":"own"}`), identityToken(`{"sub":"pasted"}`)
	inFile := func(path string) model.Secret { return identityToken(fmt.Sprintf(`{"sub":%q}`, path)) }
	api := &fakeAPI{replies: []reply{{status: 201, body: goodSession()}}}
	server := httptest.NewServer(api)
	t.Cleanup(server.Close)
	c := newTestClient(t, Config{
		BaseURL: server.URL, Clock: newQuickClock(), Identity: always(own),
		TokenFile: func(path string) IdentitySource { return always(inFile(path)) },
	})
	var bearer string
	api.during = func(r *http.Request) { bearer = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ") }
	for name, tt := range map[string]struct {
		change func(*model.AssumeRequest)
		want   string
		kept   bool
	}{
		"neither":      {func(*model.AssumeRequest) {}, own.Reveal(), false},
		"one pasted":   {func(r *model.AssumeRequest) { r.Token = pasted }, pasted.Reveal(), true},
		"a file":       {func(r *model.AssumeRequest) { r.TokenFile = "/a" }, inFile("/a").Reveal(), true},
		"both":         {func(r *model.AssumeRequest) { r.Token, r.TokenFile = pasted, "/a" }, pasted.Reveal(), true},
		"by the key":   {func(r *model.AssumeRequest) { r.Token, r.AuthMethod = pasted, model.AuthKey }, canaryKey, true},
		"no id at all": {func(r *model.AssumeRequest) { r.Token, r.IssuerID = pasted, "" }, pasted.Reveal(), true},
	} {
		req := oidcRequest()
		tt.change(&req)
		s, err := c.Assume(context.Background(), req)
		if err != nil || bearer != tt.want || (s.Asked != nil) != tt.kept {
			t.Errorf("%s: by %q, error %v, kept %v", name, bearer, err, s.Asked)
		}
		mustBeFit(t, fmt.Sprintf("%v %+v %#v", s, req, req))
	}
}

// TestARefusalWithoutATokenSaysThatOneIsMissing: the key asked in its place.
func TestARefusalWithoutATokenSaysThatOneIsMissing(t *testing.T) {
	t.Parallel()
	const missing = "no identity token was sent: set VULTR_WEB_IDENTITY_TOKEN_FILE; "
	for _, c := range []struct {
		name, said, want string
		source           IdentitySource
		method           string
	}{
		{"no token", "Not authorized", missing + "Not authorized", nil, model.AuthOIDC},
		{"a token", "Not authorized", "Not authorized", always(identityToken(`{}`)), model.AuthOIDC},
		{"a key", "Not authorized", "Not authorized", nil, model.AuthKey},
		{"a trust is missing", "No trust relationship exists", "No trust relationship exists", nil, model.AuthOIDC},
	} {
		cl, _ := talkAs(t, c.source, reply{status: 403, body: `{"error":"` + c.said + `","status":403}`})
		req := oidcRequest()
		req.AuthMethod = c.method
		_, err := cl.Assume(context.Background(), req)
		var fault *model.APIError
		if !errors.As(err, &fault) || fault.Message != c.want || !errors.Is(err, model.ErrForbidden) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestATokenFileThatNobodyReads: the request is not sent in anybody else's name.
func TestATokenFileThatNobodyReads(t *testing.T) {
	t.Parallel()
	for name, source := range map[string]IdentitySource{"the key": nil, "another token": always(identityToken(`{}`))} {
		for _, req := range []model.AssumeRequest{oidcRequest(), stsRequest()} {
			req.AuthMethod, req.TokenFile = model.AuthOIDC, "/a"
			c, api := talkAs(t, source, reply{status: 201, body: goodSession()})
			fault := mustFail(t, second(c.Assume(context.Background(), req)), model.ErrInvalid)
			if fault.Field != "auth_method" || fault.Message != "the identity token cannot be had: no files of tokens are read here" || len(api.seen()) != 0 {
				t.Errorf("not by %s: %v, sent %q", name, fault, api.seen())
			}
		}
	}
}
