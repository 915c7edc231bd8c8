//go:build unix

package main

import (
	"os"
	"strings"
	"testing"
)

// TestAReaderThatHasGoneAwayLosesNoSession: what it was to read is revoked first.
func TestAReaderThatHasGoneAwayLosesNoSession(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer write.Close()
	if err := read.Close(); err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	cmd := d.command("assume", "Log", "--via", "sts", "--print", "env")
	cmd.Stdout, cmd.Stderr = write, &said
	if err := cmd.Run(); err == nil || cmd.ProcessState.ExitCode() != 1 || !strings.Contains(said.String(), "It is revoked again.") {
		t.Errorf("%v, %q", err, said.String())
	}
	if d.requests("DELETE", "/v2/assumed-roles/") != 1 {
		t.Error("it is not revoked")
	}
}
