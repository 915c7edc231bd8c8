//go:build unix

package main

import (
	"os/exec"
	"testing"
	"time"

	"actas/client/clock"
	"actas/client/simulator"
)

// measureWhy takes the time of actas why as a whole, among 10,000 roles and
// trusts: by the role's id, and by its name, which is looked for among all. The
// roles are closed, lapsed, refused by address, not for me and open.
func measureWhy(b *testing.B, table *figures) {
	api, err := simulator.Start(simulator.Config{
		Clock: clock.StartingAt(friday), Seed: 1, Roles: many, Limit: -1, SourceIP: simulator.DemoSourceIP(),
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = api.Close() })
	environment := append(cleanEnvironment(b), "ACTAS_API_URL="+api.URL(), "VULTR_API_KEY="+api.Key())
	ask := func(role string, want int) float64 {
		cmd := exec.CommandContext(b.Context(), binary(b), "why", role)
		cmd.Env = environment
		started := time.Now()
		_ = cmd.Run() // its exit code is looked at
		took := milliseconds(time.Since(started))
		if got := cmd.ProcessState.ExitCode(); got != want {
			b.Fatalf("actas why %q: exit code %d, want %d", role, got, want)
		}
		return took
	}
	var byID, byName []float64
	for range 5 {
		for name, want := range map[string]int{
			"Change Approver": 3, "Contractor Access": 3, "Network Admin": 3, "Backup Restore": 3, "Auditor": 0,
		} {
			role, _ := api.Role(name)
			byID = append(byID, ask(role.ID, want))
			byName = append(byName, ask(name, want))
		}
	}
	table.add(b, "why, by the role's id, 10,000 trusts, p50", percentile(byID, 50), "ms", 0)
	table.add(b, "why, by the role's id, 10,000 trusts, p95", percentile(byID, 95), "ms", 300)
	table.add(b, "why, by its name, 10,000 roles, p50", percentile(byName, 50), "ms", 300)
}
