package export_test

import (
	"strings"
	"testing"
	"time"

	"actas/model"
	"actas/ui/export"
)

func TestSessionsThatTerraformCannotMake(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*model.Session)
		want   string
	}{
		{"an issuer's", func(s *model.Session) { s.UserID, s.IssuerID = "", issuerID }, "Terraform assumes for a user, and it names none"},
		{"nobody's", func(s *model.Session) { s.UserID = "" }, "Terraform assumes for a user, and it names none"},
		{"on no role", func(s *model.Session) { s.RoleID = "" }, "the API did not tell its role"},
	} {
		text, err := exported(session(c.change), "").Terraform()
		if err != export.Refusal(c.want) || text.Body != "" {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

// What cannot be imported is told without the command for it.
func TestOnlyALiveSessionIsImported(t *testing.T) {
	t.Parallel()
	revoked := exported(session(nil), "")
	revoked.Gone = model.StateRevoked
	for name, e := range map[string]export.Session{
		"revoked": revoked, "without a token": exported(session(func(s *model.Session) { s.Token = model.Secret{} }), ""),
	} {
		text, err := e.Terraform()
		if err != nil || strings.Contains(text.Body, "import") || !strings.Contains(text.Body, "assumes a session of its own") {
			t.Errorf("%s: %v\n%s", name, err, text.Body)
		}
	}
}

// The import command finds the session that is meant, whatever it is called.
func TestTheImportCommandNamesTheSession(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, address, token string }{
		{"ada-deploy-7f3c", "ada_deploy_7f3c", `'ada-deploy-7f3c'`},
		{"7f3c", "session_7f3c", `'7f3c'`},
		{"it's $HOME", "it_s_home", `'it'\''s $HOME'`},
		{"-h", "h", `'9436f02d-2c74-4731-a42c-b3e76210e103'`},
		{"", "session_9436f02d", `'9436f02d-2c74-4731-a42c-b3e76210e103'`},
	} {
		text, err := exported(session(func(s *model.Session) { s.Name = c.name }), "").Terraform()
		want := "\n#   terraform import vultr_organization_role_session." + c.address + ` "$(actas token ` + c.token + `)"` + "\n"
		if err != nil || !strings.Contains(text.Body, want) {
			t.Errorf("%q: %v, %s does not stand in\n%s", c.name, err, want, text.Body)
		}
	}
}

// The length is what was asked for, cut to what the role allows now.
func TestTheLengthIsAskedForAgain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*model.Session)
		want   string
	}{
		{"by its dates", nil, "duration     = 3600\n"},
		{"by what it had left", func(s *model.Session) { s.Assumed = time.Time{} }, "duration     = 1800\n"},
		{"longer than the role allows", func(s *model.Session) { s.Expires = noon.Add(20 * time.Hour) }, "duration     = 43200\n"},
	} {
		text, err := exported(session(c.change), "").Terraform()
		if err != nil || !strings.Contains(text.Body, c.want) {
			t.Errorf("%s: %v, %q does not stand in\n%s", c.name, err, c.want, text.Body)
		}
	}
}

// Names that nothing tells are empty, and what the API did not say is null.
func TestTheRecordSaysWhatTheAPIDidNot(t *testing.T) {
	t.Parallel()
	l := session(func(s *model.Session) {
		s.RoleID, s.UserID, s.Met, s.Assumed, s.Expires = "r9", "u9", model.ConditionsMet{Known: true}, time.Time{}, time.Time{}
	})
	r := exported(l, "").Record()
	if r.Role != "" || r.RoleID != "r9" || r.User != "" || r.UserID != "u9" || r.Assumed != nil || r.Expires != nil || r.Met != false {
		t.Errorf("%+v", r)
	}
	if r := exported(session(func(s *model.Session) { s.Met = model.ConditionsMet{} }), "").Record(); r.Met != nil {
		t.Errorf("conditions that were not told: %v", r.Met)
	}
}
