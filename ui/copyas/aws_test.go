package copyas_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"actas/model"
	"actas/ui/copyas"
	"actas/ui/scene"
	"actas/ui/screentest"
)

const awsCanary = "AWSCANARYsecret"

// withAWS is a session with AWS keys, of an STS endpoint or of an object storage.
func withAWS(dialect model.Dialect) model.LiveSession {
	return live(func(s *model.Session) {
		s.AWS = model.AWSKeys{ID: model.NewSecret("ASIA1"), Secret: model.NewSecret(awsCanary)}
		s.Asked = &model.AssumeRequest{Dialect: dialect}
		if dialect == model.DialectECS {
			s.Token, s.ID = model.NewSecret("CgJCANARY"), ""
		}
	})
}

var storageAPI = copyas.API{URL: "https://s3.example:4443", Elsewhere: true, Profile: "it's", AWSFile: "/home/ada/.aws/credentials"}

func copied(t *testing.T, s scene.Scene, l model.LiveSession, api copyas.API, pressed string) string {
	t.Helper()
	_, msg := after(*copyas.New(copyas.OfSession(s, l, "", api)), s, pressed)
	got, ok := msg.(scene.CopyMsg)
	if !ok {
		t.Fatalf("%s asks for %#v", pressed, msg)
	}
	if !got.Secret.Empty() {
		return got.Secret.Reveal()
	}
	return got.Text
}

func TestAWSForms(t *testing.T) {
	t.Parallel()
	s := at(80, 19, screentest.Plain)
	sts, ecs := withAWS(model.DialectSTS), withAWS(model.DialectECS)
	vultr := copyas.API{URL: "https://api.vultr.com"}
	own := "ACTAS_SESSION='ada-deploy'\nexport ACTAS_EXPIRES_AT='2026-11-20T13:00:00Z'\n"
	keys := func(token string) string {
		return "export AWS_ACCESS_KEY_ID='ASIA1'\nexport AWS_SECRET_ACCESS_KEY='" + awsCanary + "'\nexport AWS_SESSION_TOKEN='" + token +
			"'\nexport AWS_CREDENTIAL_EXPIRATION='2026-11-20T13:00:00Z'\n"
	}
	for _, c := range []struct {
		of      model.LiveSession
		api     copyas.API
		pressed string
		want    string
	}{
		{sts, vultr, "1", "export VULTR_API_KEY='" + canary + "'\nexport " + own + keys(canary)},
		{ecs, storageAPI, "1", "export " + own + keys("CgJCANARY")},
		{ecs, storageAPI, "4", "CgJCANARY"},
		{sts, vultr, "a", "[production-deploy]\naws_access_key_id = ASIA1\naws_secret_access_key = " + awsCanary + "\naws_session_token = " + canary + "\n"},
		{sts, vultr, "c", "[profile production-deploy]\ncredential_process = actas credential-process 'deploy'\n"},
		{sts, copyas.API{URL: "http://127.0.0.1:1", Elsewhere: true}, "c", "[profile production-deploy]\ncredential_process = actas credential-process --api-url 'http://127.0.0.1:1' 'deploy'\n"},
		{ecs, storageAPI, "c", "[profile production-deploy]\ncredential_process = actas credential-process --profile 'it'\\''s' 'deploy'\n"},
	} {
		if got := copied(t, s, c.of, c.api, c.pressed); got != c.want {
			t.Errorf("%s copies %q, want %q", c.pressed, got, c.want)
		}
	}
}

func TestAWSFormsSayWhyNot(t *testing.T) {
	t.Parallel()
	s := at(80, 19, screentest.Plain)
	gone := withAWS(model.DialectSTS)
	gone.Gone = model.StateExpired
	for _, c := range []struct {
		of      model.LiveSession
		pressed string
		want    string
	}{
		{live(nil), "a", "it has no AWS keys; assuming over STS makes some"},
		{withAWS(model.DialectSTS), "b", "no file is written from here"},
		{gone, "a", "this session is expired"},
		{withAWS(model.DialectECS), "5", "an object storage takes keys, and no token alone"},
		{withAWS(model.DialectECS), "8", "Vultr's provider knows no object storage"},
		{withAWS(model.DialectECS), "9", "Vultr's call knows no object storage"},
	} {
		m, msg := after(sheet(s, c.of), s, c.pressed)
		if f := drawn(m, s); msg != nil || f.Status != "Not now: "+c.want+"." {
			t.Errorf("%s: %q, asks for %#v", c.pressed, f.Status, msg)
		}
	}
}

