package client

import (
	"bytes"
	"context"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"actas/model"
)

// writes are all calls that change something.
var writes = map[string]func(context.Context, *Client) error{
	"assume": func(ctx context.Context, c *Client) error {
		_, err := c.Assume(ctx, model.AssumeRequest{RoleID: "r-1", UserID: "u-1", Name: "x", Duration: time.Hour, AuthMethod: "api_key"})
		return err
	},
	"revoke": func(ctx context.Context, c *Client) error { return c.Revoke(ctx, model.NewSecret(canaryToken)) },
	"create trust": func(ctx context.Context, c *Client) error {
		_, err := c.CreateTrust(ctx, model.Trust{RoleID: "r-1", Type: model.TemporaryAssumption, Entity: model.Entity{Kind: model.EntityUser, ID: "u-1"}})
		return err
	},
	"delete trust": func(ctx context.Context, c *Client) error { return c.DeleteTrust(ctx, "t-1") },
	"restore trust": func(ctx context.Context, c *Client) error {
		_, err := c.RestoreTrust(ctx, "t-1")
		return err
	},
}

func TestReadOnlySendsNoWrite(t *testing.T) {
	t.Parallel()
	for name, write := range writes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			api := &fakeAPI{replies: []reply{{body: oneRole}}}
			server := httptest.NewServer(api)
			t.Cleanup(server.Close)
			var logged bytes.Buffer
			clk := newQuickClock()
			c := newTestClient(t, Config{BaseURL: server.URL, Clock: clk, ReadOnly: true,
				Log: slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))})
			err := mustFail(t, write(context.Background(), c), model.ErrReadOnly)
			if err.Message != readOnlyText || err.Lost || err.Status != 0 {
				t.Errorf("%+v", err)
			}
			for _, sent := range api.seen() {
				if !strings.HasPrefix(sent, "GET ") {
					t.Errorf("sent %q", sent)
				}
			}
			if len(clk.waited()) > 0 {
				t.Errorf("waited %v", clk.waited())
			}
			if !strings.Contains(logged.String(), readOnlyText) || strings.Contains(logged.String(), "CANARY") {
				t.Errorf("the log says %q", logged.String())
			}
			if roles, err := listRoles(c); err != nil || len(roles) != 1 {
				t.Errorf("a read: %v, %v", roles, err)
			}
		})
	}
}

// TestReadsAloneAreLetOut looks at the barrier itself: what is not listed is out.
func TestReadsAloneAreLetOut(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "get"} {
		req, err := http.NewRequest(method, "http://127.0.0.1:1/", nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := (reads{http.DefaultTransport}).RoundTrip(req); !errors.Is(err, errReadOnly) {
			t.Errorf("%s: %v", method, err)
		}
	}
	req, err := http.NewRequest(http.MethodGet, "http://127.0.0.1:1/", strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (reads{http.DefaultTransport}).RoundTrip(req); !errors.Is(err, errReadOnly) {
		t.Errorf("a read that carries something: %v", err)
	}
}

func TestAuthorities(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(&fakeAPI{replies: []reply{{body: oneRole}}})
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	path := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	pool, err := Authorities(path)
	if err != nil {
		t.Fatal(err)
	}
	c := newTestClient(t, Config{BaseURL: server.URL, Clock: newQuickClock(), RootCAs: pool})
	if roles, err := listRoles(c); err != nil || len(roles) != 1 {
		t.Errorf("its own authority: %v", err)
	}
	_, err = listRoles(newTestClient(t, Config{BaseURL: server.URL, Clock: newQuickClock()}))
	mustFail(t, err, model.ErrRefusedRoute)
	for name, why := range map[string]string{"none.pem": "is not there", "empty.pem": "holds no certificate in PEM", ".": "cannot be read"} {
		at := filepath.Join(filepath.Dir(path), name)
		if name == "empty.pem" {
			if err := os.WriteFile(at, []byte(canaryKey), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		_, err := Authorities(at)
		if err := mustFail(t, err, model.ErrInvalid); !strings.Contains(err.Message, why) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
