package simulator_test

import (
	"io"
	"net/http"
	"runtime"
	"testing"

	"actas/client/simulator"
)

func BenchmarkStartWithTenThousand(b *testing.B) {
	for b.Loop() {
		s, err := simulator.Start(simulator.Config{Roles: 10_000})
		if err != nil {
			b.Fatal(err)
		}
		_ = s.Close()
	}
}

func benchmarkPage(b *testing.B, path string) {
	s, err := simulator.Start(simulator.Config{Roles: 10_000, Limit: -1})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for b.Loop() {
		req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, s.URL()+path, nil)
		if err != nil {
			b.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+s.Key())
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			b.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
	}
}

func BenchmarkPageOfRoles(b *testing.B)  { benchmarkPage(b, "/v2/roles?per_page=500") }
func BenchmarkPageOfTrusts(b *testing.B) { benchmarkPage(b, "/v2/role-trusts?per_page=500") }

// TestTenThousandRolesAndTrustsAreCheapToKeep counts what stays allocated once
// every page has been read and rows have been looked up by their ids.
func TestTenThousandRolesAndTrustsAreCheapToKeep(t *testing.T) {
	before := heap()
	b := start(t, simulator.Config{Roles: 10_000})
	for _, list := range []string{"roles", "role-trusts"} {
		for cursor, more := "", true; more; more = cursor != "" {
			cursor = b.get("/v2/" + list + "?per_page=500&cursor=" + cursor).meta().Links.Next
		}
		b.get("/v2/" + list + "/00000000-0000-4000-8000-000000000000").want(http.StatusNotFound)
	}
	kept := heap() - before
	t.Logf("%d KiB kept", kept>>10)
	if kept > 8<<20 {
		t.Errorf("%d bytes kept", kept)
	}
	runtime.KeepAlive(b)
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
