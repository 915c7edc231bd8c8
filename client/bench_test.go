package client

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
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
