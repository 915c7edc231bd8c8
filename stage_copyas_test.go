package main

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// End to end: a session copied in every form.

// token is the live token of a session of Ada's.
func (s *stage) token(name string) string {
	s.tb.Helper()
	ada, _ := s.server.User("Ada Byron")
	live, err := s.client.Sessions(s.tb.Context(), ada.ID)
	if err != nil {
		s.tb.Fatal(err)
	}
	for _, l := range live {
		if l.Name == name {
			return l.Token.Reveal()
		}
	}
	s.tb.Fatalf("%s is no session of Ada's", name)
	return ""
}

func TestCopiesASessionInEveryForm(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	on("ada-deploy")(s)
	token, url := s.token("ada-deploy-7f3c"), s.server.URL()
	ends := "2026-11-20T14:12:49Z"
	for _, c := range []struct{ key, said, want string }{
		{"1", "the export lines", "export VULTR_API_KEY='" + token + "'\nexport ACTAS_SESSION='ada-deploy-7f3c'\nexport ACTAS_EXPIRES_AT='" + ends + "'\nexport ACTAS_API_URL='" + url + "'\n"},
		{"2", "the lines for fish", "set -gx VULTR_API_KEY '" + token + "'\nset -gx ACTAS_SESSION 'ada-deploy-7f3c'\nset -gx ACTAS_EXPIRES_AT '" + ends + "'\nset -gx ACTAS_API_URL '" + url + "'\n"},
		{"3", "the lines for PowerShell", "$env:VULTR_API_KEY = '" + token + "'\n$env:ACTAS_SESSION = 'ada-deploy-7f3c'\n$env:ACTAS_EXPIRES_AT = '" + ends + "'\n$env:ACTAS_API_URL = '" + url + "'\n"},
		{"4", "the token", token},
		{"5", "the curl call", "curl -H 'Authorization: Bearer " + token + "' '" + url + "/v2/account'"},
		{"7", "the id", "9436f02d-2c74-4731-a42c-b3e76210e103"},
	} {
		before := len(s.copied)
		s.press("Y", c.key)
		s.see("Copied " + c.said + " of ada-deploy-7f3c to the clipboard.")
		s.lacks("Copy ada-deploy-7f3c as")
		if len(s.copied) != before+1 || s.copied[before] != c.want {
			t.Errorf("%s copied %q, want %q", c.key, s.copied[before:], c.want)
		}
	}
	s.press("Y", "j", "j", "j", "enter")
	if last := s.copied[len(s.copied)-1]; last != token {
		t.Errorf("enter on the fourth copied %q", last)
	}
}

func TestCopiesEveryAttributeButTheToken(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	on("ada-deploy")(s)
	s.press("Y", "6")
	var got map[string]any
	if err := json.Unmarshal([]byte(s.copied[0]), &got); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]any{
		"name": "ada-deploy-7f3c", "id": "9436f02d-2c74-4731-a42c-b3e76210e103", "role": "Production Deploy", "user": "Ada Byron",
		"auth_method": "api_key", "source_ip": "203.0.113.7", "state": "expiring", "remaining_seconds": 581.0,
		"issuer_id": "", "assumed_at": "2026-11-20T13:12:49Z", "expires_at": "2026-11-20T14:12:49Z",
	} {
		if got[name] != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
	if strings.Contains(s.copied[0], "ars-") {
		t.Errorf("the token is in it: %s", s.copied[0])
	}
}

// TestCopiedCurlIsReady runs the call as a shell reads it.
func TestCopiedCurlIsReady(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	on("ada-audit")(s)
	s.press("Y", "5")
	// What curl is given, one argument a line.
	out, err := exec.Command("sh", "-c", "curl() { printf '%s\\n' \"$@\"; }; "+s.copied[0]).Output()
	want := "-H\nAuthorization: Bearer " + s.token("ada-audit-90aa") + "\n" + s.server.URL() + "/v2/account\n"
	if err != nil || string(out) != want {
		t.Errorf("%q, %v", out, err)
	}
}

// TestTokenIsInSightOnlyWhenAskedFor follows the token through every frame.
func TestTokenIsInSightOnlyWhenAskedFor(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	on("ada-deploy")(s)
	token := s.token("ada-deploy-7f3c")
	masked := func(step string) {
		t.Helper()
		if strings.Contains(s.screen(), token) {
			t.Errorf("%s: the token is in sight:\n%s", step, s.screen())
		}
	}
	s.press("Y")
	s.see("export VULTR_API_KEY='ars-…'")
	masked("the sheet is new")
	s.press("v")
	s.see("export VULTR_API_KEY='"+token+"'", "The token is in sight")
	s.press("v")
	masked("pressed again")
	s.press("v")
	s.see(token)
	s.pass(9 * time.Second)
	s.see(token)
	s.pass(time.Second)
	masked("after ten seconds")
	s.press("v", "j")
	masked("another form")
	s.press("k")
	masked("back at it")
	s.press("v", "esc")
	masked("closed")
	s.press("Y")
	masked("opened again")
	s.press("G", "v")
	s.see("Not now: there is nothing hidden in it.")
	s.press("esc", "Y", "v")
	s.see(token)
	s.press("enter")
	masked("copied")
	for _, frame := range s.everyFrame() {
		if strings.Contains(frame, token) && !strings.Contains(frame, "The token is in sight") {
			t.Fatalf("a frame has the token without saying so:\n%s", frame)
		}
	}
}

// TestGoneSessionHasNoTokenToCopy checks that what is of no use is not offered,
// and the rest is.
func TestGoneSessionHasNoTokenToCopy(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	on("ada-deploy")(s)
	s.press("x", "y")
	s.see("Revoked ada-deploy-7f3c")
	s.press("g")
	on("ada-deploy-7f3c   ")(s)
	s.press("y")
	s.see("This session is revoked.")
	s.press("Y", "1")
	s.see("Not now: this session is revoked.")
	s.press("7")
	if len(s.copied) != 1 || s.copied[0] != "9436f02d-2c74-4731-a42c-b3e76210e103" {
		t.Errorf("copied %q", s.copied)
	}
}
