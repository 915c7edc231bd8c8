//go:build unix

package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestADamagedStateIsTold: what cannot be read is no proof that there was nothing.
func TestADamagedStateIsTold(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.stateFolder(0o700)
	folder := filepath.Join(d.home(), "actas")
	d.file(filepath.Join(folder, "activity.jsonl"), "\x00\x01garbage\nmore\n", 0o600)
	if r := d.ends(0, "log"); r.out != "" || r.err != "actas: 2 lines of the ledger could not be read and are left out\n" {
		t.Errorf("%q, %q", r.out, r.err)
	}
	if r := d.ends(0, "doctor"); !strings.Contains(r.out, "2 lines of the ledger could not be read") {
		t.Errorf("%q", r.out)
	}
	d.file(filepath.Join(folder, "kept.json"), "\x00\x01garbage", 0o600)
	if r := d.ends(1, "doctor"); !strings.Contains(r.out, "kept.json is no list of kept sessions; remove it") {
		t.Errorf("%q", r.out)
	}
}

// TestARoleThatMayBeAProfile: both that are not there are named.
func TestARoleThatMayBeAProfile(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	r := d.ends(4, "credential-process", "nosuch/Log Reader")
	if !strings.Contains(r.err, `there is no role "nosuch/Log Reader"`) || !strings.Contains(r.err, "\nNor is there a profile \"nosuch\"\n") {
		t.Errorf("%q", r.err)
	}
}

// TestAnotherOrganisationsRoleIsNotJudged: the trusts that were read are those of
// one's own.
func TestAnotherOrganisationsRoleIsNotJudged(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	role, _ := d.server.Role("Log Reader")
	r := d.ends(3, "credential-process", "arn:aws:iam::00000000-0000-0000-0000-000000000000:role/"+role.ID)
	if strings.Contains(r.err, "actas expects") {
		t.Errorf("%q", r.err)
	}
}
