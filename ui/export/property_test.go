package export_test

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"pgregory.net/rapid"

	"actas/model"
	"actas/model/text"
	"actas/ui/export"
)

// Properties: what is exported parses, and says what the thing says.

// nasty are texts that end strings, begin templates or hide, cleaned as whatever
// enters is.
func nasty() *rapid.Generator[string] {
	pieces := rapid.OneOf(
		rapid.SampledFrom([]string{`"`, `'`, "${", "%{", "$${", "\n", "\r\n", `\`, "`", "#", "*/", "}", "é", "e\u0301", "日本", "🚀", "\u202e", "\x00", "$(id)", " "}),
		rapid.StringN(0, 6, -1))
	return rapid.Custom(func(t *rapid.T) string {
		return text.Clean(strings.Join(rapid.SliceOfN(pieces, 0, 8).Draw(t, "pieces"), ""))
	})
}

// parsed is a file of HCL; a text that does not parse fails the test.
func parsed(t *rapid.T, body string) *hclsyntax.Body {
	f, faults := hclsyntax.ParseConfig([]byte(body), "export.tf", hcl.InitialPos)
	if faults.HasErrors() {
		t.Fatalf("%v\n%s", faults, body)
	}
	return f.Body.(*hclsyntax.Body)
}

// block is the one block of a kind.
func block(t *rapid.T, b *hclsyntax.Body, kind string) *hclsyntax.Block {
	var found *hclsyntax.Block
	for _, one := range b.Blocks {
		if one.Type == kind {
			if found != nil {
				t.Fatalf("two blocks of %s", kind)
			}
			found = one
		}
	}
	if found == nil {
		t.Fatalf("no block of %s", kind)
	}
	return found
}

// values are the arguments of a block, written as Go prints them; texts come in
// Unicode's composed form, as Terraform reads them.
func values(t *rapid.T, b *hclsyntax.Block) map[string]string {
	out := map[string]string{}
	for name, argument := range b.Body.Attributes {
		v, faults := argument.Expr.Value(nil)
		if faults.HasErrors() {
			t.Fatal(faults)
		}
		out[name] = goValue(v)
	}
	return out
}

func goValue(v cty.Value) string {
	switch {
	case v.Type() == cty.String:
		return v.AsString()
	case v.Type() == cty.Number:
		return v.AsBigFloat().String()
	}
	var all []string
	for _, one := range v.AsValueSlice() {
		all = append(all, goValue(one))
	}
	return strings.Join(all, ",")
}

// composed is a text as Terraform reads it.
func composed(s string) string { return cty.StringVal(s).AsString() }

func anyTrust() *rapid.Generator[model.Trust] {
	return rapid.Custom(func(t *rapid.T) model.Trust {
		out := model.Trust{
			ID: rapid.SampledFrom([]string{trustID, "t-1"}).Draw(t, "id"), RoleID: "r" + nasty().Draw(t, "role id"), RoleName: nasty().Draw(t, "role"),
			Type: rapid.SampledFrom([]model.TrustType{model.TemporaryAssumption, model.IAMAssumption, "Other\"${x}"}).Draw(t, "type"),
			Entity: model.Entity{
				Kind: rapid.SampledFrom([]model.EntityKind{model.EntityUser, model.EntityGroup}).Draw(t, "kind"),
				ID:   "e" + nasty().Draw(t, "entity id"), Name: nasty().Draw(t, "entity"),
			},
		}
		out.Schedule = model.NewSchedule(rapid.SampledFrom([]string{"", "utc", "Europe/Berlin"}).Draw(t, "zone"),
			model.DaySet(rapid.IntRange(0, 127).Draw(t, "days")), 60*rapid.IntRange(0, 23).Draw(t, "start"), 60*rapid.IntRange(0, 24).Draw(t, "end"))
		out.SourceIPs = addresses(rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"10.0.0.0/8", "203.0.113.9", "2001:db8::/32", " ::1"}), 0, 4, rapid.ID[string]).Draw(t, "addresses")...)
		if days := rapid.IntRange(0, 3000).Draw(t, "until"); days > 0 {
			out.ValidUntil = noon.Add(time.Duration(days) * 25 * time.Hour)
		}
		return out
	})
}

