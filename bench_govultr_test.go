//go:build unix

package main

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"net/http"
	"testing"
	"time"

	"actas/client"
	"actas/client/clock"
	"actas/client/simulator"
	"actas/model"

	"github.com/vultr/govultr/v3"
)

// loadTimes lists all roles and trusts of an organisation side by side with the
// client, which keeps to 30 requests a second, and one after the other with
// govultr's default client, as its README does. For govultr's sake the API
// limits nobody: it knows no limit, and would wait after each refusal.
func loadTimes(b *testing.B, cfg simulator.Config) (ours, govultrs float64) {
	b.Helper()
	cfg.Limit = -1
	api := startOrganisation(b, cfg)
	var a, z []float64
	for range 3 {
		start := time.Now()
		if err := loadWithClient(b.Context(), newClient(b, api)); err != nil {
			b.Fatal(err)
		}
		a = append(a, milliseconds(time.Since(start)))

		start = time.Now()
		if err := loadWithGovultr(b.Context(), api); err != nil {
			b.Fatal(err)
		}
		z = append(z, milliseconds(time.Since(start)))
	}
	return percentile(a, 50), percentile(z, 50)
}

// loadWithClient follows the pages of both lists at the same time.
func loadWithClient(ctx context.Context, c *client.Client) error {
	done := make(chan error, 2)
	go func() { done <- drain(c.Roles(ctx)) }()
	go func() { done <- drain(c.Trusts(ctx)) }()
	return cmp.Or(<-done, <-done)
}

// drain reads all pages of a list.
func drain[T any](pages iter.Seq2[model.Page[T], error]) error {
	for _, err := range pages {
		if err != nil {
			return err
		}
	}
	return nil
}

// loadWithGovultr follows the pages of both lists with a client as
// govultr.NewClient(nil) makes it, but for the key, which that leaves out.
func loadWithGovultr(ctx context.Context, api *simulator.Server) error {
	c := govultr.NewClient(&http.Client{
		Transport: bearer{key: api.Key(), next: &http.Transport{DisableKeepAlives: true}},
		Timeout:   time.Minute,
	})
	if err := c.SetBaseURL(api.URL()); err != nil {
		return err
	}
	for options := (&govultr.ListOptions{}); ; {
		_, meta, _, err := c.Organization.ListRoles(ctx, options)
		if err != nil {
			return fmt.Errorf("list roles with govultr: %w", err)
		}
		if options.Cursor = meta.Links.Next; options.Cursor == "" {
			break
		}
	}
	for options := (&govultr.ListOptions{}); ; {
		_, meta, _, err := c.Organization.ListRoleTrusts(ctx, options)
		if err != nil {
			return fmt.Errorf("list role trusts with govultr: %w", err)
		}
		if options.Cursor = meta.Links.Next; options.Cursor == "" {
			return nil
		}
	}
}

// bearer adds the key to each request.
type bearer struct {
	key  string
	next http.RoundTripper
}

func (t bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+t.key)
	return t.next.RoundTrip(r)
}

func newClient(b *testing.B, api *simulator.Server) *client.Client {
	b.Helper()
	c, err := client.New(client.Config{BaseURL: api.URL(), Key: model.NewSecret(api.Key()), Clock: clock.System()})
	if err != nil {
		b.Fatal(err)
	}
	return c
}
