//go:build unix

package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"actas/client/simulator"
	"actas/model"
)

// Tests of actas audit: the built binary against the simulated API.

func TestAuditForPeople(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	r := d.ends(0, "audit")
	lines := strings.Split(strings.TrimSpace(r.out), "\n")
	if got := strings.Join(strings.Fields(lines[0]), " "); got != "FINDING ROLE TRUSTED REASON ID" {
		t.Errorf("the header is %q", got)
	}
	reason := strings.Index(lines[0], "REASON")
	for _, want := range [][]string{
		{"unreadable", "Edge Deploy", "its schedule cannot be read: unknown time zone Europe/Munich"},
		{"lapsing within 14 days", "Log Reader", "user Ada Byron", "lapses Sun 02:03 UTC, in 1d 11h"},
		{"open to every address", "Auditor", "group everyone", "can be used from every address"},
		{"covered by another trust", "Log Reader", "user Ada Byron", "does nothing: another trust of group everyone lets in all that it does ("},
		{"lapsed", "Contractor Access", "lapsed 3d ago, 2026-11-17 14:03 UTC"},
	} {
		at := slices.IndexFunc(lines, func(l string) bool { return containsAll(l, want) })
		if at < 0 {
			t.Errorf("no line has %q:\n%s", want, r.out)
		} else if lines[at][reason-1] != ' ' || lines[at][reason] == ' ' {
			t.Errorf("the reason is not aligned: %q", lines[at])
		}
	}
	if !strings.HasPrefix(lines[1], "unreadable") || !strings.HasPrefix(lines[len(lines)-1], "open to every address ") {
		t.Errorf("the gravest is not first:\n%s", r.out)
	}
}

func TestAuditForScripts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ada, _ := d.server.User("Ada Byron")
	role, _ := d.server.Role("Network Admin")
	d.server.AddTrust(model.Trust{
		RoleID: role.ID, Type: model.TemporaryAssumption, Entity: model.Entity{Kind: model.EntityUser, ID: ada.ID},
		Conditions: model.Conditions{SourceIPs: []model.IPCondition{model.ParseIPCondition("0.0.0.0/0"), model.ParseIPCondition("198.0.0.0/12")}},
	})
	all := d.objects("audit", "--json")
	found := map[string]map[string]any{}
	for _, f := range all {
		hasFields(t, f, "finding reason role_id role_name trust_id trusted at opens ip_address covered_by")
		found[fmt.Sprint(f["finding"], " ", f["role_name"], " ", f["trusted"])] = f
	}
	covered := found["covered Log Reader user Ada Byron"]
	if by := found["every_address Log Reader group everyone"]["trust_id"]; by == nil || covered["covered_by"] != by {
		t.Errorf("covered by %v, want %v", covered["covered_by"], by)
	}
	if at := found["lapsing Log Reader user Ada Byron"]["at"]; at != "2026-11-22T02:03:08Z" {
		t.Errorf("it lapses at %v", at)
	}
	for name, want := range map[string]string{
		"every_address Network Admin user Ada Byron": "[0.0.0.0/0] can be used from every IPv4 address: 0.0.0.0/0",
		"wide_range Network Admin user Ada Byron":    "[198.0.0.0/12] lets in very many addresses: 198.0.0.0/12 (1,048,576)",
		"every_address Auditor group everyone":       "[] can be used from every address",
	} {
		if got := fmt.Sprint(found[name]["ip_address"], " ", found[name]["reason"]); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestAuditOfAnotherTimeAndKind(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, f := range d.objects("audit", "--json", "--only", "lapsed,covered") {
		if f["finding"] != "lapsed" && f["finding"] != "covered" {
			t.Errorf("%v", f)
		}
	}
	if got := len(d.objects("audit", "--json", "--only", "lapsed")); got != 1 {
		t.Errorf("%d have lapsed", got)
	}
	if got := len(d.objects("audit", "--json", "--only", "lapsed", "--at", "2026-11-30")); got != 4 {
		t.Errorf("%d will have lapsed by the end of the month", got)
	}
}

func TestHowAuditEnds(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, tt := range []struct {
		args, says string
		code       int
	}{
		{"audit", "", 0},
		{"audit --fail", "", 1},
		{"audit --fail --json", "", 1},
		{"audit --fail --only never_open", "nothing found in 21 role trusts", 0},
		{"audit --only nonsense", `--only: there is no kind of finding "nonsense"; there are unreadable, never_open, `, 2},
		{"audit --at noon", `--at "noon" is no time`, 2},
		{"audit everything", `unknown command "everything"`, 2},
	} {
		if r := d.ends(tt.code, strings.Fields(tt.args)...); !strings.Contains(r.err, tt.says) || tt.says == "" && r.err != "" {
			t.Errorf("%s says %q, want %q", tt.args, r.err, tt.says)
		}
	}
}

// TestAuditSaysWhatItCannotSee: what a list that cannot be read lacks is not
// called gone.
func TestAuditSaysWhatItCannotSee(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.server.Next("GET /v2/users", simulator.Fault{Status: 403, Body: `{"error":"Not authorized","status":403}`, Times: -1})
	r := d.ends(0, "audit", "--only", "entity_gone")
	if !strings.Contains(r.err, "not looked for users who are gone: list users: Not authorized (403)") || r.out != "" {
		t.Errorf("%q, %q", r.out, r.err)
	}
	linus, _ := d.server.User("Linus Berg")
	trust := model.Trust{Type: model.TemporaryAssumption, Entity: model.Entity{Kind: model.EntityGroup, ID: linus.ID}}
	role, _ := d.server.Role("Auditor")
	trust.RoleID = role.ID
	d.server.AddTrust(trust)
	if r := d.ends(0, "audit", "--only", "entity_gone"); !strings.Contains(r.out, "its group does not exist any more") {
		t.Errorf("%q", r.out)
	}
	d.as("Alan Reyes").ends(3, "audit")
}
