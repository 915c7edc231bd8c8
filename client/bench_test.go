package client

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/vultr/govultr/v3"

	"actas/client/clock"
	"actas/client/simulator"
	"actas/model"
)

// BenchmarkListRoles10k is what reading and decoding 10,000 roles costs, with
// an API that answers at once and no limit.
func BenchmarkListRoles10k(b *testing.B) {
	c, _ := connect(b, longList("roles", func(i int) string {
		return fmt.Sprintf(`{"id":"4f8b1c2d-0000-4000-8000-%012d","name":"Role %d","description":"What role %d is for",`+
			`"role_type":"assumable","max_session_duration":3600,"policies":[],"date_created":"2026-01-02T03:04:05+00:00"}`, i, i, i)
	}))
	b.ReportAllocs()
	for b.Loop() {
		if roles, err := listRoles(c); err != nil || len(roles) != 10_000 {
			b.Fatalf("%d roles, error %v", len(roles), err)
		}
	}
}

// BenchmarkListTrusts10k is the same for role trusts, whose conditions cost more.
func BenchmarkListTrusts10k(b *testing.B) {
	c, _ := connect(b, longList("role_trusts", func(i int) string {
		return fmt.Sprintf(`{"id":"4f8b1c2d-0000-4000-8000-%012d","role_id":"4f8b1c2d-0000-4000-8000-%012d","role_name":"Role %d",`+
			`"trust_type":"TemporaryAssumption","trusted_user_id":"u-%d","user_display":"Ada","conditions":{"time_of_day":`+
			`{"timezone":"utc","days_of_week":["monday","tuesday"],"start":9,"end":17},"ip_address":["203.0.113.0/24"]},`+
			`"valid_until":"2026-06-20T03:59:59+00:00","date_created":"2026-01-02T03:04:05+00:00"}`, i, i, i, i)
	}))
	b.ReportAllocs()
	for b.Loop() {
		if trusts, err := collect(c.Trusts(context.Background())); err != nil || len(trusts) != 10_000 {
			b.Fatalf("%d trusts, error %v", len(trusts), err)
		}
	}
}

// longList answers with 20 pages of 500 items, made beforehand.
func longList(key string, item func(i int) string) http.Handler {
	const count = 20
	bodies := make([]string, count)
	for page := range bodies {
		items := make([]string, pageSize)
		for i := range items {
			items[i] = item(page*pageSize + i)
		}
		next := ""
		if page+1 < count {
			next = fmt.Sprint(page + 1)
		}
		bodies[page] = fmt.Sprintf(`{%q:[%s],"meta":{"total":%d,"links":{"next":%q,"prev":""}}}`,
			key, strings.Join(items, ","), count*pageSize, next)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page := 0
		_, _ = fmt.Sscan(r.URL.Query().Get("cursor"), &page)
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(bodies[page]))
	})
}

// BenchmarkLoadOrganisation loads 10,000 roles and 10,000 role trusts from the
// simulated API at 20 ms a request: as actas does, side by side and under its
// limit of 30 requests a second, and as govultr's default client does. The API
// itself limits nobody, for govultr's sake.
func BenchmarkLoadOrganisation(b *testing.B) {
	const n = 10_000
	server, err := simulator.Start(simulator.Config{Roles: n, Delay: 20 * time.Millisecond, Limit: -1})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = server.Close() })
	load := func(b *testing.B, load func(*simulator.Server) (int, int, error)) {
		b.Helper()
		for b.Loop() {
			if roles, trusts, err := load(server); err != nil || roles != n || trusts != n {
				b.Fatalf("%d roles, %d trusts, error %v", roles, trusts, err)
			}
		}
		b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/load")
		b.ReportMetric(0, "ns/op")
	}
	b.Run("actas", func(b *testing.B) { load(b, loadAsActas) })
	b.Run("govultr-default", func(b *testing.B) { load(b, loadAsGovultr) })
}

// loadAsActas starts with a client of its own, as the program does.
func loadAsActas(server *simulator.Server) (roles, trusts int, err error) {
	c, err := New(Config{BaseURL: server.URL(), Key: model.NewSecret(server.Key()), Clock: clock.System()})
	if err != nil {
		return 0, 0, err
	}
	defer c.transport.CloseIdleConnections()
	ctx := context.Background()
	failed := make(chan error, 1)
	go func() {
		list, err := collect(c.Roles(ctx))
		roles = len(list)
		failed <- err
	}()
	list, err := collect(c.Trusts(ctx))
	if rolesErr := <-failed; err == nil {
		err = rolesErr
	}
	return roles, len(list), err
}

// loadAsGovultr lists with govultr's default client: its own http.Client, its
// page size, one list after the other.
func loadAsGovultr(server *simulator.Server) (roles, trusts int, err error) {
	api := govultr.NewClient(govultrDefaultHTTP(server.Key()))
	if err := api.SetBaseURL(server.URL()); err != nil {
		return 0, 0, err
	}
	ctx := context.Background()
	roles, err = follow(func(options *govultr.ListOptions) (int, *govultr.Meta, error) {
		page, meta, resp, err := api.Organization.ListRoles(ctx, options)
		discard(resp)
		return len(page), meta, err
	})
	if err != nil {
		return roles, 0, err
	}
	trusts, err = follow(func(options *govultr.ListOptions) (int, *govultr.Meta, error) {
		page, meta, resp, err := api.Organization.ListRoleTrusts(ctx, options)
		discard(resp)
		return len(page), meta, err
	})
	return roles, trusts, err
}

// follow counts a list's items over all its pages.
func follow(list func(*govultr.ListOptions) (int, *govultr.Meta, error)) (items int, err error) {
	options := new(govultr.ListOptions)
	for {
		n, meta, err := list(options)
		if err != nil {
			return items, err
		}
		items += n
		if meta.Links.Next == "" {
			return items, nil
		}
		options.Cursor = meta.Links.Next
	}
}

// discard closes a body that govultr has read already.
func discard(resp *http.Response) {
	if resp != nil {
		_ = resp.Body.Close()
	}
}

// govultrDefaultHTTP is the http.Client that govultr.NewClient(nil) makes, with
// the key added: govultr leaves that to the http.Client.
func govultrDefaultHTTP(key string) *http.Client {
	return &http.Client{
		Timeout: time.Minute,
		Transport: bearer{key: key, base: &http.Transport{
			DialContext: (&net.Dialer{
				Timeout:   90 * time.Second,
				KeepAlive: 90 * time.Second,
			}).DialContext,
			MaxIdleConns:          100,
			IdleConnTimeout:       90 * time.Second,
			TLSHandshakeTimeout:   30 * time.Second,
			ExpectContinueTimeout: time.Second,
			MaxIdleConnsPerHost:   -1,
			DisableKeepAlives:     true,
		}},
	}
}

// bearer adds the key to each request.
type bearer struct {
	key  string
	base http.RoundTripper
}

func (t bearer) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("Authorization", "Bearer "+t.key)
	return t.base.RoundTrip(req)
}