func TestAProfileIsAskedFor(t *testing.T) {
	t.Parallel()
	s := at(60, 19, screentest.Plain)
	api := copyas.API{AWSFile: "/home/ada/.aws/credentials"}
	m, msg := after(*copyas.New(copyas.OfSession(s, withAWS(model.DialectSTS), "", api)), s, "b")
	if msg != (copyas.ProfileMsg{Profile: "production-deploy"}) {
		t.Fatalf("asks for %#v", msg)
	}
	for state, says := range map[model.AWSProfileState]string{
		model.AWSProfileNone: "The profile is new there.", model.AWSProfileOurs: "What actas wrote there before",
		model.AWSProfileTheirs: "Somebody else wrote this profile.",
	} {
		asked := *m.Ask(copyas.Question{Profile: "production-deploy", Path: api.AWSFile, State: state})
		f := drawn(asked, s)
		body := strings.Join(f.Body, "\n")
		if !strings.Contains(body, says) || !strings.Contains(body, "into /home/ada/.aws/credentials") || screentest.Misfit(f, s.Width, s.Height) != "" {
			t.Errorf("%v:\n%s", state, body)
		}
		for _, pressed := range []string{"enter", "v", "1", "j"} {
			if still, msg := after(asked, s, pressed); msg != nil || strings.Join(drawn(still, s).Body, "\n") != body {
				t.Errorf("%s asks for %#v", pressed, msg)
			}
		}
		if _, msg := after(asked, s, "y"); msg != (copyas.WriteMsg{Profile: "production-deploy", Theirs: state == model.AWSProfileTheirs}) {
			t.Errorf("%v: y asks for %#v", state, msg)
		}
		for _, pressed := range []string{"n", "esc"} {
			if back, msg := after(asked, s, pressed); msg != nil || !strings.Contains(strings.Join(drawn(back, s).Body, "\n"), "AWS keys") {
				t.Errorf("%s asks for %#v", pressed, msg)
			}
		}
	}
}

func TestAWSKeysAreMasked(t *testing.T) {
	t.Parallel()
	for _, l := range []model.LiveSession{withAWS(model.DialectSTS), withAWS(model.DialectECS)} {
		for _, pressed := range []string{"", "jj", "jjj", "jjjjjjjjj", "jjjjjjjjjj", "G"} {
			s := at(120, 40, screentest.ASCII)
			m := *copyas.New(copyas.OfSession(s, l, "", storageAPI))
			for _, k := range pressed {
				m, _ = m.Update(screentest.Key(string(k)), s)
			}
			if all := fmt.Sprint(drawn(m, s)); strings.Contains(all, "CANARY") || strings.Contains(all, "ASIA1") {
				t.Errorf("%q shows keys:\n%s", pressed, all)
			}
			m, _ = m.Update(screentest.Key("v"), s)
			if all := strings.Join(drawn(m, s).Body, "\n"); pressed != "G" && !strings.Contains(all, "CANARY") {
				t.Errorf("%q and v show nothing:\n%s", pressed, all)
			}
			s.Now.Boot += 11 * time.Second
			if all := fmt.Sprint(drawn(m, s)); strings.Contains(all, "CANARY") {
				t.Errorf("%q shows keys too long:\n%s", pressed, all)
			}
		}
	}
}

// TestNoRowIsCutAt80Columns: what a row is for stands in its hint.
func TestNoRowIsCutAt80Columns(t *testing.T) {
	t.Parallel()
	s := at(80, 24, screentest.Plain)
	issuers := live(func(l *model.Session) {
		l.UserID, l.IssuerID, l.AuthMethod = "", "ci", model.AuthOIDC
		l.AWS = model.AWSKeys{ID: model.NewSecret("ASIA1"), Secret: model.NewSecret(awsCanary)}
		l.Asked = &model.AssumeRequest{Dialect: model.DialectSTS}
	})
	for name, l := range map[string]model.LiveSession{"sts": withAWS(model.DialectSTS), "an issuer's": issuers} {
		m := *copyas.New(copyas.OfSession(s, l, "", copyas.API{URL: "http://127.0.0.1:18234", Elsewhere: true, AWSFile: "/home/ada/.aws/credentials"}))
		body := make([]string, s.Height)
		for i := range body {
			body[i] = strings.Repeat(" ", s.Width)
		}
		for _, row := range m.Over(scene.Frame{Body: body}, s).Body {
			for _, of := range []string{"  8  ", "  a  ", "  b  ", "  c  "} {
				if strings.Contains(row, of) && strings.Contains(row, screentest.Plain.Glyphs.Ellipsis) && !strings.Contains(row, "ars-") {
					t.Errorf("%s: %q", name, row)
				}
			}
		}
	}
}
