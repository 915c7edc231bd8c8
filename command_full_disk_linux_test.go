package main

import (
	"bytes"
	"os"
	"testing"
)

// TestWhatCannotBeWrittenIsAFailure: of help and scripts for shells as of any output,
// in the same words.
func TestWhatCannotBeWrittenIsAFailure(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, args := range [][]string{
		{"--help"}, {"help", "roles"}, {"roles", "--help"}, {"--version"}, {"roles"}, {"completion"},
		{"completion", "bash"}, {"completion", "zsh"}, {"completion", "fish"}, {"completion", "powershell"}, {"simulate"},
	} {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		var failed bytes.Buffer
		cmd := d.command(args...)
		cmd.Stdout, cmd.Stderr = full, &failed
		_ = cmd.Run()
		_ = full.Close()
		if code := cmd.ProcessState.ExitCode(); code != 1 || failed.String() != "actas: the output could not be written; is the disk full?\n" {
			t.Errorf("%q: %d, %q", args, code, failed.String())
		}
	}
}

// TestCompletionOfAnotherShell is a wrong use, as elsewhere.
func TestCompletionOfAnotherShell(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if r := d.ends(2, "completion", "foo"); r.out != "" || r.err != "actas: there is no completion for foo: it is bash, fish, powershell or zsh (actas --help tells more)\n" {
		t.Errorf("%q, %q", r.out, r.err)
	}
	if r := d.ends(0, "completion", "bash"); r.out == "" || r.err != "" {
		t.Errorf("%d bytes, %q", len(r.out), r.err)
	}
}
