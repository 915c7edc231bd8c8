//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Tests of AWS keys where AWS's tools look for them: in their file, and in the
// environment.

const awsProfileOf = "assume Log --via sts --aws-profile "

func (d *desk) awsFile() string { return filepath.Join(d.home(), ".aws", "credentials") }

func TestKeysInAnAWSProfile(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	theirs := "# mine\n[default]\naws_access_key_id=AKIAMINE\r\n\n[theirs]\nregion = x\n"
	if err := os.Mkdir(filepath.Dir(d.awsFile()), 0o755); err != nil {
		t.Fatal(err)
	}
	d.file(d.awsFile(), theirs, 0o644)
	if r := d.ends(0, strings.Fields(awsProfileOf+"logs")...); !strings.HasPrefix(r.out, "assumed Log Reader as ") || r.err != "" {
		t.Errorf("%q, %q", r.out, r.err)
	}
	first := written(t, d.awsFile())
	section, found := strings.CutPrefix(first, theirs+"\n[logs]\n# Written by actas: session ")
	if !found || !tokenText.MatchString(section) || !strings.Contains(section, "ends 2026-11-20T15:03:08Z") {
		t.Errorf("%q", first)
	}
	if info, err := os.Stat(d.awsFile()); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	d.ends(0, strings.Fields(awsProfileOf+"logs")...)
	if second := written(t, d.awsFile()); second == first || len(second) != len(first) || !strings.HasPrefix(second, theirs) {
		t.Errorf("the second session's keys: %q", second)
	}
	before := len(d.server.Requests())
	if r := d.ends(2, strings.Fields(awsProfileOf+"theirs")...); !strings.Contains(r.err, "has a profile theirs that actas did not write; --force overwrites it") {
		t.Errorf("%q", r.err)
	}
	if now := len(d.server.Requests()); now != before {
		t.Errorf("%d requests for keys that have no place", now-before)
	}
	d.ends(0, strings.Fields(awsProfileOf+"theirs --force")...)
	if got := written(t, d.awsFile()); !strings.HasPrefix(got, strings.TrimSuffix(theirs, "region = x\n")+"# Written by actas") {
		t.Errorf("by force: %q", got)
	}
}

func TestWrongUsesOfAnAWSProfile(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for args, says := range map[string]string{
		"assume Log --aws-profile logs":                "--aws-profile goes with --via sts",
		"assume Log --via sts --force --print env":     "--force goes with --aws-profile",
		awsProfileOf + "a]b":                           "only letters, digits",
		"env ada-deploy --force":                       "--force goes with --aws-profile",
		"env ada-deploy --aws-profile " + "two[words]": "only letters, digits",
	} {
		if r := d.ends(2, strings.Fields(args)...); !strings.Contains(r.err, says) {
			t.Errorf("%s: %q, want %q", args, r.err, says)
		}
	}
	r := d.ends(1, "env", "ada-deploy", "--aws-profile", "logs")
	if r.out != "" || !strings.Contains(r.err, "ada-deploy-7f3c has no AWS keys; actas assume --via sts makes a session that has") {
		t.Errorf("%q, %q", r.out, r.err)
	}
	if _, err := os.Stat(d.awsFile()); err == nil {
		t.Error("a file was written")
	}
}

// storage gives the desk a profile that leads to the object storage.
func (d *desk) storage() {
	d.t.Helper()
	folder := d.profiles(`
default_profile = "storage"
[profiles.storage]
kind = "ecs"
api_url = "` + d.server.URL() + `"
key_file = "ecs"
roles = ["urn:ecs:iam::s3:role/s3assumeRole"]
`)
	d.file(filepath.Join(folder, "ecs"), d.server.ECSToken()+"\n", 0o600)
}

func TestAnObjectStoragesSessionInTheEnvironment(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.storage()
	d.env = append(d.env, "AWS_PROFILE=mine", "AWS_ACCESS_KEY_ID=AKIAMINE", "AWS_SECRET_ACCESS_KEY=mine", "AWS_REGION=here", "ACTAS_ECS_TOKEN="+d.server.ECSToken())
	got := d.environ("s3assumeRole")
	if !strings.HasPrefix(got["AWS_ACCESS_KEY_ID"], "ASIA") || len(got["AWS_SECRET_ACCESS_KEY"]) != 43 || !strings.HasPrefix(got["AWS_SESSION_TOKEN"], "CgJ") ||
		got["AWS_REGION"] != "here" || got["ACTAS_SESSION"] == "" {
		t.Errorf("the command finds %v", got)
	}
	for _, name := range []string{"AWS_PROFILE", "VULTR_API_KEY", "ACTAS_API_URL", "ACTAS_ECS_TOKEN"} {
		if got[name] != "" {
			t.Errorf("the command finds %s=%s", name, got[name])
		}
	}
	const unlisted = "urn:ecs:iam::s3:role/backup-writer"
	if r := d.ends(0, "exec", unlisted, "--", "sh", "-c", "echo $AWS_ACCESS_KEY_ID"); !strings.HasPrefix(r.out, "ASIA") {
		t.Errorf("by the ARN of a role that no profile names: %q", r.out)
	}
	d.ends(0, "assume", "s3assumeRole", "--aws-profile", "storage")
	if text := written(t, d.awsFile()); !strings.Contains(text, "[storage]\n# Written by actas") || !strings.Contains(text, "aws_session_token = CgJ") {
		t.Errorf("%q", text)
	}
}
