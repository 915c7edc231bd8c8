package main

import (
	"errors"
	"strings"
	"testing"

	"actas/model"
)

// fullFile is AWS's credentials file on a disk that takes nothing.
type fullFile struct{ awsFile }

func (fullFile) Write(string, model.Session, bool) error {
	return errors.New("/home/ada/.aws/credentials cannot be written: the disk is full")
}

// TestWhatCannotBeHandedOverIsEndedAgain, where nothing else keeps its secrets: nobody
// could use it. What a keyring has lives on.
func TestWhatCannotBeHandedOverIsEndedAgain(t *testing.T) {
	t.Parallel()
	sts := []string{"assume", "Log", "--via", "sts"}
	store := []string{"--profile", "store", "assume", "s3assumeRole"}
	for _, tt := range []struct {
		name string
		args []string
		// closed is set for an output that takes nothing.
		closed, kept bool
		revoked      int
		says         string
	}{
		{"into a file", append(sts, "--aws-profile", "logs"), false, false, 1, "could not be handed over: not written: /home/ada/.aws/credentials cannot be written: the disk is full\nIt is revoked again."},
		{"as lines", append(sts, "--print", "env"), true, false, 1, "could not be handed over: the output could not be written; is the disk full?\nIt is revoked again."},
		{"as a token", []string{"assume", "Registry", "--token-file", "@token", "--print", "token"}, true, false, 1, "It is revoked again."},
		{"to AWS's tools", []string{"credential-process", "Log"}, true, false, 1, "It is revoked again."},
		{"into a file, and the keyring has it", append(sts, "--aws-profile", "logs"), false, true, 0, "not written: "},
		{"of an object storage", append(store, "--aws-profile", "logs"), false, false, 0, "It is not revoked, and lasts until its end: "},
	} {
		k := newRinged(t)
		if !tt.kept {
			k.ring.err = errors.New("locked")
		}
		k.aws, k.closed = fullFile{}, tt.closed
		for i := range tt.args {
			if tt.args[i] == "@token" {
				tt.args[i] = k.token()
			}
		}
		r := k.ends(1, tt.args...)
		if !strings.Contains(r.err, tt.says) || tokenText.MatchString(r.err) {
			t.Errorf("%s: %q, want %q", tt.name, r.err, tt.says)
		}
		if got := k.sent("DELETE", "/v2/assumed-roles/"); got != tt.revoked {
			t.Errorf("%s: %d revokes, want %d", tt.name, got, tt.revoked)
		}
	}
}
