package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"actas/client/clock"
	"actas/client/simulator"
)

// Tests of what people paste: the commands of Vultr's guides and of the object
// storage's page, and the lines that `actas simulate` prints.

// told is an answer to a pasted command.
type told struct {
	status int
	body   string
}

// pasters carry a command out: in a shell with curl where there is one, and
// always without, as a request that is made of the command's text.
func pasters() map[string]func(*testing.T, string, map[string]string) told {
	all := map[string]func(*testing.T, string, map[string]string) told{"net/http": pasteHTTP}
	if _, err := exec.LookPath("curl"); err == nil {
		all["curl"] = pasteShell
	}
	return all
}

func pasteShell(t *testing.T, command string, variables map[string]string) told {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "sh", "-c", command+` -sS -w '\n%{http_code}'`)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	for name, value := range variables {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", command, err)
	}
	var answer told
	at := strings.LastIndexByte(string(out), '\n')
	answer.body = string(out[:at])
	if _, err := fmt.Sscan(string(out[at+1:]), &answer.status); err != nil {
		t.Fatalf("%q: %v", out, err)
	}
	return answer
}

// pasteHTTP understands as much of the shell and of curl as the guides use.
func pasteHTTP(t *testing.T, command string, variables map[string]string) told {
	t.Helper()
	words := shellWords(command, variables)
	method, address, body := "", "", ""
	header := http.Header{}
	for i := 1; i < len(words); i++ {
		switch words[i] {
		case "-X":
			i++
			method = words[i]
		case "-H":
			i++
			name, value, _ := strings.Cut(words[i], ": ")
			header.Set(name, value)
		case "-d", "--data":
			i++
			body = words[i]
		default:
			address = words[i]
		}
	}
	if body != "" && header.Get("Content-Type") == "" {
		header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return send(t, method, address, body, header)
}

func send(t *testing.T, method, address, body string, header http.Header) told {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header = header
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return told{resp.StatusCode, string(raw)}
}

// shellWords splits a command as sh does: quotes of both kinds, variables, and
// lines that a backslash joins.
func shellWords(command string, variables map[string]string) []string {
	expand := func(s string) string { return os.Expand(s, func(name string) string { return variables[name] }) }
	var words []string
	rest := strings.TrimSpace(strings.ReplaceAll(command, "\\\n", " "))
	for rest != "" {
		end, quote := strings.IndexAny(rest, " \t\n"), rest[0]
		switch {
		case quote == '"' || quote == '\'':
			end = 1 + strings.IndexByte(rest[1:], quote)
			word := rest[1:end]
			if quote == '"' {
				word = expand(word)
			}
			words, end = append(words, word), end+1
		case end < 0:
			end = len(rest)
			fallthrough
		default:
			words = append(words, expand(rest[:end]))
		}
		rest = strings.TrimSpace(rest[end:])
	}
	return words
}

// The commands of the guides, as they stand there. "How to Assume a Role" and "How
// to Create a Role Trust" begin with the list of roles, as the one on the STS
// dialect does. The fifth document, on Terraform's resource, has none.
const (
	listRolesCommand = `curl "https://api.vultr.com/v2/roles" \
    -X GET \
    -H "Authorization: Bearer ${VULTR_API_KEY}"`
	assumeCommand = `curl "https://api.vultr.com/v2/assumed-roles/assume" \
    -X POST \
    -H "Authorization: Bearer ${VULTR_API_KEY}" \
    -H "Content-Type: application/json" \
    -d '{
        "user_id": "USER-ID",
        "role_id": "ROLE-ID",
        "session_name": "SESSION-NAME",
        "auth_method": "api_key",
        "duration": 3600
    }'`
	trustCommand = `curl "https://api.vultr.com/v2/role-trusts" \
    -X POST \
    -H "Authorization: Bearer ${VULTR_API_KEY}" \
    -H "Content-Type: application/json" \
    -d '{
        "role_id": "ROLE-ID",
        "trust_type": "IAMAssumption",
        "trusted_user_id": "USER-ID",
        "conditions": {
            "time_of_day": {
                "timezone": "utc",
                "days_of_week": ["monday", "tuesday", "wednesday", "thursday", "friday"]
            },
            "ip_address": ["203.0.113.10", "2001:db8::1"]
        },
        "valid_until": "2026-06-20T03:59:59+00:00"
    }'`
	readTrustCommand = `curl "https://api.vultr.com/v2/role-trusts/{role-trust-id}" \
    -X GET \
    -H "Authorization: Bearer ${VULTR_API_KEY}"`
	stsCommand = `curl "https://api.vultr.com/v2/assumed-roles/compatibility/aws/sts" \
    -X POST \
    -H "Authorization: Bearer ${VULTR_API_KEY}" \
    -H "Content-Type: application/x-www-form-urlencoded" \
    -H "Accept: application/xml" \
    --data "Action=AssumeRole&RoleArn=arn:aws:iam::ORGANIZATION-ID:role/ROLE-ID&RoleSessionName=SESSION-NAME"`
	webIdentityCommand = `curl "https://api.vultr.com/v2/assumed-roles/compatibility/aws/sts" \
    -X POST \
    -H "Authorization: Bearer OIDC-JWT" \
    -H "Content-Type: application/x-www-form-urlencoded" \
    -H "Accept: application/xml" \
    --data "Action=AssumeRoleWithWebIdentity&RoleArn=arn:aws:iam::ORGANIZATION-ID:role/ROLE-ID&RoleSessionName=SESSION-NAME&WebIdentityToken=OIDC-JWT"`
	storageRequest = `POST https://192.168.0.0:4443/sts?Action=AssumeRole&RoleSessionName=temp&RoleArn=urn:ecs:iam::s3:role/s3assumeRole&DurationSeconds=7200
Accept: */*
X-SDS-AUTH-TOKEN: <AUTH_TOKEN>`
)

// guided is a simulated API at the time at which the guides were last updated.
func guided(t *testing.T) *simulator.Server {
	t.Helper()
	server, err := simulator.Start(simulator.Config{
		Clock: clock.NewManual(time.Date(2026, time.June, 1, 20, 43, 0, 0, time.UTC)), Seed: 1, SourceIP: simulator.DemoSourceIP(),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	return server
}

// filled is a text of the guides with host, key and ids replaced.
func filled(server *simulator.Server, text, role, trustID string) string {
	who, _ := server.User("Ada Byron")
	r, _ := server.Role(role)
	return strings.NewReplacer(
		"https://api.vultr.com", server.URL(), "https://192.168.0.0:4443", server.URL(),
		"USER-ID", who.ID, "ROLE-ID", r.ID, "ORGANIZATION-ID", server.OrganizationID(),
		"{role-trust-id}", trustID, "OIDC-JWT", server.OIDCToken(), "<AUTH_TOKEN>", server.ECSToken(),
	).Replace(text)
}

func TestCommandsOfTheGuidesWorkAsDocumented(t *testing.T) {
	t.Parallel()
	for name, paste := range pasters() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := guided(t)
			trustID := ""
			for _, c := range []struct {
				command, role string
				status        int
				want          []string
			}{
				{listRolesCommand, "", 200, []string{`"roles":[{"id":"`, `"max_session_duration":3600`}},
				{assumeCommand, "Auditor", 201, []string{`{"session_token":"ars-`, `"session_name":"SESSION-NAME"`, `"remaining_duration":3600`}},
				{trustCommand, "Support Tier 2", 201, []string{`"trust_type":"IAMAssumption"`, `"ip_address":["203.0.113.10","2001:db8::1"]`}},
				{readTrustCommand, "", 200, []string{`"valid_until":"2026-06-20T03:59:59+00:00"`, `"timezone":"utc"`}},
				{stsCommand, "Auditor", 200, []string{"<AssumeRoleResponse ", "<SessionToken>ars-", "<Expiration>2026-06-01T21:43:00Z<"}},
				{webIdentityCommand, "Registry Publisher", 200, []string{"<AssumeRoleWithWebIdentityResponse ", "<SessionToken>ars-"}},
			} {
				got := paste(t, filled(server, c.command, c.role, trustID), map[string]string{"VULTR_API_KEY": server.Key()})
				if got.status != c.status {
					t.Errorf("%s\n%d, want %d: %s", c.command, got.status, c.status, got.body)
				}
				for _, want := range c.want {
					if !strings.Contains(got.body, want) {
						t.Errorf("%s\nno %s in %s", c.command, want, got.body)
					}
				}
				var made struct{ ID string }
				if c.status == http.StatusCreated && json.Unmarshal([]byte(got.body), &made) == nil {
					trustID = made.ID
				}
			}
		})
	}
}

