//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// Tests of actas export, and of what the dashboard copies of a role trust.

// trustWhere is the one trust of a role for an entity, as scripts see it.
func (d *desk) trustWhere(role, field, value string) map[string]any {
	d.t.Helper()
	all := d.objects("trusts", "--json")
	at := slices.IndexFunc(all, func(o map[string]any) bool { return o["role_name"] == role && o[field] == value })
	if at < 0 {
		d.t.Fatalf("no trust of %s has %s %q", role, field, value)
	}
	return all[at]
}

func TestExportsATrustForTerraform(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	office := d.trustWhere("Production Deploy", "group_display", "deployers")
	id, before := office["id"].(string), d.requests("GET", "/v2/account")
	r := d.ends(0, "export", "trust", id)
	for _, want := range []string{
		"# Role trust: Production Deploy for group deployers. Exported by actas.\n#\n# Wider than the trust:",
		"import {\n  to = vultr_organization_role_trust.production_deploy_deployers\n  id = \"" + id + "\"\n}\n",
		"  hour_start = 9\n  hour_end   = 17\n  ip_range   = [\"203.0.113.0/24\", \"2001:db8:40::/48\"]\n",
	} {
		if !strings.Contains(r.out, want) {
			t.Errorf("%q does not stand in\n%s", want, r.out)
		}
	}
	if want := "actas: Wider than the trust: the provider has no argument for days_of_week, here Mon-Fri. A trust made from this block alone would open every day.\n"; r.err != want {
		t.Errorf("said %q, want %q", r.err, want)
	}
	if again := d.ends(0, "export", "trust", id[:8], "--as", "terraform"); again.out != r.out {
		t.Errorf("by the beginning of its id, in the usual form: %s", again.out)
	}
	if r := d.ends(0, "export", "trust", "network"); r.err != "" || !strings.Contains(r.out, ".network_admin_network\n") {
		t.Errorf("the only one of its role: %q, %s", r.err, r.out)
	}
	if after := d.requests("GET", "/v2/account"); after != before {
		t.Error("it is asked who I am, which a trust does not depend on")
	}
}

func TestExportSaysWhatItCannotDo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	federated := d.trustWhere("Production Deploy", "trust_type", "FederatedAssumption")["id"].(string)
	unreadable := d.trustWhere("Edge Deploy", "group_display", "edge")["id"].(string)
	for _, c := range []struct {
		code int
		args []string
		want string
	}{
		{1, []string{"trust", federated}, "actas: not exported as terraform: the provider cannot create FederatedAssumption trusts\n"},
		{1, []string{"trust", unreadable, "--as", "curl"}, "actas: not exported as curl: its schedule is unreadable: unknown time zone Europe/Munich\n"},
		{2, []string{"trust", "prod"}, "actas: \"prod\" may mean several; say which by its id:\n"},
		{2, []string{"session", "ada"}, "actas: \"ada\" may mean several; say which by its whole name or its id:\n"},
		{2, []string{"trust", federated, "--as", "yaml"}, "actas: --as takes terraform, curl or json (actas --help tells more)\n"},
		{2, []string{"trust"}, "actas: name one role trust (actas --help tells more)\n"},
		{2, []string{"session"}, "actas: name one session (actas --help tells more)\n"},
		{2, nil, "actas: say what to export: trust or session (actas --help tells more)\n"},
		{2, []string{"role"}, "actas: there is no export of a role: it is trust or session (actas --help tells more)\n"},
		{4, []string{"trust", "xyzzy"}, "actas: there is no role trust \"xyzzy\"; actas trusts lists them\n"},
		{4, []string{"session", "xyzzy"}, "actas: there is no live session of yours \"xyzzy\"; actas sessions lists them\n"},
	} {
		r := d.ends(c.code, append([]string{"export"}, c.args...)...)
		if r.out != "" || !strings.HasPrefix(r.err, c.want) {
			t.Errorf("export %q: %q, %q, want %q", c.args, r.out, r.err, c.want)
		}
	}
	if r := d.run("export", "trust", "prod"); !strings.Contains(r.err, "  Production Deploy  issuer vke-prod  "+federated+"\n") {
		t.Errorf("the trusts are not told apart:\n%s", r.err)
	}
	if r := d.as("Alan Reyes").run("export", "trust", federated); r.code != 3 || r.out != "" {
		t.Errorf("without the right to read trusts: exit code %d, %s", r.code, r.err)
	}
}