func TestExportedTrustsParseAndCarryTheirValues(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		one := anyTrust().Draw(rt, "trust")
		text, err := export.NewTrust(directory(one), one).Terraform()
		if err != nil {
			rt.Fatal(err)
		}
		b := parsed(rt, text.Body)
		r := block(rt, b, "resource")
		want := map[string]string{"role": composed(one.RoleID), string(one.Entity.Kind): composed(one.Entity.ID), "type": composed(string(one.Type))}
		if s := one.Schedule; s.Start != 0 || s.End != 0 {
			want["hour_start"], want["hour_end"] = fmt.Sprint(s.Start/60), fmt.Sprint(s.End/60)
		}
		var ips []string
		for _, ip := range one.SourceIPs {
			ips = append(ips, ip.Raw)
		}
		if len(ips) > 0 {
			want["ip_range"] = strings.Join(ips, ",")
		}
		if !one.ValidUntil.IsZero() {
			want["date_expires"] = one.ValidUntil.Format("2006-01-02T15:04:05+00:00")
		}
		if got := values(rt, r); fmt.Sprint(got) != fmt.Sprint(want) {
			rt.Errorf("%v, want %v", got, want)
		}
		imported := block(rt, b, "import")
		if id, _ := imported.Body.Attributes["id"].Expr.Value(nil); id.AsString() != one.ID {
			rt.Errorf("imports %v", id)
		}
		to, faults := hcl.AbsTraversalForExpr(imported.Body.Attributes["to"].Expr)
		if faults.HasErrors() || to.RootName() != r.Labels[0] || to[1].(hcl.TraverseAttr).Name != r.Labels[1] {
			rt.Errorf("imports to %v, not to %v", to, r.Labels)
		}
		named(rt, r.Labels[1])
	})
}

// named checks a name for Terraform.
func named(t *rapid.T, name string) {
	if !hclsyntax.ValidIdentifier(name) || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" || name[0] < 'a' || len(name) > 64 {
		t.Errorf("%q is no name", name)
	}
}

func TestExportedSessionsParseAndCarryTheirValues(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		name, user, role := nasty().Draw(rt, "name"), "u"+nasty().Draw(rt, "user"), "r"+nasty().Draw(rt, "role")
		contextIP := rapid.SampledFrom([]string{"", "10.0.0.1"}).Draw(rt, "address")
		text, err := exported(session(func(s *model.Session) { s.Name, s.UserID, s.RoleID = name, user, role }), contextIP).Terraform()
		if err != nil {
			rt.Fatal(err)
		}
		r := block(rt, parsed(rt, text.Body), "resource")
		want := map[string]string{"user_id": composed(user), "role_id": composed(role), "duration": "3600"}
		if name != "" {
			want["session_name"] = composed(name)
		}
		if contextIP != "" {
			want["ip_address"] = contextIP
		}
		if got := values(rt, r); fmt.Sprint(got) != fmt.Sprint(want) {
			rt.Errorf("%v, want %v", got, want)
		}
		named(rt, r.Labels[1])
		if strings.Contains(text.Body, canary) {
			rt.Error("the token is in it")
		}
	})
}

// read runs a call in the real sh with a curl that prints what it is given, one
// argument after the other, each with a NUL behind it.
func read(t *testing.T, call string) []string {
	t.Helper()
	cmd := exec.Command("sh", "-c", `curl() { printf '%s\0' "$@"; }`+"\n"+call)
	cmd.Env = []string{"VULTR_API_KEY=KEY", "ACTAS_OIDC_TOKEN=JWT"}
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, call)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
}

// The calls reach curl as they were meant, whatever stands in the values.
func TestShReadsTheCalls(t *testing.T) {
	t.Parallel()
	awkward := text.Clean("it's $HOME `id` \"x\" \\ ${VULTR_API_KEY} é日")
	for _, c := range []struct {
		call, url, bearer string
		body              map[string]any
	}{
		{
			exported(session(func(s *model.Session) { s.Name = awkward }), "10.0.0.1").Curl(apiURL).Body, apiURL + "/v2/assumed-roles/assume", "KEY",
			map[string]any{
				"user_id": userID, "role_id": roleID, "session_name": awkward, "auth_method": "api_key", "duration": 3600.0,
				"context": map[string]any{"ip_address": "10.0.0.1"},
			},
		},
		{
			exported(session(byIdentity), "").Curl(apiURL).Body, apiURL + "/v2/assumed-roles/assume", "JWT",
			map[string]any{"oidc_issuer_id": issuerID, "role_id": roleID, "session_name": "ada-deploy-7f3c", "auth_method": "oidc", "duration": 3600.0},
		},
		{
			must(export.NewTrust(directory(), trust(toIssuer)).Curl(apiURL)).Body, apiURL + "/v2/role-trusts", "KEY",
			map[string]any{
				"role_id": roleID, "trust_type": "FederatedAssumption", "trusted_oidc_issuer_id": issuerID,
				"conditions": map[string]any{
					"ip_address": []any{}, "oidc_claims": map[string]any{"sub": "repo:o'brien/*"},
					"time_of_day": map[string]any{"timezone": "Europe/Berlin", "start": "09:30", "end": 17.0, "holidays": []any{"DE"}},
				},
			},
		},
	} {
		got := read(t, c.call)
		want := []string{c.url, "-X", "POST", "-H", "Authorization: Bearer " + c.bearer, "-H", "Content-Type: application/json", "-d"}
		if len(got) != len(want)+1 || !slices.Equal(got[:len(want)], want) {
			t.Fatalf("%q, want %q", got, want)
		}
		var body map[string]any
		if err := json.Unmarshal([]byte(got[len(want)]), &body); err != nil || fmt.Sprint(body) != fmt.Sprint(c.body) {
			t.Errorf("%v, %v, want %v", err, body, c.body)
		}
	}
}

func must(text export.Text, err error) export.Text {
	if err != nil {
		panic(err)
	}
	return text
}
