//go:build unix

package main

import (
	"net/http"
	"os/exec"
	"strings"
	"testing"
)

// TestPrintedLinesAreTrue starts the program, and pastes what it prints.
func TestPrintedLinesAreTrue(t *testing.T) {
	t.Parallel()
	served := exec.CommandContext(t.Context(), binary(t), "simulate")
	served.Env = cleanEnvironment(t)
	out, err := served.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := served.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = served.Process.Kill(); _ = served.Wait() })
	variables, commands := readPrinted(t, out)
	if len(commands) != 6 || len(variables) != 6 {
		t.Fatalf("%d commands, %d variables", len(commands), len(variables))
	}
	for name, paste := range pasters() {
		for _, command := range commands[:5] {
			got := paste(t, command, variables)
			if got.status/100 != 2 || !strings.Contains(got.body, "ars-") && !strings.Contains(got.body, "SessionToken") && !strings.Contains(got.body, `"roles"`) {
				t.Errorf("%s: %s\n%d: %s", name, command, got.status, got.body)
			}
		}
	}
	// What the AWS CLI sends for its line.
	words := shellWords(commands[5], variables)
	flags := map[string]string{}
	for i := 3; i+1 < len(words); i += 2 {
		flags[words[i]] = words[i+1]
	}
	got := pasteHTTP(t, `curl -X POST "$URL" --data "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=$ARN&RoleSessionName=$NAME&WebIdentityToken=$TOKEN"`,
		map[string]string{"URL": flags["--endpoint-url"], "ARN": flags["--role-arn"], "NAME": flags["--role-session-name"], "TOKEN": flags["--web-identity-token"]})
	if got.status != http.StatusOK {
		t.Errorf("%s\n%d: %s", commands[5], got.status, got.body)
	}
}