func TestExportsForScripts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	office := d.trustWhere("Production Deploy", "group_display", "deployers")
	var trust, session map[string]any
	if err := json.Unmarshal([]byte(d.ends(0, "export", "trust", office["id"].(string), "--as", "json").out), &trust); err != nil {
		t.Fatal(err)
	}
	delete(office, "verdict")
	if fmt.Sprint(trust) != fmt.Sprint(office) {
		t.Errorf("%v, while actas trusts says %v", trust, office)
	}
	if err := json.Unmarshal([]byte(d.ends(0, "export", "session", "ada-deploy", "--as", "json").out), &session); err != nil {
		t.Fatal(err)
	}
	listed := named(t, d.objects("sessions", "--json"), "ada-deploy-7f3c")
	for _, o := range []map[string]any{session, listed} {
		delete(o, "remaining_seconds")
	}
	if fmt.Sprint(session) != fmt.Sprint(listed) {
		t.Errorf("%v, while actas sessions says %v", session, listed)
	}
}

// call runs an exported call in sh, with a curl that tells what it is given, and
// sends that.
func (d *desk) call(exported string) (status int, body string) {
	d.t.Helper()
	cmd := exec.CommandContext(d.t.Context(), "sh", "-c", `curl() { printf '%s\0' "$@"; }`+"\n"+exported)
	cmd.Env = d.env
	out, err := cmd.Output()
	if err != nil {
		d.t.Fatal(err)
	}
	args := strings.Split(string(out), "\x00")
	if len(args) != 10 || args[1] != "-X" || args[3] != "-H" || args[5] != "-H" || args[7] != "-d" {
		d.t.Fatalf("curl is given %q", args)
	}
	request, err := http.NewRequestWithContext(d.t.Context(), args[2], args[0], strings.NewReader(args[8]))
	if err != nil {
		d.t.Fatal(err)
	}
	for _, header := range []string{args[4], args[6]} {
		name, value, _ := strings.Cut(header, ": ")
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return response.StatusCode, string(answer)
}

// TestExportedCallMakesTheSameTrust plays each trust that can be told, and
// compares what came of it. Those of Vultr's machines are left out: the API adds
// the account to them.
func TestExportedCallMakesTheSameTrust(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	made := 0
	for _, trust := range d.objects("trusts", "--json") {
		if trust["trusted_oidc_issuer_source"] != nil && trust["trusted_oidc_issuer_id"] == nil || trust["group_display"] == "edge" {
			continue
		}
		r := d.ends(0, "export", "trust", trust["id"].(string), "--as", "curl")
		status, body := d.call(r.out)
		var created struct{ ID string }
		if err := json.Unmarshal([]byte(body), &created); status != http.StatusCreated || err != nil {
			t.Fatalf("%d %s\n%s", status, body, r.out)
		}
		var again map[string]any
		if err := json.Unmarshal([]byte(d.ends(0, "export", "trust", created.ID, "--as", "json").out), &again); err != nil {
			t.Fatal(err)
		}
		for _, o := range []map[string]any{trust, again} {
			delete(o, "id")
			delete(o, "date_created")
			delete(o, "verdict")
		}
		if fmt.Sprint(again) != fmt.Sprint(trust) {
			t.Errorf("%v came of %v", again, trust)
		}
		made++
	}
	if made != 17 {
		t.Errorf("%d of 21 trusts were made again, want all but one that is unreadable and three of machines", made)
	}
}

func TestExportedCallAssumesTheSame(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	before := named(t, d.objects("sessions", "--json"), "ada-deploy-7f3c")
	status, body := d.call(d.ends(0, "export", "session", "ada-deploy", "--as", "curl").out)
	var made map[string]any
	if err := json.Unmarshal([]byte(body), &made); status != http.StatusCreated || err != nil {
		t.Fatalf("%d %s", status, body)
	}
	for wire, field := range map[string]string{"role_id": "role_id", "user_id": "user_id", "session_name": "name", "auth_method": "auth_method", "source_ip": "source_ip"} {
		if made[wire] != before[field] {
			t.Errorf("%s is %v, want %v", wire, made[wire], before[field])
		}
	}
	if made["remaining_duration"] != 3600.0 {
		t.Errorf("it lasts %v s", made["remaining_duration"])
	}
}

// The address that a session was asked for with is known to the ledger alone.
func TestExportKeepsTheIPContext(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.ends(0, "assume", "Log Reader", "--name", "from-there", "--ip", "192.0.2.9", "--duration", "30m")
	r := d.ends(0, "export", "session", "from-there")
	if want := "  session_name = \"from-there\"\n  duration     = 1800\n  ip_address   = \"192.0.2.9\"\n"; !strings.Contains(r.out, want) {
		t.Errorf("%q does not stand in\n%s", want, r.out)
	}
	if want := `terraform import vultr_organization_role_session.from_there "$(actas token 'from-there')"`; !strings.Contains(r.out, want) {
		t.Errorf("%q does not stand in\n%s", want, r.out)
	}
}

func TestExportsAreCompleted(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id := d.trustWhere("Production Deploy", "group_display", "deployers")["id"].(string)
	for want, args := range map[string][]string{
		id + "\tProduction Deploy, group deployers\n": {"trust", ""},
		"ada-logs-c01d\tsession":                      {"session", ""},
		"terraform\ncurl\njson\n":                     {"trust", "x", "--as", ""},
		"trust\tPrint a role trust":                   {""},
	} {
		if r := d.ends(0, append([]string{"__complete", "export"}, args...)...); !strings.Contains(r.out, want) {
			t.Errorf("%q: %q does not offer %q", args, r.out, want)
		}
	}
	if r := d.ends(0, "__complete", "export", "trust", id, ""); strings.Contains(r.out, id) {
		t.Error("a second trust is offered")
	}
}

func TestCopiesATrustInEveryForm(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	s.press("3")
	on("Production", "deployers")(s)
	for _, c := range []struct{ key, said, begins string }{
		{"1", "the Terraform resource", "# Role trust: Production Deploy for group deployers. Exported by actas.\n"},
		{"2", "the curl call", "curl '" + s.server.URL() + "/v2/role-trusts' \\\n  -X POST \\\n  -H \"Authorization: Bearer ${VULTR_API_KEY}\" \\\n"},
		{"3", "the JSON", "{\n  \"id\": \""},
		{"4", "the id", ""},
	} {
		before := len(s.copied)
		s.press("Y")
		s.see("Copy Production Deploy for group deployers as")
		s.press(c.key)
		s.see("Copied " + c.said + " of the trust to the clipboard.")
		if len(s.copied) != before+1 || !strings.HasPrefix(s.copied[before], c.begins) {
			t.Errorf("%s copied %q", c.key, s.copied[before:])
		}
	}
	if id := s.copied[3]; len(id) != 36 || !strings.Contains(s.copied[0], `id = "`+id+`"`) {
		t.Errorf("the id copied is %q", id)
	}
	on("Production", "vke-prod")(s)
	s.press("Y", "1")
	s.see("Not now: the provider cannot create FederatedAssumption trusts.")
	s.press("esc")
	s.lacks("Copy Production Deploy")
}

func TestCopiesASessionForTerraform(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	on("ada-deploy")(s)
	token := s.token("ada-deploy-7f3c")
	s.press("Y", "8")
	s.see("Copied the Terraform resource of ada-deploy-7f3c to the clipboard.")
	s.press("Y", "9")
	s.see("Copied the assume call of ada-deploy-7f3c to the clipboard.")
	if !strings.Contains(s.copied[0], `resource "vultr_organization_role_session" "ada_deploy_7f3c" {`) ||
		!strings.Contains(s.copied[1], s.server.URL()+"/v2/assumed-roles/assume'") {
		t.Errorf("copied %q", s.copied)
	}
	for _, text := range s.copied {
		if strings.Contains(text, token) || strings.Contains(text, s.server.Key()) {
			t.Errorf("a secret is in %q", text)
		}
	}
}

// What cannot be imported any more is told without the command for it.
func TestASessionThatEndedIsExportedWithoutItsImport(t *testing.T) {
	t.Parallel()
	s := open(t, scenario{})
	on("ada-deploy")(s)
	s.press("x", "y")
	s.see("Revoked ada-deploy-7f3c")
	s.press("g")
	on("ada-deploy-7f3c   ")(s)
	s.press("Y", "8")
	s.see("Copied the Terraform resource")
	if strings.Contains(s.copied[0], "import") || !strings.Contains(s.copied[0], "terraform apply assumes a session of its own.") {
		t.Errorf("a revoked session is told as\n%s", s.copied[0])
	}
}