// TestRequestOfTheObjectStoragesPage sends the request that its page shows; the
// shape of the answer is held in the simulator's own tests.
func TestRequestOfTheObjectStoragesPage(t *testing.T) {
	t.Parallel()
	server := guided(t)
	lines := strings.Split(filled(server, storageRequest, "", ""), "\n")
	method, address, _ := strings.Cut(lines[0], " ")
	header := http.Header{}
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ": ")
		header.Set(name, value)
	}
	got := send(t, method, address, "", header)
	for _, want := range []string{"<ns2:AssumeRoleResponse xmlns:ns2=\"none\">", "<Expiration>2026-06-01T22:43:00Z</Expiration>", ":temp</AssumedRoleId>"} {
		if got.status != http.StatusOK || !strings.Contains(got.body, want) {
			t.Errorf("%d, no %s in %s", got.status, want, got.body)
		}
	}
}

// readPrinted reads all that simulate prints: variables, and commands of a line.
func readPrinted(t *testing.T, out io.Reader) (variables map[string]string, commands []string) {
	t.Helper()
	variables = map[string]string{}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		line := lines.Text()
		name, value, _ := strings.Cut(strings.TrimPrefix(line, "export "), "=")
		command, _ := strings.CutPrefix(line, "#   ")
		switch {
		case strings.HasPrefix(line, "export "):
			variables[name] = strings.Trim(value, "'")
		case strings.HasPrefix(command, "curl ") || strings.HasPrefix(command, "aws "):
			commands = append(commands, command)
		case line == "#   }":
			return variables, commands
		}
	}
	t.Fatalf("it ends too early: %v", lines.Err())
	return nil, nil
}
